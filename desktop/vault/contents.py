"""The bytes of an item's file: given out only where no answer about age forbids it, and checked to the last of them."""

import hashlib
from collections.abc import Iterator

from desktop.core.work import Work
from desktop.vault import adding, rows
from desktop.vault.errors import ExportRefused, ItemDamaged, ItemHasNoFile
from desktop.vault.index_rows import ItemRow
from desktop.vault.reading import Content
from desktop.vault.store import Store


def of_item(store: Store, item_id: str) -> tuple[ItemRow, Content]:
    """Return the row of an item and what reads its file. Raises ItemMissing, ExportRefused, ItemHasNoFile, ItemDamaged, VaultLocked."""
    with store.reading() as index:
        row = rows.row_in(index, item_id)
        shown_item = rows.shown_number(row.number)
        same = index.items_of(row.sha256) if row.sha256 else [row]
        if adding.forbidding([row, *same]) is not None:
            raise ExportRefused(item=shown_item)
        if not row.object:
            raise ItemHasNoFile(item=shown_item)
        return row, Content(store, shown_item, row.object)


def checked_chunks(store: Store, item_id: str, work: Work) -> Iterator[bytes]:
    """Yield all chunks of an item's file; raise ItemDamaged at the end where they are not the file that was taken in."""
    row, content = of_item(store, item_id)
    seen, done = hashlib.sha256(), 0
    with content:
        for chunk in content.chunks():
            work.step(done, content.size)
            seen.update(chunk)
            done += len(chunk)
            yield chunk
        work.step(done, content.size)
    if seen.hexdigest() != row.sha256:
        raise ItemDamaged(item=rows.shown_number(row.number))
