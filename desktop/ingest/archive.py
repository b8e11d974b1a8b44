"""The files of an export in a ZIP file, looked through before anything is unpacked. Used in the child process that reads exports."""

import io
import zipfile
from typing import IO, TYPE_CHECKING, BinaryIO

from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ArchiveLocked, ArchiveUnsafe, MediumGone
from desktop.ingest.holders import reading, safe_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 64 * 1024
_ENCRYPTED = 0x1
_IS_UTF8 = 0x800


class Zip:
    """Files in a ZIP file, looked through before anything is unpacked."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Look through a ZIP file that is open. Raises ArchiveUnsafe, ArchiveLocked or ExportDamaged."""
        self._name = name
        with reading(name):
            self._file = zipfile.ZipFile(file)
        try:
            self._entries = self._looked_through()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Let go of it; the file stays open."""
        self._file.close()

    def names(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(self._entries)

    def size(self, untrusted_name: str) -> int | None:
        """Return the size that the archive states; more than that is never read."""
        entry = self._entries.get(safe_name(untrusted_name))
        return entry.file_size if entry is not None else None

    def open(self, name: str) -> BinaryIO:
        """Return the file as a stream."""
        entry = self._entries.get(safe_name(name))
        if entry is None:
            raise MediumGone(name=shown(name))
        with reading(name):
            return io.BufferedReader(_Entry(self._file.open(entry), name), _BUFFER)

    def _looked_through(self) -> dict[str, zipfile.ZipInfo]:
        infos = [info for info in self._file.infolist() if info.filename and not info.filename.endswith("/")]
        if len(infos) > limits.MOST_ENTRIES or sum(info.file_size for info in infos) > limits.MOST_UNPACKED:
            raise ArchiveUnsafe(name=shown(self._name))
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.flag_bits & _ENCRYPTED:
                raise ArchiveLocked(name=shown(self._name))
            if info.file_size > limits.FREE_RATIO_BYTES and info.file_size > limits.MOST_RATIO * max(1, info.compress_size):
                raise ArchiveUnsafe(name=shown(self._name))
            # A name that leads elsewhere is passed over; of two of one name, the first counts.
            name = safe_name(_name_of(info))
            if name:
                entries.setdefault(name, info)
        return entries


class _Entry(io.RawIOBase):
    """One file of a ZIP file as a stream, whose failures are typed errors also where they show only at its end."""

    def __init__(self, unpacked: IO[bytes], name: str) -> None:
        super().__init__()
        self._unpacked, self._name = unpacked, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        with reading(self._name):
            content = self._unpacked.read(len(view))
        view[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._unpacked.close()
        super().close()


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry: old programs write it in the code page of their computer and do not say so."""
    if info.flag_bits & _IS_UTF8:
        return info.filename
    try:
        written = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
