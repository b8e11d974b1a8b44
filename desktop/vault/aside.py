"""A sealed file beside the evidence that can be made anew at any time: the index of a person's own photos (FORMAT.md, section 5)."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes
from typing import BinaryIO, Final

from desktop.core import files
from desktop.core.errors import FolderNotWritable
from desktop.core.names import shown
from desktop.vault import sealed
from desktop.vault.disk import within
from desktop.vault.errors import VaultLocked
from desktop.vault.keys import OBJECTS
from desktop.vault.store import Store

FILE_NAME: Final = "own-photos"
_LABEL: Final = {"kind": "own photos"}


class Aside:
    """Writes, reads and removes that one file. It is no evidence: nothing about it is logged, verified or backed up."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path: Path = store.folder / FILE_NAME

    @property
    def is_there(self) -> bool:
        """Whether something is kept."""
        return self._path.is_file()

    def write(self, content: Iterable[bytes]) -> None:
        """Seal this in the place of what was there. Raises DiskFull, FolderNotWritable, VaultOutOfReach or VaultLocked."""
        self._require_open()
        if self._store.read_only:
            raise FolderNotWritable(name=shown(self._store.folder.name))
        with within(self._store.folder), files.replacing(self._path) as out:
            sealer = sealed.Sealer(out, self._store.keys.aead(OBJECTS), token_bytes(sealed.ID_BYTES), dict(_LABEL))
            for chunk in _chunks(content, sealer.chunk_bytes):
                self._require_open()
                sealer.add(chunk)
            sealer.finish()

    def open(self) -> "Reader | None":
        """Return what reads it, to be closed; None where nothing is kept, or what is there is not what was written. Raises VaultLocked."""
        self._require_open()
        with suppress(OSError, sealed.ObjectDamaged):
            file = self._path.open("rb")
            try:
                file.seek(_ID_AT)
                opener = sealed.Opener(file, self._store.keys.aead(OBJECTS), file.read(sealed.ID_BYTES))
                if opener.label == _LABEL:
                    return Reader(file, opener)
            except BaseException:
                file.close()
                raise
            file.close()
        return None

    def remove(self) -> None:
        """Overwrite its key and remove it; one that is not there is gone already. Raises as `write`."""
        if not self.is_there:
            return
        with within(self._store.folder):
            with self._path.open("r+b") as file:
                length = min(sealed.start_length(file), file.seek(0, os.SEEK_END))
                file.seek(0)
                file.write(bytes(length))
                file.flush()
                os.fsync(file.fileno())
            self._path.unlink()

    def _require_open(self) -> None:
        if self._store.is_closed:
            raise VaultLocked


# Where an object states its id (FORMAT.md, section 5).
_ID_AT: Final = 12


class Reader:
    """Reads the content from front to back; every byte was authenticated."""

    def __init__(self, file: BinaryIO, opener: sealed.Opener) -> None:
        self._file = file
        self._opener = opener
        self._next = 0
        self._left = bytearray()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, count: int) -> bytes:
        """Return the next `count` bytes, fewer only at the end. Raises ObjectDamaged."""
        while len(self._left) < count and self._next < self._opener.chunk_count:
            self._left += self._opener.chunk(self._next)
            self._next += 1
        given = bytes(self._left[:count])
        del self._left[:count]
        return given


def _chunks(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size; the last may be shorter."""
    waiting = bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    if waiting:
        yield bytes(waiting)
