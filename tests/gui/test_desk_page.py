"""The counselor's desk through the real window: two cases, consent revoked, the keyboard handed over, exposure, links only."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui import uncovering
from desktop.gui.context import LENT_PLACES, Place
from desktop.gui.pages.desk import DeskPage
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.cases import CasesView
from desktop.gui.pages.desk.doors import GiveBackView, NewDeskView
from desktop.gui.pages.desk.opening import OpenCaseView
from desktop.gui.pages.vault.cases import CasesView as CasesOfVaultView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.stage import Stage
from desktop.gui.window import MainWindow
from desktop.services.counsel import consent, exposure, notes
from desktop.services.counsel.consent import How, Scope
from desktop.services.counsel.exposure import Looking
from desktop.services.vaults import VaultLocked
from tests.gui.cases import settle, shown_words
from tests.gui.desks import _cheap, agree, folder, open_case, page, take_back, to_list, to_picture
from tests.services.counsel.desks import DESK_PASSPHRASE, FIRST_PASSPHRASE, SECOND_PASSPHRASE

__all__ = ["_cheap", "folder", "page"]  # fixtures


def test_the_desk_is_offered_only_where_it_is_wished(window: MainWindow, qtbot: QtBot) -> None:
    assert window.side.button(Place.DESK).isHidden()

    window.context.preferences.change(is_desk=True)
    qtbot.waitUntil(lambda: not window.side.button(Place.DESK).isHidden())


def test_a_desk_and_a_case_are_made_through_the_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_page(Place.DESK)
    page = window.page
    page.view.new_button.click()
    assert isinstance(page.view, NewDeskView)
    page.view.where.line.setText(str(tmp_path))
    page.view.name.setText("papers")
    for field in (page.view.passphrase, page.view.again):
        field.line.setText(DESK_PASSPHRASE)
    page.view.make_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, CasesView)
    page.view.new_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, OpenCaseView)
    page.view.code.setText("K-77")
    for field in (page.view.passphrase, page.view.again):
        field.line.setText(FIRST_PASSPHRASE)
    page.view.button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CaseView)
    assert window.context.counsel.front is not None
    assert window.context.counsel.front.code == "K-77"
    assert window.top.case.text() == "Case K-77"
    assert consent.is_counselled(window.context.session.vault)


def test_a_wrong_passphrase_opens_no_desk_and_no_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    view = to_list(page, window, qtbot)
    view.rows[0].open_button.click()
    page.view.passphrase.line.setText(SECOND_PASSPHRASE)
    page.view.button.click()
    settle(qtbot, window)

    assert isinstance(page.view, OpenCaseView)
    assert window.context.session.vault is None
    assert "does not open the vault" in page.notice.accessibleName()


def test_the_counselor_goes_from_one_case_to_the_other_and_sees_only_one(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    first = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    to_picture(window, qtbot)
    second = open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE)

    window.show_page(Place.VAULT)
    settle(qtbot, window)

    assert isinstance(window.page.view, ItemsView)
    assert window.context.session.vault is second
    names = {second.item(one).name for one in ("0001",)}
    assert names == {"photo of K-2002.jpg"}
    assert not first.is_locked
    assert open_case(page, window, qtbot, "K-1001", "") is first


def test_locking_one_case_leaves_the_other_open(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    first = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    second = open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE)
    view = to_list(page, window, qtbot)

    next(row for row in view.rows if row.case.code == "K-1001").lock_button.click()
    settle(qtbot, window)

    assert first.is_locked
    assert not second.is_locked
    assert window.context.session.vault is second


def test_leaving_locks_the_desk_and_every_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = [
        open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE),
        open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE),
        window.context.counsel.desk,
    ]

    with qtbot.waitSignal(window.left):
        window.exit_button.click()

    assert all(one.is_locked for one in vault)


def test_nobody_there_locks_the_desk_and_every_case(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    first = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    held = window.context.counsel.desk

    window.guard.idle.emit()

    assert first.is_locked
    assert held.is_locked
    assert window.context.counsel.desk is None
    assert uncovering.current().rule == uncovering.FREE


def test_what_was_not_agreed_is_not_done_and_what_is_taken_back_stops(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    to_picture(window, qtbot).preview_button.click()
    settle(qtbot, window)
    assert window.page.view.picture is None
    assert "not agreed yet" in window.page.notice.accessibleName()

    window.show_page(Place.DESK)
    settle(qtbot, window)
    agree(page, window, qtbot, Scope.LOOK)
    to_picture(window, qtbot).preview_button.click()
    settle(qtbot, window)
    assert window.page.view.picture is not None

    window.show_page(Place.DESK)
    settle(qtbot, window)
    take_back(page, window, qtbot, Scope.LOOK)
    assert "Taken back" in shown_words(page.view)
    to_picture(window, qtbot).preview_button.click()
    settle(qtbot, window)
    assert window.page.view.picture is None
    assert "took their consent back" in window.page.notice.accessibleName()


def test_pictures_are_small_and_grey_and_what_is_uncovered_counts(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    consent.give(vault, [Scope.LOOK], How.IN_PERSON)
    view = to_picture(window, qtbot)
    view.preview_button.click()
    settle(qtbot, window)

    QTest.mousePress(view.picture, Qt.MouseButton.LeftButton)
    qtbot.wait(1500)
    stage = view.picture.stage
    QTest.mouseRelease(view.picture, Qt.MouseButton.LeftButton)
    settle(qtbot, window)

    assert stage is Stage.GREY
    assert view.picture.heightForWidth(2000) < 200
    seen = exposure.on(window.context.counsel.desk)
    assert seen.pictures == 1
    assert exposure.of_case(window.context.counsel.desk, window.context.counsel.front) == seen
    assert 1.0 < seen.seconds < 20
    assert "1 picture uncovered" in shown_words(to_list(page, window, qtbot))


def test_with_links_only_no_picture_can_be_uncovered(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    to_list(page, window, qtbot).looking.buttons()[2].click()
    settle(qtbot, window)
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    consent.give(vault, [Scope.LOOK], How.IN_PERSON)

    view = to_picture(window, qtbot)

    assert exposure.looking(window.context.counsel.desk) is Looking.LINKS
    assert not view.can_be_looked_at
    view.preview_wished.emit()
    settle(qtbot, window)
    QTest.mousePress(window.page.view.picture, Qt.MouseButton.LeftButton)
    assert window.page.view.picture.stage is Stage.COVERED


def test_a_note_that_is_half_written_outlives_another_answer(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    page.view.notes.text.setPlainText("half a sen")
    agree(page, window, qtbot, Scope.LOOK)
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.show_page(Place.DESK)
    settle(qtbot, window)

    assert page.view.notes.text.toPlainText() == "half a sen"
    page.view.notes.keep_button.click()
    settle(qtbot, window)
    assert page.view.notes.text.toPlainText() == ""


def test_notes_and_ticks_stay_at_the_desk(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    case = window.context.counsel.front
    page.view.checklist.boxes["age"].click()
    page.view.notes.text.setPlainText("came with a friend")
    page.view.notes.keep_button.click()
    settle(qtbot, window)

    held = window.context.counsel.desk
    assert [note.text for note in notes.of_case(held, case)] == ["came with a friend"]
    assert list(notes.ticks(held, case)) == ["age"]
    assert "came with a friend" in shown_words(page.view)
    assert "friend" not in str([record.content for kind in ("consent", "note", "keyboard") for record in vault.records(kind)])


def lend(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    page.view.lend_button.click()
    page.view.lend_question.yes_button.click()
    settle(qtbot, window)


def test_whoever_has_the_keyboard_cannot_get_at_the_other_case(page: DeskPage, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    other = open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE)
    other_folder = other.folder
    mine = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    held = window.context.counsel.desk
    lend(page, window, qtbot)

    # The keys of the others are gone, not only the buttons.
    assert other.is_locked
    assert held.is_locked
    with pytest.raises(VaultLocked):
        other.items()
    assert window.place is Place.VAULT
    assert window.context.session.vault is mine
    # Every way that the window has ends at the person's own papers, or before the counselor's passphrase.
    for place in Place:
        window.show_page(place)
        settle(qtbot, window)
        assert window.place in {*LENT_PLACES, Place.DESK}
        assert "K-2002" not in shown_words(window)
        assert "K-1001" not in shown_words(window.top)
    window.show_page(Place.DESK)
    assert isinstance(window.page.view, GiveBackView)
    assert {place for place in Place if not window.side.button(place).isHidden()} == set(LENT_PLACES)
    # The person's own passphrase, or the other's, opens no desk.
    for wrong in (FIRST_PASSPHRASE, SECOND_PASSPHRASE, ""):
        window.page.view.passphrase.line.setText(wrong)
        window.page.view.open_button.click()
        settle(qtbot, window)
        assert isinstance(window.page.view, GiveBackView)
        assert window.context.counsel.desk is None
    # Locking, or nobody there, leads to no door either.
    window.lock_button.click()
    settle(qtbot, window)
    assert isinstance(window.page.view, GiveBackView)
    window.show_page(Place.VAULT)
    assert window.place is Place.DESK
    assert other_folder.name not in shown_words(window)


def test_the_person_acts_by_themselves_and_the_counselor_takes_the_keyboard_back(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    lend(page, window, qtbot)
    view = to_picture(window, qtbot)
    # What they look at of their own needs nobody's consent, is shown as for anybody, and is not counted.
    view.preview_button.click()
    settle(qtbot, window)
    QTest.mousePress(view.picture, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.picture.stage is Stage.PLAIN)
    QTest.mouseRelease(view.picture, Qt.MouseButton.LeftButton)

    window.top.back_button.click()
    assert isinstance(window.page.view, GiveBackView)
    window.page.view.passphrase.line.setText(DESK_PASSPHRASE)
    window.page.view.open_button.click()
    settle(qtbot, window)

    counsel = window.context.counsel
    assert not counsel.is_lent
    assert not vault.is_locked
    assert counsel.front is not None
    assert counsel.front.code == "K-1001"
    assert not consent.keyboard_is_with_person(vault)
    assert exposure.on(counsel.desk).pictures == 0
    assert uncovering.current().rule.most is Stage.GREY
    assert not window.side.button(Place.HANDOVER).isHidden()


def test_the_desk_opened_by_the_door_of_vaults_is_shown_as_a_desk(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    window.show_page(Place.VAULT)
    window.page.view.open_door.click()
    window.page.view.folder.line.setText(str(folder))
    window.page.view.passphrase.line.setText(DESK_PASSPHRASE)
    window.page.view.open_button.click()
    settle(qtbot, window)

    assert window.place is Place.DESK
    assert window.context.session.vault is None
    assert window.context.counsel.desk is not None


def test_the_language_changes_without_losing_desk_or_keyboard(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    lend(page, window, qtbot)

    window.context.preferences.change(language="ko")
    qtbot.waitUntil(lambda: "키보드" in window.top.back_button.text())
    settle(qtbot, window)

    assert window.top.back_button.isVisible()
    assert window.context.counsel.is_lent
    assert {place for place in Place if not window.side.button(place).isHidden()} == set(LENT_PLACES)


def test_the_list_says_that_a_case_is_closed(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    agree(page, window, qtbot, Scope.KEEP)
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.page.view.care.cases_button.click()
    settle(qtbot, window)
    assert isinstance(window.page.view, CasesOfVaultView)

    window.page.view.cards["1"].close_button.click()
    settle(qtbot, window)

    rows = {row.case.code: row for row in to_list(page, window, qtbot).rows}
    assert "case closed" in shown_words(rows["K-1001"])
    assert "case closed" not in shown_words(rows["K-2002"])
