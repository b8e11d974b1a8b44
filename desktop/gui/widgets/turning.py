"""A button that opens and closes, or shows and hides, and always says what the next press does."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.buttons import Button, Kind

Face = tuple[str, str]


class TurningButton(Button):
    """Turns something on and off; its words and its icon are those of the next press.

    It is not checkable: a screen reader would call it a check box that is “checked” when it says “hide”.

    Signals:
        turned: It was turned on (True) or off, by a press or by `turn`.
    """

    turned = Signal(bool)

    def __init__(self, kind: Kind, off: Face, on: Face, parent: QWidget | None = None) -> None:
        """Make it turned off; `off` and `on` are the (words, icon or "") it has in each state."""
        super().__init__(off[0], kind, off[1], parent)
        self._faces = (off, on)
        self._is_on = False
        self.clicked.connect(self._turn_round)

    @property
    def is_on(self) -> bool:
        """Return whether it is turned on."""
        return self._is_on

    def turn(self, *, on: bool) -> None:
        """Turn it on or off."""
        if on is self._is_on:
            return
        self._is_on = on
        words, icon = self._faces[on]
        self.say(words)
        if icon:
            self.show_icon(icon)
        self.turned.emit(on)

    @Slot()
    def _turn_round(self) -> None:
        self.turn(on=not self._is_on)
