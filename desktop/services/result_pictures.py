"""Pictures that go along in a package: what a check marked, a photo beside what was made from it, and a coarse preview.

None is made of an item that shows, or may show, someone under 18; whoever calls this gives only items whose file may leave.
A marked picture and a preview hold no more than 14 by 14 pixels of the item. A comparison shows both pictures, and is made only
where the files of both leave anyway.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover.item import NEVER_WITH_PICTURES, Document, DocumentKind
from desktop.services.results import CHECK_RECORD
from desktop.services.vaults import Item, JsonValue, Relation, RelationKind, Vault

if TYPE_CHECKING:
    from desktop.media.decoder import Decoder

Drawing = Callable[[], bytes]
# A larger file is a video or no picture; it is not read whole for a picture of it.
MOST_BYTES = 64 * 1024 * 1024
_QUALITY = 85
_LIGHTNESS = 0.75
_COMPARED = (RelationKind.MADE_FROM, RelationKind.SAME_IMAGE)
# What was drawn once for an open vault; it goes when the vault does. Nothing of it is on the disk.
_drawn: WeakKeyDictionary[Vault, dict[str, bytes]] = WeakKeyDictionary()


def of_results(vault: Vault, items: Sequence[Item], withheld: Collection[str]) -> list[Document]:
    """Return a picture for every check and every comparison of these items that has one. `withheld` are hashes of files that stay."""
    leaving = {item.id: item for item in items if _may_leave(item, withheld)}
    found: list[Document] = []
    for item in leaving.values():
        for record in vault.records(CHECK_RECORD, item.id)[-1:]:
            name = f"{item.id}_check_{record.number}.jpg"
            found += _document(vault, name, "check", item, partial(_marked, vault, item, record.content))
        for relation in vault.casebook.relations(item.id):
            if _is_comparison(relation, item) and relation.other_id in leaving:
                name = f"{item.id}_match_{relation.number}.jpg"
                found += _document(vault, name, "match", item, partial(_compared, vault, item, relation.other_id))
    return found


def coarse(vault: Vault, items: Sequence[Item], withheld: Collection[str]) -> list[Document]:
    """Return a coarse blurred preview of every item that may have one: colours and rough shapes only."""
    found: list[Document] = []
    for item in items:
        if _may_leave(item, withheld):
            found += _document(vault, f"{item.id}_preview.jpg", "other", item, partial(_blurred, vault, item))
    return found


def _may_leave(item: Item, withheld: Collection[str]) -> bool:
    return item.has_bytes and item.age not in NEVER_WITH_PICTURES and item.sha256 not in withheld and item.size <= MOST_BYTES


def _is_comparison(relation: Relation, item: Item) -> bool:
    return relation.by == "match" and relation.kind in _COMPARED and relation.item_id == item.id


def _document(vault: Vault, name: str, kind: DocumentKind, item: Item, draw: Drawing) -> Iterator[Document]:
    """Draw once, and yield what was drawn; of what cannot be read as a picture there is none."""
    kept = _drawn.setdefault(vault, {})
    key = f"{name} {item.sha256}"
    if key not in kept:
        kept[key] = b""
        with suppress(LindenError):
            kept[key] = draw()
    if kept[key]:
        yield Document(name, kind, kept[key], item.id)


def _marked(vault: Vault, item: Item, result: Mapping[str, JsonValue]) -> bytes:
    from desktop.checks import preview
    from desktop.media import encode

    with _decoder() as decoder:
        picture = decoder.read(vault.read(item.id, Work()), longest_side=preview.LONGEST_SIDE)
    blurred = preview.unrecognisable(picture.pixels)
    return encode.to_jpeg(preview.with_kept_findings(blurred, result), _QUALITY)


def _blurred(vault: Vault, item: Item) -> bytes:
    from desktop.checks import preview
    from desktop.media import encode

    with _decoder() as decoder:
        picture = decoder.read(vault.read(item.id, Work()), longest_side=preview.LONGEST_SIDE)
    return encode.to_jpeg(preview.unrecognisable(picture.pixels), _QUALITY)


def _compared(vault: Vault, item: Item, other_id: str) -> bytes:
    """Return the item, the photo laid over it, and where they differ (red), side by side."""
    import numpy as np

    from desktop.media import encode
    from desktop.services.finding_again import aligned

    with _decoder() as decoder:
        laid = aligned(vault.read(item.id, Work()), vault.read(other_id, Work()), decoder)
    if laid is None:
        return b""
    weight = laid.changed[..., None]
    grey = np.repeat(laid.suspect.mean(axis=2, keepdims=True) * _LIGHTNESS, 3, axis=2)
    changed = (grey * (1 - weight) + np.array([230.0, 60.0, 40.0]) * weight).astype(np.uint8)
    between = np.full((laid.suspect.shape[0], 8, 3), 255, np.uint8)
    return encode.to_jpeg(np.concatenate([laid.suspect, between, laid.original, between, changed], axis=1), _QUALITY)


def _decoder() -> "Decoder":
    from desktop.media.decoder import Decoder

    return Decoder()
