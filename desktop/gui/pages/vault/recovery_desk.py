"""Making a recovery code for the open vault."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.pages.vault import tasks
from desktop.gui.pages.vault.recovery import CodeView, MakeCodeView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_new_file
from desktop.services.vaults import RecoveryCode, Vault


class RecoveryDesk(QObject):
    """Shows on a page what a recovery code is, makes one, and shows it once.

    Signals:
        went_back: Back to the list.
    """

    went_back = Signal()

    def __init__(self, page: PageOfViews, vault_of: Callable[[], Vault | None] | None = None) -> None:
        """Serve the vault that `vault_of` returns; the one that the pages show, where nothing is given."""
        super().__init__(page)
        self._page = page
        self._vault_of = vault_of or (lambda: page.context.session.vault)

    @Slot()
    def show_making(self) -> None:
        """Say what a recovery code is, and offer to make one."""
        vault = self._vault_of()
        if vault is not None:
            view = MakeCodeView(has_code=vault.has_recovery_code)
            view.show_wished.connect(self._make_shown)
            view.page_wished.connect(self._ask_page)
            view.went_back.connect(self.went_back)
            self._page.show_view(view)

    @Slot()
    def _ask_page(self) -> None:
        ask_new_file(self._page, _("Choose where to save the page"), _("Page.pdf"), _("Page to print (*.pdf)"), self._make_page)

    @Slot()
    def _make_shown(self) -> None:
        self._make(None)

    @Slot(str)
    def _make_page(self, path: str) -> None:
        self._make(Path(path))

    def _make(self, path: Path | None) -> None:
        vault = self._vault_of()
        if vault is not None and isinstance(self._page.view, MakeCodeView):
            self._page.clear_notice()
            self._page.view.show_busy(busy=True)
            task = partial(tasks.make_recovery_code, vault, path, texts.language())
            self._page.ask(task, self._show_code if path is None else self._show_saved, failed=self._show_not_made)

    @Slot(object)
    def _show_code(self, code: RecoveryCode) -> None:
        view = CodeView(code.shown())
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot(object)
    def _show_saved(self, _code: RecoveryCode) -> None:
        self.went_back.emit()
        self._page.show_notice(
            "info", _("The page is saved. Print it, then delete the file and empty the bin."), _("Keep it away from the vault.")
        )

    @Slot(object)
    def _show_not_made(self, _error: LindenError) -> None:
        if isinstance(self._page.view, MakeCodeView):
            self._page.view.show_busy(busy=False)
