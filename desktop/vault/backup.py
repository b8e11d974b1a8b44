"""A backup: a second folder that is the same vault, made while it is open, and read back before it counts (FORMAT.md, section 10)."""

import filecmp
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.core import files
from desktop.core.errors import DiskFull, FolderNotWritable
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.vault import canonical, header, headfile, sealed, verifying
from desktop.vault.disk import within
from desktop.vault.errors import BackupNotRight, FolderNotEmpty, VaultAlreadyThere, VaultLocked
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.lockfile import FILE_NAME as LOCK_NAME
from desktop.vault.lockfile import LockFile
from desktop.vault.model import Problem
from desktop.vault.objects import FOLDER_NAME as OBJECTS_NAME
from desktop.vault.objects import PART
from desktop.vault.opening import COPYING_NAME as MARKER
from desktop.vault.store import Store

# What is left of the marker where a program was killed while it wrote it; removed at the next opening.
_UNFINISHED_MARKER: Final = re.compile(rf"\.{MARKER}\.[0-9a-f]{{8}}\.part")
_NEW_INDEX: Final = f".{INDEX_NAME}.part"
_CHUNK: Final = 1024 * 1024
# Beside the files themselves: the room of folders and of the index's next pages.
_SPARE_BYTES: Final = 1024 * 1024


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds: how many sealed files and bytes, and how many records of the custody log."""

    folder: Path
    objects: int
    size: int
    log_records: int
    problems: tuple[Problem, ...] = ()
    """What is wrong in the vault itself, and so in the copy."""


def back_up(store: Store, target: Path, work: Work) -> BackedUp:
    """Copy an open vault into a new or empty folder, or go on with a copy that was interrupted; then read everything back.

    While it is not finished, the folder has no `vault.json` and is no vault. Raises VaultAlreadyThere, FolderNotEmpty,
    FolderNotWritable, DiskFull, VaultOutOfReach, BackupNotRight, VaultLocked, Stopped.
    """
    _check_target(store, target)
    with within(target):
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The marker is the first thing in it: a copy that was killed at any moment can be gone on with.
    files.write(target / MARKER, store.keys.vault_id.hex().encode())
    with within(target):
        (target / OBJECTS_NAME).mkdir(exist_ok=True, mode=0o700)
    if not store.read_only:
        # Written before the list is copied, so that the copy knows of itself and is not older than what it was made from.
        with store.changing() as change:
            change.log("backed_up")
    progress = _Progress(work, 2 * sum(store.objects.size_of(name) for name in store.objects.names()))
    _copy_index(store, target)
    names = _wanted(target, store)
    _make_room(target, sum(store.objects.size_of(name) for name in names & store.objects.names()) - _size_there(target))
    # One that is missing in the vault is missing in the copy; that is told at the end.
    for name in sorted(names & store.objects.names()):
        _copy_object(store, target, name, progress)
    return _finish(store, target, progress)


def _check_target(store: Store, target: Path) -> None:
    if target.resolve().is_relative_to(store.folder.resolve()):
        raise FolderNotWritable(name=shown(store.folder.name))
    if _begun_for(target) == store.keys.vault_id.hex():
        return
    if header.content_of(target / header.FILE_NAME) is not None or header.content_of(target / header.COPY_NAME) is not None:
        raise VaultAlreadyThere(name=shown(target.name))
    with within(target):
        if target.exists() and any(not _UNFINISHED_MARKER.fullmatch(path.name) for path in target.iterdir()):
            raise FolderNotEmpty(name=shown(target.name))


def _begun_for(target: Path) -> str:
    """Return the id of the vault whose copy was begun in a folder and not finished."""
    try:
        with (target / MARKER).open("rb") as file:
            return file.read(100).decode("ascii", "replace")
    except OSError:
        return ""


def _copy_index(store: Store, target: Path) -> None:
    """Copy index and head as they stand between two changes: nobody writes while the index is read."""
    with store.reading():
        _copy(store.folder / INDEX_NAME, target / _NEW_INDEX, store, target)
        head = store.folder / headfile.FILE_NAME
        if head.exists():
            _copy(head, target / headfile.FILE_NAME, store, target)
    with within(target):
        (target / _NEW_INDEX).replace(target / INDEX_NAME)
        files.flush_folder(target)


def _wanted(target: Path, store: Store) -> frozenset[str]:
    """Return the objects that the copied index knows, and remove from an earlier try what was deleted since."""
    with store.reading() as index:
        wanted = index.objects()
    with within(target):
        for path in (target / OBJECTS_NAME).iterdir():
            if path.name not in wanted:
                path.unlink()
    return wanted


def _size_there(target: Path) -> int:
    with within(target):
        return sum(path.stat().st_size for path in (target / OBJECTS_NAME).iterdir())


def _make_room(target: Path, needed: int) -> None:
    with within(target):
        if shutil.disk_usage(target).free < needed + _SPARE_BYTES:
            raise DiskFull(name=shown(target.name))


def _copy_object(store: Store, target: Path, name: str, progress: "_Progress") -> None:
    source, copy = store.folder / OBJECTS_NAME / name, target / OBJECTS_NAME / name
    with within(target):
        is_there = copy.exists() and copy.stat().st_size == store.objects.size_of(name)
    if is_there:
        # From an earlier try. Whether it is right is seen when it is read back.
        progress.add(store.objects.size_of(name))
        return
    part = copy.with_suffix(PART)
    _copy(source, part, store, target, progress)
    with within(target):
        part.replace(copy)
        files.flush_folder(copy.parent)


def _copy(source: Path, copy: Path, store: Store, target: Path, progress: "_Progress | None" = None) -> None:
    chunks = _chunks(source, store)
    with within(target), open(copy, "wb", opener=_for_us_alone) as out:
        for chunk in chunks:
            out.write(chunk)
            if progress is not None:
                progress.add(len(chunk))
        out.flush()
        os.fsync(out.fileno())


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _chunks(source: Path, store: Store) -> Iterator[bytes]:
    with within(store.folder):
        file = source.open("rb")
    with file:
        while True:
            if store.is_closed:
                raise VaultLocked
            with within(store.folder):
                chunk = file.read(_CHUNK)
            if not chunk:
                return
            yield chunk


def _finish(store: Store, target: Path, progress: "_Progress") -> BackedUp:
    """Read everything back; only then write the header, which makes the folder a vault."""
    with within(target):
        (target / LOCK_NAME).touch(mode=0o600)
    copied = Store(target, store.header, store.keys.twin(), LockFile(target))
    try:
        headers = {header.FILE_NAME, header.COPY_NAME}
        problems = tuple(one for one in verifying.verify(copied, Work(progress.read_back)) if one.part not in headers)
        _require_same(store, target, problems)
        with copied.reading() as index:
            there = index.objects() & copied.objects.names()
            made = BackedUp(target, len(there), sum(map(copied.objects.size_of, there)), len(index.log_records()), problems)
    finally:
        copied.close()
    header.write_copies(target, store.header)
    with within(target):
        (target / MARKER).unlink()
        files.flush_folder(target)
    return made


def _require_same(store: Store, target: Path, problems: Sequence[Problem]) -> None:
    """Raise BackupNotRight where a damage is of the copy; one that the vault itself has is copied as it is, and told."""
    for problem in problems:
        name = problem.part.removeprefix(f"{OBJECTS_NAME}/")
        if canonical.is_hex(name, sealed.ID_BYTES) and not _is_same(store, target, name):
            # The next try copies it again.
            with within(target):
                (target / OBJECTS_NAME / name).unlink(missing_ok=True)
            raise BackupNotRight(part=problem.part, name=shown(target.name))
        if problem.code == "index_damaged":
            raise BackupNotRight(part=problem.part, name=shown(target.name))


def _is_same(store: Store, target: Path, name: str) -> bool:
    source, copy = store.folder / OBJECTS_NAME / name, target / OBJECTS_NAME / name
    if not source.exists():
        return True
    with within(target):
        return copy.exists() and filecmp.cmp(source, copy, shallow=False)


class _Progress:
    """The first half of the work is copying, the second is reading back."""

    def __init__(self, work: Work, total: int) -> None:
        self._work, self._total, self._done = work, max(total, 2), 0

    def add(self, count: int) -> None:
        self._done += count
        self._work.step(min(self._done, self._total // 2), self._total)

    def read_back(self, done: int, total: int) -> None:
        half = self._total // 2
        self._work.step(half + (half * done // total if total else half), self._total)
