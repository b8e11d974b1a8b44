"""What a person corrects after import, how they relate items by hand, and how cases are named and closed: in the real window."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.cases import CasesView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.relating import RelateView
from desktop.gui.window import MainWindow
from desktop.services import following, reporting
from desktop.services.counsel import consent
from desktop.services.vaults import AgeAnswer, Person, RelationKind, Said, Vault, Where
from tests.gui.cases import ADDRESS, PASSPHRASE, filled_vault, settle, shown_words

SEEN = datetime(2026, 11, 20, 9, 30, 12, tzinfo=UTC)


@pytest.fixture
def vault(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Vault:
    """A vault with a picture (0001) and an address (0002), open in the window."""
    window.show_page(Place.VAULT)
    window.context.session.open(filled_vault(tmp_path / "case"))
    settle(qtbot, window)
    return window.context.session.vault


def item(window: MainWindow, qtbot: QtBot, item_id: str = "0001") -> DetailView:
    window.page._desk.show_item(item_id)
    settle(qtbot, window)
    return window.page.view


def acts(vault: Vault) -> list[str]:
    return [entry.act for entry in vault.log()]


def test_where_it_was_seen_is_corrected_and_the_former_words_stay_in_the_log(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    before = vault.item("1")
    view = item(window, qtbot)
    view.where.correct_button.click()
    assert view.where.fields.url.text() == ADDRESS
    view.where.fields.url.setText("https://example.org/right")
    view.where.fields.knows_when.setChecked(True)

    view.where.keep_button.click()
    settle(qtbot, window)

    after = vault.item("1")
    assert (after.where.url, after.where.platform, after.where.seen_at is not None) == ("https://example.org/right", "Telegram", True)
    assert (after.sha256, after.sha512, after.md5, after.pdq, after.name) == (
        before.sha256,
        before.sha512,
        before.md5,
        before.pdq,
        before.name,
    )
    assert vault.read("1", Work()) is not None
    assert acts(vault)[-1] == "where_changed"
    words = shown_words(window.page)
    assert f"Before: Address: {ADDRESS}" in words
    assert "What was there before stays readable" in words
    window.page.show_list()
    window.page.view.care.log_button.click()
    settle(qtbot, window)
    assert ADDRESS in window.page.view.table.model().index(0, 1).data()


def test_a_moment_that_was_not_touched_stays_to_the_second(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    vault.casebook.correct("1", Where(url=ADDRESS, seen_at=SEEN))
    view = item(window, qtbot)
    view.where.correct_button.click()
    view.where.fields.note.setPlainText("only a note")

    view.where.keep_button.click()
    settle(qtbot, window)

    assert vault.item("1").where == Where(url=ADDRESS, note="only a note", seen_at=SEEN)


def test_leaving_a_correction_keeps_everything_and_an_address_cannot_become_nothing(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    count = len(vault.log())
    view = item(window, qtbot, "0002")
    view.where.correct_button.click()
    view.where.fields.url.clear()
    view.where.keep_button.click()
    assert "it cannot be empty" in shown_words(view)

    view.where.leave_button.click()

    assert view.where.fields is None
    assert view.where.correct_button.isVisible()
    assert len(vault.log()) == count


def test_a_person_is_added_with_an_answer_and_taken_away_again(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    view = item(window, qtbot)
    view.said.more_button.click()
    view.said.person.setText("me")
    view.said.keep_button.click()
    assert "Please answer this first" in shown_words(view)
    view.said.person_age.choose("adult")

    view.said.keep_button.click()
    settle(qtbot, window)

    assert vault.item("1").said.people == (Person("me", AgeAnswer.ADULT),)
    view = window.page.view
    view.said.more_button.click()
    view.said.people.buttons[0].click()
    view.said.keep_button.click()
    settle(qtbot, window)
    assert vault.item("1").said.people == ()
    assert "Before: People shown: me (Adult)" in shown_words(window.page)


def test_someone_who_may_be_under_18_is_asked_about_before_the_picture_is_destroyed(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    view = item(window, qtbot)
    view.said.more_button.click()
    view.said.person_age.choose("not_sure")
    view.said.keep_button.click()
    settle(qtbot, window)
    assert view.said.question.isVisible()
    assert vault.item("1").has_bytes

    view.said.question.yes_button.click()
    settle(qtbot, window)

    assert (vault.item("1").kind, vault.item("1").age) == ("record", AgeAnswer.NOT_SURE)
    assert list((vault.folder / "objects").iterdir()) == []


def test_two_items_are_related_by_keyboard_and_the_relation_is_withdrawn(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    view = item(window, qtbot)
    assert "Nothing is noted yet" in shown_words(view.related)
    view.related.relate_button.click()
    settle(qtbot, window)
    relating = window.page.view
    assert isinstance(relating, RelateView)
    assert not relating.keep_button.isEnabled()
    relating.how.buttons()[2].click()
    relating.list.stand_on(0)
    qtbot.keyClick(relating.list, Qt.Key.Key_Return)
    assert "Item 0001 was made from item 0002." in relating.sentence.text()

    relating.keep_button.click()
    settle(qtbot, window)

    (kept,) = vault.casebook.relations("1")
    assert (kept.kind, kept.item_id, kept.other_id, kept.by) == (RelationKind.MADE_FROM, "0001", "0002", "person")
    view = window.page.view
    assert "Item 0001 was made from item 0002." in shown_words(view)
    view.related.withdraw_buttons[0].click()
    view.related.question.no_button.click()
    assert vault.casebook.relations("1") == (kept,)
    view.related.withdraw_buttons[0].click()
    view.related.question.yes_button.click()
    settle(qtbot, window)
    assert vault.casebook.relations("1") == ()
    assert "Withdrawn on" in shown_words(window.page.view.related)
    assert len(vault.records("relation")) == len(vault.records("relation_withdrawn")) == 1


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (0, (RelationKind.SAME_IMAGE, "0001", "0002")),
        (1, (RelationKind.SEEN_AGAIN, "0002", "0001")),
        (3, (RelationKind.MADE_FROM, "0002", "0001")),
    ],
)
def test_the_direction_of_a_relation_is_that_of_its_sentence(
    window: MainWindow, qtbot: QtBot, vault: Vault, button: int, expected: tuple[RelationKind, str, str]
) -> None:
    vault.casebook.correct("1", Where(url=ADDRESS, seen_at=SEEN))
    item(window, qtbot).related.relate_button.click()
    settle(qtbot, window)
    window.page.view.how.buttons()[button].click()
    window.page.view.choose("0002")

    window.page.view.keep_button.click()
    settle(qtbot, window)

    assert [(one.kind, one.item_id, one.other_id) for one in vault.casebook.relations()] == [expected]


def test_the_other_item_is_found_by_words_among_many(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    for number in range(9):
        vault.add_link(f"https://example.org/{number}", Where(account=f"user {number}"), AgeAnswer.ADULT)
    item(window, qtbot).related.relate_button.click()
    settle(qtbot, window)
    relating = window.page.view
    assert relating.list.count() == 10

    relating.words.setText("example.org/7")
    qtbot.waitUntil(lambda: relating.list.count() == 1)

    assert relating.list.text_of(0) == "https://example.org/7"


def test_what_the_same_bytes_say_cannot_be_withdrawn(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    vault.add_file(vault.read("1", Work()), "again.jpg", Where(), AgeAnswer.ADULT, Work())

    view = item(window, qtbot)

    assert len(view.related.buttons) == 1
    assert view.related.withdraw_buttons == []


def test_without_the_persons_consent_a_counselor_corrects_nothing(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    consent.begin(vault)
    view = item(window, qtbot)
    view.where.correct_button.click()
    view.where.fields.note.setPlainText("x")

    view.where.keep_button.click()
    settle(qtbot, window)

    assert vault.item("1").where.note == ""


def cases(window: MainWindow, qtbot: QtBot) -> CasesView:
    window.page.show_list()
    settle(qtbot, window)
    window.page.view.care.cases_button.click()
    settle(qtbot, window)
    return window.page.view


def test_a_case_is_named_closed_and_taken_up_again(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    view = cases(window, qtbot)
    view.cards["1"].rename_button.click()
    view.cards["1"].keep_button.click()
    assert "A case needs a name" in shown_words(view)
    view.cards["1"].fields.name.setText("spring")
    view.cards["1"].keep_button.click()
    settle(qtbot, window)
    window.page.view.cards["1"].close_button.click()
    settle(qtbot, window)

    assert vault.casebook.case("1").is_closed
    assert "spring (closed)" in shown_words(window.page)
    assert acts(vault)[-2:] == ["case_changed", "case_closed"]
    window.page.show_list()
    settle(qtbot, window)
    assert "This case was closed on" in shown_words(window.page)
    assert "This case was closed on" in shown_words(item(window, qtbot))
    assert vault.export("1", vault.folder.parent, Work()).is_file()
    cases(window, qtbot).cards["1"].reopen_button.click()
    settle(qtbot, window)
    assert not vault.casebook.case("1").is_closed
    window.page.show_list()
    settle(qtbot, window)
    assert "This case was closed on" not in shown_words(window.page)


def test_another_case_is_begun_and_its_items_shown_alone(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    view = cases(window, qtbot)
    view.begin_button.click()
    assert "A case needs a name" in shown_words(view)
    view.new.name.setText("the other account")
    view.begin_button.click()
    settle(qtbot, window)
    vault.casebook.describe("2", Said(case_id="2"))

    cases(window, qtbot).cards["2"].show_button.click()
    settle(qtbot, window)

    browser = window.page.view.browser
    qtbot.waitUntil(lambda: browser.list.count() == 1)
    assert browser.case.value() == "2"


def test_the_board_says_that_the_case_of_a_report_is_closed(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    vault.keep_record(reporting.REPORT_RECORD, "1", {"template": "google_search", "language": "en", "ready": True, "items": ["0001"]})
    assert following.followed(vault)[0].case_closed_at is None
    vault.casebook.close_case("1")

    window.page.show_list()
    settle(qtbot, window)
    assert "1 of them is in a closed case" in shown_words(window.page)
    window.show_page(Place.REPORTS)
    settle(qtbot, window)

    assert "Its case was closed on" in shown_words(window.page)


def test_what_is_closed_is_still_closed_after_locking(window: MainWindow, qtbot: QtBot, vault: Vault) -> None:
    from desktop.services import vaults

    vault.casebook.close_case("1")
    folder = vault.folder
    window.lock_button.click()
    settle(qtbot, window)

    with vaults.unlock(folder, PASSPHRASE) as again:
        assert again.casebook.case("1").is_closed
        assert again.verify(Work()) == ()
