"""What all ways into the open vault have in common: something is asked on the page, then kept, and it is told what came of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.pages.views import PageOfViews
from desktop.services.vaults import Vault


class TakingIn(QObject):
    """A way into the open vault, on a page.

    Signals:
        went_back: Show the list.
        changed: The vault holds more than before.
        help_wished: Show who helps people under 18.
    """

    went_back = Signal()
    changed = Signal()
    help_wished = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    def _keep(self, task: Callable[[Work], object], told: Callable[..., None]) -> None:
        """Do what takes something in, with the list shown meanwhile; `told` is the slot that says what came of it."""
        self.went_back.emit()
        self._page.ask(task, told, busy=_("Adding to the vault"), failed=self._show_failed, stopped=self._show_stopped)

    @Slot(object)
    def _show_failed(self, _error: LindenError) -> None:
        # What was kept before the failure is in the vault.
        self.changed.emit()

    @Slot()
    def _show_stopped(self) -> None:
        self.changed.emit()
        self._page.show_notice("info", _("Stopped."), _("What was already added is in the vault, whole. The rest is not."))
