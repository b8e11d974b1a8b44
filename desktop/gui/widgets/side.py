"""The side bar: every place of the program, in words."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.context import Place
from desktop.gui.widgets.buttons import Button, OneOfMany
from desktop.gui.widgets.group import Group
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.text import Text

_ICONS = {
    Place.START: "house",
    Place.CHECK: "scan-search",
    Place.VAULT: "lock-keyhole",
    Place.REPORTS: "file-text",
    Place.HANDOVER: "package",
    Place.DESK: "list",
    Place.HELP: "life-buoy",
    Place.SETTINGS: "settings",
}


def words() -> Mapping[Place, str]:
    """Return what each place is called."""
    return {
        Place.START: _("Start"),
        Place.CHECK: _("Check"),
        Place.VAULT: _("My vault"),
        Place.REPORTS: _("Reports"),
        Place.HANDOVER: _("Hand over"),
        Place.DESK: _("Desk"),
        Place.HELP: _("Get help now"),
        Place.SETTINGS: _("Settings"),
    }


class SideBar(QWidget):
    """The way to every page.

    Signals:
        wished: A Place was pressed.
    """

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, Button] = {}
        column = Group(_("Places"))
        self._fill(column)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(column)
        column.setObjectName("sideColumn")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(scroll)
        self.setFixedWidth(column.sizeHint().width() + 1 + tokens.SNUG)

    def show_place(self, place: Place) -> None:
        """Show which page is open."""
        self._buttons[place].setChecked(True)

    def offer(self, places: Collection[Place]) -> None:
        """Show the way to these places only."""
        for place, button in self._buttons.items():
            button.setVisible(place in places)

    def button(self, place: Place) -> Button:
        """Return the button of a place."""
        return self._buttons[place]

    def _fill(self, column: QWidget) -> None:
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, tokens.APART, 0, tokens.NEAR)
        layout.setSpacing(2)
        brand = QHBoxLayout()
        brand.setContentsMargins(tokens.APART - 4, 0, tokens.NEAR, tokens.NEAR)
        brand.setSpacing(tokens.SNUG)
        brand.addWidget(Icon("leaf", style.current().palette.accent, 24))
        brand.addWidget(Text("Linden", "brand"))
        brand.addStretch(1)
        layout.addLayout(brand)
        names = words()
        for number, place in enumerate(Place):
            if place is Place.HELP:
                layout.addStretch(1)
            layout.addWidget(self._place(number, place, names[place]))
        self._group.idClicked.connect(self._tell)

    def _place(self, number: int, place: Place, name: str) -> Button:
        button = OneOfMany(name, "place", _ICONS[place])
        button.setObjectName(f"place-{place.value}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, number)
        self._buttons[place] = button
        return button

    @Slot(int)
    def _tell(self, number: int) -> None:
        self.wished.emit(list(Place)[number])
