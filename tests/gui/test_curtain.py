"""What is read in the window is covered where nobody looks at it, and not while it is copied into another program."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QWindowStateChangeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui import curtain
from desktop.gui.context import Place
from desktop.gui.window import MainWindow


def tell(window: MainWindow, event: QEvent) -> None:
    QApplication.sendEvent(window, event)


def test_a_minimised_window_shows_a_leaf_and_is_itself_again_when_it_comes_back(window: MainWindow) -> None:
    window.show_page(Place.REPORTS)

    window.setWindowState(Qt.WindowState.WindowMinimized)
    tell(window, QWindowStateChangeEvent(Qt.WindowState.WindowNoState))
    assert window.curtain.isVisibleTo(window)
    assert window.curtain.geometry() == window.rect()
    window.setWindowState(Qt.WindowState.WindowNoState)
    tell(window, QEvent(QEvent.Type.WindowActivate))

    assert not window.curtain.isVisibleTo(window)


def test_behind_another_window_the_page_stays_for_a_while_and_is_covered_then(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(window, "underMouse", lambda: False)
    assert curtain.AFTER_MS >= 30_000

    tell(window, QEvent(QEvent.Type.WindowDeactivate))
    assert not window.curtain.isVisibleTo(window)
    window.curtain._timer.setInterval(1)
    tell(window, QEvent(QEvent.Type.WindowDeactivate))

    qtbot.waitUntil(lambda: window.curtain.isVisibleTo(window))


def test_a_page_that_is_read_beside_another_window_is_not_covered(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(window, "underMouse", lambda: True)
    window.curtain._timer.setInterval(1)

    tell(window, QEvent(QEvent.Type.WindowDeactivate))
    qtbot.wait(50)

    assert not window.curtain.isVisibleTo(window)


def test_the_mouse_over_it_lifts_the_curtain(window: MainWindow) -> None:
    window.curtain.draw()

    QTest.mouseMove(window.curtain, QPoint(40, 40))
    QTest.mouseMove(window.curtain, QPoint(80, 40))

    assert not window.curtain.isVisibleTo(window)


def test_the_curtain_covers_every_point_of_the_window(window: MainWindow) -> None:
    window.curtain.draw()
    window.resize(1100, 700)

    covered = {type(window.childAt(x, y)).__name__ for x in range(5, 1100, 200) for y in range(5, 700, 150)}

    assert covered == {"Curtain"}
