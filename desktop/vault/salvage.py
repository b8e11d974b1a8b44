"""Reading what can still be read of a damaged index: every page that is whole still authenticates."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from desktop.vault.index import open_connection
from desktop.vault.index_rows import AboutRow, CaseRow, ItemRow, RecordRow

# Fixed texts: no name of a table comes from outside.
_TABLES = {
    "item": ("SELECT * FROM item ORDER BY number", "SELECT * FROM item ORDER BY number DESC"),
    "record": ("SELECT * FROM record ORDER BY number", "SELECT * FROM record ORDER BY number DESC"),
    "cases": ("SELECT * FROM cases ORDER BY number", "SELECT * FROM cases ORDER BY number DESC"),
    "about": ("SELECT * FROM about ORDER BY item", "SELECT * FROM about ORDER BY item DESC"),
    "answer": ("SELECT * FROM answer NOT INDEXED", "SELECT * FROM answer ORDER BY case_number DESC, name DESC"),
    # An index of version 1 has one sheet of answers.
    "sheet": ("SELECT 1, name, value FROM sheet NOT INDEXED", "SELECT 1, name, value FROM sheet ORDER BY name DESC"),
    "log": ("SELECT number, record FROM log ORDER BY number", "SELECT number, record FROM log ORDER BY number DESC"),
    "gone": ("SELECT object FROM gone NOT INDEXED", "SELECT object FROM gone ORDER BY object DESC"),
}


@dataclass
class Salvaged:
    """The rows that could be read."""

    items: dict[int, ItemRow] = field(default_factory=dict)
    records: list[RecordRow] = field(default_factory=list)
    cases: list[CaseRow] = field(default_factory=list)
    abouts: dict[int, AboutRow] = field(default_factory=dict)
    answers: dict[int, dict[str, str]] = field(default_factory=dict)
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
        left.cases = [CaseRow(*row) for row in _rows(connection, "cases")]
        left.abouts = {row[0]: AboutRow(*row) for row in _rows(connection, "about")}
        for case, name, value in (*_rows(connection, "sheet"), *_rows(connection, "answer")):
            left.answers.setdefault(case, {})[str(name)] = str(value)
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
