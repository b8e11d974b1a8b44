"""Scenes of the ways into a vault: what opens it, a code, shares, another passphrase, and the way back."""

# ruff: noqa: SLF001  a scene goes straight to a state that would take many clicks

import tempfile
from pathlib import Path

from screenshots import scene, scroll_down, settle, wait_for

from desktop.gui.context import Place
from desktop.gui.pages.handover.page import HandoverPage
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.recovery import CodeView
from desktop.gui.window import MainWindow
from desktop.services import recovering, sharing, vaults

_PASSPHRASE = "one quiet morning by the lake"


def _open(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    window.context.session.open(vaults.create(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers", _PASSPHRASE))
    wait_for(window.context.vault_lane)
    page = window.page
    assert isinstance(page, VaultPage)
    return page


def _locked(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    page = window.page
    assert isinstance(page, VaultPage)
    return page


@scene("ways-in")
def _ways(window: MainWindow) -> None:
    _open(window)._ways.show_ways()
    settle()


@scene("ways-passphrase")
def _passphrase(window: MainWindow) -> None:
    _open(window)._show_change_passphrase()
    settle()


@scene("ways-code")
def _code(window: MainWindow) -> None:
    _open(window)._recovery.show_making()
    settle()


@scene("ways-code-shown")
def _code_shown(window: MainWindow) -> None:
    page = _open(window)
    vault = window.context.session.vault
    assert vault is not None
    page.show_view(CodeView(recovering.make(vault).shown()))
    settle()


@scene("ways-shares")
def _shares(window: MainWindow) -> None:
    _open(window)._ways._show_making()
    settle()


@scene("ways-share")
def _share(window: MainWindow) -> None:
    page = _open(window)
    page._ways._secret, page._ways._left = sharing.prepare()
    page._ways._show_next()
    settle()


@scene("ways-forgotten")
def _forgotten(window: MainWindow) -> None:
    _locked(window)._entrance._show_forgotten("")
    settle()


@scene("ways-forgotten-end")
def _forgotten_end(window: MainWindow) -> None:
    _forgotten(window)
    scroll_down(window)


@scene("ways-two-shares")
def _two_shares(window: MainWindow) -> None:
    _locked(window)._entrance._show_shares("")
    settle()


@scene("handover-verify")
def _verify(window: MainWindow) -> None:
    window.show_page(Place.HANDOVER)
    page = window.page
    assert isinstance(page, HandoverPage)
    page._show_verify()
    settle()
