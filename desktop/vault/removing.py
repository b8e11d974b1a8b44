"""Deleting a whole vault: its key slots are destroyed first, so that from then on nobody can open what is left of it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.core.files import flush_folder
from desktop.core.names import shown
from desktop.vault import header, headfile, sealed, seen
from desktop.vault.aside import FILE_NAME as ASIDE_NAME
from desktop.vault.canonical import is_hex
from desktop.vault.disk import within
from desktop.vault.errors import VaultNotWhollyRemoved
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.lockfile import FILE_NAME as LOCK_NAME
from desktop.vault.objects import FOLDER_NAME as OBJECTS_NAME
from desktop.vault.objects import PART, Objects
from desktop.vault.store import Store

_ONE_PAGE = 4096


def remove(store: Store) -> bool:
    """Delete an open vault and lock it; return whether its folder is gone too (other files in it are left alone).

    Raises FolderNotWritable, DiskFull or VaultOutOfReach where its keys could not be destroyed (then it is as it was, or
    still opens by its second header), and VaultNotWhollyRemoved where they are, but files were left over.
    """
    folder, objects = store.folder, store.objects
    with store.changing():
        # Held, so that nobody writes meanwhile. Both headers first: without them, no key can be had.
        for name in (header.FILE_NAME, header.COPY_NAME):
            _overwrite(folder / name, folder)
        with within(folder):
            flush_folder(folder)
    forget_state(store)
    store.close()
    left = _remove_files(folder, objects)
    if left:
        raise VaultNotWhollyRemoved(name=shown(folder.name))
    with suppress(OSError):
        folder.rmdir()
    return not folder.exists()


def forget_state(store: Store) -> None:
    """Let this computer no longer know that it has seen the vault."""
    seen.forget(seen.place_of(store.keys))
    store.watch = None


def _overwrite(path: Path, folder: Path) -> None:
    with within(folder):
        try:
            with path.open("r+b") as file:
                file.write(bytes(file.seek(0, os.SEEK_END) - file.seek(0)))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        path.unlink()


def _remove_files(folder: Path, objects: Objects) -> bool:
    """Remove all files of the vault, and return whether any is left."""
    is_left = False
    for path in _files_of(folder):
        try:
            _blank_start(path, _ONE_PAGE if path.parent == folder else sealed.PREFIX.size)
            path.unlink(missing_ok=True)
        except OSError:
            is_left = True
    with suppress(OSError):
        (folder / OBJECTS_NAME).rmdir()
    return is_left or bool(objects.names())


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield what the format says a vault consists of, and nothing else that lies there."""
    known = {ASIDE_NAME, INDEX_NAME, f"{INDEX_NAME}-journal", headfile.FILE_NAME, LOCK_NAME, "creating", "copying"}
    if (folder / OBJECTS_NAME).is_dir():
        for path in (folder / OBJECTS_NAME).iterdir():
            if is_hex(path.name.removesuffix(PART), sealed.ID_BYTES):
                yield path
    for path in folder.iterdir():
        is_ours = path.name in known or path.name.startswith("index.damaged-") or (path.name.startswith(".") and PART in path.name)
        if is_ours and path.is_file():
            yield path


def _blank_start(path: Path, most: int) -> None:
    with path.open("r+b") as file:
        length = min(most, file.seek(0, os.SEEK_END))
        file.seek(0)
        file.write(bytes(length))
