"""Scenes of a case kept in order: corrected, related, closed. Added to those of screenshots.py."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import screenshots_case as case
from screenshots import scene, settle

from desktop.gui.context import Place
from desktop.gui.pages.vault.cases import CasesView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.relating import RelateView
from desktop.gui.window import MainWindow
from desktop.services import reporting
from desktop.services.vaults import RelationKind, Where


def _item(window: MainWindow) -> DetailView:
    case._list(window)
    vault = window.context.session.vault
    assert vault is not None
    vault.casebook.correct("0001", Where("https://t.me/c/1234567890/4521", "@grey_room_88", "Telegram", "Mina saw it second."))
    vault.casebook.relate("0001", RelationKind.MADE_FROM, "0002")
    vault.casebook.withdraw(vault.casebook.relate("0001", RelationKind.SAME_IMAGE, "0004"))
    window.page._desk.show_item("0001")  # type: ignore[attr-defined]
    case._wait(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, DetailView)
    return view


@scene("order-correct")
def _correct(window: MainWindow) -> None:
    view = _item(window)
    view.where.correct_button.click()
    settle()
    window.page.show_part(view.where)


@scene("order-related")
def _related(window: MainWindow) -> None:
    view = _item(window)
    view.related.withdraw_buttons[0].click()
    settle()
    window.page.show_part(view.related)


@scene("order-people")
def _people(window: MainWindow) -> None:
    view = _item(window)
    view.said.more_button.click()
    view.said.person.setText("me")
    view.said.person_age.choose("adult")
    view.said.add_button.click()
    view.said.person.setText("a friend")
    view.said.person_age.choose("not_sure")
    view.said.keep_button.click()
    settle()
    window.page.show_part(view.said)


@scene("order-relate")
def _relate(window: MainWindow) -> None:
    view = _item(window)
    view.related.relate_button.click()
    case._wait(window)
    relating = window.page.view  # type: ignore[attr-defined]
    assert isinstance(relating, RelateView)
    relating.how.buttons()[2].click()
    relating.choose("0002")
    settle()


@scene("order-relate-end")
def _relate_end(window: MainWindow) -> None:
    _relate(window)
    window.page.show_part(window.page.view.keep_button)  # type: ignore[attr-defined]


@scene("order-history-end")
def _history(window: MainWindow) -> None:
    _item(window)
    case.scroll_down(window)


def _cases(window: MainWindow) -> CasesView:
    case._list(window)
    vault = window.context.session.vault
    assert vault is not None
    vault.casebook.change_case("1", name="spring", note="with the police since May")
    vault.casebook.open_case("the other account")
    vault.casebook.close_case("1")
    window.page._cases.show_cases()  # type: ignore[attr-defined]
    case._wait(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, CasesView)
    return view


@scene("order-cases")
def _cases_closed(window: MainWindow) -> None:
    _cases(window)


@scene("order-cases-rename")
def _rename(window: MainWindow) -> None:
    view = _cases(window)
    view.cards["2"].rename_button.click()
    settle()


@scene("order-closed-list")
def _closed_list(window: MainWindow) -> None:
    view = _cases(window)
    view.shown.emit("1")
    case._wait(window)
    window.show_page(Place.VAULT)
    settle()


@scene("order-closed-board")
def _closed_board(window: MainWindow) -> None:
    case._list(window)
    vault = window.context.session.vault
    assert vault is not None
    written = {"template": "google_search", "language": "en", "ready": True, "items": ["0001"]}
    vault.keep_record(reporting.REPORT_RECORD, "0001", written)
    vault.casebook.change_case("1", name="spring")
    vault.casebook.close_case("1")
    window.show_page(Place.REPORTS)
    case._wait(window)
    window.page.show_part(window.page.view.board)  # type: ignore[attr-defined]
