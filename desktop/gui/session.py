"""What is open now: the one vault that the pages show, and the moment it is locked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from desktop.services.vaults import Vault


class Session(QObject):
    """Holds the one vault that the pages show. Nothing of it is kept on the disk.

    Signals:
        vault_opened: A vault was unlocked or made; `vault` is it.
        vault_locked: The vault was locked, by wish, by idleness or by leaving, or was put back; `vault` is None.
    """

    vault_opened = Signal()
    vault_locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault: Vault | None = None

    @property
    def vault(self) -> "Vault | None":
        """The open vault, or None."""
        return self._vault

    def open(self, vault: "Vault") -> None:
        """Hold this unlocked vault from now on; one that was open before is locked first."""
        self.lock()
        self._vault = vault
        self.vault_opened.emit()

    def show(self, vault: "Vault") -> None:
        """Show this vault, which somebody else holds open; the one that was shown before is put back, not locked."""
        self.put_back()
        self._vault = vault
        self.vault_opened.emit()

    def put_back(self) -> None:
        """Show no vault any more, and leave the one that was shown to whoever holds it."""
        if self._vault is not None:
            self._vault = None
            self.vault_locked.emit()

    @Slot()
    def lock(self) -> None:
        """Lock the open vault, if there is one, and tell."""
        if self._vault is None:
            return
        vault, self._vault = self._vault, None
        vault.lock()
        self.vault_locked.emit()
