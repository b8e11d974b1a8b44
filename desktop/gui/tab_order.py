"""The order in which Tab goes through the window: as it is read, whatever was put into it when."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.gui.reading_order import widgets_in


def beside(root: QWidget | None, current: QWidget | None, *, forward: bool) -> QWidget | None:
    """Return the control below `root` that Tab goes to from `current`, round and round, or None where there is none.

    Qt goes in the order in which widgets were made. A card that came later would be reached last, wherever it stands.
    """
    if root is None:
        return None
    stops = [one for one in in_reading_order(root) if one is current or _is_stop(one)]
    if current in stops:
        number = stops.index(current) + (1 if forward else -1)
        found = stops[number % len(stops)]
        return found if found is not current else None
    return (stops[0] if forward else stops[-1]) if stops else None


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widget and everything below it as it is read: line by line."""
    yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from in_reading_order(inside)
    elif isinstance(widget, QStackedWidget):
        current = widget.currentWidget()
        if current is not None:
            yield from in_reading_order(current)
    elif (layout := widget.layout()) is not None:
        for part in widgets_in(layout):
            yield from in_reading_order(part)
