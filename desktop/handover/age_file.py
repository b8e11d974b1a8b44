"""A file in the age format that a passphrase opens (age-encryption.org/v1, recipient type scrypt), made in constant memory.

The age library that we have wants the whole file in memory for a passphrase, so the envelope is written here, from the
published description and with published primitives (scrypt, HKDF-SHA256, HMAC-SHA256, ChaCha20-Poly1305 in STREAM); the
library reads it back in the tests, as any age program does.
"""

import base64
import secrets
import unicodedata
from collections.abc import Iterator

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop.handover.errors import PackagePassphraseEmpty

MAGIC = b"age-encryption.org/v1\n"
USUAL_LOG_N = 18
"""What age itself writes: 2**18, 256 MiB, about a second to try one passphrase."""
CHEAP_LOG_N_FOR_TESTS_ONLY = 4
_FILE_KEY_BYTES = 16
_SALT_BYTES = 16
_CHUNK = 64 * 1024
_LABEL = b"age-encryption.org/v1/scrypt"


def encrypted(pieces: Iterator[bytes], passphrase: str, log_n: int = USUAL_LOG_N) -> Iterator[bytes]:
    """Yield an age file that holds the pieces joined. Raises PackagePassphraseEmpty, and what making the pieces raises."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not secret:
        raise PackagePassphraseEmpty
    file_key = secrets.token_bytes(_FILE_KEY_BYTES)
    yield _header(secret, file_key, log_n)
    nonce = secrets.token_bytes(_SALT_BYTES)
    yield nonce
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, (chunk, is_last) in enumerate(_chunks(pieces)):
        yield cipher.encrypt(number.to_bytes(11, "big") + bytes([is_last]), chunk, None)


def _header(secret: bytes, file_key: bytes, log_n: int) -> bytes:
    salt = secrets.token_bytes(_SALT_BYTES)
    wrapping = Scrypt(salt=_LABEL + salt, length=32, n=2**log_n, r=8, p=1).derive(secret)
    # The key is used once, so a nonce of zeros is safe; the format has it so.
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    text = MAGIC + b"-> scrypt " + _base64(salt) + b" %d\n" % log_n + _base64(wrapped) + b"\n---"
    mac = hmac.HMAC(_derived(file_key, b"", b"header"), hashes.SHA256())
    mac.update(text)
    return text + b" " + _base64(mac.finalize()) + b"\n"


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(file_key)


def _base64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _chunks(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield chunks of 64 KiB; the last may be shorter, and is empty only where everything is."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > _CHUNK:
            yield bytes(held[:_CHUNK]), False
            del held[:_CHUNK]
    yield bytes(held), True
