"""The ways into an open vault: which there are, and giving it others. No file that is kept is touched by any of this."""

from dataclasses import dataclass

from desktop.vault import device_key, key_slots, slots
from desktop.vault.device_key import DeviceKey
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.shares import SharedSecret
from desktop.vault.store import Store


@dataclass(frozen=True)
class WaysIn:
    """What opens a vault now."""

    passphrases: int
    has_recovery_code: bool
    has_shares: bool
    computers: int
    """On how many computers quick unlock opens it."""


class Ways:
    """Changes what opens one vault. Every method raises VaultLocked, DiskFull or FolderNotWritable where that is so."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listed(self) -> WaysIn:
        """Return what opens the vault now."""
        kinds = self._store.header.kinds()
        return WaysIn(kinds.count("passphrase"), "recovery" in kinds, "shares" in kinds, kinds.count("keyring"))

    def is_passphrase(self, passphrase: str) -> bool:
        """Whether this passphrase opens the vault."""
        return key_slots.opens(self._store, passphrase)

    def add_passphrase(self, new: str) -> None:
        """Let one more passphrase open the vault, as for a counselor. Raises PassphraseEmpty, TooManyKeySlots."""
        key_slots.add_passphrase(self._store, new)

    def remove_passphrase(self, old: str) -> None:
        """Let a passphrase open it no longer. Raises WrongPassphrase, LastPassphrase."""
        key_slots.remove_passphrase(self._store, old)

    def set_passphrase(self, secret: RecoveryCode | SharedSecret, new: str) -> None:
        """Let `new` open it in place of what was forgotten. Raises WrongRecoveryCode, NoRecoveryCode, WrongShares, NoShares."""
        key_slots.set_passphrase(self._store, secret, new)

    def use_shares(self, secret: SharedSecret) -> None:
        """Let two of the shares of this secret open it, and no longer those from before. Raises TooManyKeySlots."""
        key_slots.use_random(self._store, secret)

    def remove_recovery_code(self) -> None:
        """Let the recovery code open it no longer."""
        key_slots.remove(self._store, RecoveryCode.slot_kind)

    def remove_shares(self) -> None:
        """Let the shares open it no longer."""
        key_slots.remove(self._store, SharedSecret.slot_kind)

    def prepare_device_key(self) -> tuple[str, str, DeviceKey]:
        """Return the id of a slot to come, under which name a key ring is to keep its secret, and the secret."""
        slot_id = slots.new_id()
        return slot_id, device_name(self._store.header.vault_id, slot_id), device_key.new()

    def use_device_key(self, slot_id: str, key: DeviceKey) -> None:
        """Let a secret that a key ring keeps open it. Raises TooManyKeySlots."""
        key_slots.use_random(self._store, key, slot_id)

    def remove_device_keys(self) -> tuple[str, ...]:
        """Let nothing that any key ring keeps open it; return the names under which they are kept."""
        names = device_names(self._store)
        key_slots.remove(self._store, DeviceKey.slot_kind)
        return names


def device_names(store: Store) -> tuple[str, ...]:
    """Return the names under which key rings keep secrets for an open vault."""
    return device_names_in(store.header.slots, store.header.vault_id)


def device_names_in(listed: tuple[slots.Slot, ...], vault_id: bytes) -> tuple[str, ...]:
    """Return the names under which key rings keep secrets for these slots."""
    kept = (slot for slot in listed if isinstance(slot, slots.RandomSlot) and slot.kind == DeviceKey.slot_kind)
    return tuple(device_name(vault_id, slot.id) for slot in kept)


def device_name(vault_id: bytes, slot_id: str) -> str:
    """Return the name under which a key ring keeps the secret of a slot."""
    return f"{vault_id.hex()}:{slot_id}"
