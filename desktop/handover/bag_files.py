"""The files of anyone's bag, in a folder or in a ZIP: their names, sizes and bytes, and which of them are out of order.

Nothing is written, and no name from inside is ever used as a path: files are found by listing, never by asking for them.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.handover import parts, zip_layout
from desktop.handover.errors import NotAPackage, PackageUnreadable

DECLARATION_PATH = "bagit.txt"
MOST_FILES = 250_000
MOST_LIST_BYTES = 128 * 1024 * 1024
# The end record with the longest comment, and the two ZIP64 records before it.
_MOST_END_BYTES = 22 + 65_535 + 76
# Deflate cannot do better (zlib's own documentation: 1032:1); a list that promises more was made to mean harm.
_MOST_INFLATION = 1100
_IS_ENCRYPTED = 1
# The root, a share or a home; a drive; a variable of Windows.
_ABSOLUTE = re.compile(r"[/\\~]|[A-Za-z]:|%[A-Za-z_]+%")
# What reading one file of a ZIP from outside can raise: it is damaged, or packed in a way that we do not read.
ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError)


@dataclass(frozen=True)
class BagFile:
    """One file of a bag."""

    size: int
    open: Callable[[], BinaryIO] = field(repr=False)


@dataclass(frozen=True)
class BagFiles:
    """All files by their paths below the bag's folder, and names that no bag may have (links, two of one name, outside)."""

    name: str
    files: dict[str, BagFile]
    refused: tuple[str, ...]


@contextmanager
def opened(path: Path) -> Iterator[BagFiles]:
    """Yield the files of the bag at `path`. Raises NotAPackage where there is no bag, PackageUnreadable, FileUnreadable."""
    try:
        if path.is_dir():
            yield _of_folder(path)
            return
        with parts.opened(path) as (stream, size), _archive(stream, path) as archive:
            yield _of_zip(archive, path, size)
    except OSError as error:
        raise as_reading_error(error, path) from error


def is_unsafe(path: str) -> bool:
    """Whether a name would lead out of the bag on some computer: absolute, a home, a drive, a variable, or upwards."""
    parts = path.replace("\\", "/").split("/")
    return not path or _ABSOLUTE.match(path) is not None or ".." in parts or "\x00" in path


def _of_folder(folder: Path) -> BagFiles:
    files: dict[str, BagFile] = {}
    refused = []
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder).as_posix()
        facts = place.lstat()
        if stat.S_ISREG(facts.st_mode):
            files[path] = BagFile(facts.st_size, _opener(place))
        elif not stat.S_ISDIR(facts.st_mode):
            refused.append(path)
        if len(files) > MOST_FILES:
            raise PackageUnreadable(name=shown(folder.name), part="list")
    if DECLARATION_PATH not in files and not any(path.startswith(("manifest-", "data/")) for path in files):
        raise NotAPackage(name=shown(folder.name))
    return BagFiles(folder.name, files, tuple(refused))


def _opener(place: Path) -> Callable[[], BinaryIO]:
    return lambda: place.open("rb")


def archive(stream: BinaryIO) -> zipfile.ZipFile | None:
    """Return a ZIP open for reading, or None where it is none, or has a longer list of files than we hold in memory."""
    if _list_bytes(stream) > MOST_LIST_BYTES:
        return None
    try:
        return zipfile.ZipFile(stream)
    except ZIP_DAMAGE:
        return None


def _list_bytes(stream: BinaryIO) -> int:
    """Return how long the list of files is by the records at the end, before anything reads it whole."""
    stream.seek(max(0, stream.seek(0, 2) - _MOST_END_BYTES))
    tail = stream.read(_MOST_END_BYTES)
    lengths = [0]
    for record, signature in ((zip_layout.END, zip_layout.END_SIGNATURE), (zip_layout.END_64, zip_layout.END_64_SIGNATURE)):
        at = tail.rfind(signature)
        if 0 <= at <= len(tail) - record.size:
            fields = record.unpack_from(tail, at)
            lengths.append(fields[5] if record is zip_layout.END else fields[-2])
    return max(length for length in lengths if length != zip_layout.MAX_32)


def _archive(stream: BinaryIO, path: Path) -> zipfile.ZipFile:
    found = archive(stream)
    if found is None:
        raise NotAPackage(name=shown(path.name))
    return found


def _of_zip(archive: zipfile.ZipFile, path: Path, size: int) -> BagFiles:
    # Not is_dir(), which raises IndexError for an entry without a name.
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > size * _MOST_INFLATION:
        raise PackageUnreadable(name=shown(path.name), part="list")
    top = _top(entry.filename for entry in entries)
    if top is None:
        raise NotAPackage(name=shown(path.name))
    files: dict[str, BagFile] = {}
    refused = []
    for entry in entries:
        name = entry.filename.removeprefix(top)
        is_outside = not entry.filename.startswith(top) or is_unsafe(name) or name in files
        if is_outside or entry.flag_bits & _IS_ENCRYPTED or stat.S_ISLNK(entry.external_attr >> 16):
            refused.append(entry.filename)
        else:
            files[name] = BagFile(entry.file_size, _entry_opener(archive, entry))
    return BagFiles(top.rstrip("/") or path.name, files, tuple(refused))


def _entry_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", archive.open(entry))


def _top(names: Iterator[str]) -> str | None:
    """Return the one folder that a ZIP of a bag unpacks to, "" where the bag lies at the top, None where there is no bag."""
    declarations = [name for name in names if name.split("/")[-1] == DECLARATION_PATH and name.count("/") <= 1]
    return min(declarations, key=len).removesuffix(DECLARATION_PATH) if declarations else None
