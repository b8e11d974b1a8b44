"""Three shares through the window: each shown once, kept only when all are written down, and the way back in by two."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.vault.came_back import CODE, SHARES, came_back
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.opening import UnlockView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.recovery import ForgottenView
from desktop.gui.pages.vault.shares import MakeSharesView, ShareView
from desktop.gui.pages.vault.two_shares import TwoSharesView
from desktop.gui.pages.vault.ways import WaysView
from desktop.gui.window import MainWindow
from desktop.services import sharing, vaults
from tests.gui.cases import PASSPHRASE, answer_question, new_vault, settle, shown_words


@pytest.fixture
def page(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    assert isinstance(window.page, VaultPage)
    return window.page


def _ways(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path) -> WaysView:
    window.context.session.open(new_vault(folder))
    settle(qtbot, window)
    assert isinstance(page.view, ItemsView)
    page.view.care.ways_button.click()
    assert isinstance(page.view, WaysView)
    return page.view


def _making(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path) -> MakeSharesView:
    _ways(page, window, qtbot, folder).shares_button.click()
    assert isinstance(page.view, MakeSharesView)
    return page.view


def _words_shown(page: VaultPage) -> str:
    assert isinstance(page.view, ShareView)
    return next(one.accessibleName() for one in page.view.findChildren(QWidget) if one.accessibleName().count(" ") == 19)


def test_shares_are_shown_one_by_one_and_two_of_them_open_the_vault(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _making(page, window, qtbot, tmp_path / "papers").show_button.click()
    seen = []
    for _ in range(3):
        seen.append(_words_shown(page))
        page.view.done_button.click()
    settle(qtbot, window)
    assert "Any two" in shown_words(page)
    window.context.session.lock()

    sharing.recover(tmp_path / "papers", seen[2], seen[0], "new words").lock()

    assert len(set(seen)) == 3


def test_stopping_before_the_last_share_changes_nothing(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _making(page, window, qtbot, tmp_path / "papers").show_button.click()
    page.view.done_button.click()
    page.view.stop_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, WaysView)
    assert window.context.session.vault is not None
    assert not window.context.session.vault.ways.listed().has_shares


def test_three_pages_are_saved_in_a_folder(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "stick").mkdir()
    _making(page, window, qtbot, tmp_path / "papers").pages_button.click()
    answer_question(page, tmp_path / "stick")
    settle(qtbot, window)

    assert len(list((tmp_path / "stick").glob("*.pdf"))) == 3
    assert "empty the bin" in shown_words(page)


def test_removing_the_shares_is_asked_first(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    with new_vault(tmp_path / "papers") as vault:
        vault.ways.use_shares(sharing.prepare()[0])
    window.context.session.open(vaults.unlock(tmp_path / "papers", PASSPHRASE))
    settle(qtbot, window)
    page.view.care.ways_button.click()

    page.view.remove_shares_button.click()
    assert window.context.session.vault.ways.listed().has_shares
    page.view.shares_question.yes_button.click()
    settle(qtbot, window)

    assert not window.context.session.vault.ways.listed().has_shares


def test_a_forgotten_passphrase_is_replaced_by_two_shares(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    secret, made = sharing.prepare()
    with new_vault(tmp_path / "papers") as vault:
        vault.ways.use_shares(secret)
    page.view.open_door.click()
    assert isinstance(page.view, UnlockView)
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.forgotten_button.click()
    assert isinstance(page.view, ForgottenView)
    page.view.shares_button.click()
    view = page.view
    assert isinstance(view, TwoSharesView)
    assert view.folder.line.text() == str(tmp_path / "papers")

    view.shares[0].words.setPlainText(" ".join(word[:4] for word in made[1].words))
    view.shares[1].words.setPlainText("linden " + " ".join(made[2].words[1:]))
    view.new.line.setText("new words")
    view.again.line.setText("new words")
    view.open_button.click()
    settle(qtbot, window)
    assert "Look at word 1 again" in shown_words(page)
    assert window.context.session.vault is None

    view.shares[1].words.setPlainText(" ".join(made[2].words))
    view.open_button.click()
    settle(qtbot, window)

    assert window.context.session.vault is not None
    assert "From now on it opens with the new passphrase" in shown_words(page)
    assert "each in its own place" in shown_words(page)
    window.context.session.lock()
    vaults.unlock(tmp_path / "papers", "new words").lock()


def test_the_folder_is_not_asked_for_again_on_the_way_back(page: VaultPage, tmp_path: Path):
    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.forgotten_button.click()
    page.view.shares_button.click()

    page.view.went_back.emit()
    assert isinstance(page.view, ForgottenView)
    assert page.view.folder.line.text() == str(tmp_path / "papers")
    page.view.went_back.emit()
    assert isinstance(page.view, UnlockView)
    assert page.view.folder.line.text() == str(tmp_path / "papers")
    assert page.view.first() is page.view.passphrase.line


def test_where_nothing_can_be_written_it_is_said_that_the_passphrase_was_not_set():
    what, more = came_back(SHARES, read_only=True)

    assert "only to be read" in what
    assert "was not set" in more
    assert "paper" in came_back(CODE, read_only=False)[1]


def test_a_mistyped_word_is_said_by_its_number(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    secret, made = sharing.prepare()
    with new_vault(tmp_path / "papers") as vault:
        vault.ways.use_shares(secret)
    wrong = list(made[0].words)
    wrong[8] = "academic" if wrong[8] != "academic" else "acid"
    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.forgotten_button.click()
    page.view.shares_button.click()
    page.view.shares[0].words.setPlainText(" ".join(wrong))
    page.view.shares[1].words.setPlainText(" ".join(made[2].words))
    for field in (page.view.new, page.view.again):
        field.line.setText("new words")

    page.view.open_button.setFocus()
    page.show_part(page.view.open_button)
    page.view.open_button.click()
    settle(qtbot, window)

    first, second = page.view._share_rows
    # Who pressed the button at the end sees what is wrong further up.
    assert not first.visibleRegion().isEmpty()
    assert window.focusWidget() is page.view.shares[0].words
    assert "word 9" in shown_words(first)
    assert "word 9" not in shown_words(second)
    assert page.view.open_button.isEnabled()
