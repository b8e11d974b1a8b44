"""What opens the open vault: showing it, making three shares, and removing a way in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.pages.vault import ways_tasks
from desktop.gui.pages.vault.shares import MakeSharesView, ShareView
from desktop.gui.pages.vault.ways import WaysView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_folder
from desktop.services import sharing
from desktop.services.vaults import Share, SharedSecret, Vault


class WaysDesk(QObject):
    """Shows on a page what opens the vault, and carries out what is wished about it.

    Signals:
        went_back: Back to the list.
        passphrase_wished, code_wished: Show how to change the passphrase, or to make a recovery code.
    """

    went_back = Signal()
    passphrase_wished = Signal()
    code_wished = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._secret: SharedSecret | None = None
        self._left: tuple[Share, ...] = ()

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    @Slot()
    def show_ways(self) -> None:
        """Show what opens the vault."""
        self.forget()
        vault = self._vault
        if vault is None:
            return
        shared = self._page.context.preferences.settings.leaves_no_trace
        view = WaysView(vault.ways.listed(), read_only=vault.is_read_only, shared=shared)
        view.quick_wished.connect(self._switch_on)
        view.quick_unwished.connect(self._switch_off)
        view.passphrase_wished.connect(self.passphrase_wished)
        view.code_wished.connect(self.code_wished)
        view.shares_wished.connect(self._show_making)
        view.code_unwished.connect(self._remove_code)
        view.shares_unwished.connect(self._remove_shares)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    def forget(self) -> None:
        """Let go of shares that were not written down to the end: nothing opens by them."""
        self._secret, self._left = None, ()

    @Slot()
    def _show_making(self) -> None:
        if self._vault is not None:
            view = MakeSharesView(has_shares=self._vault.ways.listed().has_shares)
            view.show_wished.connect(self._begin_showing)
            view.pages_wished.connect(self._ask_folder)
            view.went_back.connect(self.show_ways)
            self._page.show_view(view)

    @Slot()
    def _begin_showing(self) -> None:
        self._secret, self._left = sharing.prepare()
        self._show_next()

    @Slot()
    def _show_next(self) -> None:
        if not self._left:
            self._keep()
            return
        share, *rest = self._left
        self._left = tuple(rest)
        view = ShareView(share)
        view.written_down.connect(self._show_next)
        view.went_back.connect(self.show_ways)
        self._page.show_view(view)

    def _keep(self) -> None:
        vault, secret = self._vault, self._secret
        if vault is not None and secret is not None:
            self._page.ask(partial(ways_tasks.use_shares, vault, secret), self._show_kept)

    @Slot()
    def _ask_folder(self) -> None:
        ask_folder(self._page, _("Choose where to save the three pages"), self._make_pages)

    @Slot(str)
    def _make_pages(self, folder: str) -> None:
        if self._vault is not None and isinstance(self._page.view, MakeSharesView):
            self._page.clear_notice()
            self._page.view.show_busy(busy=True)
            task = partial(ways_tasks.make_share_pages, self._vault, Path(folder), texts.language())
            self._page.ask(task, self._show_saved, failed=self._show_not_made)

    @Slot(object)
    def _show_kept(self, _nothing: object) -> None:
        self.show_ways()
        self._page.show_notice("info", _("Any two of the three shares open this vault now."), _("Keep them in three places."))

    @Slot(object)
    def _show_saved(self, _pages: object) -> None:
        self.show_ways()
        self._page.show_notice(
            "info", _("The three pages are saved. Print them, then delete the files and empty the bin."), _("Keep them in three places.")
        )

    @Slot(object)
    def _show_not_made(self, _error: LindenError) -> None:
        if isinstance(self._page.view, MakeSharesView):
            self._page.view.show_busy(busy=False)

    @Slot()
    def _switch_on(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(ways_tasks.switch_on, self._vault), self._show_switched_on)

    @Slot()
    def _switch_off(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(ways_tasks.switch_off, self._vault), self._show_removed)

    @Slot(object)
    def _show_switched_on(self, _nothing: object) -> None:
        self.show_ways()
        self._page.show_notice("info", _("Quick unlock is on. When you open the vault here, press “Quick unlock”."))

    @Slot()
    def _remove_code(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(ways_tasks.remove_code, self._vault), self._show_removed)

    @Slot()
    def _remove_shares(self) -> None:
        if self._vault is not None:
            self._page.ask(partial(ways_tasks.remove_shares, self._vault), self._show_removed)

    @Slot(object)
    def _show_removed(self, _nothing: object) -> None:
        self.show_ways()
        self._page.show_notice("info", _("Removed. What opened the vault so before opens it no longer."))
