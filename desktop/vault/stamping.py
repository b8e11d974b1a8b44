"""Time stamps kept in a vault: what was asked for, what came back, and whether it still holds (FORMAT.md, section 11)."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.core import clock
from desktop.core.errors import LindenError
from desktop.core.texts import say
from desktop.vault import custody, records, rows, stamp_check
from desktop.vault.errors import ItemHasNoFile, StampMissing, StampNotAsked, VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.model import JsonValue, Problem, Record
from desktop.vault.store import Store

REQUEST, STAMP = "stamp_request", "stamp"


@dataclass(frozen=True)
class Stamp:
    """A time stamp in the vault."""

    number: int
    """The number of its record."""
    item_id: str
    """The item that was stamped, or empty for the custody log as a whole."""
    log_records: int
    """For the log: how many records it had."""
    sha256: str
    at: datetime
    authority: str
    root: str
    root_sha256: str
    is_by_chosen_root: bool
    """Checked against a root that the person chose; else only against the one that the answer itself carries."""
    response: bytes
    """The answer as it came, which `openssl ts -verify` reads."""
    stamped: bytes
    """What was stamped, where it is the signed head of the log; empty for an item, whose file it is."""


class Stamps:
    """The time stamps of one open vault."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, item_id: str = "") -> bytes:
        """Return a request (.tsq) for an item's file, or for the custody log as it is now. Raises as `ask`."""
        return ask(self._store, item_id)

    def take_in(self, untrusted: bytes, roots: Sequence[bytes] = ()) -> Stamp:
        """Check an answer (.tsr) and keep it. Raises as `take_in`."""
        return take_in(self._store, untrusted, roots)

    def listed(self) -> tuple[Stamp, ...]:
        """Return the time stamps that are kept, oldest first."""
        with self._store.reading() as index:
            return listed(index)

    def get(self, number: int) -> Stamp:
        """Return one time stamp. Raises StampMissing."""
        for stamp in self.listed():
            if stamp.number == number:
                return stamp
        raise StampMissing(number=number)


def ask(store: Store, item_id: str = "") -> bytes:
    """Return a request (.tsq) for an item's file, or for the custody log as it is now, and keep what was asked.

    Raises ItemMissing, ItemHasNoFile, DiskFull, FolderNotWritable.
    """
    with store.changing() as change:
        number = 0
        if item_id:
            row = rows.row_in(change.index, item_id)
            if not row.sha256 or row.kind == "link":
                raise ItemHasNoFile(item=rows.shown_number(row.number))
            number, digest, head = row.number, bytes.fromhex(row.sha256), ""
        else:
            signed = change.index.head()
            if signed is None:
                raise VaultDamaged(part=INDEX_NAME)
            digest, head = hashlib.sha256(signed[0]).digest(), signed[0].decode()
        request, nonce = stamp_check.request_for(digest)
        content: dict[str, JsonValue] = {"sha256": digest.hex(), "nonce": str(nonce), "request": _text(request), "head": head}
        records.keep(change, REQUEST, number, content)
    return request


def take_in(store: Store, untrusted: bytes, roots: Sequence[bytes] = ()) -> Stamp:
    """Check an answer (.tsr) to a request of this vault and keep it. `roots` are certificates that the person trusts.

    Raises StampNotAsked, and what `stamp_check.check` raises.
    """
    digest, nonce = stamp_check.imprint_of(untrusted)
    with store.reading() as index:
        request = next((one for one in _of_kind(index, REQUEST) if _is_about(one, digest, nonce)), None)
    if request is None:
        raise StampNotAsked
    stamped = stamp_check.check(untrusted, digest, nonce, roots)
    content: dict[str, JsonValue] = {
        "request": request.number,
        "response": _text(untrusted),
        "roots": [_text(root) for root in roots],
        "at": clock.stamp(stamped.at),
        "authority": stamped.authority,
        "root": stamped.root,
        "root_sha256": stamped.root_sha256,
    }
    with store.changing() as change:
        kept = records.keep(change, STAMP, int(request.item_id or 0), content)
        change.log("stamped", request.item_id, sha256=digest.hex(), stamped_at=clock.stamp(stamped.at), record=str(kept.number))
    return _stamp(kept, request)


def listed(index: Index) -> tuple[Stamp, ...]:
    """Return the time stamps that are kept, oldest first."""
    requests = {one.number: one for one in _of_kind(index, REQUEST)}
    kept = _of_kind(index, STAMP)
    return tuple(_stamp(one, requests[_number(one)]) for one in kept if _number(one) in requests)


def problems(index: Index) -> list[Problem]:
    """Return which time stamps do not hold: for `verify`."""
    requests = {one.number: one for one in _of_kind(index, REQUEST)}
    return [
        Problem(INDEX_NAME, "stamp_wrong", say("The time stamp {number} does not hold.", number=one.number))
        for one in _of_kind(index, STAMP)
        if not _holds(index, one, requests.get(_number(one)))
    ]


def _holds(index: Index, stamp: Record, request: Record | None) -> bool:
    if request is None:
        return False
    try:
        digest, nonce = bytes.fromhex(str(request.content["sha256"])), int(str(request.content["nonce"]))
        stamp_check.check(_bytes(stamp.content["response"]), digest, nonce, _roots(stamp))
        return _is_of_this_vault(index, request, digest)
    except (LindenError, KeyError, ValueError, custody.LogDamaged):
        return False


def _is_of_this_vault(index: Index, request: Record, digest: bytes) -> bool:
    """Whether what was stamped is the item's file, or a state that the custody log really had."""
    if request.item_id:
        row = index.item(int(request.item_id))
        return row is not None and row.sha256 == digest.hex()
    head_bytes = str(request.content["head"]).encode()
    head = custody.decode_head(head_bytes)
    record = index.log_record(head.count)
    return hashlib.sha256(head_bytes).digest() == digest and record is not None and custody.hash_of(record) == head.hash


def _stamp(stamp: Record, request: Record) -> Stamp:
    head = str(request.content.get("head", ""))
    content = stamp.content
    return Stamp(
        stamp.number,
        request.item_id,
        custody.decode_head(head.encode()).count if head else 0,
        str(request.content.get("sha256", "")),
        custody.read_time(content.get("at")),
        str(content.get("authority", "")),
        str(content.get("root", "")),
        str(content.get("root_sha256", "")),
        bool(content.get("roots")),
        _bytes(content.get("response")),
        head.encode(),
    )


def _of_kind(index: Index, kind: str) -> list[Record]:
    return [rows.record_of(row) for row in index.records(kind)]


def _is_about(request: Record, digest: bytes, nonce: int) -> bool:
    return request.content.get("sha256") == digest.hex() and request.content.get("nonce") == str(nonce)


def _number(stamp: Record) -> int:
    number = stamp.content.get("request")
    return number if isinstance(number, int) else 0


def _roots(stamp: Record) -> list[bytes]:
    roots = stamp.content.get("roots")
    return [_bytes(root) for root in roots] if isinstance(roots, list) else []


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: JsonValue) -> bytes:
    return base64.b64decode(str(text), validate=True)
