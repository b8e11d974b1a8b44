"""Making a vault and opening it."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from desktop.core import files
from desktop.core.errors import DiskFull, FolderNotWritable
from desktop.core.names import shown
from desktop.vault import calibrating, custody, found, header, headfile, seen, slots
from desktop.vault.disk import within
from desktop.vault.errors import FolderNotEmpty, VaultAlreadyThere
from desktop.vault.header import Header
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.keys import VAULT_ID_BYTES, Keys, new_master
from desktop.vault.lockfile import FILE_NAME as LOCK_NAME
from desktop.vault.lockfile import LockFile
from desktop.vault.objects import FOLDER_NAME as OBJECTS_NAME
from desktop.vault.process import keep_memory_private
from desktop.vault.store import Store, last_entry

CREATING_NAME = "creating"
# Left where a backup was whole but its maker was killed at the very end.
COPYING_NAME = "copying"
# Sealed files that no row knows are taken in at opening up to this size together, so that it takes some seconds at most.
MOST_FOUND_BYTES = 1024 * 1024 * 1024


def create(
    folder: Path, passphrase: str, cost: slots.Cost | None = None, origin: Mapping[str, str] | None = None, *, is_remembered: bool = True
) -> Store:
    """Make a new vault in a new or empty folder; `origin` says in its first record what it continues.

    Where it `is_remembered`, this computer keeps which state of it was seen last.

    Raises VaultAlreadyThere, FolderNotEmpty, PassphraseEmpty, DiskFull.
    """
    slots.prepared(passphrase)
    keep_memory_private()
    is_new_folder = _make_room(folder)
    try:
        store = _create(folder, passphrase, cost or calibrating.usual_cost(), LockFile(folder), origin or {})
    except BaseException:
        _take_back(folder, is_new_folder=is_new_folder)
        raise
    if not is_remembered:
        store.watch = None
    return store


def unlock(folder: Path, secret: slots.Secret) -> Store:
    """Open a vault, finish what a crash left undone, and write into the log that it was opened.

    Raises NotAVault, VaultBusy, WrongPassphrase (or what `header.open_copies` raises for another secret), VaultDamaged,
    VaultTooNew, NotEnoughMemory, VaultOutOfReach.
    """
    store = open_store(folder, secret)
    try:
        _compare_with_seen(store)
        if not store.read_only:
            _recover(store, way_of(secret))
    except BaseException:
        store.close()
        raise
    return store


def open_store(folder: Path, secret: slots.Secret) -> Store:
    """Open a vault and change nothing in it. Raises as `unlock`."""
    opened, keys, lock_file = open_header(folder, secret)
    try:
        return Store(folder, opened, keys, lock_file)
    except BaseException:
        keys.drop()
        lock_file.release()
        raise


def open_header(folder: Path, secret: slots.Secret) -> tuple[Header, Keys, LockFile]:
    """Return the header, the keys and the hold on a vault, without its index. Raises as `unlock`."""
    keep_memory_private()
    copies = header.read_copies(folder)
    lock_file = LockFile(folder)
    try:
        opened, master = header.open_copies(copies, secret)
    except BaseException:
        lock_file.release()
        raise
    return opened, Keys(master, opened.vault_id), lock_file


def way_of(secret: slots.Secret) -> str:
    """Return by what a vault was opened, as the custody log says it."""
    kind = slots.kind_of(secret)
    return "recovery_code" if kind == "recovery" else kind


def _make_room(folder: Path) -> bool:
    if header.content_of(folder / header.FILE_NAME) is not None or header.content_of(folder / header.COPY_NAME) is not None:
        raise VaultAlreadyThere(name=shown(folder.name))
    with within(folder):
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        names = {path.name for path in folder.iterdir()}
    if CREATING_NAME in names:
        _take_back(folder, is_new_folder=False)
    elif names:
        raise FolderNotEmpty(name=shown(folder.name))
    files.write(folder / CREATING_NAME, b"")
    return is_new


def _create(folder: Path, passphrase: str, cost: slots.Cost, lock_file: LockFile, origin: Mapping[str, str]) -> Store:
    master, vault_id = new_master(), secrets.token_bytes(VAULT_ID_BYTES)
    made = Header(vault_id, 1, (slots.seal(master, passphrase, vault_id, cost),)).sealed(master)
    with within(folder):
        (folder / OBJECTS_NAME).mkdir(mode=0o700)
    try:
        store = Store(folder, made, Keys(master, vault_id), lock_file, is_new=True)
    except BaseException:
        lock_file.release()
        raise
    try:
        store.watch = seen.Watch(seen.place_of(store.keys))
        with store.changing() as change:
            change.log("created", **{**origin, "vault": vault_id.hex()})
        # From here on, it is a vault.
        header.write_copies(folder, made)
        with within(folder):
            (folder / CREATING_NAME).unlink()
            files.flush_folder(folder)
    except BaseException:
        store.close()
        raise
    return store


def _take_back(folder: Path, *, is_new_folder: bool) -> None:
    names = (header.FILE_NAME, header.COPY_NAME, INDEX_NAME, f"{INDEX_NAME}-journal", headfile.FILE_NAME, LOCK_NAME, CREATING_NAME)
    with within(folder):
        for name in names:
            (folder / name).unlink(missing_ok=True)
        if (folder / OBJECTS_NAME).is_dir():
            (folder / OBJECTS_NAME).rmdir()
        if is_new_folder:
            folder.rmdir()


def _recover(store: Store, way: str) -> None:
    was_older = _is_older_than_mirror(store)
    # Where the disk is full or write-protected, the vault opens all the same; all of this is made up for at the next opening.
    with suppress(DiskFull, FolderNotWritable):
        with within(store.folder):
            for name in (CREATING_NAME, COPYING_NAME):
                (store.folder / name).unlink(missing_ok=True)
        store.objects.sweep()
        header.write_copies(store.folder, store.header)
        with store.changing() as change:
            if was_older:
                change.log("index_was_older")
            if store.older is not None:
                change.log("older_than_seen", **store.older.detail())
            change.log("unlocked", way=way)
        found.finish_destroying(store)
        found.take_in_found(store, MOST_FOUND_BYTES)


def _compare_with_seen(store: Store) -> None:
    """Tell where this computer has seen a later state of this vault, and go on from here."""
    store.watch = seen.Watch(seen.place_of(store.keys))
    with store.reading() as index:
        last = last_entry(index)
        before = store.watch.before
        if last is None or before is None:
            return
        record = index.log_record(before.count)
    if record is None or custody.hash_of(record) != before.hash:
        store.older = seen.Older(last[0], before.count, before.moment(), is_parted=last[0] >= before.count)


def _is_older_than_mirror(store: Store) -> bool:
    try:
        mirror = headfile.read(store.folder, store.keys)
    except custody.LogDamaged:
        return False
    if mirror is None:
        return False
    with store.reading() as index:
        last = last_entry(index)
        record = index.log_record(mirror.count)
    return last is None or record is None or custody.hash_of(record) != mirror.hash
