"""The reports' page, with real templates and a real vault: suggestions, what is missing, the letter, saving, and nothing left behind."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.gui.brought import ItemsToReport
from desktop.gui.context import Place
from desktop.gui.pages.report.choosing import ChooseView
from desktop.gui.pages.report.fields import AnswerRow
from desktop.gui.pages.report.page import ReportPage
from desktop.gui.pages.report.writing import ANSWERS, LETTER, WriteView
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.window import MainWindow
from desktop.services import reporting
from desktop.services.vaults import AgeAnswer
from tests.gui.cases import ADDRESS, answer_question, filled_vault, settle, shown_words

# What a form of any kind is answered with: enough for every required field to be taken.
ANSWERS_BY_KIND = {"text": "Kim Example", "long": "I know nothing of this account.", "date": "2026-11-20", "addresses": ADDRESS}


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ReportPage:
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    assert isinstance(window.page, ReportPage)
    return window.page


def _write(page: ReportPage, window: MainWindow, qtbot: QtBot, template_id: str) -> WriteView:
    assert isinstance(page.view, ChooseView)
    page.view.template_wished.emit(template_id)
    settle(qtbot, window)
    assert isinstance(page.view, WriteView)
    return page.view


def _fill(row: AnswerRow, qtbot: QtBot, kind: str) -> None:
    """Answer a field by hand: type, tick, or pick the first choice."""
    control = row._control
    if isinstance(control, QLineEdit | QPlainTextEdit):
        qtbot.keyClicks(control, ANSWERS_BY_KIND[kind])
    elif isinstance(control, QCheckBox):
        control.setChecked(True)
    elif isinstance(control, ListBox):
        control.setCurrentIndex(1)
        control.activated.emit(1)
    elif isinstance(control, Choice):
        control.buttons()[0].click()


def _fill_all_required(view: WriteView, window: MainWindow, qtbot: QtBot) -> None:
    kinds = {field.id: field.kind for field in view.template.fields}
    for _round in range(3):
        for one in view.draft.missing if view.draft else ():
            row = view.row(one.field_id)
            assert row is not None, one.field_id
            _fill(row, qtbot, kinds[one.field_id])
        with qtbot.waitSignal(view.changed, timeout=3000, raising=False):
            pass
        settle(qtbot, window)
        if view.draft is not None and view.draft.is_ready:
            return


def test_plain_answers_lead_to_the_recipients_that_fit(page: ReportPage, window: MainWindow, qtbot: QtBot):
    assert isinstance(page.view, ChooseView)
    page.view.country.choose("KR")
    page.view.questions["age"].buttons()[0].click()
    settle(qtbot, window)

    names = [card.accessibleName() for card in page.view._held]
    assert any("ECRM" in name for name in names), names


def test_for_someone_under_18_no_service_for_adults_is_suggested(page: ReportPage, window: MainWindow, qtbot: QtBot):
    assert isinstance(page.view, ChooseView)
    page.view.country.choose("KR")
    page.view.questions["age"].buttons()[1].click()
    settle(qtbot, window)

    assert "StopNCII" not in shown_words(page.view)
    assert len(page.view._held) > 1


def test_the_list_of_all_reports_is_narrowed_by_typing(page: ReportPage):
    assert isinstance(page.view, ChooseView)

    page.view.filter.setText("telegram")

    seen = [searched for searched, row in page.view._rows if row.isVisibleTo(page.view)]
    assert seen
    assert all("telegram" in searched for searched in seen)


def test_what_is_missing_is_said_at_once_and_leads_to_its_field(page: ReportPage, window: MainWindow, qtbot: QtBot):
    view = _write(page, window, qtbot, "us_tida")
    assert view.draft is not None
    assert not view.draft.is_ready
    view.go_to_part(LETTER)

    link = view.missing.links[0]
    link.click()

    field = str(link.property("field"))
    assert view.row(field) is not None
    assert view.row(field).isVisibleTo(view)
    assert view.parts.value() == ANSWERS


@pytest.mark.parametrize("template_id", ["kr_ecrm", "us_tida", "eu_dsa", "google_search", "telegram", "kr_d4u", "host"])
def test_a_report_becomes_ready_when_everything_required_is_answered(
    template_id: str, page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    window.show_page(Place.REPORTS, ItemsToReport(("0001",)))
    settle(qtbot, window)
    view = _write(page, window, qtbot, template_id)

    _fill_all_required(view, window, qtbot)

    assert view.draft is not None
    assert view.draft.missing == ()
    assert ADDRESS in view.letter.text.toPlainText() or any(ADDRESS in value for _label, value in view.draft.form_answers)


def test_a_letter_with_gaps_is_saved_as_a_draft_only_and_says_so(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _write(page, window, qtbot, "us_tida")
    view.sending.formats["pdf"].setChecked(False)
    view.sending.formats["txt"].setChecked(True)

    assert view.sending.save_button.text() == "Save as a draft"
    view.sending.save_button.click()
    answer_question(page, tmp_path)
    settle(qtbot, window)

    assert "draft only" in shown_words(page)
    assert all("DRAFT" in path.name or "read-before" in path.name for path in tmp_path.iterdir())


def test_a_finished_report_is_saved_and_noted_in_the_vault(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "us_tida")
    _fill_all_required(view, window, qtbot)
    out = tmp_path / "out"
    out.mkdir()

    view.sending.save_button.click()
    answer_question(page, out)
    settle(qtbot, window)

    assert "The report is saved" in shown_words(page)
    assert [path.suffix for path in sorted(out.iterdir())] == [".pdf", ".pdf"]
    assert "reported" in [entry.act for entry in window.context.session.vault.log()]
    window.show_page(Place.VAULT)
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    page.view.back_button.click()
    settle(qtbot, window)
    assert "already saved" in shown_words(page.view)


def test_answers_are_kept_in_the_open_vault_and_fill_the_next_report(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "us_tida")
    row = view.row("reply_email")
    qtbot.keyClicks(row._control, "quiet@example.org")
    with qtbot.waitSignal(view.changed, timeout=3000):
        pass
    settle(qtbot, window)
    assert window.context.session.vault.answers()["reply_email"] == "quiet@example.org"

    view.back_button.click()
    settle(qtbot, window)
    other = _write(page, window, qtbot, "eu_dsa")

    assert other.row("reply_email").answer() == "quiet@example.org"


def test_without_a_vault_answers_are_in_memory_only_and_the_page_says_so(page: ReportPage, window: MainWindow, qtbot: QtBot):
    view = _write(page, window, qtbot, "us_tida")

    assert "only in memory" in shown_words(view)


def test_locking_forgets_every_answer(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "us_tida")
    qtbot.keyClicks(view.row("reply_email")._control, "quiet@example.org")

    window.context.session.lock()
    settle(qtbot, window)
    again = _write(page, window, qtbot, "us_tida")

    assert again.row("reply_email").answer() == ""


def test_a_date_that_is_none_is_said_and_nothing_is_lost(page: ReportPage, window: MainWindow, qtbot: QtBot):
    view = _write(page, window, qtbot, "kr_ecrm")
    dated = next(field.id for field in view.template.fields if field.kind == "date")
    control = view.row(dated)._control
    qtbot.keyClicks(control, "yesterday")
    with qtbot.waitSignal(view.changed, timeout=3000):
        pass
    settle(qtbot, window)
    assert "cannot be used" in shown_words(page)
    assert not view.sending.save_button.isEnabled()

    control.clear()
    qtbot.keyClicks(control, "2026-11-20")
    with qtbot.waitSignal(view.changed, timeout=3000):
        pass
    settle(qtbot, window)

    assert view.draft is not None
    assert "cannot be used" not in shown_words(page)


def test_a_minors_item_keeps_an_adults_report_from_being_written(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers", AgeAnswer.NOT_SURE))
    settle(qtbot, window)
    adults_only = next(one.id for one in page._offer.templates if not one.under_18)

    view = _write(page, window, qtbot, adults_only)

    assert view.draft is None
    assert not view.sending.save_button.isEnabled()
    assert "under 18" in shown_words(page)


def test_the_page_takes_the_item_that_another_page_sends(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)

    window.show_page(Place.REPORTS, ItemsToReport(("0002",)))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "us_tida")

    assert [item.id for item in view.chosen_items()] == ["0002"]
    assert ADDRESS not in view.letter.text.toPlainText()


def test_an_item_is_ticked_with_the_space_bar(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "us_tida")
    view.items.setCurrentRow(0)

    qtbot.keyClick(view.items, Qt.Key.Key_Space)
    settle(qtbot, window)

    assert [item.id for item in view.chosen_items()] == ["0001"]


def test_an_answer_for_a_web_form_is_copied_whole(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)
    view = _write(page, window, qtbot, "google_search")
    view.go_to_part(LETTER)
    wanted = next(number for number, (_label, value) in enumerate(view.draft.form_answers) if ADDRESS in value)

    view.letter.rows[wanted].button.click()

    assert QGuiApplication.clipboard().text() == view.draft.form_answers[wanted][1]


def test_a_change_of_language_loses_no_answer(page: ReportPage, window: MainWindow, qtbot: QtBot):
    view = _write(page, window, qtbot, "us_tida")
    qtbot.keyClicks(view.row("reply_email")._control, "quiet@example.org")

    window.context.preferences.change(language="ko")
    qtbot.waitUntil(lambda: window.page is not page)
    settle(qtbot, window)

    assert isinstance(window.page, ReportPage)
    assert isinstance(window.page.view, WriteView)
    assert window.page.view.row("reply_email").answer() == "quiet@example.org"


def test_what_is_asked_only_of_someone_else_is_hidden_from_the_person_shown(page: ReportPage, window: MainWindow, qtbot: QtBot):
    view = _write(page, window, qtbot, "us_tida")
    control = view.row("writing_for")._control

    control.buttons()[0].click()
    assert not view.row("authority").isVisibleTo(view)
    control.buttons()[1].click()

    assert view.row("authority").isVisibleTo(view)


def test_too_many_websites_for_one_form_is_said_in_words(page: ReportPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(filled_vault(tmp_path / "papers"))
    settle(qtbot, window)

    view = _write(page, window, qtbot, "host")

    assert "one website at a time" in shown_words(view.missing)


def test_who_learns_the_name_is_said_before_it_is_put_in(page: ReportPage, window: MainWindow, qtbot: QtBot):
    _write(page, window, qtbot, "dmca")

    words = shown_words(page.view)
    (first, *_rest) = reporting.who_learns_the_name(reporting.template("dmca"))
    assert str(first) in words
