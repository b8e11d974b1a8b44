"""The encrypted index and the mirrored head: their form on disk, and what is refused."""

import contextlib
import hashlib
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import DiskFull, LindenError
from desktop.vault import headfile
from desktop.vault.custody import Head, LogDamaged
from desktop.vault.errors import VaultBusy, VaultDamaged, VaultTooNew
from desktop.vault.index import Index, open_connection
from desktop.vault.keys import Keys

KEY = bytes(range(32))
KEYS = Keys(bytes(range(32)), bytes(range(16)))
HEAD = Head(2, "ab" * 32, bytes(range(16)).hex()).encode()
TABLES = {
    "item": "number kind name size sha256 sha512 md5 pdq media_type added_at url account platform note seen_at age object same_as",
    "record": "number kind item at content",
    "cases": "number name note opened_at closed_at",
    "about": "item case_number how accounts tags people",
    "answer": "case_number name value",
    "log": "number record",
    "head": "only record signature",
    "gone": "object",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Index(tmp_path / "index.db", KEY, is_new=True).close()
    return tmp_path / "index.db"


def test_the_tables_are_those_of_the_format(path: Path) -> None:
    with contextlib.closing(open_connection(path, KEY, apsw.SQLITE_OPEN_READONLY)) as connection:
        listed = {row[0]: row[1] for row in connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")}
        columns = {name: " ".join(row[1] for row in connection.execute(f"PRAGMA table_info({name})")) for name in TABLES}
        pragmas = {name: connection.pragma(name) for name in ("application_id", "user_version", "auto_vacuum", "page_size", "journal_mode")}

    assert columns == TABLES
    assert set(listed) - {"sqlite_schema"} == set(TABLES)
    assert all(listed[name] for name in TABLES)
    assert pragmas == {"application_id": 0x4C4E444E, "user_version": 2, "auto_vacuum": 1, "page_size": 4096, "journal_mode": "delete"}


def test_nothing_of_it_is_readable_without_the_key(path: Path) -> None:
    content = path.read_bytes()

    assert b"SQLite" not in content
    assert b"CREATE" not in content
    for key in (bytes(32), KEY[:-1] + b"\0"):
        with pytest.raises(VaultDamaged):
            Index(path, key)


@pytest.mark.parametrize(
    ("pragma", "value", "error"),
    [("application_id", 1, VaultDamaged), ("user_version", 0, VaultDamaged), ("user_version", 3, VaultTooNew)],
)
def test_another_kind_or_version_is_refused(path: Path, pragma: str, value: int, error: type[LindenError]) -> None:
    with contextlib.closing(open_connection(path, KEY, apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.pragma(pragma, value)

    with pytest.raises(error):
        Index(path, KEY)


def test_a_database_that_another_program_holds_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.vault.index.PATIENCE_MS", 10)
    with contextlib.closing(open_connection(path, KEY, apsw.SQLITE_OPEN_READWRITE)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(VaultBusy):
            Index(path, KEY)


def test_a_change_that_fails_is_taken_back_as_a_whole(path: Path) -> None:
    index = Index(path, KEY)

    with pytest.raises(DiskFull), index.transaction():
        index.of_cases.replace_answers(1, {"name": "value"})
        raise DiskFull(name="vault")

    assert index.of_cases.answers(1) == {}
    index.close()


def test_the_bytes_of_the_mirrored_head_never_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headfile.secrets, "token_bytes", bytes)

    headfile.write(tmp_path, KEYS, HEAD, KEYS.sign(HEAD))

    content = (tmp_path / "log.head").read_bytes()
    assert (len(content), content[:10]) == (1062, b"lindenhd\0\1")
    assert hashlib.sha256(content).hexdigest() == "e2cb65f38b2301ce316bff197b72a9c039ed292f7918f2e98d457a4865928046"
    assert headfile.read(tmp_path, KEYS) == Head(2, "ab" * 32, bytes(range(16)).hex())


def test_a_mirrored_head_that_is_not_signed_by_the_vault_is_refused(tmp_path: Path) -> None:
    headfile.write(tmp_path, KEYS, HEAD, bytes(64))

    with pytest.raises(LogDamaged):
        headfile.read(tmp_path, KEYS)


@given(st.binary(max_size=1100) | st.binary(min_size=1052, max_size=1052).map(lambda rest: b"lindenhd\0\1" + rest))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused_as_a_mirrored_head(tmp_path: Path, untrusted: bytes) -> None:
    (tmp_path / "log.head").write_bytes(untrusted)

    with pytest.raises(LogDamaged):
        headfile.read(tmp_path, KEYS)
