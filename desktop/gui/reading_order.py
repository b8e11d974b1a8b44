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
        layout = self._column.layout()
        for child in widgets_in(layout) if layout is not None else ():
            if child.parentWidget() is self._column:
                # It becomes the last of its parent's children. Nothing overlaps, so nothing looks different.
                child.raise_()


def widgets_in(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets in `layout` and in layouts within it, in their order.

    Never by `itemAt`: an item is no QObject, so Python is not told when Qt lets it go with its widget, and takes the next widget at that
    place in memory for it. The program dies when that widget does.
    """
    owner = layout.parentWidget()
    parts = [one for one in (*(owner.children() if owner is not None else ()), *layout.children()) if isinstance(one, QWidget | QLayout)]
    places = [(layout.indexOf(one), one) for one in parts]
    for _place, part in sorted((pair for pair in places if pair[0] >= 0), key=lambda pair: pair[0]):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from widgets_in(part)
