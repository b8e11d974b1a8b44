"""Scenes of taking in chats, e-mails and pages: added to those of screenshots.py."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import sys
import tempfile
from pathlib import Path

from screenshots import ROOT, scene, scroll_down, settle, wait_for
from screenshots_case import _open

from desktop.gui.context import Place
from desktop.gui.pages.vault.adding import AddLinksView
from desktop.gui.pages.vault.exports.plan import PlanView
from desktop.gui.region import RegionCapture
from desktop.gui.window import MainWindow

sys.path.insert(0, str(ROOT))
from tests.ingest import exports


def _vault(window: MainWindow) -> None:
    _open(window)
    window.show_page(Place.VAULT)
    wait_for(window.context.vault_lane)


def _plan(window: MainWindow, path: Path) -> PlanView:
    _vault(window)
    window.page._exports.look(str(path))  # type: ignore[attr-defined]
    wait_for(window.context.vault_lane)
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, PlanView)
    return view


def _chat() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="linden-screenshots-"))
    for name in ("2f7a01.jpg", "2f7a02.jpg"):
        (folder / name).write_bytes(exports.picture(kind="JPEG"))
    (folder / "KakaoTalk_20261120.txt").write_text(exports.KAKAO_PC + exports.KAKAO_PC.split("\n", 3)[3], encoding="utf-8")
    return folder / "KakaoTalk_20261120.txt"


def _mail() -> Path:
    path = Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "mail.eml"
    path.write_bytes(exports.mail())
    return path


@scene("export-choose")
def _choose(window: MainWindow) -> None:
    _vault(window)
    window.page._exports.show_choosing()  # type: ignore[attr-defined]


@scene("export-chat")
def _chat_plan(window: MainWindow) -> None:
    _plan(window, _chat())


@scene("export-chat-answered")
def _chat_answered(window: MainWindow) -> None:
    view = _plan(window, _chat())
    view.age.buttons()[2].click()
    assert view.media is not None
    view.media.list.setCurrentRow(0)
    view.media.answer.choose("not_sure")
    view.media.set_button.click()
    assert view.messages is not None
    view.messages.list.item(0).setCheckState(view.messages.list.item(1).checkState().Checked)
    settle()
    scroll_down(window, 0.45)


@scene("export-chat-end")
def _chat_end(window: MainWindow) -> None:
    view = _plan(window, _chat())
    view.age.buttons()[2].click()
    scroll_down(window)


@scene("export-mail-minor")
def _mail_minor(window: MainWindow) -> None:
    view = _plan(window, _mail())
    view.age.buttons()[0].click()
    scroll_down(window)


@scene("links-refused")
def _links(window: MainWindow) -> None:
    _vault(window)
    window.page._intake.show_add_links("https://example.org/1\nthe room of yesterday\nroom7")  # type: ignore[attr-defined]
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, AddLinksView)
    view.keep_button.click()


@scene("capture")
def _capture(window: MainWindow) -> None:
    _vault(window)
    shown = RegionCapture(window.grab(), window.screen())
    shown.setParent(window)
    shown.resize(window.size())
    shown.chosen.setRect(200, 200, 400, 260)
    shown.show()


@scene("item-said")
def _said(window: MainWindow) -> None:
    _vault(window)
    window.page._desk.show_item("0001")  # type: ignore[attr-defined]
    wait_for(window.context.vault_lane)
    card = window.page.view.said  # type: ignore[attr-defined]
    card.more_button.click()
    card.case.choose("new")
    card.person.setText("나")
    card.person_age.choose("adult")
    card.add_button.click()
    settle()
    scroll_down(window, 0.62)
