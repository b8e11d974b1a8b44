"""The way into a vault: the two doors, and what lies behind each."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from desktop.core.errors import LindenError
from desktop.gui.context import Place
from desktop.gui.pages.opening import Entering
from desktop.gui.pages.vault.came_back import CODE, SHARES, came_back
from desktop.gui.pages.vault.opening import CreateView, DoorsView, UnlockView
from desktop.gui.pages.vault.recovery import ForgottenView
from desktop.gui.pages.vault.two_shares import TwoSharesView
from desktop.services import opening, quick_unlock, recovering, sharing, vaults
from desktop.services.counsel import exposure, sheet
from desktop.services.vaults import (
    NoQuickUnlock,
    RecoveryCodeMistyped,
    RecoveryCodeWrongLength,
    ShareMistyped,
    SharesAreTheSame,
    ShareWrongLength,
    Vault,
    VaultDamaged,
    WrongPassphrase,
)


class Entrance(Entering):
    """Shows the doors on a page, and opens or makes a vault; the session tells when it is open."""

    slips = (
        WrongPassphrase,
        NoQuickUnlock,
        RecoveryCodeMistyped,
        RecoveryCodeWrongLength,
        ShareMistyped,
        ShareWrongLength,
        SharesAreTheSame,
    )

    _came_by = ""
    """By which way in the person came back: the one that has to be told which passphrase counts now."""

    @Slot()
    def show_doors(self) -> None:
        """Show the two doors."""
        view = DoorsView()
        view.open_wished.connect(self._show_unlock)
        view.new_wished.connect(self._show_create)
        self._page.show_view(view)

    @Slot()
    def _show_unlock(self) -> None:
        view = UnlockView(self._folder_so_far(), quick=not self._page.context.preferences.settings.leaves_no_trace)
        view.quick_wished.connect(self._unlock_quickly)
        view.wished.connect(self._unlock)
        view.forgotten.connect(self._show_forgotten)
        view.repair_wished.connect(self._repair)
        view.went_back.connect(self.show_doors)
        self._page.show_view(view)

    @Slot(str)
    def _show_forgotten(self, folder: str) -> None:
        view = ForgottenView(folder)
        view.wished.connect(self._recover)
        view.repair_wished.connect(self._recover_and_repair)
        view.shares_wished.connect(self._show_shares)
        view.seen_wished.connect(self._page.show_part_soon)
        view.went_back.connect(self._show_unlock)
        self._page.show_view(view)

    @Slot(str)
    def _show_shares(self, folder: str) -> None:
        view = TwoSharesView(folder)
        view.wished.connect(self._recover_by_shares)
        view.repair_wished.connect(self._repair_by_shares)
        view.seen_wished.connect(self._page.show_part_soon)
        view.went_back.connect(self._show_forgotten_again)
        self._page.show_view(view)

    @Slot()
    def _show_forgotten_again(self) -> None:
        self._show_forgotten(self._folder_so_far())

    def _folder_so_far(self) -> str:
        view = self._page.view
        return view.folder.line.text() if isinstance(view, UnlockView | ForgottenView | TwoSharesView) else ""

    @Slot()
    def _show_create(self) -> None:
        view = CreateView()
        view.wished.connect(self._create)
        view.went_back.connect(self.show_doors)
        self._page.show_view(view)

    @Slot(object, str)
    def _unlock(self, folder: Path, passphrase: str) -> None:
        self.open(partial(opening.unlock, folder, passphrase))

    @Slot(object)
    def _unlock_quickly(self, folder: Path) -> None:
        self.open(partial(quick_unlock.unlock, folder))

    @Slot(object, str)
    def _repair(self, folder: Path, passphrase: str) -> None:
        self.open(partial(vaults.rebuild, folder, passphrase))

    @Slot(object, str)
    def _create(self, folder: Path, passphrase: str) -> None:
        self.open(partial(vaults.create, folder, passphrase))

    @Slot(object, str, str)
    def _recover(self, folder: Path, code: str, new: str) -> None:
        self._come_back(CODE, partial(_recovered, folder, new, code=code))

    @Slot(object, str, str)
    def _recover_and_repair(self, folder: Path, code: str, new: str) -> None:
        self._come_back(CODE, partial(_recovered, folder, new, code=code, open_by=vaults.rebuild))

    @Slot(object, object, str)
    def _recover_by_shares(self, folder: Path, typed: tuple[str, str], new: str) -> None:
        self._come_back(SHARES, partial(_shared, folder, new, typed=typed))

    @Slot(object, object, str)
    def _repair_by_shares(self, folder: Path, typed: tuple[str, str], new: str) -> None:
        self._come_back(SHARES, partial(_shared, folder, new, typed=typed, open_by=vaults.rebuild))

    def open(self, open_vault: Callable[[], Vault]) -> None:
        """Open a vault by a passphrase or the key ring."""
        self._came_by = ""
        super().open(open_vault)

    def _come_back(self, way: str, open_vault: Callable[[], Vault]) -> None:
        self.open(open_vault)
        self._came_by = way

    def take(self, vault: Vault) -> None:
        """Show the vault, or the desk: one that was opened by the door of vaults, for example with its recovery code."""
        self._page.put_view_away()
        if sheet.is_desk(vault):
            self._page.context.counsel.open_desk(vault, exposure.looking(vault))
            self._page.context.go(Place.DESK, None)
            return
        self._page.context.session.open(vault)
        if self._came_by:
            self._page.show_notice("info", *came_back(self._came_by, read_only=vault.is_read_only))
        if vault.older is not None:
            self._page.show_notice("warn", *opening.said_of_older(vault.older))

    def not_opened(self, error: LindenError) -> None:
        """Let the passphrase be typed once more, or offer to make the list of items anew."""
        if isinstance(self._page.view, UnlockView) and isinstance(error, WrongPassphrase):
            self._page.view.ask_again()
        if (
            isinstance(self._page.view, UnlockView | ForgottenView | TwoSharesView)
            and isinstance(error, VaultDamaged)
            and vaults.can_be_rebuilt(error)
        ):
            self._page.view.offer_repair()


def _recovered(folder: Path, new: str, *, code: str, open_by: recovering.Opener = opening.unlock) -> Vault:
    return recovering.recover(folder, code, new, open_by)


def _shared(folder: Path, new: str, *, typed: tuple[str, str], open_by: recovering.Opener = opening.unlock) -> Vault:
    return sharing.recover(folder, *typed, new, open_by)
