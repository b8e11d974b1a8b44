"""Changing what opens a vault: passphrases, recovery code, shares, quick unlock (FORMAT.md, section 3). No object is touched."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from desktop.core.errors import LindenError
from desktop.vault import header, slots
from desktop.vault.opening import way_of
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.shares import SharedSecret
from desktop.vault.slots import RandomSecret, Slot
from desktop.vault.store import Store
from desktop.vault.way_errors import (
    LastPassphrase,
    NoRecoveryCode,
    NoShares,
    TooManyKeySlots,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongShares,
)

# A set of these takes the place of the one before; of the key ring's, each computer has its own.
_ONE_AT_MOST = frozenset({RecoveryCode.slot_kind, SharedSecret.slot_kind})


def change_passphrase(store: Store, old: str, new: str) -> None:
    """Put a slot for `new` in the place of the one that `old` opens. Raises WrongPassphrase, PassphraseEmpty, DiskFull."""
    slots.prepared(new)
    master, before = store.keys.master(), store.header
    place = _place_of(before.slots, old, before.vault_id)
    listed = list(before.slots)
    listed[place] = slots.seal(master, new, before.vault_id, _cost_of([listed[place]]))
    _replace(store, listed, "passphrase_changed", way=way_of(old))


def add_passphrase(store: Store, new: str) -> None:
    """Let one more passphrase open the vault, as for a counselor. Raises PassphraseEmpty, TooManyKeySlots, DiskFull."""
    slots.prepared(new)
    master, before = store.keys.master(), store.header
    slot = slots.seal(master, new, before.vault_id, _cost_of(before.slots))
    _replace(store, [*before.slots, slot], "passphrase_added")


def remove_passphrase(store: Store, old: str) -> None:
    """Let a passphrase open the vault no longer. Raises WrongPassphrase, LastPassphrase, DiskFull."""
    before = store.header
    place = _place_of(before.slots, old, before.vault_id)
    if before.kinds().count("passphrase") < 2:
        raise LastPassphrase
    _replace(store, [*before.slots[:place], *before.slots[place + 1 :]], "passphrase_removed")


def set_passphrase(store: Store, secret: RecoveryCode | SharedSecret, new: str) -> None:
    """Put one slot for `new` in the place of all passphrase slots; code or shares stand for the passphrase that was forgotten.

    Raises WrongRecoveryCode, NoRecoveryCode, WrongShares, NoShares, PassphraseEmpty, DiskFull.
    """
    slots.prepared(new)
    master, before = store.keys.master(), store.header
    by_code = isinstance(secret, RecoveryCode)
    if secret.slot_kind not in before.kinds():
        raise NoRecoveryCode if by_code else NoShares
    if all(slots.open_slot(slot, secret, before.vault_id) is None for slot in before.slots):
        raise WrongRecoveryCode if by_code else WrongShares
    kept = [slot for slot in before.slots if not isinstance(slot, slots.PassphraseSlot)]
    slot = slots.seal(master, new, before.vault_id, _cost_of(before.slots))
    _replace(store, [slot, *kept], "passphrase_changed", way=way_of(secret))


def use_random(store: Store, secret: RandomSecret, slot_id: str = "") -> None:
    """Let the vault open by this secret as well; by a code or shares from before no longer.

    Raises TooManyKeySlots, DiskFull, FolderNotWritable.
    """
    master, before, kind = store.keys.master(), store.header, secret.slot_kind
    kept = [slot for slot in before.slots if not (kind in _ONE_AT_MOST and _is_of(slot, kind))]
    slot = slots.seal_random(master, secret, before.vault_id, slot_id)
    replaced = {"replaced": "yes" if kind in before.kinds() else "no"} if kind in _ONE_AT_MOST else {}
    _replace(store, [*kept, slot], f"{kind}_made", **replaced)


def remove(store: Store, kind: str) -> None:
    """Let nothing of a kind open the vault any longer: not for passphrases. Raises DiskFull, FolderNotWritable."""
    if kind not in slots.RANDOM_KINDS:
        raise ValueError(kind)
    kept = [slot for slot in store.header.slots if not _is_of(slot, kind)]
    if len(kept) < len(store.header.slots):
        _replace(store, kept, f"{kind}_removed")


def opens(store: Store, passphrase: str) -> bool:
    """Whether a passphrase opens the vault, as it is asked for before something that cannot be taken back."""
    return any(slots.open_slot(slot, passphrase, store.header.vault_id) is not None for slot in store.header.slots)


def _is_of(slot: Slot, kind: str) -> bool:
    return isinstance(slot, slots.RandomSlot) and slot.kind == kind


def _place_of(listed: Sequence[Slot], passphrase: str, vault_id: bytes) -> int:
    for place, slot in enumerate(listed):
        if slots.open_slot(slot, passphrase, vault_id) is not None:
            return place
    raise WrongPassphrase


def _cost_of(listed: Sequence[Slot]) -> slots.Cost:
    return next((slot.cost for slot in listed if isinstance(slot, slots.PassphraseSlot)), slots.USUAL_COST)


def _replace(store: Store, listed: Sequence[Slot], act: str, **detail: str) -> None:
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
