"""Open a vault, and take away what a killed program left in clear beside it."""

from pathlib import Path

from desktop.core.texts import _, many
from desktop.services import handing_over, vaults
from desktop.services.vaults import Older, Secret, Vault


def unlock(folder: Path, secret: Secret) -> Vault:
    """Unlock the vault and remove the halves of packages that were being written when the program last ended.

    Such a half holds pictures in clear. Raises what `vaults.unlock` raises.
    """
    vault = vaults.unlock(folder, secret)
    if not vault.is_read_only:
        handing_over.clear_unfinished(vault)
    return vault


def said_of_older(older: Older) -> tuple[str, str]:
    """Return in words that this computer has seen a later state of the vault than the one that was opened, and what to do."""
    missing = max(0, older.records_seen - older.records)
    acts = many("{count} act", "{count} acts", missing).format(count=missing)
    if older.is_parted:
        what, more = (
            _("This is another copy of the vault than the one that was open here last."),
            _("The other one was open on {when}. What was added there since is not in this one."),
        )
    else:
        what, more = (
            _("This is an older copy of the vault."),
            _("On {when}, a newer one was open here. It has {acts} more. If you still have it, open that one."),
        )
    return what, more.format(when=f"{older.seen_at:%Y-%m-%d %H:%M}", acts=acts)
