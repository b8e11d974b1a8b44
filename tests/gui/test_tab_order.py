"""Tab goes through the window as it is read, also to what came later, forth and back, and round."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui import tab_order
from desktop.gui.context import Place
from desktop.gui.window import MainWindow


def shelf(qtbot: QtBot) -> tuple[QWidget, list[QPushButton]]:
    """Return a window with five buttons that were made in another order than they stand."""
    root = QWidget()
    qtbot.addWidget(root)
    last, first, middle, inner, hidden = (QPushButton(name, root) for name in ("last", "first", "middle", "inner", "hidden"))
    scroll, inside = QScrollArea(), QWidget()
    QVBoxLayout(inside).addWidget(inner)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    column = QVBoxLayout(root)
    row = QHBoxLayout()
    row.addWidget(first)
    row.addWidget(middle)
    column.addLayout(row)
    column.addWidget(hidden)
    column.addWidget(scroll)
    column.addWidget(last)
    hidden.hide()
    root.show()
    return root, [first, middle, inner, last]


def test_it_goes_line_by_line_into_what_scrolls_and_round(qtbot: QtBot) -> None:
    root, buttons = shelf(qtbot)

    for before, after in zip(buttons, [*buttons[1:], buttons[0]], strict=True):
        assert tab_order.beside(root, before, forward=True) is after
        assert tab_order.beside(root, after, forward=False) is before


def test_it_passes_over_what_is_hidden_or_cannot_be_used(qtbot: QtBot) -> None:
    root, (first, middle, inner, _last) = shelf(qtbot)
    middle.setEnabled(False)

    assert tab_order.beside(root, first, forward=True) is inner


def test_from_nowhere_it_goes_to_the_first_and_back_to_the_last(qtbot: QtBot) -> None:
    root, (first, *_between, last) = shelf(qtbot)

    assert tab_order.beside(root, None, forward=True) is first
    assert tab_order.beside(root, None, forward=False) is last


def test_where_nothing_can_be_used_it_goes_nowhere(qtbot: QtBot) -> None:
    root, buttons = shelf(qtbot)
    for button in buttons:
        button.setEnabled(False)

    assert tab_order.beside(root, None, forward=True) is None


def test_pressing_tab_goes_from_the_side_bar_over_the_way_out_into_the_page(window: MainWindow) -> None:
    window.side.button(Place.SETTINGS).setFocus()

    QTest.keyClick(window.side.button(Place.SETTINGS), Qt.Key.Key_Tab)
    assert window.focusWidget() is window.exit_button

    QTest.keyClick(window.exit_button, Qt.Key.Key_Tab)
    assert window.page.isAncestorOf(window.focusWidget())
