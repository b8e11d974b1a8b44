"""The tables of the index, in each of its versions, and the way from one to the next (FORMAT.md, section 6)."""

import apsw

APPLICATION_ID = 0x4C4E444E
VERSION = 2

_FIRST = """
CREATE TABLE item(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    sha512 TEXT NOT NULL, md5 TEXT NOT NULL, pdq TEXT NOT NULL, media_type TEXT NOT NULL, added_at TEXT NOT NULL, url TEXT NOT NULL,
    account TEXT NOT NULL, platform TEXT NOT NULL, note TEXT NOT NULL, seen_at TEXT NOT NULL, age TEXT NOT NULL, object TEXT NOT NULL,
    same_as INTEGER NOT NULL) STRICT;
CREATE INDEX item_by_sha256 ON item(sha256);
CREATE TABLE record(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, item INTEGER NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL) STRICT;
CREATE TABLE sheet(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE log(number INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT;
CREATE TABLE head(only INTEGER PRIMARY KEY CHECK(only = 1), record BLOB NOT NULL, signature BLOB NOT NULL) STRICT;
CREATE TABLE gone(object TEXT PRIMARY KEY) STRICT;
"""
# Version 2: several cases in a vault, what is said of an item beside where it was seen, and a sheet of answers for each case.
_ADDED_BY_2 = """
CREATE {temporary} TABLE cases(number INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL, opened_at TEXT NOT NULL,
    closed_at TEXT NOT NULL) STRICT;
CREATE {temporary} TABLE about(item INTEGER PRIMARY KEY, case_number INTEGER NOT NULL, how TEXT NOT NULL, accounts TEXT NOT NULL,
    tags TEXT NOT NULL, people TEXT NOT NULL) STRICT;
CREATE {temporary} TABLE answer(case_number INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY(case_number, name)) STRICT;
INSERT INTO answer SELECT 1, name, value FROM sheet;
"""
_FINISHED_BY_2 = """
DROP TABLE sheet;
CREATE INDEX item_by_pdq ON item(pdq) WHERE pdq <> '';
CREATE INDEX record_by_kind ON record(kind, item);
"""
_TEMPORARY = ("cases", "about", "answer")


def create(connection: apsw.Connection) -> None:
    """Make all tables, in a transaction of the caller."""
    connection.execute(_FIRST)
    connection.pragma("application_id", APPLICATION_ID)
    _become_2(connection)


def version_of(connection: apsw.Connection) -> int:
    """Return the version of an index, 0 where it is none of ours."""
    version = connection.pragma("user_version")
    is_ours = connection.pragma("application_id") == APPLICATION_ID
    return version if is_ours and isinstance(version, int) else 0


def stand_in(connection: apsw.Connection) -> None:
    """Give an index of version 1 the tables that it lacks, in memory: so it can be read where nothing may be written."""
    connection.execute(_ADDED_BY_2.format(temporary="TEMP"))


def upgrade(connection: apsw.Connection) -> None:
    """Bring an index of version 1 to the present one, in a transaction of the caller."""
    for name in _TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    _become_2(connection)


def _become_2(connection: apsw.Connection) -> None:
    connection.execute(_ADDED_BY_2.format(temporary=""))
    connection.execute(_FINISHED_BY_2)
    connection.pragma("user_version", 2)
