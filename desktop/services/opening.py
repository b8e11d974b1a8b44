"""Open a vault, and take away what a killed program left in clear beside it."""

from pathlib import Path

from desktop.services import handing_over, vaults
from desktop.services.vaults import Secret, Vault


def unlock(folder: Path, secret: Secret) -> Vault:
    """Unlock the vault and remove the halves of packages that were being written when the program last ended.

    Such a half holds pictures in clear. Raises what `vaults.unlock` raises.
    """
    vault = vaults.unlock(folder, secret)
    if not vault.is_read_only:
        handing_over.clear_unfinished(vault)
    return vault
