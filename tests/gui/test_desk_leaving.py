"""The counselor with two cases, from the morning to a case that goes home: one walk through the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.desk import DeskPage
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.cases import CasesView
from desktop.gui.pages.desk.doors import GiveBackView
from desktop.gui.pages.desk.leaving import CopiedView, LeaveView
from desktop.gui.pages.vault.adding import AddLinksView
from desktop.gui.stage import Stage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.services.counsel import consent, desk
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import AgeAnswer
from tests.gui.cases import answer_question, settle, shown_words
from tests.gui.desks import _cheap, agree, folder, open_case, page, take_back, to_list, to_picture
from tests.services.counsel.desks import DESK_PASSPHRASE, FIRST_PASSPHRASE, SECOND_PASSPHRASE

__all__ = ["_cheap", "folder", "page"]  # fixtures


def to_leaving(page: DeskPage, window: MainWindow, qtbot: QtBot) -> LeaveView:
    window.show_page(Place.DESK)
    settle(qtbot, window)
    assert isinstance(page.view, CaseView)
    page.view.leave_button.click()
    assert isinstance(page.view, LeaveView)
    return page.view


def make_copy(page: DeskPage, window: MainWindow, qtbot: QtBot, stick: Path) -> CopiedView:
    view = to_leaving(page, window, qtbot)
    view.place.line.setText(str(stick))
    view.copy_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, CopiedView), page.notice and page.notice.accessibleName()
    return page.view


def test_the_counselor_with_two_cases(page: DeskPage, window: MainWindow, qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    # The first person comes: they agree to look, keep and report; a picture is looked at, small and grey.
    first = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    agree(page, window, qtbot, Scope.LOOK, Scope.KEEP, Scope.REPORT)
    page.view.notes.text.setPlainText("wants it down first")
    page.view.notes.keep_button.click()
    settle(qtbot, window)
    detail = to_picture(window, qtbot)
    detail.preview_button.click()
    settle(qtbot, window)
    QTest.mousePress(detail.picture, Qt.MouseButton.LeftButton)
    assert detail.picture.stage is Stage.GREY
    QTest.mouseRelease(detail.picture, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    # The second calls: they agree to keep addresses, and one is added to their vault, not to the first's.
    second = open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE)
    agree(page, window, qtbot, Scope.KEEP)
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.page.view.link_button.click()
    assert isinstance(window.page.view, AddLinksView)
    window.page.view.addresses.setPlainText("https://example.org/told-by-phone")
    window.page.view.age.buttons()[2].click()
    window.page.view.keep_button.click()
    settle(qtbot, window)
    assert [item.where.url for item in second.items()][-1] == "https://example.org/told-by-phone"
    assert len(first.items()) == 2
    # They call again and take it back: the next address is refused, in words.
    window.show_page(Place.DESK)
    settle(qtbot, window)
    take_back(page, window, qtbot, Scope.KEEP)
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.page.view.link_button.click()
    window.page.view.addresses.setPlainText("https://example.org/second")
    window.page.view.age.buttons()[2].click()
    window.page.view.keep_button.click()
    settle(qtbot, window)
    assert "took their consent back" in window.page.notice.accessibleName()
    assert len(second.items()) == 3
    # The first is back. The keyboard is theirs; then it is the counselor's again.
    assert open_case(page, window, qtbot, "K-1001", "") is first
    page.view.lend_button.click()
    page.view.lend_question.yes_button.click()
    settle(qtbot, window)
    assert second.is_locked
    window.top.back_button.click()
    assert isinstance(window.page.view, GiveBackView)
    window.page.view.passphrase.line.setText(DESK_PASSPHRASE)
    window.page.view.open_button.click()
    settle(qtbot, window)
    # They take everything home.
    assert open_case(page, window, qtbot, "K-1001", "") is first
    copied = make_copy(page, window, qtbot, tmp_path / "stick")
    copied.receipt_button.click()
    answer_question(page, tmp_path / "receipt.pdf")
    settle(qtbot, window)
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF-")
    assert "receipt.pdf" in shown_words(copied)
    case, place = window.context.counsel.front, copied.copied.folder
    copied.passphrase.line.setText(FIRST_PASSPHRASE)
    copied.destroy_button.click()
    copied.destroy_question.yes_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CasesView)
    assert [row.case.code for row in page.view.rows] == ["K-2002"]
    assert "1 case has left this desk" in shown_words(page.view)
    assert page.notice is not None
    assert "Nothing of it is at this desk any more" in page.notice.accessibleName()
    assert not case.folder.exists()
    assert window.context.session.vault is None
    with vaults.unlock(place, FIRST_PASSPHRASE) as taken:
        assert taken.item("0001").name == "photo of K-1001.jpg"
        acts = [entry.act for entry in taken.log()]
        assert {"consent_given", "viewed", "keyboard_given", "keyboard_taken_back", "taken_home", "counsel_ended"} <= set(acts)
        assert taken.verify(Work()) == ()
    # The other case is as it was.
    assert len(open_case(page, window, qtbot, "K-2002", SECOND_PASSPHRASE).items()) == 3


def test_a_wrong_passphrase_destroys_nothing(page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    copied = make_copy(page, window, qtbot, tmp_path / "stick")

    copied.passphrase.line.setText("not theirs")
    copied.destroy_button.click()
    copied.destroy_question.yes_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CopiedView)
    assert page.view.destroy_button.isEnabled()
    assert len(vault.items()) == 2
    assert len(desk.cases(window.context.counsel.desk)) == 2


def test_a_colleague_gets_nothing_without_consent(page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    view = to_leaving(page, window, qtbot)
    view.to.buttons()[1].click()
    view.place.line.setText(str(tmp_path / "stick"))
    view.copy_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, LeaveView)
    assert "not agreed yet" in page.notice.accessibleName()
    assert not (tmp_path / "stick").exists()


def test_a_vault_on_the_persons_own_stick_is_only_forgotten(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    view = to_leaving(page, window, qtbot)

    view.forget_button.click()
    view.forget_question.yes_button.click()
    settle(qtbot, window)

    assert [one.code for one in desk.cases(window.context.counsel.desk)] == ["K-2002"]
    assert vault.is_locked
    with vaults.unlock(vault.folder, FIRST_PASSPHRASE) as kept:
        assert len(kept.items()) == 2
        assert kept.item("0001").age is AgeAnswer.ADULT
        assert not consent.is_counselled(kept)


@pytest.mark.parametrize("was_shown", [True, False])
def test_back_from_leaving_the_case_is_as_it_was(page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, was_shown: bool) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    if was_shown:
        make_copy(page, window, qtbot, tmp_path / "stick").back_button.click()
    else:
        to_leaving(page, window, qtbot).back_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, CaseView)
    assert len(to_list(page, window, qtbot).rows) == 2


def test_nothing_is_asked_about_destroying_before_the_passphrase_is_there(
    page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    copied = make_copy(page, window, qtbot, tmp_path / "stick")

    copied.destroy_button.click()

    assert not copied.destroy_question.isVisible()
    assert copied.passphrase_row.is_wrong
