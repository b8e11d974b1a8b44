"""The tasks that change what opens the vault: each runs on the vault's lane and touches nothing that is shown."""

from pathlib import Path

from desktop.core.work import Work
from desktop.services import quick_unlock, sharing
from desktop.services.vaults import SharedSecret, Vault


def use_shares(vault: Vault, secret: SharedSecret, _work: Work) -> None:
    """Let the vault open by shares that were written down."""
    vault.ways.use_shares(secret)


def make_share_pages(vault: Vault, folder: Path, language: str, _work: Work) -> tuple[Path, ...]:
    """Write three new shares on pages, then let the vault open by them."""
    return sharing.make_pages(vault, folder, language)


def remove_code(vault: Vault, _work: Work) -> None:
    """Let the recovery code open the vault no longer."""
    vault.ways.remove_recovery_code()


def remove_shares(vault: Vault, _work: Work) -> None:
    """Let the shares open the vault no longer."""
    vault.ways.remove_shares()


def switch_on(vault: Vault, _work: Work) -> None:
    """Let this computer open the vault by its key ring."""
    quick_unlock.switch_on(vault)


def switch_off(vault: Vault, _work: Work) -> None:
    """Let no key ring open the vault."""
    quick_unlock.switch_off(vault)
