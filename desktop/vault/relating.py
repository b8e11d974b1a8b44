"""How items have to do with each other: found at import, or said by a person; each is a record that never changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.vault import custody, records, rows
from desktop.vault.errors import VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow
from desktop.vault.model import JsonValue, Record, Relation, RelationKind
from desktop.vault.store import Change

RECORD = "relation"
WITHDRAWN = "relation_withdrawn"
# What the board of reports keeps where something was seen again (desktop/services/following.py).
SEEN_AGAIN = "seen_again"
# Two pictures are the same at this distance of their PDQ or below, of 256 bits (ThreatExchange, "The TMK+PDQF Video-Hashing
# Algorithm and the PDQ Image-Hashing Algorithm", 2019); those of too little quality have none (looks.py).
SAME_AT_MOST = 31
PDQ_BYTES = 32
# A picture that was sent round a hundred times is linked to its nearest copies, which are linked to theirs.
MOST_LINKED = 8


@dataclass(frozen=True)
class Found:
    """With which other item one has to do, how, and by what this was found."""

    kind: RelationKind
    other: int
    by: str
    detail: Mapping[str, JsonValue]


def link_alike(change: Change, row: ItemRow) -> None:
    """Link a new picture to those in the vault that look the same in other bytes."""
    same = {one.number for one in change.index.items_of(row.sha256)}
    if not row.pdq:
        return
    for number, distance in nearest(row.pdq, [one for one in change.index.looks() if one[0] not in same]):
        found = Found(RelationKind.SAME_IMAGE, number, "pdq", {"distance": distance})
        _keep(change, row.number, found)


def nearest(pdq: str, others: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Return number and distance of those that look the same, nearest first, oldest first among equals."""
    listed = list(others)
    if not pdq or not listed:
        return []
    import numpy as np

    # All at once: one after another, ten thousand would take longer than everything else that an import does.
    known = np.frombuffer(bytes.fromhex("".join(other for _number, other in listed)), np.uint8).reshape(-1, PDQ_BYTES)
    distances = np.bitwise_count(known ^ np.frombuffer(bytes.fromhex(pdq), np.uint8)).sum(axis=1, dtype=np.int64)
    alike = [(listed[place][0], int(distances[place])) for place in np.flatnonzero(distances <= SAME_AT_MOST)]
    return sorted(alike, key=lambda one: (one[1], one[0]))[:MOST_LINKED]


def relate(change: Change, item: int, found: Found) -> Relation:
    """Keep that an item has to do with another. The same again, while it holds, is not kept twice."""
    wanted = (found.kind, rows.shown_number(item), rows.shown_number(found.other))
    for one in of_item(change.index, item):
        if one.number and (one.kind, one.item_id, one.other_id) == wanted:
            return one
    return _keep(change, item, found)


def of_item(index: Index, item: int) -> list[Relation]:
    """Return the relations of an item, in both directions."""
    number = rows.shown_number(item)
    return [one for one in everything(index) if number in {one.item_id, one.other_id}]


def everything(index: Index) -> list[Relation]:
    """Return all relations that hold, in the order in which they were found; first those that the same bytes say themselves."""
    return [*_same_bytes(index), *(one for one in _kept(index) if one.withdrawn_at is None)]


def withdrawn(index: Index) -> list[Relation]:
    """Return the relations that were found or said once and do not hold, in the order in which they were found."""
    return [one for one in _kept(index) if one.withdrawn_at is not None]


def _kept(index: Index) -> list[Relation]:
    gone = {record.content.get("relation"): record.at for record in map(rows.record_of, index.records(WITHDRAWN))}
    kept = (rows.record_of(row) for kind in (RECORD, SEEN_AGAIN) for row in index.records(kind))
    found = [replace(_relation(record), withdrawn_at=gone.get(record.number)) for record in kept]
    return sorted(found, key=lambda one: one.number)


def _same_bytes(index: Index) -> Iterator[Relation]:
    for item, first, added_at in index.seen_again():
        numbers = (rows.shown_number(item), rows.shown_number(first))
        yield Relation(0, RelationKind.SEEN_AGAIN, *numbers, "sha256", custody.read_time(added_at))


def _keep(change: Change, item: int, found: Found) -> Relation:
    content = {**found.detail, "by": found.by, "kind": found.kind.value, "other": rows.shown_number(found.other)}
    return _relation(records.keep(change, RECORD, item, content))


def _relation(record: Record) -> Relation:
    content = dict(record.content)
    is_older = record.kind == SEEN_AGAIN
    other, kind, by = content.pop("first" if is_older else "other", ""), content.pop("kind", SEEN_AGAIN), content.pop("by", "person")
    try:
        return Relation(record.number, RelationKind(str(kind)), record.item_id, str(other), str(by), record.at, content)
    except ValueError as error:
        raise VaultDamaged(part=INDEX_NAME) from error
