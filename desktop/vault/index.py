"""The encrypted index: rows of items, records, answers and the log (FORMAT.md, section 6)."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import apsw

from desktop.core.errors import DiskFull, FolderNotWritable, LindenError
from desktop.core.names import shown
from desktop.vault import schema
from desktop.vault.case_rows import CaseRows
from desktop.vault.disk import within
from desktop.vault.errors import VaultBusy, VaultDamaged, VaultLocked, VaultOutOfReach, VaultTooNew
from desktop.vault.index_rows import ItemRow, RecordRow
from desktop.vault.way_errors import NotEnoughMemory

FILE_NAME = "index.db"
# Another program may hold the file for a moment (a virus scanner, a backup).
PATIENCE_MS = 2000
# Pages that stay opened: what an index of ten thousand items needs, so that none is decrypted anew for every item that is added.
CACHE_KIB = 16 * 1024


def open_connection(path: Path, key: bytes, flags: int) -> apsw.Connection:
    """Return the database of an index, keyed, with nothing read yet."""
    connection = apsw.Connection(str(path), flags=flags)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", f"x'{key.hex()}'")
    return connection


class Index:
    """The index of an open vault. Not for two threads at once: the vault's lock stands before it."""

    def __init__(self, path: Path, key: bytes, *, is_new: bool = False, read_only: bool = False) -> None:
        """Open the index, or make a new one. Raises VaultDamaged, VaultBusy, VaultTooNew, DiskFull, FolderNotWritable."""
        self._path = path
        if not is_new and not path.is_file():
            raise VaultDamaged(part=FILE_NAME)
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if is_new else 0)
        if is_new:
            with within(path.parent):
                # Like every other file of the vault, for nobody else who uses the computer; SQLite would let all read it.
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._typed_errors():
            self._connection = open_connection(path, key, flags)
            self.of_cases = CaseRows(self._ask, self._tell)
            """The rows of cases: what is said of items, and the sheets of answers."""
            try:
                self._prepare(is_new=is_new)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, *, is_new: bool) -> None:
        pragma = self._connection.pragma
        self._connection.set_busy_timeout(PATIENCE_MS)
        if is_new:
            pragma("auto_vacuum", "FULL")
        pragma("journal_mode", "DELETE")
        pragma("synchronous", "EXTRA")
        pragma("temp_store", "MEMORY")
        pragma("cache_size", -CACHE_KIB)
        pragma("secure_delete", True)  # noqa: FBT003  the name of the pragma says what it is
        pragma("cell_size_check", True)  # noqa: FBT003
        pragma("trusted_schema", False)  # noqa: FBT003
        if is_new:
            with self.transaction():
                schema.create(self._connection)
        version = schema.version_of(self._connection)
        if version < 1:
            raise VaultDamaged(part=FILE_NAME)
        if version > schema.VERSION:
            raise VaultTooNew(version=version)
        if version < schema.VERSION:
            schema.stand_in(self._connection)

    def upgrade(self) -> int:
        """Bring the tables to the present version, in the caller's transaction; return the version before, or 0."""
        with self._typed_errors():
            before = schema.version_of(self._connection)
            if before >= schema.VERSION:
                return 0
            schema.upgrade(self._connection)
            return before

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with self._typed_errors():
            self._connection.close()

    def interrupt(self) -> None:
        """Make a question that another thread is asking end soon."""
        try:
            self._connection.interrupt()
        except apsw.ConnectionClosedError:
            return

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes of the block or none. Raises DiskFull, FolderNotWritable, VaultOutOfReach, VaultDamaged."""
        with self._typed_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def is_whole(self) -> bool:
        """Whether every page authenticates and the database is consistent."""
        try:
            with self._typed_errors():
                return bool(self._connection.pragma("integrity_check") == "ok")
        except VaultDamaged:
            return False

    def items(self) -> list[ItemRow]:
        """Return all rows of items."""
        return [ItemRow(*row) for row in self._ask("SELECT * FROM item ORDER BY number")]

    def item(self, number: int) -> ItemRow | None:
        """Return the row of one item."""
        found = self._ask("SELECT * FROM item WHERE number = ?", number)
        return ItemRow(*found[0]) if found else None

    def items_of(self, sha256: str) -> list[ItemRow]:
        """Return the rows of all items with these bytes, oldest first."""
        return [ItemRow(*row) for row in self._ask("SELECT * FROM item WHERE sha256 = ? ORDER BY number", sha256)]

    def objects(self) -> frozenset[str]:
        """Return the ids of the objects that items have."""
        return frozenset(str(row[0]) for row in self._ask("SELECT object FROM item WHERE object <> ''"))

    def next_item_number(self) -> int:
        """Return the number for a new item."""
        return int(self._ask("SELECT coalesce(max(number), 0) + 1 FROM item")[0][0])

    def seen_again(self) -> list[tuple[int, int, str]]:
        """Return number, number of the first, and when it was added, of all items whose bytes were there before."""
        rows = self._ask("SELECT number, same_as, added_at FROM item WHERE same_as > 0 ORDER BY number")
        return [(int(number), int(first), str(added_at)) for number, first, added_at in rows]

    def looks(self) -> list[tuple[int, str]]:
        """Return number and PDQ of all items that have one."""
        return self._ask("SELECT number, pdq FROM item WHERE pdq <> ''")

    def put_item(self, row: ItemRow) -> None:
        """Write a row, new or in place of the old one of its number."""
        self._tell("INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *asdict(row).values())

    def records(self, kind: str = "", item: int | None = None) -> list[RecordRow]:
        """Return rows of records, of one kind and one item where they are named."""
        columns = "SELECT number, kind, item, at, content FROM record"
        if not kind and item is None:
            rows = self._ask(f"{columns} ORDER BY number")
        else:
            rows = self._ask(f"{columns} WHERE (?1 = '' OR kind = ?1) AND (?2 IS NULL OR item = ?2) ORDER BY number", kind, item)
        return [RecordRow(*row) for row in rows]

    def add_record(self, kind: str, item: int, at: str, content: str) -> RecordRow:
        """Write a new record and return its row."""
        number = int(self._ask("SELECT coalesce(max(number), 0) + 1 FROM record")[0][0])
        row = RecordRow(number, kind, item, at, content)
        self.put_record(row)
        return row

    def put_record(self, row: RecordRow) -> None:
        """Write a new row of a record."""
        self._tell("INSERT INTO record VALUES (?, ?, ?, ?, ?)", *asdict(row).values())

    def remove_record(self, number: int) -> None:
        """Remove the row of a record: its item is deleted."""
        self._tell("DELETE FROM record WHERE number = ?", number)

    def log_records(self) -> list[tuple[int, bytes]]:
        """Return the numbers and canonical records of the custody log, oldest first."""
        return [(number, bytes(record)) for number, record in self._ask("SELECT number, record FROM log ORDER BY number")]

    def log_record(self, number: int) -> bytes | None:
        """Return one canonical record of the custody log."""
        found = self._ask("SELECT record FROM log WHERE number = ?", number)
        return bytes(found[0][0]) if found else None

    def add_log_record(self, number: int, record: bytes, head: bytes, signature: bytes) -> None:
        """Write a record of the custody log together with the new head."""
        self.put_log([(number, record)], head, signature)

    def put_log(self, records: Iterable[tuple[int, bytes]], head: bytes, signature: bytes) -> None:
        """Write records of the custody log together with the head after the last of them."""
        for number, record in records:
            self._tell("INSERT INTO log(number, record) VALUES (?, ?)", number, record)
        self._tell("INSERT OR REPLACE INTO head(only, record, signature) VALUES (1, ?, ?)", head, signature)

    def head(self) -> tuple[bytes, bytes] | None:
        """Return the head of the custody log and its signature."""
        found = self._ask("SELECT record, signature FROM head WHERE only = 1")
        return (bytes(found[0][0]), bytes(found[0][1])) if found else None

    def gone(self) -> frozenset[str]:
        """Return the ids of objects that were destroyed."""
        return frozenset(str(row[0]) for row in self._ask("SELECT object FROM gone"))

    def add_gone(self, object_id: str) -> None:
        """Write down that an object is destroyed."""
        self._tell("INSERT OR IGNORE INTO gone(object) VALUES (?)", object_id)

    def _roll_back(self) -> None:
        # SQLite itself rolls back where the disk was full or failed (its "Response To Errors Within A Transaction").
        with suppress(apsw.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _ask(self, question: str, *bindings: str | int | bytes | None) -> list[tuple]:  # type: ignore[type-arg]
        with self._typed_errors():
            return self._connection.execute(question, bindings).fetchall()

    def _tell(self, statement: str, *bindings: str | int | bytes | None) -> None:
        with self._typed_errors():
            self._connection.execute(statement, bindings)

    @contextmanager
    def _typed_errors(self) -> Iterator[None]:
        try:
            yield
        except apsw.Error as error:
            raise self._typed(error) from error
        except MemoryError as error:
            raise NotEnoughMemory(mebibytes=64) from error

    def _typed(self, error: apsw.Error) -> LindenError:
        name = shown(self._path.parent.name)
        match error:
            case apsw.BusyError() | apsw.LockedError():
                typed: LindenError = VaultBusy()
            case apsw.FullError():
                typed = DiskFull(name=name)
            case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError():
                typed = FolderNotWritable(name=name)
            case apsw.IOError():
                typed = VaultOutOfReach(name=name)
            case apsw.ConnectionClosedError() | apsw.InterruptError():
                typed = VaultLocked()
            case apsw.NoMemError():
                typed = NotEnoughMemory(mebibytes=64)
            case _:
                typed = VaultDamaged(part=FILE_NAME)
        return typed
