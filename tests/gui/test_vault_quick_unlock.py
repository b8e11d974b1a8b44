"""Quick unlock and the hint about a passphrase, through the window."""

from pathlib import Path

import keyring
import pytest
from pytestqt.qtbot import QtBot

from desktop.core.settings import Settings
from desktop.gui.context import Place
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.opening import CreateView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.ways import WaysView
from desktop.gui.window import MainWindow
from desktop.services import quick_unlock
from tests.gui.cases import new_vault, settle, shown_words
from tests.services.rings import Ring


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(quick_unlock, "TRUSTED", frozenset({Ring.__module__}))
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


@pytest.fixture
def page(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    assert isinstance(window.page, VaultPage)
    return window.page


def test_it_is_switched_on_after_a_question_and_opens_the_vault(
    ring: Ring, page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    page.view.care.ways_button.click()
    page.view.quick_button.click()
    assert ring.kept == {}
    page.view.quick_question.yes_button.click()
    settle(qtbot, window)
    assert len(ring.kept) == 1
    window.context.session.lock()

    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.quick_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, ItemsView)


def test_it_is_forgotten_again(ring: Ring, page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = new_vault(tmp_path / "papers")
    quick_unlock.switch_on(vault)
    window.context.session.open(vault)
    settle(qtbot, window)
    page.view.care.ways_button.click()

    page.view.forget_button.click()
    settle(qtbot, window)

    assert ring.kept == {}
    assert isinstance(page.view, WaysView)


@pytest.mark.usefixtures("ring")
def test_on_a_shared_computer_it_is_not_offered(
    page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Settings, "leaves_no_trace", property(lambda _self: True))
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    page.view.care.ways_button.click()
    settle(qtbot, window)

    assert not page.view.quick_button.isVisible()
    assert "others use this computer" in shown_words(page)


def test_a_vault_without_it_says_so_calmly(ring: Ring, page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    new_vault(tmp_path / "papers").lock()
    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.quick_button.click()
    settle(qtbot, window)

    assert "Type the passphrase" in shown_words(page)
    assert page.view.open_button.isEnabled()


def test_a_weak_passphrase_is_told_and_not_refused(page: VaultPage, window: MainWindow, qtbot: QtBot):
    page.view.new_door.click()
    assert isinstance(page.view, CreateView)
    page.view.passphrase.line.setText("password")
    page.view.hint.judge()
    settle(qtbot, window)
    assert "could guess" in shown_words(page)

    page.view.passphrase.line.setText("파란 우산 느린 기차 소금")
    page.view.hint.judge()

    assert "hard to guess" in shown_words(page)
    assert page.view.make_button.isEnabled()
