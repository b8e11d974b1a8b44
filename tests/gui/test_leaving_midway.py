"""Leaving in the middle of every kind of job: the window is gone at once, the vault is locked and stays whole."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core import places
from desktop.gui.context import Place
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.window import MainWindow
from desktop.vault import slots
from tests.gui.cases import PASSPHRASE, answer_question, filled_vault, settle
from tests.gui.walks import check, leave, opens_whole

SAMPLES = places.resources() / "samples"
ADULT = 2


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


def _many_pictures(folder: Path) -> Path:
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.jpg").write_bytes((SAMPLES / "own-photos" / "portrait.jpg").read_bytes() + bytes([number]))
    return folder


def _checking(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.side.button(Place.CHECK).click()
    window.page.intake.given.emit([_many_pictures(folder / "pictures")])


def _searching(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page = check(window, qtbot, SAMPLES / "composite.jpg")
    page.next_steps.source_button.click()
    page.source.folder_given.emit(_many_pictures(folder / "own"))


def _writing_a_page(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page = check(window, qtbot, SAMPLES / "own-photos" / "portrait.jpg")
    page.next_steps.pdf_button.click()
    answer_question(page, folder / "result.pdf")


def _vault_page(window: MainWindow, qtbot: QtBot) -> VaultPage:
    window.side.button(Place.VAULT).click()
    settle(qtbot, window)
    assert isinstance(window.page, VaultPage)
    return window.page


def _keeping(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page = _vault_page(window, qtbot)
    large = folder / "large.bin"
    with large.open("wb") as file:
        file.truncate(1024 * 1024 * 1024)
    page.view.files_button.click()
    answer_question(page, large)
    settle(qtbot, window)
    page.view.age.buttons()[ADULT].click()
    page.view.keep_button.click()


def _verifying(window: MainWindow, qtbot: QtBot, _folder: Path) -> None:
    _vault_page(window, qtbot)._verify()


def _packing(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.side.button(Place.HANDOVER).click()
    window.page.view.make_door.click()
    settle(qtbot, window)
    window.page.view.agreed.click()
    window.page.view.make_button.click()
    answer_question(window.page, folder / "out.zip")


def _opening(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page = _vault_page(window, qtbot)
    window.lock_button.click()
    page.view.open_door.click()
    page.view.folder.line.setText(str(folder / "papers"))
    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.open_button.click()


@pytest.mark.parametrize("begin", [_checking, _searching, _writing_a_page, _keeping, _verifying, _packing, _opening])
def test_leaving_in_the_middle_of_a_job_leaves_the_vault_locked_and_whole(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, begin: Callable[[MainWindow, QtBot, Path], None]
) -> None:
    vault = filled_vault(tmp_path / "papers")
    window.context.session.open(vault)
    QApplication.processEvents()
    begin(window, qtbot, tmp_path)
    assert window.context.check_lane.is_busy or window.context.vault_lane.is_busy

    leave(window, qtbot)

    assert vault.is_locked
    assert window.context.session.vault is None
    settle(qtbot, window)
    assert "photo.jpg" in opens_whole(tmp_path / "papers")
    assert not list(tmp_path.rglob("*.part"))
