"""Scenes of the vault, the reports and the hand-over: added to those of screenshots.py."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from screenshots import SAMPLES, scene, scroll_down, settle, wait_for

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.handover.making import MakeView
from desktop.gui.pages.report.writing import LETTER, SEND, WriteView
from desktop.gui.pages.vault.adding import AddFilesView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.opening import CreateView, UnlockView
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.services.adding import Source
from desktop.services.vaults import AgeAnswer, Vault, Where

_PASSPHRASE = "one quiet morning by the lake"


def _case() -> Vault:
    folder = Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers"
    vault = vaults.create(folder, _PASSPHRASE)
    seen = datetime(2026, 11, 20, 1, 15, tzinfo=UTC).astimezone()
    pictures = sorted(SAMPLES.glob("*.jpg"))[:2]
    for number, picture in enumerate(pictures):
        where = Where("https://t.me/c/1234567890/4521", "@grey_room_88", "Telegram", "Mina saw it first.", seen) if number == 0 else Where()
        vault.add_file(picture, picture.name, where, AgeAnswer.ADULT, Work())
    vault.add_file(b"not a picture", "photo\u202egpj.exe", Where(platform="Discord"), AgeAnswer.NOT_SURE, Work())
    vault.add_link("https://example.org/board/post/77120?page=3", Where(account="user_4410"), AgeAnswer.ADULT)
    return vault


def _open(window: MainWindow) -> None:
    window.context.session.open(_case())


def _wait(window: MainWindow) -> None:
    wait_for(window.context.vault_lane, window.context.check_lane)


@scene("vault-doors")
def _doors(window: MainWindow) -> None:
    window.show_page(Place.VAULT)


@scene("vault-open-wrong")
def _wrong(window: MainWindow) -> None:
    window.show_page(Place.VAULT)
    vault = _case()
    folder = vault.folder
    vault.lock()
    view = UnlockView()
    window.page.view.open_door.click()  # type: ignore[attr-defined]
    view = window.page.view  # type: ignore[attr-defined]
    view.folder.line.setText(str(folder))
    view.passphrase.line.setText("something else")
    view.open_button.click()
    _wait(window)


@scene("vault-new")
def _new(window: MainWindow) -> None:
    window.show_page(Place.VAULT)
    window.page.view.new_door.click()  # type: ignore[attr-defined]
    settle()
    assert isinstance(window.page.view, CreateView)  # type: ignore[attr-defined]


@scene("vault-new-end")
def _new_end(window: MainWindow) -> None:
    _new(window)
    scroll_down(window)


@scene("vault-empty")
def _empty(window: MainWindow) -> None:
    window.show_page(Place.VAULT)
    window.context.session.open(vaults.create(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers", _PASSPHRASE))
    _wait(window)


@scene("vault-list")
def _list(window: MainWindow) -> None:
    window.show_page(Place.VAULT)
    _open(window)
    _wait(window)
    assert isinstance(window.page.view, ItemsView)  # type: ignore[attr-defined]


@scene("vault-add-minor")
def _add(window: MainWindow) -> None:
    _list(window)
    window.page._intake._take_in([Source("IMG_2041.jpg", b"x"), Source("chat.png", b"y")])  # type: ignore[attr-defined]
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, AddFilesView)
    view.age.buttons()[1].click()
    settle()


@scene("vault-add-where")
def _add_where(window: MainWindow) -> None:
    _add(window)
    view = window.page.view  # type: ignore[attr-defined]
    view.age.buttons()[2].click()
    view.where.knows_when.setChecked(True)
    scroll_down(window)


@scene("vault-add-links")
def _add_links(window: MainWindow) -> None:
    _list(window)
    window.page._intake.show_add_links("https://example.org/a\nhttps://example.org/b")  # type: ignore[attr-defined]


@scene("vault-item")
def _item(window: MainWindow) -> None:
    _list(window)
    window.page.view.items.opened.emit("0001")  # type: ignore[attr-defined]
    _wait(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, DetailView)
    view.preview_button.click()
    _wait(window)


@scene("vault-item-middle")
def _item_middle(window: MainWindow) -> None:
    _item(window)
    window.page.view.export_button.click()  # type: ignore[attr-defined]
    scroll_down(window, 0.5)


@scene("vault-item-end")
def _item_end(window: MainWindow) -> None:
    _item(window)
    window.page.view.age_button.click()  # type: ignore[attr-defined]
    window.page.view.age.buttons()[0].click()  # type: ignore[attr-defined]
    scroll_down(window)


@scene("vault-record")
def _record(window: MainWindow) -> None:
    _list(window)
    window.page.view.items.opened.emit("0003")  # type: ignore[attr-defined]
    _wait(window)


@scene("vault-log")
def _log(window: MainWindow) -> None:
    _list(window)
    window.page.view.care.log_button.click()  # type: ignore[attr-defined]
    _wait(window)


@scene("vault-verified")
def _verified(window: MainWindow) -> None:
    _list(window)
    window.page.view.care.verify_button.click()  # type: ignore[attr-defined]
    _wait(window)


@scene("report-choose")
def _report_choose(window: MainWindow) -> None:
    window.show_page(Place.REPORTS)
    _wait(window)


@scene("report-suggested")
def _report_suggested(window: MainWindow) -> None:
    _report_choose(window)
    scroll_down(window, 0.35)


@scene("report-list")
def _report_list(window: MainWindow) -> None:
    _report_choose(window)
    window.page.view.all_button.click()  # type: ignore[attr-defined]
    window.page.view.pieces.finish()  # type: ignore[attr-defined]
    scroll_down(window)


def _write(window: MainWindow, template: str = "") -> WriteView:
    _open(window)
    window.show_page(Place.REPORTS)
    _wait(window)
    wanted = template or window.page._offer.templates[0].id  # type: ignore[attr-defined]
    window.page._write(wanted)  # type: ignore[attr-defined]
    _wait(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, WriteView)
    return view


@scene("report-write")
def _report_write(window: MainWindow) -> None:
    _write(window)


@scene("report-write-middle")
def _report_middle(window: MainWindow) -> None:
    _write(window)
    scroll_down(window, 0.5)


@scene("report-letter")
def _report_letter(window: MainWindow) -> None:
    _write(window).go_to_part(LETTER)
    scroll_down(window)


@scene("report-send")
def _report_send(window: MainWindow) -> None:
    _write(window).go_to_part(SEND)
    scroll_down(window, 0.3)


@scene("handover-doors")
def _handover_doors(window: MainWindow) -> None:
    window.show_page(Place.HANDOVER)


def _make(window: MainWindow) -> MakeView:
    _open(window)
    window.show_page(Place.HANDOVER)
    window.page.view.make_door.click()  # type: ignore[attr-defined]
    _wait(window)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, MakeView)
    return view


@scene("handover-make")
def _handover_make(window: MainWindow) -> None:
    _make(window)


@scene("handover-how")
def _handover_how(window: MainWindow) -> None:
    _make(window)
    scroll_down(window, 0.5)


@scene("handover-contents")
def _handover_contents(window: MainWindow) -> None:
    _make(window).agreed.setChecked(True)
    scroll_down(window)


@scene("handover-made")
def _handover_made(window: MainWindow) -> None:
    _make(window)
    window.page._make(str(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "package-2026-11-23.zip"))  # type: ignore[attr-defined]
    _wait(window)


@scene("handover-verified")
def _handover_verified(window: MainWindow) -> None:
    _handover_made(window)
    path = window.page.view.built.path  # type: ignore[attr-defined]
    window.page._show_verify()  # type: ignore[attr-defined]
    window.page._verify(str(path))  # type: ignore[attr-defined]
    _wait(window)
