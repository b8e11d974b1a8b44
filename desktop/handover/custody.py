"""The custody log in a package: the lines that concern it, the hashes of all others, and the check that nothing was cut.

The log's format is that of the vault (desktop/vault/FORMAT.md, sections 2, 7 and 8); this module reads it from that page alone.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from desktop.handover import seal
from desktop.handover.item import CustodyLog

LOG_PATH = "data/custody/log.jsonl"
HEAD_PATH = "data/custody/head.json"
HEAD_SIGNATURE_PATH = "data/custody/head.sig"
HANDED_OVER = "handed_over"
MOST_LOG_BYTES = 256 * 1024 * 1024

# Acts on the whole vault that a receiver needs for the chain of custody. Every other act on the whole vault (other packages,
# letters, answers) stays with the person.
_SHOWN_ACTS = frozenset({"created", "unlocked", "passphrase_changed", "verified", "index_was_older", "exported"})
# Cases and tags are how the person, or the counselor of several, keeps things apart.
_PRIVATE_ACTS = frozenset({"reported", "described", "about_lost"})
_SHOWN_RECORDS = frozenset({"check", "match", "origin"})
_RECORD_FIELDS = {"act", "at", "detail", "item", "number", "previous"}


def for_package(log: CustodyLog, item_ids: Collection[str], package_id: str) -> dict[str, bytes]:
    """Return the custody files by path; lines on other items and other business are replaced by their hashes.

    The hash of a line is all that the chain needs, so a shortened log proves as much about the lines that are shown.
    The line that says that this package is handed over is always shown; those about other packages never are.
    """
    lines = log.lines.splitlines()
    kept = [line if _concerns(line, item_ids, package_id) else _hidden(number, line) for number, line in enumerate(lines, start=1)]
    return {
        LOG_PATH: b"".join(line + b"\n" for line in kept),
        HEAD_PATH: log.head,
        HEAD_SIGNATURE_PATH: log.signature,
    }


def concerns_receivers(act: str, detail: Mapping[str, str]) -> bool:
    """Whether an act on an item is a receiver's business: to whom else the person wrote, and how they keep order, is not."""
    return act not in _PRIVATE_ACTS and not (act == "record_kept" and detail.get("kind") not in _SHOWN_RECORDS)


def problem_in(untrusted_lines: bytes, untrusted_head: bytes, signature: bytes, public_key: bytes) -> str | None:
    """Return which part of a custody log is wrong ("head", "signature", "cut", "line N"), or None where it is whole."""
    if not seal.is_signed(signature, untrusted_head, public_key):
        return "signature"
    head = _object(untrusted_head)
    if head is None or head.get("format") != "linden custody head" or head.get("version") != 1:
        return "head"
    if not untrusted_lines.endswith(b"\n") or len(untrusted_lines) > MOST_LOG_BYTES:
        return "cut"
    lines = untrusted_lines[:-1].split(b"\n")
    previous = "0" * 64
    for number, line in enumerate(lines, start=1):
        link = _link(line, number, previous)
        if link is None:
            return f"line {number}"
        previous = link
    return None if head.get("count") == len(lines) and head.get("hash") == previous else "cut"


@dataclass(frozen=True)
class Head:
    """The signed end of a custody log: how many lines it has, and the hash of the last."""

    count: int
    hash: str
    vault: str


def read_head(untrusted: bytes) -> Head:
    """Return what the head of a log says; of one that says nothing, an empty one."""
    stated = _object(untrusted) or {}
    count, last, vault = stated.get("count"), stated.get("hash"), stated.get("vault")
    return Head(count if isinstance(count, int) else 0, str(last or ""), str(vault or ""))


def tells_of(untrusted_lines: bytes, package_id: str) -> bool:
    """Whether the log says that this package was handed over."""
    records = (_object(line) for line in untrusted_lines.split(b"\n"))
    return any(record is not None and record.get("act") == HANDED_OVER and _names(record, package_id) for record in records)


def chain(lines: bytes) -> tuple[str, ...]:
    """Return the hash of every line of a log that was found whole: of a hidden one, the hash that stands there."""
    records = ((line, _object(line) or {}) for line in lines.splitlines())
    return tuple(str(record.get("hidden") or hashlib.sha256(line).hexdigest()) for line, record in records)


@dataclass(frozen=True)
class Entry:
    """One line of a custody log that is shown, and the hash by which the next line names it."""

    number: int
    at: str
    act: str
    item: str
    detail: Mapping[str, str]
    hash: str


def shown_entries(lines: bytes) -> Iterator[Entry]:
    """Yield the lines of a custody log that are not hidden. What is no record is passed over: `problem_in` tells of it."""
    for line in lines.splitlines():
        record = _object(line)
        if record is None or set(record) != _RECORD_FIELDS:
            continue
        number, detail = record["number"], record["detail"]
        if isinstance(number, int) and isinstance(detail, dict):
            stated = {str(name): str(value) for name, value in detail.items()}
            at, act, item = (str(record[name]) for name in ("at", "act", "item"))
            yield Entry(number, at, act, item, stated, hashlib.sha256(line).hexdigest())


def _link(line: bytes, number: int, previous: str | None) -> str | None:
    """Return the hash that the next line must name, or None where this line is not the next of its chain."""
    record = _object(line)
    if record is None or record.get("number") != number:
        return None
    if set(record) == {"hidden", "number"}:
        hidden = record["hidden"]
        return hidden if isinstance(hidden, str) and len(hidden) == 64 else None
    if set(record) != _RECORD_FIELDS or record["previous"] != previous:
        return None
    return hashlib.sha256(line).hexdigest()


def _concerns(line: bytes, item_ids: Collection[str], package_id: str) -> bool:
    record = _object(line)
    if record is None:
        return False
    if record.get("act") == HANDED_OVER:
        return _names(record, package_id)
    act, item, detail = record.get("act"), record.get("item"), record.get("detail")
    if item not in item_ids:
        return not item and act in _SHOWN_ACTS
    return isinstance(detail, dict) and concerns_receivers(str(act), detail)


def _names(record: dict[str, object], package_id: str) -> bool:
    detail = record.get("detail")
    return isinstance(detail, dict) and detail.get("package") == package_id


def _hidden(number: int, line: bytes) -> bytes:
    return _canonical({"hidden": hashlib.sha256(line).hexdigest(), "number": number})


def _canonical(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _object(untrusted: bytes) -> dict[str, object] | None:
    """Return a canonical JSON object, or None."""
    try:
        value = json.loads(untrusted)
        if not isinstance(value, dict) or _canonical(value) != untrusted:
            return None
    except (ValueError, RecursionError):
        return None
    return value
