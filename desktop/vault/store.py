"""The parts of one open vault held together: keys, index, objects and the log that every change is written into."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import RLock

from desktop.core import clock
from desktop.core.errors import FolderNotWritable, LindenError
from desktop.core.names import shown
from desktop.vault import custody, headfile, said_rows, schema, seen
from desktop.vault.canonical import writable
from desktop.vault.errors import VaultDamaged, VaultLocked
from desktop.vault.header import Header
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.keys import INDEX, Keys
from desktop.vault.lockfile import LockFile
from desktop.vault.looks import Looker
from desktop.vault.objects import Objects


class Store:
    """What an open vault consists of. `reading` and `changing` let one thread in at a time; `close` ends it all."""

    def __init__(self, folder: Path, header: Header, keys: Keys, lock_file: LockFile, *, is_new: bool = False) -> None:
        self.folder = folder
        self.header = header
        self.keys = keys
        self.looker = Looker()
        self.objects = Objects(folder, keys)
        self.read_only = lock_file.is_read_only
        self._lock_file = lock_file
        self.older: seen.Older | None = None
        """Where this computer has seen a later state of this vault: which."""
        self.watch: seen.Watch | None = None
        """Where the state is kept that this computer has seen last; None where it is not to be kept."""
        self._one_at_a_time = RLock()
        self._index = Index(folder / INDEX_NAME, keys.derive(INDEX), is_new=is_new, read_only=self.read_only)

    @property
    def is_closed(self) -> bool:
        """Whether the keys are gone."""
        return self.keys.are_dropped

    def close(self) -> None:
        """Drop the keys at once; then end the question another thread is asking, and close the files."""
        self.keys.drop()
        said_rows.forget()
        if self.watch is not None:
            self.watch.close()
        self.looker.close()
        self._index.interrupt()
        with self._one_at_a_time:
            try:
                self._index.close()
            finally:
                self._lock_file.release()

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """Yield the index to ask it. Raises VaultLocked."""
        with self._one_at_a_time:
            if self.is_closed:
                raise VaultLocked
            yield self._index

    @contextmanager
    def changing(self) -> Iterator["Change"]:
        """Yield a change to the index and the log: kept as a whole at the end of the block, or not at all."""
        with self.reading() as index:
            if self.read_only:
                raise FolderNotWritable(name=shown(self.folder.name))
            with index.transaction():
                change = Change(index, self.keys)
                before = index.upgrade()
                if before:
                    change.log("index_upgraded", before=str(before), after=str(schema.VERSION))
                yield change
            if change.head is not None:
                # The mirror may lag behind (FORMAT.md, section 8); what was to be kept is kept in the index.
                with suppress(LindenError):
                    headfile.write(self.folder, self.keys, *change.head)
                if self.watch is not None:
                    self.watch.state = change.state()


class Change:
    """One change of the index under way, with the records that it adds to the custody log."""

    def __init__(self, index: Index, keys: Keys) -> None:
        self.index = index
        self.head: tuple[bytes, bytes] | None = None
        self._keys = keys
        self._last = last_entry(index)

    def log(self, act: str, item: str = "", **detail: str) -> None:
        """Add a record to the custody log and sign the new head."""
        moment = clock.now()
        detail = {writable(name): writable(text) for name, text in detail.items()}
        number, previous = 1, custody.NONE_BEFORE
        if self._last is not None:
            number, previous = self._last[0] + 1, self._last[2]
            back = int((self._last[1] - moment).total_seconds())
            if back > 0:
                detail["clock_went_back_s"] = str(back)
        record = custody.encode_record(number=number, at=clock.stamp(moment), act=act, item=item, detail=detail, previous=previous)
        head = custody.Head(number, custody.hash_of(record), self._keys.vault_id.hex()).encode()
        self.head = (head, self._keys.sign(head))
        self.index.add_log_record(number, record, *self.head)
        self._last = (number, moment, custody.hash_of(record))

    def state(self) -> seen.State | None:
        """Return what a later opening knows this state by."""
        return None if self._last is None else seen.State(self._last[0], self._last[2], int(self._last[1].timestamp()))


def last_entry(index: Index) -> tuple[int, datetime, str] | None:
    """Return number, time and hash of the last record of the log, as its head says. Raises VaultDamaged."""
    stated = index.head()
    if stated is None:
        return None
    try:
        head = custody.decode_head(stated[0])
        record = index.log_record(head.count)
        if record is None:
            raise VaultDamaged(part=INDEX_NAME)
        entry, _previous = custody.decode_record(record)
    except custody.LogDamaged as error:
        raise VaultDamaged(part=INDEX_NAME) from error
    return entry.number, entry.at, entry.hash
