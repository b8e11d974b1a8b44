"""Deleting a whole vault: only with its passphrase, so that nobody does it in passing while it is open."""

from desktop.services import quick_unlock
from desktop.services.vaults import Vault, WrongPassphrase


def remove(vault: Vault, passphrase: str) -> bool:
    """Delete an open vault and lock it; return whether its folder is gone as well.

    Raises WrongPassphrase, and what `Vault.remove` raises.
    """
    if not vault.ways.is_passphrase(passphrase):
        raise WrongPassphrase
    quick_unlock.switch_off(vault)
    return vault.remove()
