"""The first page: three doors, a word on safety, and the language."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.context import Context, Place
from desktop.gui.pages.page import Page
from desktop.gui.widgets.buttons import Door
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.language import LanguageChoice
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

# With larger text than this (in %), doors stand one under the other.
_SIDE_BY_SIDE_UP_TO = 125


class WelcomePage(Page):
    """Says where one is, and opens three doors."""

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
        self.vault_door.clicked.connect(self._go_to_vault)
        self.help_door.clicked.connect(self._go_to_help)
        self.body.addWidget(_Doors([self.check_door, self.vault_door, self.help_door]))
        self.body.addWidget(_safety())

    @Slot()
    def _go_to_check(self) -> None:
        self.context.go(Place.CHECK, None)

    @Slot()
    def _go_to_vault(self) -> None:
        self.context.go(Place.VAULT, None)

    @Slot()
    def _go_to_help(self) -> None:
        self.context.go(Place.HELP, None)


class _Doors(QWidget):
    """The doors, side by side, or one under the other where the text is large."""

    def __init__(self, doors: list[Door]) -> None:
        super().__init__()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, tokens.SNUG, 0, tokens.SNUG)
        row.setSpacing(tokens.APART - 4)
        for door in doors:
            row.addWidget(door, 1)
        if style.current().scale.percent > _SIDE_BY_SIDE_UP_TO:
            row.setDirection(QBoxLayout.Direction.TopToBottom)


def _safety() -> Card:
    card = Card(surface="info")
    row = QHBoxLayout()
    row.setSpacing(tokens.NEAR)
    row.addWidget(Icon("shield-check", style.current().palette.accent, 24))
    row.addWidget(
        Text(
            _(
                "If someone else uses this computer or can see this screen, press Shift three times at any moment: "
                "everything is locked and this window is gone. If you can, use a computer that only you use."
            )
        ),
        1,
    )
    card.body.addLayout(row)
    return card
