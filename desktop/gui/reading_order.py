"""Keeps the parts of a column in the order in which they are read, as a screen reader goes through them."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QLayout, QWidget


class ReadingOrder(QObject):
    """Puts the children of a widget in order after something was put in, wherever in its layout that lies.

    Qt tells a screen reader of children in the order in which they were put in: a card that came later would be read last.
    """

    def __init__(self, column: QWidget) -> None:
        super().__init__(column)
        self._column = column
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.arrange)
        column.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002  Qt's name and argument
        """Notice what is put in."""
        if event.type() is QEvent.Type.ChildAdded:
            self._timer.start()
        return False

    @Slot()
    def arrange(self) -> None:
        """Put the children in order."""
        for child in _widgets_of(self._column.layout()):
            if child.parentWidget() is self._column:
                # It becomes the last of its parent's children. Nothing overlaps, so nothing looks different.
                child.raise_()


def _widgets_of(layout: QLayout | None) -> Iterator[QWidget]:
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif item is not None:
            yield from _widgets_of(item.layout())
