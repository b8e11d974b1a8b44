"""A case leaves the desk: first a copy that is read back whole, then the receipt, and only then the desk's own copy is destroyed."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from desktop.core import clock
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.handover import seal
from desktop.services import vaults
from desktop.services.counsel import consent, desk, notes, receivers
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.desk import Case
from desktop.services.counsel.errors import CopyNotWhole
from desktop.services.counsel.receipt import Destination, Receipt
from desktop.services.vaults import JsonValue, Problem, Vault

NOTES_RECORD = "session_notes"
LEFT = {Destination.HOME: "taken_home", Destination.COLLEAGUE: "given_to_colleague"}


@dataclass(frozen=True)
class Copied:
    """The copy that leaves."""

    folder: Path
    receipt: Receipt
    problems: tuple[Problem, ...]
    """What is wrong in the vault itself, and so in the copy."""


def copy(held: Vault, case: Case, vault: Vault, place: Path, work: Work, *, to: Destination, with_notes: bool) -> Copied:
    """Copy the vault of a case into a new folder in `place` and read it back. Nothing is destroyed.

    What the desk noted goes into the vault first where it is wished (never into a package: see handing_over). A person who takes
    everything home is from then on asked for no consent. A colleague needs it. Raises ConsentMissing, ConsentRevoked, ConsentEnded,
    DiskFull, FolderNotWritable, VaultOutOfReach, CopyNotWhole, Stopped, VaultLocked; then everything is at the desk as before.
    """
    if to is Destination.COLLEAGUE:
        consent.require(vault, Scope.HAND_OVER, receivers.colleague())
    folder = place / f"papers-{secrets.token_hex(3)}"
    if with_notes:
        _put_notes(held, case, vault)
    vault.note(LEFT[to])
    if to is Destination.HOME:
        consent.end(vault)
    try:
        made = vault.back_up(folder, work)
    except BaseException:
        # It is still at the desk, and what holds there holds on.
        if not vault.is_locked:
            consent.begin(vault)
        raise
    return Copied(folder, _receipt(case, vault, to, made.log_records, notes_too=with_notes), made.problems)


def finish(held: Vault, case: Case, vault: Vault, copied: Copied, passphrase: str) -> None:
    """Destroy the desk's copy and forget the case. The copy that left is opened once more, by the person's passphrase, before.

    Raises WrongPassphrase, NotAVault, CopyNotWhole where it is not there or not the same; then nothing is destroyed.
    """
    with vaults.unlock(copied.folder, passphrase) as taken:
        if taken.public_key() != vault.public_key() or [item.id for item in taken.items()] != [item.id for item in vault.items()]:
            raise CopyNotWhole(name=shown(copied.folder.name))
    vault.remove()
    desk.forget(held, case)


def _put_notes(held: Vault, case: Case, vault: Vault) -> None:
    written: list[JsonValue] = [{"at": clock.stamp(note.at), "text": note.text} for note in notes.of_case(held, case)]
    if written:
        vault.keep_record(NOTES_RECORD, "", {"notes": written})


def _receipt(case: Case, vault: Vault, to: Destination, log_records: int, *, notes_too: bool) -> Receipt:
    items = vault.items()
    return Receipt(
        code=case.code,
        destination=to,
        made_at=clock.now().replace(microsecond=0),
        items=len(items),
        files=sum(item.has_bytes for item in items),
        log_records=log_records,
        log_hash=vault.log()[-1].hash,
        fingerprint=seal.fingerprint(vault.public_key()),
        notes_too=notes_too,
    )
