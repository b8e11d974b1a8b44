"""What all ways into the open vault have in common: something is asked on the page, then kept, and it is told what came of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.pages.views import PageOfViews
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
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
        self._waiting: tuple[Callable[[Work], object], Callable[..., None]] | None = None

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    def _keep(self, task: Callable[[Work], object], told: Callable[..., None]) -> None:
        """Do what takes something in, with the list shown meanwhile; `told` is the slot that says what came of it.

        Whether the person agreed to keeping is asked first, while what was typed is still there: it is noted, and pressed once more.
        """
        if self._vault is not None and self._waiting is None:
            self._waiting = (task, told)
            self._page.ask(partial(may_keep, self._vault), self._begin, ended=self._wait_no_more)

    @Slot(object)
    def _begin(self, _nothing: object) -> None:
        if self._waiting is not None:
            task, told = self._waiting
            self.went_back.emit()
            self._page.ask(task, told, busy=_("Adding to the vault"), failed=self._show_failed, stopped=self._show_stopped)

    @Slot()
    def _wait_no_more(self) -> None:
        self._waiting = None

    @Slot(object)
    def _show_failed(self, _error: LindenError) -> None:
        # What was kept before the failure is in the vault.
        self.changed.emit()

    @Slot()
    def _show_stopped(self) -> None:
        self.changed.emit()
        self._page.show_notice("info", _("Stopped."), _("What was already added is in the vault, whole. The rest is not."))


def may_keep(vault: Vault, _work: Work) -> None:
    """Raise ConsentRefused where the person did not agree to keeping."""
    consent.require(vault, Scope.KEEP)
