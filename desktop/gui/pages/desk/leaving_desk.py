"""Carries out that a case leaves the desk."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.pages.desk.leaving import CopiedView, LeaveView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_new_file
from desktop.services.counsel import consent, desk, leaving, receipt
from desktop.services.counsel.desk import Case
from desktop.services.counsel.leaving import Copied
from desktop.services.counsel.receipt import Destination, Receipt
from desktop.services.vaults import Vault

if TYPE_CHECKING:
    from desktop.gui.counsel import Counsel


class LeavingDesk(QObject):
    """Shows how a case leaves, step by step.

    Signals:
        went_back: Show the case again.
        left: The case is no longer at the desk; a sentence that says how it went.
    """

    went_back = Signal()
    left = Signal(str)

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page

    @property
    def _counsel(self) -> "Counsel":
        return self._page.context.counsel

    def _held(self) -> tuple[Vault, Case, Vault] | None:
        counsel = self._counsel
        vault = counsel.vault_of(counsel.front) if counsel.front is not None else None
        if counsel.desk is None or counsel.front is None or vault is None:
            return None
        return counsel.desk, counsel.front, vault

    @Slot()
    def show_leaving(self) -> None:
        """Ask who takes the case in front, and where the copy goes."""
        if self._counsel.front is None:
            return
        view = LeaveView(self._counsel.front)
        view.wished.connect(self._copy)
        view.forget_wished.connect(self._forget)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot(object, object, bool)
    def _copy(self, place: Path, to: Destination, with_notes: bool) -> None:  # noqa: FBT001  Qt's signal
        held = self._held()
        if held is None or not isinstance(self._page.view, LeaveView):
            return
        self._page.clear_notice()
        self._page.view.show_busy(busy=True)
        task = partial(_copied, *held, place, to, with_notes)
        self._page.ask(task, self._show_copied, busy=_("Making the copy and reading it back"), ended=self._show_idle)

    @Slot(object)
    def _show_copied(self, copied: Copied) -> None:
        view = CopiedView(copied)
        view.receipt_wished.connect(self._ask_where_to)
        view.destroy_wished.connect(self._finish)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot()
    def _show_idle(self) -> None:
        if isinstance(self._page.view, LeaveView | CopiedView):
            self._page.view.show_busy(busy=False)

    @Slot()
    def _ask_where_to(self) -> None:
        ask_new_file(self._page, _("Save the receipt"), "receipt.pdf", _("PDF (*.pdf)"), self._save_receipt)

    @Slot(str)
    def _save_receipt(self, name: str) -> None:
        if isinstance(self._page.view, CopiedView):
            self._page.ask(partial(_saved, self._page.view.copied.receipt, Path(name), texts.language()), self._show_saved)

    @Slot(object)
    def _show_saved(self, path: Path) -> None:
        if isinstance(self._page.view, CopiedView):
            self._page.view.show_receipt_saved(path)

    @Slot(str)
    def _finish(self, passphrase: str) -> None:
        held = self._held()
        if held is not None and isinstance(self._page.view, CopiedView):
            self._page.view.show_busy(busy=True)
            task = partial(_finished, *held, self._page.view.copied, passphrase)
            self._page.ask(task, self._show_left, failed=self._show_not_destroyed, ended=self._show_idle)

    @Slot(object)
    def _show_not_destroyed(self, _error: LindenError) -> None:
        self._show_idle()

    @Slot()
    def _forget(self) -> None:
        held = self._held()
        if held is not None:
            self._page.ask(partial(_forgotten, *held), self._show_left)

    @Slot(object)
    def _show_left(self, told: str) -> None:
        self._counsel.drop_locked()
        self.left.emit(told)


def _copied(held: Vault, case: Case, vault: Vault, place: Path, to: Destination, with_notes: bool, work: Work) -> Copied:  # noqa: FBT001, PLR0917
    return leaving.copy(held, case, vault, place, work, to=to, with_notes=with_notes)


def _saved(made: Receipt, out: Path, language: str, _work: Work) -> Path:
    return receipt.save(made, out, language)


def _finished(held: Vault, case: Case, vault: Vault, copied: Copied, passphrase: str, _work: Work) -> str:
    leaving.finish(held, case, vault, copied, passphrase)
    return _("The case has left. Nothing of it is at this desk any more.")


def _forgotten(held: Vault, case: Case, vault: Vault, _work: Work) -> str:
    consent.end(vault)
    vault.lock()
    desk.forget(held, case)
    return _("The desk has forgotten the case. The vault is as it was.")
