"""The recovery code through the window: offered, shown once, saved as a page, and the way back in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.opening import UnlockView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.recovery import CodeView, ForgottenView, MakeCodeView
from desktop.gui.window import MainWindow
from desktop.services import recovering, vaults
from tests.gui.cases import PASSPHRASE, answer_question, new_vault, settle, shown_code, shown_words


@pytest.fixture
def page(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    assert isinstance(window.page, VaultPage)
    return window.page


def _making(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path) -> MakeCodeView:
    window.context.session.open(new_vault(folder))
    settle(qtbot, window)
    assert isinstance(page.view, ItemsView)
    assert not page.view.offer.isHidden()
    page.view.make_code_button.click()
    assert isinstance(page.view, MakeCodeView)
    return page.view


def _forgotten(page: VaultPage, folder: Path, code: str) -> ForgottenView:
    page.view.open_door.click()
    assert isinstance(page.view, UnlockView)
    page.view.folder.line.setText(str(folder))
    page.view.forgotten_button.click()
    assert isinstance(page.view, ForgottenView)
    page.view.code.setText(code)
    page.view.new.line.setText("new words")
    page.view.again.line.setText("new words")
    return page.view


def test_a_code_is_shown_once_and_cannot_be_selected(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _making(page, window, qtbot, tmp_path / "papers").show_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, CodeView)
    code = shown_code(page.view)
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not any(label.textInteractionFlags() & selectable for label in page.view.findChildren(QLabel))

    page.view.done_button.click()
    settle(qtbot, window)
    window.context.session.lock()

    recovering.recover(tmp_path / "papers", code, "new words").lock()


def test_the_offer_is_gone_once_there_is_a_code(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _making(page, window, qtbot, tmp_path / "papers").page_button.click()
    answer_question(page, tmp_path / "page.pdf")
    settle(qtbot, window)

    assert isinstance(page.view, ItemsView)
    assert page.view.offer.isHidden()
    assert "empty the bin" in shown_words(page)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_a_forgotten_passphrase_is_replaced(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    with new_vault(tmp_path / "papers") as vault:
        code = recovering.make(vault).shown()
    view = _forgotten(page, tmp_path / "papers", code)

    view.open_button.click()
    settle(qtbot, window)

    assert window.context.session.vault is not None
    window.context.session.lock()
    vaults.unlock(tmp_path / "papers", "new words").lock()


def test_a_slip_in_the_code_is_said_with_its_group(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    with new_vault(tmp_path / "papers") as vault:
        code = recovering.make(vault).shown()
    view = _forgotten(page, tmp_path / "papers", ("P" if code[0] != "P" else "Q") + code[1:])

    view.open_button.click()
    settle(qtbot, window)

    assert "group 1" in shown_words(page)
    assert view.open_button.isEnabled()
    vaults.unlock(tmp_path / "papers", PASSPHRASE).lock()


def test_a_vault_without_a_code_says_the_truth(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    new_vault(tmp_path / "papers").lock()
    view = _forgotten(page, tmp_path / "papers", "Q" * 40)
    view.code.setText(recovering.recovery_code.new().shown())

    view.open_button.click()
    settle(qtbot, window)

    assert "has no recovery code" in shown_words(page)
