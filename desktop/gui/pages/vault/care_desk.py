"""Copying the open vault to another place, and deleting it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core import names
from desktop.core.errors import LindenError
from desktop.core.texts import _, many
from desktop.gui.pages.vault import care_tasks
from desktop.gui.pages.vault.care import RemoveView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_folder
from desktop.services.vaults import BackedUp, Vault


class CareDesk(QObject):
    """Carries out on a page what is wished for the vault as a whole.

    Signals:
        went_back: Back to the list.
    """

    went_back = Signal()

    def __init__(self, page: PageOfViews, vault_of: Callable[[], Vault | None] | None = None) -> None:
        """Serve the vault that `vault_of` returns; the one that the pages show, where nothing is given."""
        super().__init__(page)
        self._vault_of = vault_of or (lambda: page.context.session.vault)
        self._page = page

    @property
    def _vault(self) -> Vault | None:
        return self._vault_of()

    @Slot()
    def ask_where_to(self) -> None:
        """Ask for the place of a copy."""
        ask_folder(self._page, _("Choose a stick or another disk; a new folder is made there"), self._back_up)

    @Slot(str)
    def _back_up(self, parent: str) -> None:
        if self._vault is not None:
            self._page.clear_notice()
            task = partial(care_tasks.back_up, self._vault, Path(parent))
            self._page.ask(task, self._show_backed_up, busy=_("Copying the vault, then reading the copy back"))

    @Slot(object)
    def _show_backed_up(self, made: BackedUp) -> None:
        files = many("{count} file", "{count} files", made.objects).format(count=made.objects)
        self._page.show_notice(
            "warn" if made.problems else "info",
            _("The copy is in the folder {name}. It was read back: {files}.").format(name=names.shown(made.folder.name), files=files),
            _("Something is damaged in the vault itself, and so in the copy. Verify the vault to see what.")
            if made.problems
            else _("It opens with the same passphrase. Keep it in another place than the vault."),
        )

    @Slot()
    def show_removing(self) -> None:
        """Say what deleting the vault means."""
        if self._vault is not None:
            self._page.ask(partial(care_tasks.count, self._vault), self._show_remove_view)

    @Slot(object)
    def _show_remove_view(self, count: int) -> None:
        view = RemoveView(count)
        view.wished.connect(self._remove)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot(str)
    def _remove(self, passphrase: str) -> None:
        if self._vault is not None and isinstance(self._page.view, RemoveView):
            self._page.clear_notice()
            self._page.view.show_busy(busy=True)
            task = partial(care_tasks.remove, self._vault, passphrase)
            self._page.ask(task, self._show_removed, failed=self._show_not_removed)

    @Slot(object)
    def _show_removed(self, is_gone: bool) -> None:  # noqa: FBT001  Qt's signal
        self._page.context.session.lock()
        self.went_back.emit()
        self._page.show_notice(
            "info",
            _("The vault is deleted. Nobody can open it any more."),
            _("Copies that you made elsewhere are still there.") if is_gone else _("Other files in its folder were left alone."),
        )

    @Slot(object)
    def _show_not_removed(self, _error: LindenError) -> None:
        vault = self._vault
        if vault is not None and vault.is_locked:
            # Its keys are gone all the same.
            self._page.context.session.lock()
        elif isinstance(self._page.view, RemoveView):
            self._page.view.show_busy(busy=False)
