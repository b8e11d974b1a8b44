"""Changing what opens a vault: its passphrase, and its recovery code (FORMAT.md, section 3)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from desktop.core.errors import LindenError
from desktop.vault import header, slots
from desktop.vault.errors import NoRecoveryCode, TooManyKeySlots, WrongPassphrase, WrongRecoveryCode
from desktop.vault.opening import way_of
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.store import Store


def change_passphrase(store: Store, old: str, new: str) -> None:
    """Put a slot for `new` in the place of the one that `old` opens. Raises WrongPassphrase, PassphraseEmpty, DiskFull."""
    slots.prepared(new)
    master, before = store.keys.master(), store.header
    place = next((n for n, slot in enumerate(before.slots) if slots.open_slot(slot, old, before.vault_id) is not None), None)
    if place is None:
        raise WrongPassphrase
    listed = list(before.slots)
    listed[place] = slots.seal(master, new, before.vault_id, _cost_of([listed[place]]))
    _replace(store, listed, "passphrase_changed", way=way_of(old))


def set_passphrase(store: Store, code: RecoveryCode, new: str) -> None:
    """Put one slot for `new` in the place of all passphrase slots; the recovery code stands for the passphrase that was forgotten.

    Raises WrongRecoveryCode, NoRecoveryCode, PassphraseEmpty, DiskFull.
    """
    slots.prepared(new)
    master, before = store.keys.master(), store.header
    if not before.has_recovery:
        raise NoRecoveryCode
    if all(slots.open_slot(slot, code, before.vault_id) is None for slot in before.slots):
        raise WrongRecoveryCode
    kept = [slot for slot in before.slots if not isinstance(slot, slots.PassphraseSlot)]
    slot = slots.seal(master, new, before.vault_id, _cost_of(before.slots))
    _replace(store, [slot, *kept], "passphrase_changed", way=way_of(code))


def use_recovery_code(store: Store, code: RecoveryCode) -> None:
    """Let the vault open by this code as well, and no longer by the one before. Raises TooManyKeySlots, DiskFull, FolderNotWritable."""
    master, before = store.keys.master(), store.header
    kept = [slot for slot in before.slots if not isinstance(slot, slots.RecoverySlot)]
    slot = slots.seal_recovery(master, code, before.vault_id)
    _replace(store, [*kept, slot], "recovery_made", replaced="yes" if before.has_recovery else "no")


def _cost_of(listed: Sequence[slots.Slot]) -> slots.Cost:
    return next((slot.cost for slot in listed if isinstance(slot, slots.PassphraseSlot)), slots.USUAL_COST)


def _replace(store: Store, listed: Sequence[slots.Slot], act: str, **detail: str) -> None:
    master, before = store.keys.master(), store.header
    changed = replace(before, revision=before.revision + 1, slots=tuple(listed)).sealed(master)
    if not changed.is_writable:
        raise TooManyKeySlots
    try:
        with store.changing() as change:
            change.log(act, **detail)
            header.write_copies(store.folder, changed)
    except LindenError:
        # Whoever is told that it failed must be able to open the vault as before.
        with suppress(LindenError):
            header.write_copies(store.folder, replace(before, revision=before.revision + 2).sealed(master))
        raise
    store.header = changed
