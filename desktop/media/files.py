"""Reading files that strangers gave, and finding the pictures in a folder."""

import os
import stat
from collections.abc import Container
from pathlib import Path
from typing import BinaryIO

from desktop.core.errors import FileMissing
from desktop.core.files import as_reading_error, is_folder
from desktop.core.names import shown
from desktop.media.errors import FileEmpty, FileTooLarge, NotAFolder, NotARegularFile
from desktop.media.limits import Limits

PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".hif", ".avif", ".jxl"}
)
"""Which files of a folder are taken for pictures. What a file is, only its content says."""
FILM_SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".webm", ".mkv", ".avi"})
"""Which files of a folder are taken for videos, likewise."""
_HEAD = 1024
DOCUMENT_SUFFIXES = frozenset({".pdf"})
"""Which files of a folder are taken for documents, likewise."""


def read_file(path: Path, limits: Limits | None = None) -> bytes:
    """Return the bytes of an ordinary file.

    Raises FileMissing, FileUnreadable, NotARegularFile, FileEmpty or FileTooLarge. A pipe or a device is never
    waited for: it is opened without blocking and refused.
    """
    most = (limits or Limits()).max_bytes
    with opened(path) as file:
        try:
            content = file.read(most + 1)
        except OSError as error:
            raise as_reading_error(error, path) from error
    if not content:
        raise FileEmpty(name=shown(path.name))
    if len(content) > most:
        raise FileTooLarge(name=shown(path.name), limit_mib=most // (1024 * 1024))
    return content


def opened(path: Path, *, buffering: int = -1) -> BinaryIO:
    """Return an ordinary file, opened for reading; `buffering` is that of `open`. Raises FileMissing, FileUnreadable or NotARegularFile."""
    try:
        # A pipe or a device is not waited for: it is opened without blocking, and refused.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except ValueError as error:  # a name with a zero byte
        raise FileMissing(name=shown(path.name)) from error
    except OSError as error:
        if is_folder(path):  # Windows refuses to open a folder at all
            raise NotARegularFile(name=shown(path.name)) from error
        raise as_reading_error(error, path) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotARegularFile(name=shown(path.name))
    return os.fdopen(handle, "rb", buffering)


def head_of(source: Path | bytes) -> bytes:
    """Return the first bytes of a file, by which its kind is known. Raises FileMissing, FileUnreadable or NotARegularFile."""
    if isinstance(source, bytes):
        return source[:_HEAD]
    with opened(source) as file:
        try:
            return file.read(_HEAD)
        except OSError as error:
            raise as_reading_error(error, source) from error


def pictures_in(folder: Path, suffixes: Container[str] = PICTURE_SUFFIXES) -> list[Path]:
    """Return the files in a folder and below it whose names end as those of pictures (or as given), in the order of their names.

    Links to folders are not followed, so that a loop of links ends. Raises FileMissing, NotAFolder or FileUnreadable.
    """
    try:
        os.scandir(folder).close()
    except NotADirectoryError as error:
        raise NotAFolder(name=shown(folder.name)) from error
    except OSError as error:
        raise as_reading_error(error, folder) from error
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(place, name) for name in sorted(names) if Path(name).suffix.lower() in suffixes]
    return found
