"""The way into a vault: the two doors, and what lies behind each."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop.core.errors import LindenError
from desktop.gui.context import Place
from desktop.gui.pages.vault.came_back import CODE, SHARES, came_back
from desktop.gui.pages.vault.opening import CreateView, DoorsView, UnlockView
from desktop.gui.pages.vault.recovery import ForgottenView
from desktop.gui.pages.vault.tasks import Opening
from desktop.gui.pages.vault.two_shares import TwoSharesView
from desktop.gui.pages.views import PageOfViews
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

# Slips, no failures: said without alarm.
_SLIPS = (NoQuickUnlock, RecoveryCodeMistyped, RecoveryCodeWrongLength, ShareMistyped, ShareWrongLength, SharesAreTheSame)


class Entrance(QObject):
    """Shows the doors on a page, and opens or makes a vault; the session tells when it is open."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._opening: Opening | None = None
        self._came_by = ""

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
        self._open(Opening(opening.unlock, folder, passphrase))

    @Slot(object)
    def _unlock_quickly(self, folder: Path) -> None:
        self._open(Opening(_by_key_ring, folder, ""))

    @Slot(object, str)
    def _repair(self, folder: Path, passphrase: str) -> None:
        self._open(Opening(vaults.rebuild, folder, passphrase))

    @Slot(object, str)
    def _create(self, folder: Path, passphrase: str) -> None:
        self._open(Opening(vaults.create, folder, passphrase))

    @Slot(object, str, str)
    def _recover(self, folder: Path, code: str, new: str) -> None:
        self._open(Opening(partial(_recovered, code=code), folder, new), came_by=CODE)

    @Slot(object, str, str)
    def _recover_and_repair(self, folder: Path, code: str, new: str) -> None:
        self._open(Opening(partial(_recovered, code=code, open_by=vaults.rebuild), folder, new), came_by=CODE)

    @Slot(object, object, str)
    def _recover_by_shares(self, folder: Path, typed: tuple[str, str], new: str) -> None:
        self._open(Opening(partial(_shared, typed=typed), folder, new), came_by=SHARES)

    @Slot(object, object, str)
    def _repair_by_shares(self, folder: Path, typed: tuple[str, str], new: str) -> None:
        self._open(Opening(partial(_shared, typed=typed, open_by=vaults.rebuild), folder, new), came_by=SHARES)

    def _open(self, wanted: Opening, *, came_by: str = "") -> None:
        self._page.clear_notice()
        self._came_by = came_by
        self._show_busy(busy=True)
        self._opening = wanted
        self._page.ask(wanted, self._take, failed=self._show_not_opened, ended=wanted.lock_if_not_taken)

    @Slot(object)
    def _take(self, vault: Vault) -> None:
        if self._opening is None or not self._opening.give(vault):
            # Another was asked for meanwhile: this one is locked as its job ends.
            return
        self._page.put_view_away()
        if sheet.is_desk(vault):
            # Opened by the door of vaults, for example with its recovery code: it is shown for what it is.
            self._page.context.counsel.open_desk(vault, exposure.looking(vault))
            self._page.context.go(Place.DESK, None)
            return
        self._page.context.session.open(vault)
        if self._came_by:
            self._page.show_notice("info", *came_back(self._came_by, read_only=vault.is_read_only))
        if vault.older is not None:
            self._page.show_notice("warn", *opening.said_of_older(vault.older))

    @Slot(object)
    def _show_not_opened(self, error: LindenError) -> None:
        self._show_busy(busy=False)
        if isinstance(self._page.view, UnlockView) and isinstance(error, WrongPassphrase):
            # A slip, no failure: said without alarm.
            self._page.show_notice("info", str(error.what_happened), str(error.what_to_do))
            self._page.view.ask_again()
        if isinstance(error, _SLIPS):
            self._page.show_notice("info", str(error.what_happened), str(error.what_to_do))
        if (
            isinstance(self._page.view, UnlockView | ForgottenView | TwoSharesView)
            and isinstance(error, VaultDamaged)
            and vaults.can_be_rebuilt(error)
        ):
            self._page.view.offer_repair()

    def _show_busy(self, *, busy: bool) -> None:
        if isinstance(self._page.view, UnlockView | CreateView | ForgottenView | TwoSharesView):
            self._page.view.show_busy(busy=busy)


def _recovered(folder: Path, new: str, *, code: str, open_by: recovering.Opener = opening.unlock) -> Vault:
    return recovering.recover(folder, code, new, open_by)


def _shared(folder: Path, new: str, *, typed: tuple[str, str], open_by: recovering.Opener = opening.unlock) -> Vault:
    return sharing.recover(folder, *typed, new, open_by)


def _by_key_ring(folder: Path, _passphrase: str) -> Vault:
    return quick_unlock.unlock(folder)
