"""Writing files so that a crash, a full disk or a stop never leaves half of one behind."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.core.errors import AlreadyThere, DiskFull, FileMissing, FileUnreadable, FolderNotWritable, LindenError
from desktop.core.names import shown

_LONGEST_NAME_BYTES = 255
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file beside `path` that takes its place once the block ends well; else `path` stays as it was.

    Written beside, flushed to the disk, renamed, and the folder flushed, so that after a return the new
    content survives a power cut. The file is readable by this user only. Raises DiskFull or FolderNotWritable.
    """
    beside = beside_of(path)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise as_writing_error(error, path) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """Like `replacing`, but raise AlreadyThere where `path` exists."""
    require_new(path)
    with replacing(path) as file:
        yield file


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all."""
    with replacing(path) as file:
        file.write(content)


def beside_of(path: Path) -> Path:
    """Return a hidden name beside `path` for what is not whole yet."""
    ending = f".{secrets.token_hex(4)}.part"
    # A name may be as long as the system lets names be; with more added to it there would be no such file.
    is_short = len(os.fsencode(path.name)) + len(ending) < _LONGEST_NAME_BYTES
    return path.with_name(f".{path.name}{ending}" if is_short else ending)


def require_new(path: Path) -> None:
    """Raise AlreadyThere where something has that name, a broken link too."""
    if is_there(path):
        raise AlreadyThere(name=shown(path.name))


def require_free(path: Path) -> None:
    """Say at once what would be said at the end of a long task: a file of that name is there, or no folder to put it in.

    Raises AlreadyThere or FolderNotWritable.
    """
    require_new(path)
    if not is_folder(path.parent):
        raise FolderNotWritable(name=shown(str(path.parent)))


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name; where nobody may look, or no such name can be, opening it will say why."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether something has that name, a broken link too; where nobody may look, or no such name can be, writing it will say why."""
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def flush_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_writing_error(error: OSError, path: Path) -> LindenError:
    """Return the typed error for a failure to write `path`."""
    if error.errno in _FULL:
        return DiskFull(name=shown(path.name))
    return FolderNotWritable(name=shown(str(path.parent)))


def as_reading_error(error: OSError, path: Path) -> LindenError:
    """Return the typed error for a failure to read `path`."""
    if isinstance(error, FileNotFoundError) or error.errno == errno.ENAMETOOLONG:
        return FileMissing(name=shown(path.name))
    return FileUnreadable(name=shown(path.name))
