"""What the walks through the window share: checking, leaving at once, and opening a vault anew to see that it is whole."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.check import CheckPage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from tests.gui.cases import PASSPHRASE, PATIENCE_MS, settle


def check(window: MainWindow, qtbot: QtBot, *sources: Path | bytes) -> CheckPage:
    """Go to the check page and give it these."""
    window.side.button(Place.CHECK).click()
    page = window.page
    assert isinstance(page, CheckPage)
    page.intake.given.emit(list(sources))
    settle(qtbot, window)
    return page


def leave(window: MainWindow, qtbot: QtBot) -> None:
    """Press Shift three times."""
    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        for _press in range(3):
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        assert not window.isVisible()


def opens_whole(folder: Path, passphrase: str = PASSPHRASE) -> tuple[str, ...]:
    """Return the names of the items, once the vault was opened anew and found whole."""
    with vaults.unlock(folder, passphrase) as vault:
        assert vault.verify(Work()) == ()
        return tuple(item.name for item in vault.items())
