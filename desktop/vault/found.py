"""Sealed objects that no row knows: after a crash, or where the index was put back to an older state, they are taken in again."""

from dataclasses import replace

from desktop.vault import intake, rows, said_rows
from desktop.vault.adding import forbidding, keep_hash_only, put, with_digests
from desktop.vault.casebook import require_case
from desktop.vault.errors import CaseMissing, ItemDamaged
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow
from desktop.vault.intake import Digests
from desktop.vault.looks import Watcher
from desktop.vault.model import DEFAULT_CASE, Item, Said
from desktop.vault.reading import Content
from desktop.vault.store import Store


def finish_destroying(store: Store) -> None:
    """Destroy what a crash left of objects that were to be destroyed."""
    with store.reading() as index:
        gone = index.gone()
    doomed = gone & store.objects.names() if gone else gone
    for object_id in sorted(doomed):
        store.objects.destroy(object_id)


def take_in_found(store: Store, most_bytes: int | None = None) -> tuple[Item, ...]:
    """Make items of sealed objects that no row knows; leave all where they hold more than `most_bytes` together.

    Where their bytes may not be kept because of an answer about age, only the hash is recorded. A damaged one stays as it is.
    """
    unknown = unknown_objects(store)
    if most_bytes is not None and sum(map(store.objects.size_of, unknown)) > most_bytes:
        return ()
    found = (_take_in(store, object_id) for object_id in unknown)
    return tuple(item for item in found if item is not None)


def unknown_objects(store: Store) -> tuple[str, ...]:
    """Return the ids of the sealed objects that no row knows."""
    with store.reading() as index:
        return tuple(sorted(store.objects.names() - index.gone() - index.objects()))


def _take_in(store: Store, object_id: str) -> Item | None:
    watcher = Watcher("")
    try:
        beginnings, said, digests = _read(store, object_id, watcher)
    except ItemDamaged:
        return None
    looks = store.looker.look(watcher.content())
    with store.changing() as change:
        said = said_in(change.index, said)
        same = change.index.items_of(digests.sha256)
        first = next((row for row in same if row.object), None)
        row = with_digests(beginnings, digests, looks)
        cautious = forbidding([*same, beginnings])
        if cautious is not None:
            item = keep_hash_only(change, replace(beginnings, age=cautious.age), digests, said)
        elif first is not None:
            item = put(change, replace(row, object=first.object, same_as=first.number), "found_again", said)
        else:
            return put(change, replace(row, object=object_id), "found_again", said)
        change.index.add_gone(object_id)
        change.log("destroyed", item.id, object=object_id, sha256=digests.sha256)
    store.objects.destroy(object_id)
    return item


def said_in(index: Index, said: Said) -> Said:
    """Return what was said, in a case that is there: one of which nothing is left becomes the one that every vault has."""
    try:
        require_case(index, said.case_id)
    except CaseMissing:
        return replace(said, case_id=DEFAULT_CASE)
    return said


def _read(store: Store, object_id: str, watcher: Watcher) -> tuple[ItemRow, Said, Digests]:
    size = 0
    with Content(store, object_id, object_id) as content, intake.Hashes() as hashes:
        beginnings, said = rows.row_of_label(content.label), said_rows.said_of_label(content.label.get("said"))
        for chunk in content.chunks():
            hashes.add(chunk)
            watcher.see(chunk)
            size += len(chunk)
        return beginnings, said, Digests(size, *hashes.finish())
