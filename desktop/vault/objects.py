"""The folder of sealed objects: making, opening, destroying and finding them (FORMAT.md, section 5)."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from desktop.core.files import flush_folder
from desktop.vault import sealed
from desktop.vault.canonical import is_hex
from desktop.vault.disk import within
from desktop.vault.early_flush import EarlyFlush
from desktop.vault.errors import VaultLocked
from desktop.vault.keys import OBJECTS, Keys
from desktop.vault.model import JsonValue

FOLDER_NAME = "objects"
PART = ".part"


class NewObject:
    """A sealed object in the making. It is not part of the vault before `keep`; `discard` leaves nothing of it."""

    def __init__(self, vault_folder: Path, keys: Keys, label: dict[str, JsonValue]) -> None:
        object_id = secrets.token_bytes(sealed.ID_BYTES)
        self.id = object_id.hex()
        self.has_place = False
        self._vault_folder = vault_folder
        self._place = vault_folder / FOLDER_NAME / self.id
        self._part = self._place.with_suffix(PART)
        objects_key = keys.aead(OBJECTS)
        with within(vault_folder):
            # Buffered: a raw file may write less than it was given where the disk is nearly full, and say so only in its answer.
            self._file = os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")
            self._flush = EarlyFlush(self._file.fileno())
            try:
                self._sealer = sealed.Sealer(self._file, objects_key, object_id, label)
            except OSError:
                self.discard()
                raise
        self.chunk_bytes = self._sealer.chunk_bytes

    def add(self, chunk: bytes | memoryview) -> None:
        """Seal the next chunk. Raises DiskFull, FolderNotWritable or VaultOutOfReach."""
        with within(self._vault_folder):
            self._sealer.add(chunk)
            self._flush.written(len(chunk))

    def finish(self) -> None:
        """Seal the last chunk and flush everything to the disk. Raises as `add`."""
        with within(self._vault_folder):
            self._sealer.finish()
            self._file.flush()
            self._flush.settle()
            os.fsync(self._file.fileno())
            self._file.close()

    def keep(self) -> None:
        """Give the object its place among the others, to stay. Raises as `add`."""
        with within(self._vault_folder):
            self._part.replace(self._place)
            self.has_place = True
            flush_folder(self._place.parent)

    def discard(self) -> None:
        """Remove the object, whether it has its place already or not."""
        with suppress(OSError):
            self._flush.settle()
        with suppress(OSError):
            self._file.close()
        for path in (self._part, self._place):
            with suppress(OSError):
                path.unlink(missing_ok=True)


class Objects:
    """The sealed objects of an open vault."""

    def __init__(self, vault_folder: Path, keys: Keys) -> None:
        self._vault_folder = vault_folder
        self._folder = vault_folder / FOLDER_NAME
        self._keys = keys

    def new(self, label: dict[str, JsonValue]) -> NewObject:
        """Begin a new object."""
        return NewObject(self._vault_folder, self._keys, label)

    def open(self, object_id: str) -> tuple[BinaryIO, sealed.Opener]:
        """Open an object; the caller closes the file. Raises ObjectDamaged, also where it is missing, or VaultOutOfReach."""
        objects_key = self._keys.aead(OBJECTS)
        with within(self._vault_folder):
            try:
                file = (self._folder / object_id).open("rb")
            except (FileNotFoundError, IsADirectoryError) as error:
                raise sealed.ObjectDamaged("missing") from error
            try:
                return file, sealed.Opener(file, objects_key, bytes.fromhex(object_id))
            except BaseException:
                file.close()
                raise

    def require_open(self) -> None:
        """Raise VaultLocked where the vault was locked meanwhile."""
        if self._keys.are_dropped:
            raise VaultLocked

    def names(self) -> frozenset[str]:
        """Return the ids of all objects that are there, confirmed or not."""
        with within(self._vault_folder):
            try:
                return frozenset(path.name for path in self._folder.iterdir() if is_hex(path.name, sealed.ID_BYTES))
            except (FileNotFoundError, NotADirectoryError):
                return frozenset()

    def size_of(self, object_id: str) -> int:
        """Return the size in bytes of the sealed file."""
        with within(self._vault_folder):
            return (self._folder / object_id).stat().st_size

    def destroy(self, object_id: str) -> None:
        """Overwrite the object's key, then remove the file; one that is not there is gone already."""
        path = self._folder / object_id
        with within(self._vault_folder):
            try:
                with path.open("r+b") as file:
                    length = min(sealed.start_length(file), file.seek(0, os.SEEK_END))
                    file.seek(0)
                    file.write(bytes(length))
                    file.flush()
                    os.fsync(file.fileno())
            except FileNotFoundError:
                return
            path.unlink()
            flush_folder(self._folder)

    def sweep(self) -> None:
        """Remove what a killed program left half written, in the objects' folder and in the vault's."""
        with within(self._vault_folder):
            self._folder.mkdir(exist_ok=True)
            for path in (*self._folder.glob(f"*{PART}"), *self._vault_folder.glob(f".*{PART}*")):
                path.unlink(missing_ok=True)
