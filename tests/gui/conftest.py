"""What the tests of the window stand on: a real window that is closed afterwards, and no warning of Qt's."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.core import texts
from desktop.core.settings import Settings
from desktop.gui import uncovering
from desktop.gui.app import build_window
from desktop.gui.window import MainWindow

PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def _no_qt_warning(qtlog: object) -> None:
    """See pytest_collection_modifyitems."""


@pytest.fixture(autouse=True)
def _nothing_is_uncovered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no picture uncovered: what an earlier test left held would keep this one's from being counted."""
    monkeypatch.setattr(uncovering, "_current", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a warning of Qt's fail the test, but for one that only the screenless platform gives."""
    for item in items:
        if "tests/gui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


def pytest_sessionfinish() -> None:
    """Empty the clipboard: the screenless platform frees what it holds when Python is gone, and that may be an object of Python."""
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """Return a function that opens the real window with these settings; it is left and closed at the end."""
    opened: list[MainWindow] = []
    gone: list[MainWindow] = []

    def open_one(**chosen: object) -> MainWindow:
        window = build_window(Settings(**{"language": texts.language(), "appearance": "light", **chosen}))  # type: ignore[arg-type]
        opened.append(window)
        window.left.connect(lambda: gone.append(window))
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_one
    for window in opened:
        window.leave_now()
        qtbot.waitUntil(lambda window=window: window in gone, timeout=PATIENCE_MS)
        assert window.close_lanes()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """The window in English, light, at 100 %."""
    return open_window()
