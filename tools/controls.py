"""What a person uses in a window: every control, and whether the keyboard reaches it. One list for the audit and for the tests."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from desktop.gui.widgets.picture import PictureView

KINDS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    PictureView,
)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Yield everything in the window that a person uses."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, KINDS) and not isinstance(widget, QScrollBar | QHeaderView) and not is_part_of_a_control(widget):
            yield widget


def is_part_of_a_control(widget: QWidget) -> bool:
    """Return whether it is what Qt builds a control of: the list of a combo box, the clearing cross of a field."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox | QAbstractSpinBox | QLineEdit):
            return True
        above = above.parentWidget()
    return widget.objectName().startswith("qt_")


def is_reached_by_arrows(control: QWidget) -> bool:
    """Return whether Tab reaches the group of choices that it belongs to, in which arrow keys move."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group is not None and group.exclusive() and any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in group.buttons())


def is_reached(control: QWidget) -> bool:
    """Return whether the keyboard comes to this control."""
    return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus) or is_reached_by_arrows(control)


def widest_line(button: QAbstractButton) -> int:
    """Return how many pixels the longest line of a button needs."""
    metrics = QFontMetrics(button.font())
    return max(metrics.horizontalAdvance(line) for line in button.text().splitlines())
