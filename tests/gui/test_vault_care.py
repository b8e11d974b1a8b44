"""The vault as a whole through the window: copied to another place, one item deleted, all of it deleted."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core import clock
from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.care import RemoveView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.opening import DoorsView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Where
from tests.gui.cases import PASSPHRASE, answer_question, new_vault, settle, shown_words


@pytest.fixture
def page(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    assert isinstance(window.page, VaultPage)
    return window.page


def _list(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path) -> ItemsView:
    vault = new_vault(folder)
    vault.add_file(b"content", "file.bin", Where(), AgeAnswer.ADULT, Work())
    window.context.session.open(vault)
    settle(qtbot, window)
    assert isinstance(page.view, ItemsView)
    return page.view


def test_a_copy_is_made_in_a_folder_of_its_own(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    _list(page, window, qtbot, tmp_path / "papers").care.backup_button.click()
    answer_question(page, tmp_path / "stick")
    settle(qtbot, window)

    copy = tmp_path / "stick" / f"papers-{clock.now():%Y-%m-%d}"
    assert "read back" in shown_words(page)
    with vaults.unlock(copy, PASSPHRASE) as vault:
        assert len(vault.items()) == 1


def test_an_older_copy_says_so_when_it_is_opened(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    with new_vault(tmp_path / "papers") as vault:
        vault.back_up(tmp_path / "copy", Work())
        vault.add_file(b"later", "later.bin", Where(), AgeAnswer.ADULT, Work())
    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "copy"))
    page.view.passphrase.line.setText(PASSPHRASE)

    page.view.open_button.click()
    settle(qtbot, window)

    assert "older copy" in shown_words(page)
    assert isinstance(page.view, ItemsView)


def test_an_item_is_deleted_after_it_was_agreed_to(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _list(page, window, qtbot, tmp_path / "papers").item_wished.emit("0001")
    settle(qtbot, window)
    assert isinstance(page.view, DetailView)
    vault = window.context.session.vault
    page.view.delete_button.click()
    assert len(vault.items()) == 1

    page.view.delete_question.yes_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, ItemsView)
    assert "Deleted: 0001" in shown_words(page)
    assert vault.items() == ()


def test_keeping_an_item_deletes_nothing(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _list(page, window, qtbot, tmp_path / "papers").item_wished.emit("0001")
    settle(qtbot, window)
    page.view.delete_button.click()

    page.view.delete_question.no_button.click()
    settle(qtbot, window)

    assert len(window.context.session.vault.items()) == 1


def test_the_vault_is_deleted_with_its_passphrase_only(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _list(page, window, qtbot, tmp_path / "papers").care.remove_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, RemoveView)
    page.view.passphrase.line.setText("not it")
    page.view.remove_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, RemoveView)
    assert (tmp_path / "papers" / "vault.json").exists()

    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.remove_button.click()
    settle(qtbot, window)

    assert window.context.session.vault is None
    assert isinstance(page.view, DoorsView)
    assert "Nobody can open it" in shown_words(page)
    assert not (tmp_path / "papers").exists()
