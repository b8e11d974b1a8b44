"""The custody log: what was done, in records chained by hash, with a signed head (FORMAT.md, sections 7 and 8)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.vault import canonical
from desktop.vault.model import JsonValue, LogEntry

HEAD_FORMAT: Final = "linden custody head"
HEAD_VERSION: Final = 1
NONE_BEFORE: Final = "0" * 64
# Acts that change a row of the index and carry its hash.
ROW_ACTS: Final = frozenset({"added", "linked", "hash_recorded", "found_again", "age_changed", "where_changed", "deleted"})
# Likewise for what is said of an item, and for the row of a case.
ABOUT_ACTS: Final = frozenset({"described", "about_lost", "deleted"})
CASE_ACTS: Final = frozenset({"case_opened", "case_changed", "case_closed", "case_reopened"})
BOUND_ACTS: Final = ROW_ACTS | ABOUT_ACTS | CASE_ACTS
_ACT: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ITEM: Final = re.compile(r"([0-9]{4,18})?")
_FIELDS: Final = {"act", "at", "detail", "item", "number", "previous"}


class LogDamaged(ValueError):
    """A record or head is not what was written."""


@dataclass(frozen=True)
class Head:
    """How many records the log has, and the hash of the last."""

    count: int
    hash: str
    vault_id: str

    def encode(self) -> bytes:
        """Return the head as it is signed."""
        stated = {"count": self.count, "format": HEAD_FORMAT, "hash": self.hash, "vault": self.vault_id, "version": HEAD_VERSION}
        return canonical.encode(stated)


def encode_record(*, number: int, at: str, act: str, item: str, detail: dict[str, str], previous: str) -> bytes:
    """Return one record as it is hashed. Raises LogDamaged where a field is not as the format says."""
    record = canonical.encode({"act": act, "at": at, "detail": detail, "item": item, "number": number, "previous": previous})
    decode_record(record)
    return record


def decode_record(untrusted: bytes) -> tuple[LogEntry, str]:
    """Return the entry in a canonical record, and the hash of the one before. Raises LogDamaged."""
    try:
        stated = canonical.decode_object(untrusted)
    except canonical.NotCanonical as error:
        raise LogDamaged("not canonical") from error
    act, at, detail, item, number, previous = (stated.get(name) for name in ("act", "at", "detail", "item", "number", "previous"))
    if set(stated) != _FIELDS or not canonical.is_integer(number, 1, canonical.MAX_INTEGER) or not canonical.is_hex(previous, 32):
        raise LogDamaged("fields")
    if not isinstance(act, str) or not _ACT.fullmatch(act) or not isinstance(item, str) or not _ITEM.fullmatch(item):
        raise LogDamaged("act or item")
    entry = LogEntry(number, read_time(at), act, item, _texts(detail), hash_of(untrusted))
    return entry, previous


def decode_head(untrusted: bytes) -> Head:
    """Return the head in these bytes. Raises LogDamaged."""
    try:
        stated = canonical.decode_object(untrusted)
    except canonical.NotCanonical as error:
        raise LogDamaged("not canonical") from error
    count, last, vault_id = (stated.get(name) for name in ("count", "hash", "vault"))
    if not canonical.is_integer(count, 1, canonical.MAX_INTEGER) or not canonical.is_hex(last, 32) or not canonical.is_hex(vault_id, 16):
        raise LogDamaged("fields")
    head = Head(count, last, vault_id)
    if head.encode() != untrusted:
        raise LogDamaged("other fields")
    return head


def hash_of(record: bytes) -> str:
    """Return the hash of a canonical record."""
    return hashlib.sha256(record).hexdigest()


def first_break(records: Iterable[tuple[int, bytes]]) -> int:
    """Return the number of the first record that is not one, is out of order or does not follow the one before; 0 where all do."""
    before = NONE_BEFORE
    for expected, (number, record) in enumerate(records, start=1):
        try:
            entry, previous = decode_record(record)
        except LogDamaged:
            return expected
        if not number == entry.number == expected or previous != before:
            return expected
        before = entry.hash
    return 0


def kept_records(entries: Iterable[LogEntry]) -> dict[str, str]:
    """Return the numbers of the records that should be there, with their hashes: kept, and neither lost nor deleted since."""
    kept: dict[str, str] = {}
    for entry in entries:
        if entry.act == "record_kept":
            kept[entry.detail.get("record", "")] = entry.detail.get("sha256", "")
        elif entry.act in {"record_lost", "deleted"}:
            for number in (entry.detail.get("record", ""), *entry.detail.get("records", "").split()):
                kept.pop(number, None)
    return kept


def read_time(untrusted: JsonValue) -> datetime:
    """Return a time as records state it. Raises LogDamaged."""
    if not isinstance(untrusted, str):
        raise LogDamaged("time")
    try:
        moment = datetime.fromisoformat(untrusted)
    except ValueError as error:
        raise LogDamaged("time") from error
    if moment.tzinfo is None:
        raise LogDamaged("time without zone")
    return moment


def _texts(untrusted: JsonValue) -> dict[str, str]:
    if not isinstance(untrusted, dict):
        raise LogDamaged("detail")
    texts = {name: value for name, value in untrusted.items() if isinstance(value, str)}
    if len(texts) != len(untrusted):
        raise LogDamaged("detail")
    return texts
