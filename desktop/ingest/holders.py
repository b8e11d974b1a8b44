"""Where the files of an export lie: beside each other in a folder, or in a ZIP file. No name in it is ever used as a path unchecked."""

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from desktop.core.errors import LindenError
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ArchiveUnsafe, ExportDamaged, ExportTooLarge, MediumGone

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
        self._odd: dict[str, str] = {}
        """The true names of files whose names are no text, by the names that stand for them."""

    def names(self) -> tuple[str, ...]:
        """Return the names of all files in the folder and below it; links are not followed."""
        if self._beside:
            return ()
        found: list[str] = []
        for place, folders, names in os.walk(self._root):
            folders.sort()
            here = Path(place).relative_to(self._root).as_posix()
            found += [self._as_text(name if here == "." else f"{here}/{name}") for name in sorted(names)]
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

    def _as_text(self, name: str) -> str:
        text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if text == name:
            return name
        while text in self._odd and self._odd[text] != name:
            text = f"_{text}"
        self._odd[text] = name
        return text

    def _path(self, untrusted_name: str) -> Path | None:
        name = safe_name(untrusted_name)
        if not name:
            return None
        path = self._root / self._odd.get(name, name)
        try:
            return path if path.resolve().is_relative_to(self._root.resolve()) else None
        except (OSError, RuntimeError):  # a loop of links
            return None
