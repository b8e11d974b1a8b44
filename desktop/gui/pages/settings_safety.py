"""The settings that keep a person safe: whose computer this is, how pictures are shown, screen pictures, and leaving at once."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.settings import with_computer
from desktop.core.texts import _
from desktop.gui import screen_capture, tokens
from desktop.gui.preferences import Preferences
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


class SafetySettings(QWidget):
    """Four cards, each with what its choice changes."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        settings = preferences.settings
        self.computer = Choice(_("This computer"), (("mine", _("Only I use it")), ("shared", _("Others use it too"))))
        if settings.computer:
            self.computer.choose(settings.computer)
        self.computer.chosen.connect(self._use_computer)
        self.pictures = Choice(_("Pictures, while they are held"), (("colour", _("Grey, then in colour")), ("grey", _("Grey only"))))
        self.pictures.choose(settings.pictures)
        self.pictures.chosen.connect(self._use_pictures)
        self.capture = Choice(_("Screen pictures"), ((True, _("Leave this window out")), (False, _("Let it be seen"))))
        self.capture.choose(settings.hide_from_capture)
        self.capture.chosen.connect(self._use_capture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        column.addWidget(self._computer_card())
        column.addWidget(_card(_("Pictures, while they are held"), _("A picture is always covered until you hold it."), self.pictures))
        column.addWidget(self._capture_card())
        column.addWidget(_leaving_card())

    def _computer_card(self) -> Card:
        sentence = _(
            "If others use it too, the vault locks after a minute, and these settings are forgotten when you leave: "
            "the program then keeps nothing here at all."
        )
        return _card(_("This computer"), sentence, self.computer)

    def _capture_card(self) -> Card:
        if not screen_capture.is_offered():
            self.capture.hide()
            return _card(
                _("Screen pictures"),
                _(
                    "This system does not let a program hide from screen pictures and shared screens: other programs of yours can see "
                    "what is shown here. Pictures are covered unless you hold them. End a call in which your screen is shared first."
                ),
                self.capture,
            )
        sentence = _(
            "The system is asked to leave this window out of screen pictures, recordings and shared screens. "
            "A camera still sees it, and so may a program that someone else controls."
        )
        return _card(_("Screen pictures"), sentence, self.capture)

    @Slot(object)
    def _use_computer(self, value: object) -> None:
        self._preferences.use(with_computer(self._preferences.settings, "shared" if value == "shared" else "mine"))

    @Slot(object)
    def _use_pictures(self, value: object) -> None:
        self._preferences.change(pictures=value)

    @Slot(object)
    def _use_capture(self, value: object) -> None:
        self._preferences.change(hide_from_capture=value)


def _leaving_card() -> Card:
    card = Card(_("Leaving at once"))
    card.body.addWidget(
        Text(
            _(
                "Press Shift three times within a second and a half, or the button at the top right. The window goes first; then work is "
                "stopped, pictures and copied text are cleared, and the vault is locked."
            )
        )
    )
    card.body.addWidget(Text(_("What it cannot do:"), "strong"))
    for sentence in (
        _("A file that you saved outside the vault stays where it is."),
        _("What someone has seen, or a camera or another program has recorded, stays known."),
        _("It does not hide that this program is on the computer, and it does not close other programs."),
    ):
        card.body.addWidget(Text(sentence, "soft"))
    return card


def _card(title: str, sentence: str, control: QWidget) -> Card:
    card = Card(title)
    card.body.addWidget(Text(sentence, "soft"))
    card.body.addWidget(control)
    return card
