"""The seal: a short signed text that names the package and the hashes of its two tag manifests, and so every byte in it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from desktop.core.clock import stamp

SEAL_PATH = "seal.txt"
SIGNATURE_PATH = "seal.sig"
KEY_PATH = "public-key.pem"
CONTEXT = b"Linden package seal 1\n"
"""Every signed seal begins so. Heads of custody logs, which the same key signs, begin with "{": one never stands for the other."""

_TEXT = re.compile(
    r"Linden package seal 1\n"
    r"package: (?P<package>[0-9]{8}-[0-9a-f]{16})\n"
    r"folder: (?P<folder>[^/\\\n\x00]{1,200})\n"
    r"made-at: (?P<made>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)\n"
    r"key-sha256: (?P<key>[0-9a-f]{64})\n"
    r"(?P<sha256>[0-9a-f]{64})  tagmanifest-sha256\.txt\n"
    r"(?P<sha512>[0-9a-f]{64})  tagmanifest-sha512\.txt\n"
)


@dataclass(frozen=True)
class Seal:
    """What the seal says. The hashes are the SHA-256 of the tag manifests, by their names."""

    package_id: str
    folder: str
    made_at: datetime
    fingerprint: str
    hashes: Mapping[str, str]

    def as_bytes(self) -> bytes:
        """Return the text that is signed."""
        return (
            f"Linden package seal 1\npackage: {self.package_id}\nfolder: {self.folder}\nmade-at: {stamp(self.made_at)}\n"
            f"key-sha256: {self.fingerprint}\n"
            f"{self.hashes['tagmanifest-sha256.txt']}  tagmanifest-sha256.txt\n"
            f"{self.hashes['tagmanifest-sha512.txt']}  tagmanifest-sha512.txt\n"
        ).encode()


def read_seal(untrusted: bytes) -> Seal | None:
    """Return the seal, or None where the bytes are not exactly a seal of ours."""
    try:
        found = _TEXT.fullmatch(untrusted.decode())
        if found is None:
            return None
        made_at = datetime.fromisoformat(found["made"])
    except ValueError:
        return None
    hashes = {"tagmanifest-sha256.txt": found["sha256"], "tagmanifest-sha512.txt": found["sha512"]}
    return Seal(found["package"], found["folder"], made_at, found["key"], hashes)


def fingerprint(public_key: bytes) -> str:
    """Return the SHA-256 of a public key's 32 bytes, by which people compare keys."""
    return hashlib.sha256(public_key).hexdigest()


def key_file(public_key: bytes) -> bytes:
    """Return a public key in PEM, as OpenSSL reads it."""
    return Ed25519PublicKey.from_public_bytes(public_key).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_key_file(untrusted: bytes) -> bytes | None:
    """Return the 32 bytes of a public key from PEM, or None where it is no Ed25519 key as `key_file` writes it."""
    try:
        key = load_pem_public_key(untrusted)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, Ed25519PublicKey):
        return None
    raw = key.public_bytes_raw()
    return raw if key_file(raw) == untrusted else None


def is_signed(signature: bytes, text: bytes, public_key: bytes) -> bool:
    """Whether the signature over the text is that of the key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
