"""The tasks for the vault as a whole: each runs on the vault's lane and touches nothing that is shown."""

from pathlib import Path

from desktop.core import clock
from desktop.core.work import Work
from desktop.services import removing
from desktop.services.vaults import BackedUp, Vault


def back_up(vault: Vault, parent: Path, work: Work) -> BackedUp:
    """Copy the vault into a folder of its own under `parent`, and read it back; one of today that was interrupted goes on."""
    return vault.back_up(parent / f"{vault.folder.name}-{clock.now():%Y-%m-%d}", work)


def count(vault: Vault, _work: Work) -> int:
    """Return how many items the vault holds."""
    return len(vault.items())


def remove(vault: Vault, passphrase: str, _work: Work) -> bool:
    """Delete the whole vault, and return whether its folder is gone."""
    return removing.remove(vault, passphrase)


def delete(vault: Vault, item_id: str, _work: Work) -> tuple[str, ...]:
    """Delete one item, and those that share its file."""
    return vault.delete(item_id)
