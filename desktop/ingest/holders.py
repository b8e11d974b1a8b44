"""Where the files of an export lie: beside each other in a folder, or in a ZIP file. No name in it is ever used as a path unchecked."""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol

from desktop.core.errors import LindenError
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ArchiveLocked, ArchiveUnsafe, ExportDamaged, ExportTooLarge, MediumGone

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 64 * 1024
_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\]')
# What zipfile raises at contents that are no ZIP file, or no longer one.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, NotImplementedError, ValueError, OverflowError)


class Holder(Protocol):
    """The files of one export, by their names with slashes."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all files that belong to the export."""

    def size(self, untrusted_name: str) -> int | None:
        """Return how many bytes a file has; None where there is none of this name, or it lies elsewhere."""

    def open(self, name: str) -> BinaryIO:
        """Return a file as a stream. Raises MediumGone or FileUnreadable."""


def read(holder: Holder, name: str, most: int = limits.MOST_TEXT_BYTES) -> bytes:
    """Return the bytes of a file that is to be parsed. Raises ExportTooLarge, ExportDamaged, MediumGone or FileUnreadable."""
    size = holder.size(name)
    if size is None:
        raise MediumGone(name=shown(name))
    if size > most:
        raise ExportTooLarge(name=shown(PurePosixPath(name).name), limit_mib=most // limits.MIB)
    with holder.open(name) as file, reading(name):
        content = file.read(most + 1)
    if len(content) > most:
        raise ExportTooLarge(name=shown(PurePosixPath(name).name), limit_mib=most // limits.MIB)
    return content


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn every failure of reading into a typed error."""
    try:
        yield
    except LindenError:
        raise
    except _BROKEN as error:
        raise ExportDamaged(name=shown(PurePosixPath(name).name)) from error
    except OSError as error:
        raise as_reading_error(error, Path(PurePosixPath(name).name)) from error


def safe_name(untrusted: str) -> str:
    """Return a name with slashes that stays within its folder, or an empty text where it would not."""
    name = untrusted.removeprefix("./")
    if not name or len(name) > 4 * limits.MOST_NAME or _UNSAFE.search(name) or name.startswith("/"):
        return ""
    parts = name.split("/")
    return name if all(part not in {"", ".", ".."} and len(part) <= limits.MOST_NAME for part in parts) else ""


class Folder:
    """Files in a folder. With `beside`, only files that are asked for belong to the export, as in a folder of downloads."""

    def __init__(self, root: Path, *, beside: bool = False) -> None:
        self._root, self._beside = root, beside

    def names(self) -> tuple[str, ...]:
        """Return the names of all files in the folder and below it; links are not followed."""
        if self._beside:
            return ()
        found: list[str] = []
        for place, folders, names in os.walk(self._root):
            folders.sort()
            here = Path(place).relative_to(self._root).as_posix()
            found += [name if here == "." else f"{here}/{name}" for name in sorted(names)]
            if len(found) > limits.MOST_ENTRIES:
                raise ArchiveUnsafe(name=shown(self._root.name))
        return tuple(name for name in found if self.size(name) is not None)

    def size(self, untrusted_name: str) -> int | None:
        """Return the size of an ordinary file that lies within the folder, also after following links."""
        path = self._path(untrusted_name)
        try:
            return path.stat().st_size if path is not None and path.is_file() else None
        except OSError:
            return None

    def open(self, name: str) -> BinaryIO:
        """Return the file as a stream."""
        path = self._path(name)
        if path is None:
            raise MediumGone(name=shown(name))
        try:
            return path.open("rb")
        except OSError as error:
            raise as_reading_error(error, path) from error

    def _path(self, untrusted_name: str) -> Path | None:
        name = safe_name(untrusted_name)
        if not name:
            return None
        path = self._root / name
        try:
            return path if path.resolve().is_relative_to(self._root.resolve()) else None
        except (OSError, RuntimeError):  # a loop of links
            return None


class Zip:
    """Files in a ZIP file, looked through before anything is unpacked."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises ArchiveUnsafe, ArchiveLocked, ExportDamaged, FileMissing or FileUnreadable."""
        self._name = path.name
        with reading(path.name):
            self._file = zipfile.ZipFile(path)
        try:
            self._entries = self._looked_through()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file."""
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
