"""Scenes of the care for a vault: a copy, an older copy, deleting, time stamps, the hint about a passphrase."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from screenshots import scene, scroll_down, settle, wait_for

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.opening import CreateView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.stamps import StampsView
from desktop.gui.window import MainWindow
from desktop.services import opening, vaults
from desktop.services.vaults import AgeAnswer, Older, Stamp, Where

_PASSPHRASE = "one quiet morning by the lake"


def _open(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    vault = vaults.create(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers", _PASSPHRASE)
    vault.add_file(b"a message, saved", "message.txt", Where(url="https://example.org/board/post/77120"), AgeAnswer.ADULT, Work())
    window.context.session.open(vault)
    wait_for(window.context.vault_lane)
    page = window.page
    assert isinstance(page, VaultPage)
    return page


@scene("care-card")
def _card(window: MainWindow) -> None:
    _open(window)
    settle()
    scroll_down(window)


@scene("care-remove")
def _remove(window: MainWindow) -> None:
    _open(window)._care._show_remove_view(1)
    settle()


@scene("care-older")
def _older(window: MainWindow) -> None:
    page = _open(window)
    older = Older(12, 40, datetime(2026, 11, 20, 18, 4, tzinfo=UTC).astimezone(), is_parted=False)
    page.show_notice("warn", *opening.said_of_older(older))
    settle()


@scene("care-delete-item")
def _delete(window: MainWindow) -> None:
    page = _open(window)
    page._desk.show_item("0001")
    wait_for(window.context.vault_lane)
    settle()
    page.view.delete_button.click()  # type: ignore[union-attr]
    settle()
    scroll_down(window)


@scene("care-stamps")
def _stamps(window: MainWindow) -> None:
    page = _open(window)
    at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC).astimezone()
    stamp = Stamp(7, "", 12, "ab" * 32, at, "CN=Example authority,O=Example", "CN=Example root", "cd" * 32, False, b"", b"")  # noqa: FBT003
    page.show_view(StampsView((stamp,), read_only=False))
    settle()


@scene("care-hint")
def _hint(window: MainWindow) -> None:
    window.show_page(Place.VAULT)
    page = window.page
    assert isinstance(page, VaultPage)
    page._entrance._show_create()
    view = page.view
    assert isinstance(view, CreateView)
    view.passphrase.line.setText("qlalfqjsgh")
    view.hint.judge()
    settle()
