"""What is wished for the cases of the open vault: carried out on the vault's lane, each with its line in the custody log."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.texts import _
from desktop.gui.pages.vault import case_tasks
from desktop.gui.pages.vault.case_tasks import Cases
from desktop.gui.pages.vault.cases import CasesView
from desktop.gui.pages.views import PageOfViews
from desktop.services.vaults import Case, Vault


class CasesDesk(QObject):
    """Shows the cases on a page, and changes them.

    Signals:
        went_back: Back to the list.
        shown: Show the items of the case of this id.
    """

    went_back = Signal()
    shown = Signal(str)

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._news: tuple[str, str] | None = None

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    @Slot()
    def show_cases(self) -> None:
        """Show the cases."""
        if self._vault is not None:
            self._page.ask(partial(case_tasks.cases, self._vault), self._show)

    @Slot(object)
    def _show(self, cases: Cases) -> None:
        view = CasesView(cases)
        view.opened.connect(self._open)
        view.changed.connect(self._change)
        view.closed.connect(self._close)
        view.reopened.connect(self._reopen)
        view.shown.connect(self.shown)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)
        if self._news is not None:
            self._page.show_notice("info", *self._news)
            self._news = None

    @Slot(str, str)
    def _open(self, name: str, note: str) -> None:
        self._do(case_tasks.open_case, name, note)

    @Slot(str, str, str)
    def _change(self, case_id: str, name: str, note: str) -> None:
        self._do(case_tasks.change_case, case_id, name, note)

    @Slot(str)
    def _close(self, case_id: str) -> None:
        self._do(case_tasks.close_case, case_id)

    @Slot(str)
    def _reopen(self, case_id: str) -> None:
        self._do(case_tasks.reopen_case, case_id)

    def _do(self, task: Callable[..., Case], *what: str) -> None:
        if self._vault is not None:
            self._page.ask(partial(task, self._vault, *what), self._show_done)

    @Slot(object)
    def _show_done(self, case: Case) -> None:
        more = _("Nothing was deleted. It can be taken up again here at any time.") if case.is_closed else ""
        # Where a counselor's desk is open, its list says so as well.
        self._page.context.counsel.note_closing()
        self._news = (_("The case is closed.") if case.is_closed else _("It is kept."), more)
        self.show_cases()
