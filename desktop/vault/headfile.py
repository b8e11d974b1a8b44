"""`log.head`: the head of the custody log, sealed and kept outside the index (FORMAT.md, section 8)."""

import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag

from desktop.core import files
from desktop.vault import canonical
from desktop.vault.custody import Head, LogDamaged, decode_head
from desktop.vault.disk import within
from desktop.vault.keys import LOG_HEAD, Keys, is_signed

FILE_NAME: Final = "log.head"
MAGIC: Final = b"lindenhd\0\1"
PLAIN_BYTES: Final = 1024
TOTAL_BYTES: Final = len(MAGIC) + 12 + PLAIN_BYTES + 16


def write(folder: Path, keys: Keys, head: bytes, signature: bytes) -> None:
    """Put the head in its file. Raises DiskFull or FolderNotWritable."""
    plain = canonical.encode({"head": head.decode(), "signature": signature.hex()}).ljust(PLAIN_BYTES)
    nonce = secrets.token_bytes(12)
    sealed = keys.aead(LOG_HEAD).encrypt(nonce, plain, MAGIC + keys.vault_id)
    files.write(folder / FILE_NAME, MAGIC + nonce + sealed)


def read(folder: Path, keys: Keys) -> Head | None:
    """Return the head in the file, or None where there is no file. Raises LogDamaged."""
    with within(folder):
        try:
            with (folder / FILE_NAME).open("rb") as file:
                untrusted = file.read(TOTAL_BYTES + 1)
        except FileNotFoundError:
            return None
    if len(untrusted) != TOTAL_BYTES or not untrusted.startswith(MAGIC):
        raise LogDamaged("length or magic")
    nonce, sealed = untrusted[len(MAGIC) : len(MAGIC) + 12], untrusted[len(MAGIC) + 12 :]
    try:
        plain = keys.aead(LOG_HEAD).decrypt(nonce, sealed, MAGIC + keys.vault_id)
        stated = canonical.decode_object(plain.rstrip(b" "))
    except (InvalidTag, canonical.NotCanonical) as error:
        raise LogDamaged("seal") from error
    head, signature = stated.get("head"), stated.get("signature")
    if not isinstance(head, str) or not canonical.is_hex(signature, 64):
        raise LogDamaged("fields")
    if not is_signed(keys.public_key(), bytes.fromhex(signature), head.encode()):
        raise LogDamaged("signature")
    return decode_head(head.encode())
