"""Reading what can still be read of a damaged index: every page that is whole still authenticates."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from desktop.vault.index import ItemRow, RecordRow, open_connection

# Fixed texts: no name of a table comes from outside.
_TABLES = {
    "item": ("SELECT * FROM item ORDER BY number", "SELECT * FROM item ORDER BY number DESC"),
    "record": ("SELECT * FROM record ORDER BY number", "SELECT * FROM record ORDER BY number DESC"),
    "sheet": ("SELECT * FROM sheet NOT INDEXED", "SELECT * FROM sheet ORDER BY name DESC"),
    "log": ("SELECT number, record FROM log ORDER BY number", "SELECT number, record FROM log ORDER BY number DESC"),
    "gone": ("SELECT object FROM gone NOT INDEXED", "SELECT object FROM gone ORDER BY object DESC"),
}


@dataclass
class Salvaged:
    """The rows that could be read."""

    items: dict[int, ItemRow] = field(default_factory=dict)
    records: list[RecordRow] = field(default_factory=list)
    sheet: dict[str, str] = field(default_factory=dict)
    log: list[tuple[int, bytes]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)


def salvage(path: Path, key: bytes) -> Salvaged:
    """Return all rows that can be read; none where the file is not there or its first page is damaged."""
    left = Salvaged()
    if not path.is_file():
        return left
    with contextlib.suppress(apsw.Error), contextlib.closing(open_connection(path, key, apsw.SQLITE_OPEN_READONLY)) as connection:
        left.items = {row[0]: ItemRow(*row) for row in _rows(connection, "item")}
        left.records = [RecordRow(*row) for row in _rows(connection, "record")]
        left.sheet = {str(name): str(value) for name, value in _rows(connection, "sheet")}
        left.log = [(number, bytes(record)) for number, record in _rows(connection, "log")]
        left.gone = {str(row[0]) for row in _rows(connection, "gone")}
    return left


def _rows(connection: apsw.Connection, table: str) -> list[tuple]:  # type: ignore[type-arg]
    """Return the rows of a table, sorted, read from both ends up to the first damaged page."""
    found = {row for question in _TABLES[table] for row in _until_damage(connection, question)}
    return sorted(found)


def _until_damage(connection: apsw.Connection, question: str) -> Iterator[tuple]:  # type: ignore[type-arg]
    with contextlib.suppress(apsw.Error):
        yield from connection.execute(question)
