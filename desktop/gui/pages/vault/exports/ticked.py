"""A list of lines with boxes to tick, long or short, that shows what is ticked and can be narrowed by words."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from desktop.gui import tokens

_ROLE_ID = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 7


class TickList(QListWidget):
    """Lines that can be ticked with a click or the space bar.

    Signals:
        ticked: Other lines are ticked than before.
    """

    ticked = Signal()

    def __init__(self, name: str, lines: Iterable[tuple[str, str]], *, ticked: bool, parent: QWidget | None = None) -> None:
        """Show `lines` as (id, words); `name` is what a screen reader calls the list."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUniformItemSizes(True)
        for line_id, words in lines:
            row = QListWidgetItem(words)
            row.setData(_ROLE_ID, line_id)
            row.setToolTip("")
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.addItem(row)
        self._fit()
        self.itemChanged.connect(self._tell)

    def chosen(self) -> frozenset[str]:
        """Return the ids of the ticked lines."""
        rows = (self.item(number) for number in range(self.count()))
        return frozenset(str(row.data(_ROLE_ID)) for row in rows if row.checkState() is Qt.CheckState.Checked)

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every line that is shown, or none of them."""
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self.blockSignals(True)  # noqa: FBT003  Qt's signature
        for number in range(self.count()):
            if not self.item(number).isHidden():
                self.item(number).setCheckState(state)
        self.blockSignals(False)  # noqa: FBT003
        self.viewport().update()
        self.ticked.emit()

    def say(self, words: Mapping[str, str]) -> None:
        """Change the words of these lines."""
        self.blockSignals(True)  # noqa: FBT003
        for number in range(self.count()):
            row = self.item(number)
            row.setText(words.get(str(row.data(_ROLE_ID)), row.text()))
        self.blockSignals(False)  # noqa: FBT003

    @Slot(str)
    def show_only(self, text: str) -> None:
        """Hide the lines in which these words do not occur."""
        wanted = text.casefold().split()
        for number in range(self.count()):
            line = self.item(number).text().casefold()
            self.item(number).setHidden(not all(word in line for word in wanted))

    def _fit(self) -> None:
        rows = max(1, min(self.count(), _ROWS_SHOWN))
        height = max(self.sizeHintForRow(0), self.fontMetrics().height() + tokens.SNUG) if self.count() else self.fontMetrics().height()
        self.setFixedHeight(rows * height + 2 * (tokens.TINY + tokens.FOCUS_PX) + 4)

    @Slot()
    def _tell(self) -> None:
        self.ticked.emit()
