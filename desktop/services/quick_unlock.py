"""Quick unlock: a random secret in the key ring of this computer opens the vault. Off unless asked for, and never the only way in."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import offline
from desktop.services import opening
from desktop.services.vaults import NoQuickUnlock, Vault
from desktop.vault import device_key, header, ways
from desktop.vault.way_errors import KeyRingRefused, NoKeyRing

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "linden"
# Key rings of operating systems. Others, such as files that hold passwords in clear, are not used.
TRUSTED = frozenset({"keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService", "keyring.backends.libsecret"})


def is_available() -> bool:
    """Whether this computer has a key ring that can be used."""
    with offline.reaching_session_bus():
        return _ring() is not None


def switch_on(vault: Vault) -> None:
    """Let this computer open the vault by its key ring. Raises NoKeyRing, KeyRingRefused, TooManyKeySlots, DiskFull."""
    with offline.reaching_session_bus():
        ring = _required_ring()
        slot_id, name, key = vault.ways.prepare_device_key()
        _put(ring, name, key.written())
        try:
            vault.ways.use_device_key(slot_id, key)
        except BaseException:
            _forget(ring, name)
            raise


def switch_off(vault: Vault) -> None:
    """Let no key ring open the vault, here or elsewhere, and forget what this one holds."""
    names = vault.ways.remove_device_keys()
    with offline.reaching_session_bus():
        ring = _ring()
        if ring is not None:
            for name in names:
                _forget(ring, name)


def unlock(folder: Path) -> Vault:
    """Open a vault by what the key ring of this computer holds. Raises NoQuickUnlock, and as `opening.unlock`."""
    for key in _keys_for(folder):
        with suppress(NoQuickUnlock):
            return opening.unlock(folder, key)
    raise NoQuickUnlock


def _keys_for(folder: Path) -> list[device_key.DeviceKey]:
    copies = header.read_copies(folder)
    names = {name: None for copy in copies for name in ways.device_names_in(copy.slots, copy.vault_id)}
    with offline.reaching_session_bus():
        ring = _ring()
        kept = [_get(ring, name) for name in names] if ring is not None else []
    return [key for text in kept if text is not None and (key := device_key.read(text)) is not None]


def _ring() -> "KeyringBackend | None":
    import keyring
    import keyring.errors

    try:
        ring = keyring.get_keyring()
    except keyring.errors.KeyringError:
        return None
    inner = getattr(ring, "backends", None) or (ring,)
    return next((one for one in inner if type(one).__module__ in TRUSTED), None)


def _required_ring() -> "KeyringBackend":
    ring = _ring()
    if ring is None:
        raise NoKeyRing
    return ring


def _put(ring: "KeyringBackend", name: str, text: str) -> None:
    from keyring.errors import KeyringError

    try:
        ring.set_password(SERVICE, name, text)
    except (KeyringError, OSError) as error:
        raise KeyRingRefused from error


def _get(ring: "KeyringBackend", name: str) -> str | None:
    from keyring.errors import KeyringError

    try:
        text = ring.get_password(SERVICE, name)
    except (KeyringError, OSError) as error:
        raise KeyRingRefused from error
    return text if isinstance(text, str) else None


def _forget(ring: "KeyringBackend", name: str) -> None:
    from keyring.errors import KeyringError

    # It may be of another computer, or gone already. Without its slot it opens nothing.
    with suppress(KeyringError, OSError):
        ring.delete_password(SERVICE, name)
