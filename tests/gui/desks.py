"""A real desk with two cases, opened through the window, for the tests of the counselor's desk."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.desk import DeskPage
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.cases import CasesView
from desktop.gui.pages.desk.doors import OpenDeskView
from desktop.gui.pages.desk.opening import OpenCaseView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.window import MainWindow
from desktop.services.counsel import desk
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import AgeAnswer, Vault, Where
from desktop.vault import slots
from tests.gui.cases import picture, settle
from tests.services.counsel.desks import DESK_PASSPHRASE, FIRST_PASSPHRASE, SECOND_PASSPHRASE


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with two cases, each with one picture and one address."""
    held = desk.create(tmp_path / "desk", DESK_PASSPHRASE)
    for code, passphrase in (("K-1001", FIRST_PASSPHRASE), ("K-2002", SECOND_PASSPHRASE)):
        _case, vault = desk.new_case(held, code, tmp_path, passphrase)
        vault.add_file(picture(), f"photo of {code}.jpg", Where(), AgeAnswer.ADULT, Work())
        vault.add_link(f"https://example.org/{code}", Where(), AgeAnswer.ADULT)
        vault.lock()
    held.lock()
    return tmp_path / "desk"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, folder: Path) -> DeskPage:
    """The open desk."""
    window.show_page(Place.DESK)
    assert isinstance(window.page, DeskPage)
    assert isinstance(window.page.view, OpenDeskView)
    window.page.view.folder.line.setText(str(folder))
    window.page.view.passphrase.line.setText(DESK_PASSPHRASE)
    window.page.view.open_button.click()
    settle(qtbot, window)
    assert isinstance(window.page.view, CasesView)
    return window.page


def to_list(page: DeskPage, window: MainWindow, qtbot: QtBot) -> CasesView:
    window.show_page(Place.DESK)
    settle(qtbot, window)
    if isinstance(page.view, CaseView):
        page.view.back_button.click()
        settle(qtbot, window)
    assert isinstance(page.view, CasesView)
    return page.view


def open_case(page: DeskPage, window: MainWindow, qtbot: QtBot, code: str, passphrase: str) -> Vault:
    view = to_list(page, window, qtbot)
    next(row for row in view.rows if row.case.code == code).open_button.click()
    settle(qtbot, window)
    if isinstance(page.view, OpenCaseView):
        page.view.passphrase.line.setText(passphrase)
        page.view.button.click()
        settle(qtbot, window)
    assert isinstance(page.view, CaseView)
    vault = window.context.session.vault
    assert vault is not None
    return vault


def agree(page: DeskPage, window: MainWindow, qtbot: QtBot, *scopes: Scope) -> None:
    assert isinstance(page.view, CaseView)
    page.view.consent.give_button.click()
    for scope, box in page.view.consent.boxes.items():
        box.setChecked(scope in scopes)
    page.view.consent.keep_button.click()
    settle(qtbot, window)


def take_back(page: DeskPage, window: MainWindow, qtbot: QtBot, scope: Scope) -> None:
    assert isinstance(page.view, CaseView)
    page.view.consent.revoke_button.click()
    page.view.consent.boxes[scope].setChecked(True)
    page.view.consent.keep_button.click()
    settle(qtbot, window)


def to_picture(window: MainWindow, qtbot: QtBot) -> DetailView:
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    # The vault's page remembers which item was open.
    if isinstance(window.page.view, ItemsView):
        window.page.view.item_wished.emit("0001")
        settle(qtbot, window)
    assert isinstance(window.page.view, DetailView)
    return window.page.view
