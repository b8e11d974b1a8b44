"""Checking everything in a vault, so that each damage is named and none hides another."""

from collections.abc import Iterable
from pathlib import Path

from desktop.core.texts import say
from desktop.core.work import Work
from desktop.vault import custody, header, headfile, intake, rows, stamping
from desktop.vault.errors import VaultDamaged
from desktop.vault.found import unknown_objects
from desktop.vault.header import Header
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow
from desktop.vault.keys import Keys, is_signed
from desktop.vault.model import LogEntry, Problem
from desktop.vault.objects import FOLDER_NAME, Objects
from desktop.vault.opening import open_header
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.store import Store
from desktop.vault.verifying_cases import case_problems

LOG_PART = "log"


def verify_folder(folder: Path, passphrase: str, work: Work) -> tuple[Problem, ...]:
    """Return what is wrong in a vault, changing nothing; also where the index cannot be opened any more.

    Raises NotAVault, VaultBusy, WrongPassphrase, VaultTooNew, VaultOutOfReach, Stopped.
    """
    try:
        opened, keys, lock_file = open_header(folder, passphrase)
    except VaultDamaged as error:
        return (Problem(header.FILE_NAME, "header_damaged", error.what_happened),)
    try:
        store = Store(folder, opened, keys, lock_file)
    except VaultDamaged:
        try:
            return (*_header_problems(folder, opened), _index_damaged(), *_seal_problems(Objects(folder, keys), work))
        finally:
            keys.drop()
            lock_file.release()
    try:
        return verify(store, work)
    finally:
        store.close()


def verify(store: Store, work: Work) -> tuple[Problem, ...]:
    """Return what is wrong in an open vault, part by part; nothing where every byte is as it was written."""
    problems = _header_problems(store.folder, store.header)
    with store.reading() as index:
        if not index.is_whole():
            return (*problems, _index_damaged(), *_seal_problems(store.objects, work))
        problems += _log_problems(index, store.keys)
        problems += _mirror_problems(store, index)
        problems += _row_problems(index)
        problems += stamping.problems(index)
        items = index.items()
    return (*problems, *_object_problems(store, items, work))


def _header_problems(folder: Path, opened: Header) -> list[Problem]:
    problems = []
    for name in (header.FILE_NAME, header.COPY_NAME):
        content = header.content_of(folder / name)
        if content is None:
            problems.append(Problem(name, "header_missing", say("{part} is missing. Opening the vault makes it anew.", part=name)))
        elif content != opened.encode():
            text = say("{part} is damaged. Opening the vault makes it anew from its other copy.", part=name)
            problems.append(Problem(name, "header_damaged", text))
    return problems


def _index_damaged() -> Problem:
    text = say("The list of items is damaged. Copy the whole vault folder first; then it can be made anew (linden vault rebuild).")
    return Problem(INDEX_NAME, "index_damaged", text)


def _log_problems(index: Index, keys: Keys) -> list[Problem]:
    records, signed = index.log_records(), index.head()
    broken = custody.first_break(records)
    if broken:
        text = say("The custody log was changed at entry {number}.", number=broken)
        return [Problem(LOG_PART, "log_changed", text)]
    if signed is None or not is_signed(keys.public_key(), signed[1], signed[0]):
        return [Problem(LOG_PART, "log_signature", say("The signature of the custody log is not right."))]
    head = custody.decode_head(signed[0])
    if head.vault_id != keys.vault_id.hex() or head.count != len(records) or head.hash != custody.hash_of(records[-1][1]):
        text = say("The custody log has {found} entries, but {expected} were signed.", found=len(records), expected=head.count)
        return [Problem(LOG_PART, "log_cut", text)]
    return []


def _mirror_problems(store: Store, index: Index) -> list[Problem]:
    try:
        mirror = headfile.read(store.folder, store.keys)
    except custody.LogDamaged:
        return [Problem(headfile.FILE_NAME, "head_damaged", say("The second copy of the custody log's signature is damaged."))]
    if mirror is None:
        return [Problem(headfile.FILE_NAME, "head_missing", say("The second copy of the custody log's signature is missing."))]
    record = index.log_record(mirror.count)
    if record is None or custody.hash_of(record) != mirror.hash:
        return [Problem(INDEX_NAME, "index_older", say("The list of items was replaced by an older one."))]
    return []


def _row_problems(index: Index) -> list[Problem]:
    entries = _readable(index)
    items = {rows.shown_number(row.number): row.digest for row in index.items()}
    logged_items = {entry.item_id: entry.detail.get("row", "") for entry in entries if entry.act in custody.ROW_ACTS}
    records = {str(row.number): row.digest for row in index.records()}
    logged_records = custody.kept_records(entries)
    differences = [*_item_differences(items, logged_items), *_record_differences(records, logged_records)]
    return [*differences, *case_problems(index, entries)]


def _readable(index: Index) -> list[LogEntry]:
    entries = []
    for _number, record in index.log_records():
        try:
            entries.append(custody.decode_record(record)[0])
        except custody.LogDamaged:
            continue
    return entries


def _item_differences(there: dict[str, str], logged: dict[str, str]) -> list[Problem]:
    missing = [
        Problem(INDEX_NAME, "item_missing", say("Item {item} is missing from the list.", item=number))
        for number in sorted(logged.keys() - there.keys())
    ]
    changed = [
        Problem(INDEX_NAME, "item_changed", say("The entry of item {item} is not what the custody log says.", item=number))
        for number in sorted(there)
        if there[number] != logged.get(number)
    ]
    return missing + changed


def _record_differences(there: dict[str, str], logged: dict[str, str]) -> list[Problem]:
    missing = [
        Problem(INDEX_NAME, "record_missing", say("The kept result {number} is missing.", number=number))
        for number in sorted(logged.keys() - there.keys())
    ]
    changed = [
        Problem(INDEX_NAME, "record_changed", say("The kept result {number} is not what the custody log says.", number=number))
        for number in sorted(there)
        if there[number] != logged.get(number)
    ]
    return missing + changed


def _object_problems(store: Store, items: Iterable[ItemRow], work: Work) -> list[Problem]:
    by_object: dict[str, ItemRow] = {}
    for row in items:
        if row.object:
            by_object.setdefault(row.object, row)
    progress = _Progress(work, sum(row.size for row in by_object.values()))
    problems = [problem for row in by_object.values() if (problem := _object_problem(store.objects, row, progress)) is not None]
    for object_id in unknown_objects(store):
        text = say("There is a sealed file that the list does not know. Opening the vault takes it in again where it is whole.")
        problems.append(Problem(_part(object_id), "object_unknown", text))
    return problems


def _object_problem(objects: Objects, row: ItemRow, progress: "_Progress") -> Problem | None:
    number = rows.shown_number(row.number)
    try:
        with intake.Hashes() as hashes:
            size = _read_through(objects, row.object, progress, hashes)
            if (size, *hashes.finish()) == (row.size, row.sha256, row.sha512, row.md5):
                return None
    except ObjectDamaged as damage:
        if damage.args == ("missing",):
            return Problem(_part(row.object), "object_missing", say("The sealed file of item {item} is missing.", item=number))
        return Problem(_part(row.object), "object_damaged", say("The sealed file of item {item} is damaged.", item=number))
    text = say("The sealed file of item {item} is not the one that was taken in.", item=number)
    return Problem(_part(row.object), "object_differs", text)


def _seal_problems(objects: Objects, work: Work) -> list[Problem]:
    names = sorted(objects.names())
    progress = _Progress(work, sum(map(objects.size_of, names)))
    problems = []
    for object_id in names:
        try:
            _read_through(objects, object_id, progress, None)
        except ObjectDamaged:
            problems.append(Problem(_part(object_id), "object_damaged", say("A sealed file is damaged.")))
    return problems


def _read_through(objects: Objects, object_id: str, progress: "_Progress", hashes: intake.Hashes | None) -> int:
    file, opener = objects.open(object_id)
    with file:
        for number in range(opener.chunk_count):
            objects.require_open()
            chunk = opener.chunk(number)
            progress.add(len(chunk))
            if hashes is not None:
                hashes.add(chunk)
    return opener.size


class _Progress:
    def __init__(self, work: Work, total: int) -> None:
        self._work, self._total, self._done = work, total, 0

    def add(self, count: int) -> None:
        self._done += count
        self._work.step(min(self._done, self._total), self._total)


def _part(object_id: str) -> str:
    return f"{FOLDER_NAME}/{object_id}"
