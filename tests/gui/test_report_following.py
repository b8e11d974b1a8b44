"""The board of reports on the reports' page: sent, due, overdue, answered, seen again, and the dates for a calendar."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core import clock
from desktop.gui.context import Place
from desktop.gui.pages.report.choosing import ChooseView
from desktop.gui.pages.report.following import FollowBoard
from desktop.gui.pages.report.page import ReportPage
from desktop.gui.pages.report.writing import WriteView
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow
from desktop.services import following, reporting
from desktop.services.vaults import Vault
from tests.gui.cases import ADDRESS, answer_question, filled_vault, settle, shown_words
from tests.reports import cases

NEW = "https://other.example/again"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = filled_vault(tmp_path / "papers")
    answers = cases.full(reporting.template("us_tida"))
    made = reporting.draft("us_tida", answers, "en", [vault.item("0001")])
    reporting.keep(vault, made, answers, ["0001"])
    return vault


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, vault: Vault) -> ReportPage:
    window.context.session.open(vault)
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    assert isinstance(window.page, ReportPage)
    return window.page


def board_of(page: ReportPage) -> FollowBoard:
    assert isinstance(page.view, ChooseView)
    assert page.view.board is not None
    return page.view.board


def test_a_report_is_marked_as_sent_and_then_shows_when_an_answer_is_due(page: ReportPage, window: MainWindow, qtbot: QtBot):
    (row,) = board_of(page).rows
    row.sent_button.click()
    qtbot.keyClicks(row.reference, "4711")

    row.confirm_button.click()
    settle(qtbot, window)

    words = shown_words(board_of(page))
    assert "reference 4711" in words
    assert "Due: The platform must remove it" in words
    (row,) = board_of(page).rows
    assert row.sent_button.isHidden()


def test_an_overdue_report_leads_to_the_complaint_and_an_answer_ends_it(page: ReportPage, window: MainWindow, qtbot: QtBot, vault: Vault):
    following.mark_sent(vault, following.followed(vault)[0].number, clock.now() - timedelta(hours=49))
    window.show_page(Place.VAULT)
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    assert "TakeItDown.ftc.gov" in shown_words(page)

    board_of(page).rows[0].answered_button.click()
    settle(qtbot, window)

    assert "TakeItDown.ftc.gov" not in shown_words(board_of(page))
    assert "Answered on" in shown_words(board_of(page))


def test_the_next_notice_is_two_clicks_away_and_has_only_the_new_address(page: ReportPage, window: MainWindow, qtbot: QtBot, vault: Vault):
    (row,) = board_of(page).rows
    row.again_button.click()
    qtbot.keyClicks(row.url, NEW)
    row.confirm_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, WriteView)
    assert page.view.draft is not None
    assert page.view.draft.is_ready
    assert page.view.draft.addresses == (NEW,)
    assert ADDRESS not in page.view.draft.text
    assert [entry.act for entry in vault.log()].count("seen_again") == 1


def test_with_nothing_new_the_page_says_so(page: ReportPage, window: MainWindow, qtbot: QtBot):
    (row,) = board_of(page).rows
    row.again_button.click()
    row.confirm_button.click()
    settle(qtbot, window)

    assert "No new address" in shown_words(page)


def test_the_dates_are_saved_only_when_asked_for(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    (row,) = board_of(page).rows
    assert board_of(page).calendar_button.isHidden()
    row.sent_button.click()
    row.confirm_button.click()
    settle(qtbot, window)

    board_of(page).calendar_button.click()
    answer_question(page, tmp_path / "dates.ics")
    settle(qtbot, window)

    assert b"SUMMARY:Appointment" in (tmp_path / "dates.ics").read_bytes()
    assert "1 date was saved." in shown_words(page)


def test_overdue_reports_have_the_room_their_words_need(open_window: Callable[..., MainWindow], qtbot: QtBot, vault: Vault):
    answers = cases.full(reporting.template("us_tida"))
    for _again in range(4):
        reporting.keep(vault, reporting.draft("us_tida", answers, "en", [vault.item("0001")]), answers, ["0001"])
    for kept in following.followed(vault):
        following.mark_sent(vault, kept.number, clock.now() - timedelta(hours=50))
    window = open_window(language="ko")
    window.resize(window.minimumSize())
    window.context.session.open(vault)
    window.show()
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    assert isinstance(window.page, ReportPage)
    board = board_of(window.page)

    def pressed() -> list[str]:
        words = (text for text in board.findChildren(Text) if text.isVisible() and text.wordWrap())
        return [text.text() for text in words if text.height() < text.heightForWidth(text.width())]

    qtbot.waitUntil(lambda: not pressed())
    assert "기한이 지났어요" in shown_words(board)


def test_the_case_says_beside_its_items_how_far_the_reports_are(window: MainWindow, qtbot: QtBot, vault: Vault):
    number = following.followed(vault)[0].number
    window.context.session.open(vault)
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    assert "1 written, not sent yet" in shown_words(window.page.view.board)

    following.mark_sent(vault, number)
    window.page.show_list()
    settle(qtbot, window)
    assert "1 sent" in shown_words(window.page.view.board)
    assert "Next: The platform must remove it" in shown_words(window.page.view.board)
    window.page.view.board.board_button.click()
    settle(qtbot, window)

    assert window.place is Place.REPORTS
