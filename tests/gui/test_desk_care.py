"""The desk taken care of, and every view of it reachable: a forgotten passphrase, idle while lent, names, keys, nothing cut off."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QProgressBar
from pytestqt.qtbot import QtBot

from desktop.core import texts
from desktop.gui.context import Place
from desktop.gui.pages.desk import DeskPage
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.cases import CasesView
from desktop.gui.pages.desk.doors import GiveBackView
from desktop.gui.pages.desk.opening import OpenCaseView
from desktop.gui.pages.vault.browser.views import Way
from desktop.gui.pages.vault.passphrase import ChangePassphraseView
from desktop.gui.pages.vault.recovery import ForgottenView
from desktop.gui.window import MainWindow
from desktop.services import recovering
from desktop.services.counsel import consent, desk, exposure
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.errors import ConsentEnded
from tests.gui.cases import settle
from tests.gui.desks import _cheap, agree, folder, open_case, page
from tests.gui.test_every_page import controls, is_reached, widest_line
from tests.services.counsel.desks import DESK_PASSPHRASE, FIRST_PASSPHRASE

__all__ = ["_cheap", "folder", "page"]  # fixtures
NEW = "another four words"


def open_desk(window: MainWindow, qtbot: QtBot, folder: Path) -> DeskPage:
    """Open desk and first case, without the doors."""
    held = desk.unlock(folder, DESK_PASSPHRASE)
    window.context.counsel.open_desk(held, exposure.looking(held))
    window.context.counsel.open_case(*desk.open_case(held, "K-1001", FIRST_PASSPHRASE))
    window.show_page(Place.DESK)
    settle(qtbot, window)
    return window.page


def to_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    page.view.rows[0].open_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, CaseView)


def show_cases(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    window.context.counsel._began -= 4000
    page.show_due()
    settle(qtbot, window)
    assert page.view.break_button.isVisible()


def show_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    to_case(page, window, qtbot)
    page.view.consent.give_button.click()


def show_new_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    page.view.new_button.click()
    assert isinstance(page.view, OpenCaseView)


def show_leaving(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    to_case(page, window, qtbot)
    page.view.leave_button.click()


def show_give_back(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    window.context.counsel.lend_keyboard()
    window.show_page(Place.DESK)
    assert isinstance(page.view, GiveBackView)


def show_tiles(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.page.view.browser.way.buttons()[list(Way).index(Way.TILES)].click()


VIEWS = {
    "cases": show_cases,
    "case": show_case,
    "new case": show_new_case,
    "leaving": show_leaving,
    "give back": show_give_back,
    "tiles": show_tiles,
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("drawn", [("ko", 100), ("en", 200)])
def test_every_view_of_the_desk_has_names_keys_and_room(
    open_window: Callable[..., MainWindow], qtbot: QtBot, folder: Path, view: str, drawn: tuple[str, int]
) -> None:
    code, percent = drawn
    texts.use_language(code)
    window = open_window(language=code, text_percent=percent)
    window.resize(window.minimumSize())
    page = open_desk(window, qtbot, folder)
    VIEWS[view](page, window, qtbot)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.page.width() > 0)

    shown = [control for control in controls(window) if control.isVisible()]
    assert not [type(control).__name__ for control in shown if not control.accessibleName().strip()]
    assert not [
        control.accessibleName()
        for control in shown
        if control.isEnabled() and not isinstance(control, QProgressBar) and not is_reached(control)
    ]
    cut = [one.text() for one in shown if isinstance(one, QAbstractButton) and one.text() and one.width() < widest_line(one)]
    assert not cut
    assert window.page.overhang() == 0


def test_nobody_there_while_the_keyboard_is_lent_leads_to_the_counselor(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    window.context.counsel.lend_keyboard()
    settle(qtbot, window)

    window.guard.idle.emit()
    settle(qtbot, window)

    assert vault.is_locked
    assert isinstance(window.page.view, GiveBackView)
    window.show_page(Place.VAULT)
    assert window.place is Place.DESK


def test_the_passphrase_of_the_desk_is_changed(page: DeskPage, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page.view.care.passphrase_button.click()
    assert isinstance(page.view, ChangePassphraseView)
    page.view.old.line.setText(DESK_PASSPHRASE)
    for field in (page.view.new, page.view.again):
        field.line.setText(NEW)
    page.view.change_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CasesView)
    page.view.lock_button.click()
    desk.unlock(folder, NEW).lock()


def test_a_forgotten_passphrase_of_the_desk_has_a_way_back(page: DeskPage, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    code = recovering.make(window.context.counsel.desk)
    page.view.lock_button.click()
    settle(qtbot, window)
    page.view.folder.line.setText(str(folder))
    page.view.forgotten_button.click()
    assert isinstance(page.view, ForgottenView)
    page.view.code.setText(code.shown())
    for field in (page.view.new, page.view.again):
        field.line.setText(NEW)
    page.view.open_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CasesView)
    assert len(page.view.rows) == 2


def test_asking_again_after_consent_ended_opens_the_way(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    page.view.consent.give_button.click()
    page.view.consent.has_end.setChecked(True)
    page.view.consent.boxes[Scope.KEEP].setChecked(True)
    page.view.consent.until.setDate(page.view.consent.until.date().addDays(-400))
    page.view.consent.keep_button.click()
    settle(qtbot, window)
    with pytest.raises(ConsentEnded):
        consent.require(vault, Scope.KEEP)

    agree(page, window, qtbot, Scope.KEEP)

    consent.require(vault, Scope.KEEP)
