"""Making a damaged index anew from all that is left: its whole pages, the custody log, and the labels of the sealed objects.

The damaged index is kept beside the new one, untouched, as evidence of what happened and for someone who can read more of it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop.core import clock, files
from desktop.vault import custody, deleting, found, intake, rebuilding_cases, rows, seen
from desktop.vault.disk import within
from desktop.vault.header import Header
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow
from desktop.vault.keys import INDEX, Keys
from desktop.vault.lockfile import LockFile
from desktop.vault.looks import media_type_of
from desktop.vault.model import AgeAnswer, LogEntry
from desktop.vault.objects import Objects
from desktop.vault.opening import open_header, way_of
from desktop.vault.salvage import Salvaged, salvage
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.slots import Secret
from desktop.vault.store import Change, Store

NEW_NAME = f".{INDEX_NAME}.part"
_KINDS = {"added": "file", "found_again": "file", "linked": "link", "hash_recorded": "record"}


def rebuild(folder: Path, secret: Secret) -> Store:
    """Make the index anew and open the vault. Raises as `opening.unlock`; the damaged index stays in any case."""
    header, keys, lock_file = open_header(folder, secret)
    try:
        left = salvage(folder / INDEX_NAME, keys.derive(INDEX))
        _write_new(folder, keys, left)
        return _opened(folder, header, keys, lock_file, way_of(secret))
    except BaseException:
        keys.drop()
        lock_file.release()
        raise


def _opened(folder: Path, header: Header, keys: Keys, lock_file: LockFile, way: str) -> Store:
    store = Store(folder, header, keys, lock_file)
    try:
        store.watch = seen.Watch(seen.place_of(store.keys))
        with store.changing() as change:
            change.log("unlocked", way=way)
        found.finish_destroying(store)
        found.take_in_found(store)
    except BaseException:
        store.close()
        raise
    return store


def _write_new(folder: Path, keys: Keys, left: Salvaged) -> None:
    path, new = folder / INDEX_NAME, folder / NEW_NAME
    kept_as = folder / f"index.damaged-{clock.now():%Y%m%d-%H%M%S}.db"
    with within(folder):
        new.unlink(missing_ok=True)
    index = Index(new, keys.derive(INDEX), is_new=True)
    try:
        with index.transaction():
            _fill(index, keys, left, Objects(folder, keys))
    finally:
        index.close()
    with within(folder):
        if path.exists():
            path.rename(kept_as)
            # The journal, if there is one, belongs to the damaged index.
            journal = folder / f"{INDEX_NAME}-journal"
            if journal.exists():
                journal.rename(folder / f"{kept_as.name}-journal")
        new.rename(path)
        files.flush_folder(folder)


def _fill(index: Index, keys: Keys, left: Salvaged, objects: Objects) -> None:
    records = left.log[: custody.first_break(left.log) - 1] if custody.first_break(left.log) else left.log
    entries = [custody.decode_record(record)[0] for _number, record in records]
    if records:
        head = custody.Head(len(records), entries[-1].hash, keys.vault_id.hex()).encode()
        index.put_log(records, head, keys.sign(head))
    change = Change(index, keys)
    for object_id in left.gone | {entry.detail.get("object", "") for entry in entries if entry.act == "destroyed"} - {""}:
        index.add_gone(object_id)
    by_item = _by_item(entries)
    items = {**{number: _from_log(number, told, objects) for number, told in by_item.items()}, **left.items}
    change.log("index_rebuilt", items=str(len(items)), records=str(len(left.records)), log=str(len(records)))
    for number, row in sorted(items.items()):
        _put_item(change, row, by_item.get(number, []))
    _put_records(change, left, entries)
    rebuilding_cases.fill(change, left, entries, objects)


def _by_item(entries: list[LogEntry]) -> Mapping[int, list[LogEntry]]:
    by_item: dict[int, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.act in custody.ROW_ACTS:
            by_item[int(entry.item_id)].append(entry)
    return by_item


def _from_log(number: int, told: list[LogEntry], objects: Objects) -> ItemRow:
    """Return the row of an item as the log and the label of its sealed object tell of it."""
    first = told[0]
    detail = first.detail
    row = replace(
        _from_object(detail.get("object", ""), objects),
        number=number,
        kind=_KINDS.get(first.act, "file"),
        name=detail.get("name", ""),
        size=int(detail.get("size", "0")),
        sha256=detail.get("sha256", ""),
        added_at=clock.stamp(first.at),
        url=detail.get("url", ""),
        age=detail.get("age", AgeAnswer.NOT_ASKED.value),
        object=detail.get("object", ""),
        same_as=int(detail.get("same_as", "0")),
    )
    for entry in told[1:]:
        row = replace(row, age=entry.detail.get("after", row.age))
        if entry.act == deleting.ACT:
            return deleting.remains_in_log(row, entry)
    if AgeAnswer(row.age).forbids_bytes and row.kind == "file":
        row = replace(row, kind="record", object="", sha512="", md5="", pdq="", media_type="")
    return row


def _from_object(object_id: str, objects: Objects) -> ItemRow:
    """Return what a sealed object tells of its item: its label, and the hashes of its content."""
    if not object_id:
        return rows.EMPTY_ROW
    row = rows.EMPTY_ROW
    try:
        file, opener = objects.open(object_id)
        with file, intake.Hashes() as hashes:
            row = rows.row_of_label(opener.label)
            for number in range(opener.chunk_count):
                hashes.add(opener.chunk(number))
            _sha256, sha512, md5 = hashes.finish()
    except ObjectDamaged:
        return row
    return replace(row, sha512=sha512, md5=md5, media_type=media_type_of(row.name))


def _put_item(change: Change, row: ItemRow, told: list[LogEntry]) -> None:
    change.index.put_item(row)
    if not told or told[-1].detail.get("row") != row.digest:
        if row.kind == deleting.KIND:
            deleting.log(change, row)
            return
        stated = {"name": row.name, "sha256": row.sha256, "url": row.url, "object": row.object}
        detail = {name: value for name, value in stated.items() if value}
        change.log("found_again", rows.shown_number(row.number), age=row.age, row=row.digest, size=str(row.size), **detail)


def _put_records(change: Change, left: Salvaged, entries: list[LogEntry]) -> None:
    logged = custody.kept_records(entries)
    for row in left.records:
        change.index.put_record(row)
        if logged.pop(str(row.number), "") != row.digest:
            shown_item = rows.shown_number(row.item) if row.item else ""
            change.log("record_kept", shown_item, kind=row.kind, record=str(row.number), sha256=row.digest)
    for number in logged:
        change.log("record_lost", record=number)
