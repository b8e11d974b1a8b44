"""The vault's page: the list of what is kept, the custody log, verifying and the passphrase; the rest is beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.context import Context
from desktop.gui.pages.vault import tasks
from desktop.gui.pages.vault.browser.desk import BrowserDesk, Held, held
from desktop.gui.pages.vault.care import CareCard
from desktop.gui.pages.vault.care_desk import CareDesk
from desktop.gui.pages.vault.cases_desk import CasesDesk
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.entrance import Entrance
from desktop.gui.pages.vault.exports.desk import ExportDesk
from desktop.gui.pages.vault.intake import VaultIntake
from desktop.gui.pages.vault.item_desk import ItemDesk
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.log import LogView, VerifiedView
from desktop.gui.pages.vault.passphrase import ChangePassphraseView
from desktop.gui.pages.vault.recovery_desk import RecoveryDesk
from desktop.gui.pages.vault.stamps_desk import StampsDesk
from desktop.gui.pages.vault.ways_desk import WaysDesk
from desktop.gui.pages.views import PageOfViews
from desktop.services.corrections import Told
from desktop.services.vaults import LogEntry, Problem, Vault


class VaultPage(PageOfViews):
    """Shows the open vault, or the doors to one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("My vault"), _("What you keep here is locked with your passphrase. It stays on this computer."))
        self._entrance, self._intake, self._desk = Entrance(self), VaultIntake(self), ItemDesk(self)
        self._recovery = RecoveryDesk(self)
        self._recovery.went_back.connect(self.show_list)
        self._ways = WaysDesk(self)
        self._browsing = BrowserDesk(self)
        self._ways.went_back.connect(self.show_list)
        self._care, self._stamps, self._cases = CareDesk(self), StampsDesk(self), CasesDesk(self)
        self._cases.went_back.connect(self.show_list)
        self._cases.shown.connect(self._show_case)
        self._stamps.went_back.connect(self.show_list)
        self._desk.stamp_wished.connect(self._stamps.ask_request)
        self._care.went_back.connect(self.show_list)
        self._ways.passphrase_wished.connect(self._show_change_passphrase)
        self._ways.code_wished.connect(self._recovery.show_making)
        self.setAcceptDrops(True)
        paste_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste_key.activated.connect(self._paste)
        context.session.vault_opened.connect(self.show_list)
        self._intake.went_back.connect(self.show_list)
        self._intake.changed.connect(self._refresh)
        self._desk.went_back.connect(self.show_list)
        self._exports = ExportDesk(self)
        self._exports.went_back.connect(self.show_list)
        self._exports.changed.connect(self._refresh)
        for helped in (self._intake, self._exports, self._desk):
            helped.help_wished.connect(self.go_to_help_for_minors)

    def enter(self) -> None:
        """Show the doors, the list or the item that was open, if nothing is shown yet."""
        if self.view is None:
            if self._vault is not None and self._desk.item_id:
                self._desk.show_item(self._desk.item_id)
            else:
                self.show_list()

    def leave(self) -> None:
        """Cover what is looked at."""
        super().leave()
        if isinstance(self.view, DetailView):
            self.put_view_away()

    def clear(self) -> None:
        """Forget the case, and stand before the doors again."""
        super().clear()
        self._desk.item_id = ""
        self._ways.forget()
        self._browsing.forget()
        if self.isVisible():
            self._entrance.show_doors()

    def kept(self) -> object:
        """Return which item is open. Nothing that was typed is kept: it might be a passphrase."""
        return self._desk.item_id

    def take_back(self, kept: object) -> None:
        """Show again what was open."""
        self._desk.item_id = str(kept)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Let files and pictures be dropped on the open vault."""
        if self._may_add and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Take what was dropped."""
        event.acceptProposedAction()
        self._intake.drop(event.mimeData())

    @property
    def _vault(self) -> Vault | None:
        return self.context.session.vault

    @property
    def _may_add(self) -> bool:
        return self._vault is not None and not self._vault.is_read_only

    @Slot()
    def show_list(self) -> None:
        """Show what the vault holds, or the doors where none is open."""
        vault = self._vault
        if vault is None:
            self._entrance.show_doors()
            return
        self._desk.item_id = ""
        view = ItemsView(vault.folder.name, read_only=vault.is_read_only, has_code=vault.has_recovery_code)
        self._browsing.serve(view.browser)
        view.files_wished.connect(self._intake.ask_files)
        view.paste_wished.connect(self._intake.paste)
        view.link_wished.connect(self._intake.show_add_links)
        view.export_wished.connect(self._exports.show_choosing)
        view.capture_wished.connect(self._intake.capture)
        view.item_wished.connect(self._desk.show_item)
        view.board_wished.connect(self.go_to_reports)
        view.recovery_wished.connect(self._recovery.show_making)
        view.cases_wished.connect(self._cases.show_cases)
        view.care_added.connect(self._serve_care)
        self.show_view(view)
        self._refresh()

    @Slot(object)
    def _serve_care(self, card: CareCard) -> None:
        """Carry out what is wished for the vault as a whole."""
        card.cases_wished.connect(self._cases.show_cases)
        card.log_wished.connect(self._show_log)
        card.verify_wished.connect(self._verify)
        card.passphrase_wished.connect(self._show_change_passphrase)
        card.ways_wished.connect(self._ways.show_ways)
        card.backup_wished.connect(self._care.ask_where_to)
        card.stamps_wished.connect(self._stamps.show_stamps)
        card.removal_wished.connect(self._care.show_removing)

    @Slot()
    def _refresh(self) -> None:
        if self._vault is not None and isinstance(self.view, ItemsView):
            self.ask(partial(held, self._vault), self._show_items)

    @Slot(object)
    def _show_items(self, all_held: Held) -> None:
        if isinstance(self.view, ItemsView):
            self.view.show_items(all_held.items, all_held.cases)
            self.view.show_board(all_held.reports)

    @Slot(str)
    def _show_case(self, case_id: str) -> None:
        self.show_list()
        if isinstance(self.view, ItemsView):
            self.view.browser.show_case(case_id)

    @Slot()
    def _paste(self) -> None:
        if self._may_add and isinstance(self.view, ItemsView):
            self._intake.paste()

    @Slot()
    def _show_log(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.log, self._vault), self._show_entries)

    @Slot(object)
    def _show_entries(self, read: tuple[Sequence[LogEntry], Told]) -> None:
        view = LogView(*read)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot()
    def _verify(self) -> None:
        if self._vault is not None:
            self.ask(partial(tasks.verify, self._vault), self._show_verified, busy=_("Reading everything in the vault"))

    @Slot(object)
    def _show_verified(self, found: tuple[Sequence[Problem], int]) -> None:
        view = VerifiedView(*found)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot()
    def _show_change_passphrase(self) -> None:
        view = ChangePassphraseView()
        view.wished.connect(self._change_passphrase)
        view.went_back.connect(self.show_list)
        self.show_view(view)

    @Slot(str, str)
    def _change_passphrase(self, old: str, new: str) -> None:
        if self._vault is not None and isinstance(self.view, ChangePassphraseView):
            self.view.show_busy(busy=True)
            task = partial(tasks.change_passphrase, self._vault, old, new)
            self.ask(task, self._show_passphrase_changed, failed=self._show_passphrase_kept)

    @Slot(object)
    def _show_passphrase_changed(self, _nothing: object) -> None:
        self.show_list()
        has_code = self._vault is not None and self._vault.has_recovery_code
        only_new, also_code = _("From now on only the new one opens this vault."), _("The new one and your recovery code open this vault.")
        self.show_notice("info", _("The passphrase is changed."), also_code if has_code else only_new)

    @Slot(object)
    def _show_passphrase_kept(self, _error: LindenError) -> None:
        if isinstance(self.view, ChangePassphraseView):
            self.view.show_busy(busy=False)
