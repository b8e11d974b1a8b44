"""Deleting an item for good: its key is destroyed, and what stays is that it existed (FORMAT.md, section 5, "Deleting")."""

import json
from collections.abc import Iterable
from dataclasses import replace

from desktop.vault import rows
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow, RecordRow
from desktop.vault.model import DeletedItem, LogEntry
from desktop.vault.store import Change, Store

KIND = "deleted"
ACT = "deleted"
# A time stamp holds nothing but the hash, which stays as well.
_STAYING = frozenset({"stamp_request", "stamp"})
# Records of other items that name this one.
_NAMING = {"relation": "other", "seen_again": "first"}


def together(index: Index, item_id: str) -> tuple[ItemRow, ...]:
    """Return the item and all that share its sealed file: they can be deleted only together. Raises ItemMissing, ItemDeleted."""
    row = rows.row_in(index, item_id)
    same = [one for one in index.items_of(row.sha256) if one.object == row.object] if row.object else []
    return tuple(same) or (row,)


def delete(store: Store, item_id: str) -> tuple[str, ...]:
    """Delete an item, and all that share its file; return their ids. Raises ItemMissing, ItemDeleted, DiskFull, FolderNotWritable."""
    with store.changing() as change:
        doomed = together(change.index, item_id)
        for row in doomed:
            _delete_one(change, row)
        object_id = doomed[0].object
        if object_id:
            change.index.add_gone(object_id)
            change.log("destroyed", rows.shown_number(doomed[0].number), because=ACT, object=object_id, sha256=doomed[0].sha256)
    # What a crash before this leaves undone, the next opening does.
    if object_id:
        store.objects.destroy(object_id)
    return tuple(rows.shown_number(row.number) for row in doomed)


def remains(row: ItemRow) -> ItemRow:
    """Return what stays of a row: number, size, times, hashes and the answer about age. What it looks like does not."""
    empty = replace(rows.EMPTY_ROW, number=row.number, kind=KIND, size=row.size, added_at=row.added_at, age=row.age)
    return replace(empty, sha256=row.sha256, sha512=row.sha512, md5=row.md5)


def remains_in_log(row: ItemRow, entry: LogEntry) -> ItemRow:
    """Return what stays of an item as the record of its deletion tells it."""
    sha256, sha512, md5 = (entry.detail.get(name, "") for name in ("sha256", "sha512", "md5"))
    return remains(replace(row, added_at=entry.detail.get("added_at", row.added_at), sha256=sha256, sha512=sha512, md5=md5))


def listed(store: Store, log: Iterable[LogEntry]) -> tuple[DeletedItem, ...]:
    """Return what stays of deleted items, with when the log says that each was deleted."""
    when = {entry.item_id: entry.at for entry in log if entry.act == ACT}
    with store.reading() as index:
        left = [row for row in index.items() if row.kind == KIND]
    return tuple(DeletedItem(shown, row.size, row.sha256, when.get(shown)) for row in left for shown in [rows.shown_number(row.number)])


def _delete_one(change: Change, row: ItemRow) -> None:
    own = [record for record in change.index.records(item=row.number) if record.kind not in _STAYING]
    records = [*own, *_naming(change.index, rows.shown_number(row.number))]
    numbers = sorted({record.number for record in records})
    for number in numbers:
        change.index.remove_record(number)
    change.index.of_cases.remove_about(row.number)
    left = remains(row)
    change.index.put_item(left)
    log(change, left, numbers)


def log(change: Change, left: ItemRow, record_numbers: Iterable[int] = ()) -> None:
    """Write into the log that an item was deleted, and all that stays of it."""
    stated = {"sha256": left.sha256, "sha512": left.sha512, "md5": left.md5, "records": " ".join(map(str, record_numbers))}
    detail = {name: value for name, value in stated.items() if value}
    change.log(ACT, rows.shown_number(left.number), added_at=left.added_at, age=left.age, size=str(left.size), row=left.digest, **detail)


def _naming(index: Index, item_id: str) -> list[RecordRow]:
    found = []
    for kind, field in _NAMING.items():
        found += [record for record in index.records(kind) if _field(record, field) == item_id]
    return found


def _field(record: RecordRow, name: str) -> object:
    content = json.loads(record.content)
    return content.get(name) if isinstance(content, dict) else None
