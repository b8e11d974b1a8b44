"""The secret of quick unlock: random, kept by the key ring of one computer, and useless without the vault (FORMAT.md, section 3)."""

import secrets
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.vault.canonical import is_hex
from desktop.vault.keys import KEY_BYTES, KEYRING


@dataclass(frozen=True)
class DeviceKey:
    """A random secret. It is a key: it does not show itself."""

    slot_kind: ClassVar[str] = "keyring"
    purpose: ClassVar[bytes] = KEYRING
    value: bytes = field(repr=False)

    def material(self) -> bytes:
        """Return what the key of its slot derives from."""
        return self.value

    def written(self) -> str:
        """Return the text that the key ring keeps."""
        return self.value.hex()


def new() -> DeviceKey:
    """Return a new random secret."""
    return DeviceKey(secrets.token_bytes(KEY_BYTES))


def read(untrusted: str) -> DeviceKey | None:
    """Return the secret that a key ring gave back; None where it is not one that we wrote."""
    return DeviceKey(bytes.fromhex(untrusted)) if is_hex(untrusted, KEY_BYTES) else None
