"""Time stamps through the window: a request is saved, the answer is brought back and shown with who stamped."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.stamps import StampsView
from desktop.gui.window import MainWindow
from desktop.services.vaults import AgeAnswer, Where
from tests.gui.cases import answer_question, new_vault, settle, shown_words
from tests.vault.authority import Authority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority of these tests")


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> VaultPage:
    window.show_page(Place.VAULT)
    vault = new_vault(tmp_path / "papers")
    vault.add_file(b"content", "file.bin", Where(), AgeAnswer.ADULT, Work())
    window.context.session.open(vault)
    settle(qtbot, window)
    assert isinstance(window.page, VaultPage)
    return window.page


def test_the_log_is_stamped_and_who_did_it_is_said(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    authority = Authority(tmp_path / "authority")
    assert isinstance(page.view, ItemsView)
    page.view.care.stamps_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, StampsView)
    page.view.request_button.click()
    answer_question(page, tmp_path / "log.tsq")
    settle(qtbot, window)
    (tmp_path / "log.tsr").write_bytes(authority.answer((tmp_path / "log.tsq").read_bytes()))

    page.view.answer_button.click()
    answer_question(page, tmp_path / "log.tsr")
    settle(qtbot, window)

    assert "Test authority" in shown_words(page)
    assert "the answer says itself" in shown_words(page)


def test_a_request_for_one_item_is_saved_from_its_page(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    page.view.item_wished.emit("0001")
    settle(qtbot, window)
    page.view.stamp_button.click()
    answer_question(page, tmp_path / "item.tsq")
    settle(qtbot, window)

    assert (tmp_path / "item.tsq").stat().st_size > 50
    assert "The request is saved" in shown_words(page)
