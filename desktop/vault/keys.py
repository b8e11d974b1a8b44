"""The keys of an unlocked vault, derived from its master key and dropped together (FORMAT.md, section 4)."""

import hmac
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.vault.errors import VaultLocked

KEY_BYTES = 32
VAULT_ID_BYTES = 16

HEADER = b"linden vault 1: header"
INDEX = b"linden vault 1: index"
OBJECTS = b"linden vault 1: objects"
LOG_HEAD = b"linden vault 1: log head"
SIGNING = b"linden vault 1: signing"
SEEN = b"linden vault 1: seen"
# These derive from the random secret of a key slot, not from the master key (section 3).
RECOVERY = b"linden vault 1: recovery"
SHARES = b"linden vault 1: shares"
KEYRING = b"linden vault 1: keyring"


class Keys:
    """The master key of an open vault and what is derived from it. It shows nothing of itself and cannot be pickled.

    `drop` overwrites the one copy of the master key that we hold. Copies that Python and the libraries made on the
    way cannot be overwritten; they are freed, and the process writes no core dump (`process.py`).
    """

    __slots__ = ("_master", "vault_id")

    def __init__(self, master: bytes, vault_id: bytes) -> None:
        self._master = bytearray(master)
        self.vault_id = vault_id

    def __repr__(self) -> str:
        return "Keys(hidden)"

    def __reduce__(self) -> str:
        raise TypeError("keys stay in this process")

    @property
    def are_dropped(self) -> bool:
        """Whether the vault was locked."""
        return not self._master

    def drop(self) -> None:
        """Overwrite the master key and forget it."""
        self._master[:] = bytes(len(self._master))
        self._master = bytearray()

    def twin(self) -> "Keys":
        """Return keys of the same vault that are dropped apart from these, to read a copy of it back. Raises VaultLocked."""
        return Keys(self.master(), self.vault_id)

    def master(self) -> bytes:
        """Return the master key, to seal it into a new slot. Raises VaultLocked."""
        if self.are_dropped:
            raise VaultLocked
        return bytes(self._master)

    def derive(self, purpose: bytes) -> bytes:
        """Return the key for one of the purposes above. Raises VaultLocked."""
        return derive(self.master(), self.vault_id, purpose)

    def aead(self, purpose: bytes) -> AESGCM:
        """Return AES-256-GCM under the key for a purpose. Raises VaultLocked."""
        return AESGCM(self.derive(purpose))

    def sign(self, message: bytes) -> bytes:
        """Return the vault's Ed25519 signature (64 bytes). Raises VaultLocked."""
        return self._signing().sign(message)

    def public_key(self) -> bytes:
        """Return the vault's Ed25519 public key (32 bytes). Raises VaultLocked."""
        return self._signing().public_key().public_bytes_raw()

    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.derive(SIGNING))


def new_master() -> bytes:
    """Return a new random master key."""
    return secrets.token_bytes(KEY_BYTES)


def derive(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """Return HKDF-SHA256 (RFC 5869) of a secret, 32 bytes long."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def mac(key: bytes, message: bytes) -> bytes:
    """Return HMAC-SHA256 (RFC 2104)."""
    return hmac.digest(key, message, "sha256")


def is_same(left: bytes, right: bytes) -> bool:
    """Compare two secrets or tags in constant time."""
    return hmac.compare_digest(left, right)


def is_signed(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature (RFC 8032) is right."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
