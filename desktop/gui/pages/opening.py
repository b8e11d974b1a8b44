"""Opening vaults and desks from a page: what is opened is taken by whoever asked last, and locked where nobody takes it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.gui.pages.views import Answer, PageOfViews
from desktop.services.vaults import Vault, WrongPassphrase


class Opening(QObject):
    """Opens or makes a vault, and locks it again where nobody took it: the person left while it was being opened."""

    def __init__(self, open_vault: Callable[[], Any], vault_of: Callable[[Any], Vault] = lambda opened: opened) -> None:
        """Prepare `open_vault`; `vault_of` finds the vault in what it returns, where that is more than a vault."""
        super().__init__()
        self._open_vault: Callable[[], Any] | None = open_vault
        self._vault_of = vault_of
        self._vault: Vault | None = None

    def __call__(self, _work: Work) -> object:
        """Open it; on the vault's lane."""
        # It holds a passphrase, and is let go of before anything else happens.
        open_vault, self._open_vault = self._open_vault, None
        opened = open_vault() if open_vault is not None else None
        self._vault = self._vault_of(opened)
        return opened

    def give(self, vault: Vault) -> bool:
        """Leave the vault to whoever asks for it, and return whether it is this one."""
        if self._vault is not vault:
            return False
        self._vault = None
        return True

    @Slot()
    def lock_if_not_taken(self) -> None:
        """Lock what nobody took."""
        if self._vault is not None:
            self._vault.lock()
            self._vault = None


class Openings(QObject):
    """The openings of one page, of which only the last may still be taken."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._latest: Opening | None = None

    def begin(self, wanted: Opening, taken: Answer, failed: Answer) -> None:
        """Open on the vault's lane; `taken` is told what was opened, `failed` why it was not."""
        self._latest = wanted
        self._page.ask(wanted, taken, failed=failed, ended=wanted.lock_if_not_taken)

    def give(self, vault: Vault) -> bool:
        """Return whether this vault is the one that was asked for last, and leave it to whoever asks."""
        return self._latest is not None and self._latest.give(vault)


class Entering(QObject):
    """A way in on a page: shows that something is being opened, and says what went wrong without alarm where it was a slip."""

    slips: tuple[type[LindenError], ...] = (WrongPassphrase,)
    """What a person mistypes: no failure."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._openings = Openings(page)

    def open(self, open_vault: Callable[[], Vault]) -> None:
        """Open a vault by calling this on the vault's lane; `take` gets it."""
        self._page.clear_notice()
        self._show_busy(busy=True)
        self._openings.begin(Opening(open_vault), self._take_latest, self._say_not_opened)

    def take(self, vault: Vault) -> None:
        """Do what is to be done with the open vault."""
        raise NotImplementedError

    def not_opened(self, error: LindenError) -> None:
        """Offer what helps after this failure, where something does."""

    @Slot(object)
    def _take_latest(self, vault: Vault) -> None:
        # Where another was asked for meanwhile, this one is locked as its job ends.
        if self._openings.give(vault):
            self.take(vault)

    @Slot(object)
    def _say_not_opened(self, error: LindenError) -> None:
        self._show_busy(busy=False)
        if isinstance(error, self.slips):
            self._page.show_notice("info", str(error.what_happened), str(error.what_to_do))
        self.not_opened(error)

    def _show_busy(self, *, busy: bool) -> None:
        show_busy = getattr(self._page.view, "show_busy", None)
        if show_busy is not None:
            show_busy(busy=busy)
