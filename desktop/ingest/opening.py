"""Opening an export, whatever it is: a file, a folder or a ZIP file. It is read in a child process that opens no file itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from desktop.core.errors import FileMissing
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.ingest.errors import MediumGone
from desktop.ingest.given import ArchiveGiven, FolderGiven
from desktop.ingest.holders import Folder
from desktop.ingest.limits import ReaderLimits
from desktop.ingest.model import Options
from desktop.ingest.reader import Piecewise, Reader
from desktop.media.sources import FileSource

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BUFFER = 1024 * 1024


class Export:
    """An export that was read, while its files are at hand."""

    def __init__(self, reader: Reader, folder: Folder | None, archive: Path | None) -> None:
        """Have it read; `folder` is where its files lie, if not in an `archive`. Raises as `opened`."""
        self.reader = reader
        """What has a child process read it."""
        self._folder = folder
        self.archive = archive
        """The ZIP file that it lies in, if it does."""
        self.contents, self._inside = reader.read()
        self._sizes = {one.id: one.size for one in self.contents.originals} | {one.id: one.size for one in self.contents.media}

    def open(self, medium_id: str) -> tuple[BinaryIO, int]:
        """Return a medium as a stream, and its size. Raises MediumGone, ExportDamaged, FileUnreadable or an ExportReader error."""
        if self._folder is None or medium_id in self._inside:
            if medium_id not in self._sizes:
                raise MediumGone(name=shown(PurePosixPath(medium_id).name))
            size = self._sizes[medium_id]
            return BufferedReader(Piecewise(self.reader.piece, medium_id, size), _BUFFER), size
        return self._file(self._folder, medium_id)

    def open_original(self, original_id: str) -> tuple[BinaryIO, int]:
        """Return a file that is the export itself as a stream, and its size. Raises as `open`."""
        return self.open(original_id) if self._folder is None else self._file(self._folder, original_id)

    @staticmethod
    def _file(folder: Folder, name: str) -> tuple[BinaryIO, int]:
        size = folder.size(name)
        if size is None:
            raise MediumGone(name=shown(PurePosixPath(name).name))
        return folder.open(name), size


@contextmanager
def opened(path: Path, options: Options | None = None, work: Work | None = None, limits: ReaderLimits | None = None) -> Iterator[Export]:
    """Yield the export in a file, folder or ZIP file. `work` may stop the reading at any moment.

    Raises NotAnExport, ExportEmpty, ExportDamaged, ExportTooLarge, ExportTooLong, ArchiveUnsafe, ArchiveLocked, FileMissing,
    FileUnreadable, Stopped, ExportReaderCrashed, ExportReaderTookTooLong, ExportReaderOutOfMemory or ExportReaderNotStarted.
    """
    options, work = options or Options(), work or Work()
    try:
        is_folder = path.is_dir()
        if not is_folder and not path.is_file():
            raise FileMissing(name=shown(path.name))
    except OSError as error:  # nobody may look there, or no file can have such a name
        raise as_reading_error(error, path) from error
    except ValueError as error:  # a name with a zero byte
        raise FileMissing(name=shown(path.name)) from error
    if not is_folder and _beginning(path).startswith(_ZIP):
        with FileSource(path) as source, Reader(ArchiveGiven(source), "zip", path.name, options, work=work, limits=limits) as reader:
            yield Export(reader, None, path)
        return
    folder = Folder(path) if is_folder else Folder(path.parent, beside=True)
    given = FolderGiven(folder)
    try:
        with Reader(given, "folder" if is_folder else "file", path.name, options, work=work, limits=limits) as reader:
            yield Export(reader, folder, None)
    finally:
        given.close()


def _beginning(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(8)
    except OSError as error:
        raise as_reading_error(error, path) from error
