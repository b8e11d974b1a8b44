"""Where the bytes of a large file come from, read piece by piece so that it is never in memory as a whole."""

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.media.errors import FileEmpty
from desktop.media.files import opened

_PIECE = 1024 * 1024


class Source(Protocol):
    """Bytes that can be read at any place."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read_at(self, offset: int, size: int) -> bytes:
        """Return up to `size` bytes from `offset` on; fewer, or none, at the end."""


class BytesSource:
    """Bytes that are in memory already."""

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._content)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return up to `size` bytes from `offset` on."""
        return bytes(self._content[offset : offset + size])


class FileSource:
    """An ordinary file. Use it in a `with` block. Raises FileMissing, FileUnreadable, NotARegularFile or FileEmpty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = opened(path)
        self._size = os.fstat(self._file.fileno()).st_size
        if self._size == 0:
            self._file.close()
            raise FileEmpty(name=shown(path.name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """How many bytes there were when it was opened."""
        return self._size

    def read_at(self, offset: int, size: int) -> bytes:
        """Return up to `size` bytes from `offset` on. Raises FileUnreadable."""
        try:
            self._file.seek(offset)
            return self._file.read(size)
        except OSError as error:
            raise as_reading_error(error, self._path) from error


def sha256_of(source: Source, work: Work) -> str:
    """Return the SHA-256 of all bytes, as hexadecimal digits. Raises FileUnreadable or Stopped."""
    digest = hashlib.sha256()
    offset = 0
    while piece := source.read_at(offset, _PIECE):
        digest.update(piece)
        offset += len(piece)
        work.step(0, 0)
    return digest.hexdigest()
