"""At a desk: what the person did not agree to is refused in words, asked for there and then, and done once they agree."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.desk import DeskPage
from desktop.gui.pages.handover.making import MakeView
from desktop.gui.pages.handover.results import BuiltView
from desktop.gui.pages.vault.adding import AddLinksView
from desktop.gui.widgets.consent_offer import ConsentOffer
from desktop.gui.window import MainWindow
from desktop.services.counsel import consent
from desktop.services.counsel.consent import How, Scope
from desktop.services.vaults import AgeAnswer, Where
from tests.gui.cases import new_vault, settle, shown_words
from tests.gui.desks import _cheap, agree, folder, open_case, page
from tests.services.counsel.desks import FIRST_PASSPHRASE

__all__ = ["_cheap", "folder", "page"]  # fixtures


def make(window: MainWindow, qtbot: QtBot, out: Path, receiver: str) -> None:
    assert isinstance(window.page.view, MakeView)
    window.page.view.receiver.setText(receiver)
    window.page._make(str(out))
    settle(qtbot, window)


def begin_package(window: MainWindow, qtbot: QtBot) -> MakeView:
    window.show_page(Place.HANDOVER)
    window.page.view.make_door.click()
    settle(qtbot, window)
    assert isinstance(window.page.view, MakeView)
    return window.page.view


def test_a_receiver_whom_the_person_did_not_name_is_asked_for_there_and_then(
    page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    consent.give(vault, [Scope.HAND_OVER], How.SIGNED, to="police")
    view = begin_package(window, qtbot)
    assert view.receiver.isVisibleTo(view)

    make(window, qtbot, tmp_path / "out.zip", "a lawyer")

    assert not (tmp_path / "out.zip").exists()
    assert "not to a lawyer" in shown_words(window.page)
    (offer,) = window.page.notice.findChildren(ConsentOffer)
    offer.open_button.click()
    offer.how.buttons()[2].click()
    offer.agree_button.click()
    settle(qtbot, window)
    assert "noted" in shown_words(window.page)
    make(window, qtbot, tmp_path / "out.zip", "a lawyer")
    assert isinstance(window.page.view, BuiltView)
    assert (tmp_path / "out.zip").exists()
    (standing,) = [one for one in consent.standing(vault) if one.scope is Scope.HAND_OVER]
    assert (standing.to, standing.how) == ("police, a lawyer", How.BY_PHONE)


def test_where_nobody_is_named_it_is_said_and_nothing_is_offered(page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    consent.give(vault, [Scope.HAND_OVER], How.SIGNED, to="police")
    begin_package(window, qtbot)

    make(window, qtbot, tmp_path / "out.zip", "")

    assert "to whom" in shown_words(window.page)
    assert not window.page.notice.findChildren(ConsentOffer)


def test_what_was_never_asked_can_be_asked_where_it_is_needed(page: DeskPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    agree(page, window, qtbot, Scope.KEEP)
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    begin_package(window, qtbot)
    make(window, qtbot, tmp_path / "out.zip", "police")

    (offer,) = window.page.notice.findChildren(ConsentOffer)
    offer.open_button.click()
    offer.agree_button.click()
    settle(qtbot, window)
    make(window, qtbot, tmp_path / "out.zip", "police")

    assert (tmp_path / "out.zip").exists()


def test_a_person_alone_is_not_asked_to_whom_it_goes(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "papers")
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    window.context.session.open(vault)

    view = begin_package(window, qtbot)

    assert not view.receiver.isVisibleTo(view)


def test_what_was_typed_is_still_there_when_keeping_is_refused(page: DeskPage, window: MainWindow, qtbot: QtBot) -> None:
    vault = open_case(page, window, qtbot, "K-1001", FIRST_PASSPHRASE)
    consent.give(vault, [Scope.LOOK], How.SIGNED)
    before = len(vault.items())
    window.show_page(Place.VAULT)
    settle(qtbot, window)
    window.page.view.link_button.click()
    view = window.page.view
    assert isinstance(view, AddLinksView)
    view.addresses.setPlainText("https://example.org/told-by-phone")
    view.age.buttons()[2].click()
    view.keep_button.click()
    settle(qtbot, window)

    assert window.page.view is view
    assert len(vault.items()) == before
    (offer,) = window.page.notice.findChildren(ConsentOffer)
    offer.open_button.click()
    offer.agree_button.click()
    settle(qtbot, window)
    view.keep_button.click()
    settle(qtbot, window)

    assert [item.where.url for item in vault.items()][before:] == ["https://example.org/told-by-phone"]
