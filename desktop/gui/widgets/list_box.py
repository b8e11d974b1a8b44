"""A list that opens, no wider than the page whatever is in it."""

from collections.abc import Iterable

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

_LEAST_LETTERS = 10


class ListBox(QComboBox):
    """One of many, each with a value and words."""

    def __init__(self, name: str, options: Iterable[tuple[str, str]], chosen: str = "", parent: QWidget | None = None) -> None:
        """Offer `options` as (value, words); `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        # A long entry is cut where there is no room, and whole in the list that opens.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for value, words in options:
            self.addItem(words, value)
        self.choose(chosen)

    def choose(self, value: str) -> None:
        """Show this value as chosen, or the first one where there is no such value."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def value(self) -> str:
        """Return what is chosen."""
        return str(self.currentData() or "")

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Leave the wheel to the page: someone who scrolls past must not change an answer."""
        event.ignore()
