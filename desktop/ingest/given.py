"""The files that the child process which reads exports may ask for: those of one export, and no others."""

import json
from typing import BinaryIO, Protocol

from desktop.ingest.holders import Folder, reading
from desktop.media.sources import Source


class Given(Protocol):
    """The files that a child process may ask for."""

    def names(self) -> bytes:
        """Return the names and sizes of all files, as JSON."""

    def size(self, name: str) -> int | None:
        """Return the size of a file; None where there is none."""

    def read_at(self, name: str, offset: int, count: int) -> bytes:
        """Return bytes of a file."""


class FolderGiven:
    """The files of a folder, or those beside a file."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._open: tuple[str, BinaryIO] | None = None

    def names(self) -> bytes:
        """Return the names and sizes of all files, as JSON. Raises ArchiveUnsafe."""
        return json.dumps([[name, self._folder.size(name)] for name in self._folder.names()]).encode()

    def size(self, name: str) -> int | None:
        """Return the size of a file; None where there is none."""
        return self._folder.size(name)

    def read_at(self, name: str, offset: int, count: int) -> bytes:
        """Return bytes of a file. Raises MediumGone, FileMissing or FileUnreadable."""
        if self._open is None or self._open[0] != name:
            self.close()
            self._open = (name, self._folder.open(name))
        with reading(name):
            self._open[1].seek(offset)
            return self._open[1].read(count)

    def close(self) -> None:
        """Close the file that was read last."""
        if self._open is not None:
            self._open[1].close()
            self._open = None


class ArchiveGiven:
    """A ZIP file, of which the child sees nothing but its bytes."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def names(self) -> bytes:
        """Return no name: those are in the ZIP file."""
        return b"[]"

    def size(self, _name: str) -> int | None:
        """Return the size of the ZIP file."""
        return self._source.size

    def read_at(self, _name: str, offset: int, count: int) -> bytes:
        """Return bytes of the ZIP file. Raises FileUnreadable."""
        return self._source.read_at(offset, count)
