"""The first page: what may be said at the beginning, three doors, a word on safety, and the language."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.context import Context, Place
from desktop.gui.pages.page import Page
from desktop.gui.pages.welcome.questions import Questions, answered
from desktop.gui.pages.welcome.safety import SafetyCard
from desktop.gui.widgets.buttons import Door
from desktop.gui.widgets.language import LanguageChoice

# With larger text than this (in %), doors stand one under the other.
_SIDE_BY_SIDE_UP_TO = 125


class WelcomePage(Page):
    """Says where one is, asks what helps, and opens three doors. No answer is needed to go on."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            _("You can take this one step at a time."),
            _("Whatever you open or write here stays on this computer. The program has no connection to the internet."),
        )
        self.language = LanguageChoice(context.preferences)
        if style.current().scale.percent > _SIDE_BY_SIDE_UP_TO:
            self.body.addWidget(self.language)
        else:
            self.heading.addWidget(self.language)
        self._add_questions()
        self._add_doors()
        self.safety = SafetyCard(context.preferences.settings)
        self.safety.help_wished.connect(self.go_to_help)
        self.safety.anew_wished.connect(self._ask_anew)
        self.body.addWidget(self.safety)

    def _add_questions(self) -> None:
        settings = self.context.preferences.settings
        self._ask([name for name in ("beside", "computer") if not getattr(settings, name)], 0)

    def _ask(self, names: list[str], place: int) -> None:
        self.questions = Questions(names)
        self.questions.was_answered.connect(self._take_answer)
        self.questions.done.connect(self._end_questions)
        self.body.insertWidget(place, self.questions)
        # Only now: what is shown without a place in the page would be a window of its own.
        self.questions.setVisible(bool(names))

    def _add_doors(self) -> None:
        self.check_door = Door(
            "scan-search",
            _("Check an image"),
            _("See whether it shows signs of manipulation, and find the photo it was made from."),
        )
        self.vault_door = Door(
            "lock-keyhole",
            _("Open or make a vault"),
            _("Keep images, addresses and notes as evidence, locked with a passphrase of your own."),
        )
        self.help_door = Door(
            "life-buoy",
            _("Get help now"),
            _("People you can call or write to, and what to do first. You need nothing else for this."),
        )
        self.check_door.clicked.connect(self._go_to_check)
        self.vault_door.clicked.connect(self.go_to_vault)
        self.help_door.clicked.connect(self.go_to_help)
        self.doors = _Doors([self.check_door, self.vault_door, self.help_door])
        self.body.addWidget(self.doors)

    def kept(self) -> bool | None:
        """Return that the questions were answered or left, so that a change of language does not ask again."""
        return True if not self.questions.is_asking else None

    def take_back(self, kept: object) -> None:
        """Ask no more."""
        if kept is True:
            self.questions.hide()

    @Slot(str, str)
    def _take_answer(self, name: str, value: str) -> None:
        preferences = self.context.preferences
        preferences.use(answered(preferences.settings, name, value))
        self.safety.show_settings(preferences.settings)

    @Slot()
    def _end_questions(self) -> None:
        self.check_door.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_anew(self) -> None:
        place = self.body.indexOf(self.questions)
        self.questions.hide()
        self.questions.deleteLater()
        self._ask(["beside", "computer"], place)
        self.questions.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_top()

    @Slot()
    def _go_to_check(self) -> None:
        self.context.go(Place.CHECK, None)


class _Doors(QWidget):
    """The doors, side by side, or one under the other where the text is large."""

    def __init__(self, doors: list[Door]) -> None:
        super().__init__()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.APART - 4)
        for door in doors:
            row.addWidget(door, 1)
        if style.current().scale.percent > _SIDE_BY_SIDE_UP_TO:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
