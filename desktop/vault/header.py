"""The header of a vault, `vault.json`, and its second copy (FORMAT.md, section 3)."""

import errno
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.core import files
from desktop.core.errors import FileUnreadable, LindenError
from desktop.core.names import shown
from desktop.vault import canonical, slots
from desktop.vault.errors import NotAVault, VaultDamaged, VaultOutOfReach, VaultTooNew
from desktop.vault.keys import HEADER, VAULT_ID_BYTES, derive, is_same, mac
from desktop.vault.model import JsonValue
from desktop.vault.way_errors import NoQuickUnlock, NoRecoveryCode, NoShares, WrongPassphrase, WrongRecoveryCode, WrongShares

FILE_NAME = "vault.json"
COPY_NAME = "vault.copy.json"
FORMAT = "linden vault"
VERSION = 1
MAX_BYTES = 64 * 1024
MAX_SLOTS = 32
# What is said where a secret opens none of the slots of its kind, and where there is no slot of that kind.
_WRONG = {"passphrase": WrongPassphrase, "recovery": WrongRecoveryCode, "shares": WrongShares, "keyring": NoQuickUnlock}
_NONE = {"passphrase": WrongPassphrase, "recovery": NoRecoveryCode, "shares": NoShares, "keyring": NoQuickUnlock}


class HeaderDamaged(ValueError):
    """The bytes are not a header that we wrote."""


@dataclass(frozen=True)
class Header:
    """Which vault this is, and the key slots around its master key."""

    vault_id: bytes
    revision: int
    slots: tuple[slots.Slot, ...]
    mac: bytes = b""

    def encode(self) -> bytes:
        """Return the header as it stands in the file."""
        stated = {**self._stated(), "mac": self.mac.hex()}
        return canonical.encode({**stated, "checksum": _checksum(stated)})

    def kinds(self) -> tuple[str, ...]:
        """Return the kind of each slot that this version knows."""
        kinds = (
            slot.kind if isinstance(slot, slots.RandomSlot) else "passphrase"
            for slot in self.slots
            if not isinstance(slot, slots.UnknownSlot)
        )
        return tuple(kinds)

    @property
    def is_writable(self) -> bool:
        """Whether the header is within its limits."""
        return len(self.slots) <= MAX_SLOTS and len(self.encode()) <= MAX_BYTES

    def sealed(self, master: bytes) -> "Header":
        """Return the header with the mac under this master key."""
        return replace(self, mac=self._mac(master))

    def is_sealed_by(self, master: bytes) -> bool:
        """Whether nobody without the master key changed the header."""
        return is_same(self.mac, self._mac(master))

    def _mac(self, master: bytes) -> bytes:
        return mac(derive(master, self.vault_id, HEADER), canonical.encode(self._stated()))

    def _stated(self) -> dict[str, JsonValue]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "vault": self.vault_id.hex(),
            "revision": self.revision,
            "slots": [slot.as_json() for slot in self.slots],
        }


def decode(untrusted: bytes) -> Header:
    """Return the header in these bytes. Raises HeaderDamaged or VaultTooNew."""
    if not 0 < len(untrusted) <= MAX_BYTES:
        raise HeaderDamaged("length")
    try:
        stated = canonical.decode_object(untrusted)
        checksum = stated.pop("checksum", None)
        if checksum != _checksum(stated):
            raise HeaderDamaged("checksum")
        return _read(stated)
    except (canonical.NotCanonical, slots.SlotUnreadable) as error:
        raise HeaderDamaged(str(error)) from error


def read_copies(folder: Path) -> tuple[Header, ...]:
    """Return the copies of the header that are whole, highest revision first, equal ones once.

    Raises NotAVault where there is neither file, VaultDamaged where both are damaged, VaultTooNew.
    """
    found: list[Header] = []
    contents = [content for name in (FILE_NAME, COPY_NAME) if (content := content_of(folder / name)) is not None]
    if not contents:
        raise NotAVault(name=shown(folder.name))
    for content in contents:
        try:
            header = decode(content)
        except HeaderDamaged:
            continue
        if header not in found:
            found.append(header)
    if not found:
        raise VaultDamaged(part=FILE_NAME)
    return tuple(sorted(found, key=lambda header: -header.revision))


def content_of(path: Path) -> bytes | None:
    """Return the bytes of a copy of the header, no more than one may have; None where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError as error:
        raise FileUnreadable(name=shown(path.parent.name)) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None
        raise VaultOutOfReach(name=shown(path.parent.name)) from error


def open_copies(copies: Sequence[Header], secret: slots.Secret) -> tuple[Header, bytes]:
    """Return the header that this secret opens, and the master key.

    Raises WrongPassphrase, WrongRecoveryCode, NoRecoveryCode, WrongShares, NoShares, NoQuickUnlock or VaultDamaged.
    """
    kind = slots.kind_of(secret)
    if isinstance(secret, str):
        slots.prepared(secret)
    elif not any(kind in header.kinds() for header in copies):
        raise _NONE[kind]
    wrong = _WRONG[kind]
    was_forged = False
    for number, header in enumerate(copies):
        master = _open(header, secret)
        if master is None:
            continue
        if any(higher.is_sealed_by(master) for higher in copies[:number]):
            raise wrong  # an older copy, left over from a change of the slots
        if header.is_sealed_by(master):
            return header, master
        was_forged = True
    raise VaultDamaged(part=FILE_NAME) if was_forged else wrong


def write_copies(folder: Path, header: Header) -> None:
    """Replace both copies of the header where they differ from it. Raises DiskFull or FolderNotWritable.

    The first one decides. Where only the second cannot be written, it is made equal at the next opening.
    """
    content = header.encode()
    if content_of(folder / FILE_NAME) != content:
        files.write(folder / FILE_NAME, content)
    if content_of(folder / COPY_NAME) != content:
        with suppress(LindenError):
            files.write(folder / COPY_NAME, content)


def _open(header: Header, secret: slots.Secret) -> bytes | None:
    for slot in header.slots:
        master = slots.open_slot(slot, secret, header.vault_id)
        if master is not None:
            return master
    return None


def _read(stated: dict[str, JsonValue]) -> Header:
    version = stated.get("version")
    if stated.get("format") != FORMAT or not canonical.is_integer(version, 1, canonical.MAX_INTEGER):
        raise HeaderDamaged("format or version")
    if version > VERSION:
        raise VaultTooNew(version=version)
    vault_id, revision, listed, tag = (stated.get(name) for name in ("vault", "revision", "slots", "mac"))
    if not canonical.is_hex(vault_id, VAULT_ID_BYTES) or not canonical.is_hex(tag, 32):
        raise HeaderDamaged("vault or mac")
    if not canonical.is_integer(revision, 1, canonical.MAX_INTEGER) or not isinstance(listed, list) or not 0 < len(listed) <= MAX_SLOTS:
        raise HeaderDamaged("revision or slots")
    read = tuple(slots.read(slot) for slot in listed)
    if len({slot.id for slot in read}) != len(read) or len(stated) != 6:
        raise HeaderDamaged("unknown fields, or a slot twice")
    return Header(bytes.fromhex(vault_id), revision, read, bytes.fromhex(tag))


def _checksum(stated: dict[str, JsonValue]) -> str:
    return hashlib.sha256(canonical.encode(stated)).hexdigest()
