"""The settings: language, look, text size, locking, what is kept on this computer, and about the program."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

import desktop
from desktop.core import places
from desktop.core.texts import _, many
from desktop.gui import style
from desktop.gui.context import Context
from desktop.gui.pages.page import Page
from desktop.gui.pages.settings_safety import SafetySettings
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.language import LanguageChoice
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.turning import TurningButton
from desktop.services import parts

TEXT_PERCENTS = (100, 125, 150, 175, 200)
LOCK_MINUTES = (1, 5, 15, 30, 60)


class SettingsPage(Page):
    """Every setting shows what it does at once, and there is no button to save."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Settings"), _("Changes take effect at once."))
        self._preferences = context.preferences
        settings = context.preferences.settings
        self.language = LanguageChoice(context.preferences)
        self.appearance = Choice(
            _("Appearance"),
            (("system", _("Like this computer")), ("light", _("Light")), ("dark", _("Dark")), ("contrast", _("High contrast"))),
        )
        self.appearance.choose(settings.appearance)
        self.appearance.chosen.connect(self._use_appearance)
        self.text_size = Choice(_("Text size"), [(size, _("{percent} %").format(percent=size)) for size in TEXT_PERCENTS])
        self.text_size.choose(settings.text_percent)
        self.text_size.chosen.connect(self._use_text_size)
        self.lock_after = Choice(
            _("Lock after"), [(count, many("{count} minute", "{count} minutes", count).format(count=count)) for count in LOCK_MINUTES]
        )
        self.lock_after.choose(settings.lock_after_minutes)
        self.lock_after.chosen.connect(self._use_lock_after)
        self._fill()

    @property
    def safety(self) -> SafetySettings:
        """What is set about pictures, screens and traces."""
        self.pieces.finish()
        return self._safety

    @property
    def desk(self) -> Choice:
        """Whether there is a counselor's desk."""
        self.pieces.finish()
        return self._desk

    def _fill(self) -> None:
        self.body.addWidget(_setting(_("Language"), "", self.language))
        self.body.addWidget(_setting(_("Appearance"), "", self.appearance))
        self.body.addWidget(_setting(_("Text size"), "", self.text_size))
        self.body.addWidget(
            _setting(
                _("Lock when nobody is here"),
                _(
                    "After this time without a key or the mouse, the vault is locked and pictures are cleared. "
                    "Work that is under way ends first."
                ),
                self.lock_after,
            )
        )
        self.pieces.add(self._add_safety, self._add_end)

    def _add_safety(self) -> None:
        self._safety = SafetySettings(self._preferences)
        self.body.addWidget(self._safety)

    def _add_end(self) -> None:
        self._desk = Choice(_("Counselor's desk"), ((False, _("Off")), (True, _("On"))))
        self._desk.choose(self._preferences.settings.is_desk)
        self._desk.chosen.connect(self._use_desk)
        self.body.addWidget(
            _setting(
                _("Counselor's desk"),
                _("For counselors who work with several people. It adds one more place at the side; where a desk lies is not kept here."),
                self._desk,
            )
        )
        self.body.addWidget(_kept_here())
        listed = PartsList()
        listed.seen_wished.connect(self.show_part_soon)
        self.body.addWidget(_about(listed))

    @Slot(object)
    def _use_appearance(self, value: str) -> None:
        self._preferences.change(appearance=value)

    @Slot(object)
    def _use_text_size(self, value: int) -> None:
        self._preferences.change(text_percent=value)

    @Slot(object)
    def _use_desk(self, value: bool) -> None:  # noqa: FBT001  the value of a choice
        self._preferences.change(is_desk=value)

    @Slot(object)
    def _use_lock_after(self, value: int) -> None:
        self._preferences.change(lock_after_minutes=value)


class PartsList(QWidget):
    """What the program is made of, with the licence of each part; opened by a button.

    Signals:
        seen_wished: It was opened and has to be seen.
    """

    seen_wished = Signal(QWidget)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = TurningButton("link", (_("Parts and licences"), "chevron-down"), (_("Hide parts and licences"), "chevron-up"))
        self.button.turned.connect(self._show)
        self.parts = ListBox(_("Part of the program"), ())
        self.parts.currentIndexChanged.connect(self._show_text)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text of the licence"))
        self.text.setMinimumHeight(style.current().scale.px(280))
        column.addWidget(self.button)
        column.addWidget(self.parts)
        column.addWidget(self.text)
        self.parts.hide()
        self.text.hide()

    @Slot(bool)
    def _show(self, is_open: bool) -> None:  # noqa: FBT001  Qt gives it so
        if is_open and not self.parts.count():
            for part in parts.parts():
                self.parts.addItem(" · ".join(word for word in (part.name, part.version, part.licence) if word), part.name)
        self.parts.setVisible(is_open)
        self.text.setVisible(is_open)
        if is_open:
            self.seen_wished.emit(self)

    @Slot(int)
    def _show_text(self, number: int) -> None:
        part = parts.parts()[number]
        lines = [_("{name} is part of {other}.").format(name=part.name, other=part.inside) if part.inside else "", part.home, part.text]
        self.text.setPlainText("\n\n".join(line for line in lines if line))


def _setting(title: str, sentence: str, control: QWidget) -> Card:
    card = Card(title)
    if sentence:
        card.body.addWidget(Text(sentence, "soft"))
    card.body.addWidget(control)
    return card


def _kept_here() -> Card:
    card = Card(_("What this program keeps on this computer"))
    card.body.addWidget(
        Text(_("Only the settings on this page. There is no history, no list of recent files, and no note of where you saved something."))
    )
    card.body.addWidget(Text(_("A vault is kept only where you choose, and everything in it is encrypted.")))
    card.body.addWidget(Text(_("The settings are in this folder:"), "soft"))
    card.body.addWidget(Text(str(places.settings_folder()), "small", selectable=True))
    return card


def _about(listed: PartsList) -> Card:
    card = Card(_("About Linden"))
    card.body.addWidget(Text(_("Version {version}").format(version=desktop.__version__), "soft"))
    card.body.addWidget(
        Text(
            _(
                "The program makes no network connection of any kind: no updates, no statistics, no online check. "
                "Where its own code tries to use the network, it is stopped. "
                "It cannot know what other programs on this computer do, for example a backup or a cloud folder."
            )
        )
    )
    own = _("Linden is free software under the GNU General Public License, version 3 or later.")
    card.body.addWidget(Text(own, "soft"))
    card.body.addWidget(listed)
    return card
