"""Changing an answer about age: only towards caution, and the stored file is destroyed where it may not be kept."""

from dataclasses import replace

from desktop.vault import rows
from desktop.vault.errors import AnswerOnlyTowardsCaution, DestroyNotConfirmed, ItemMissing
from desktop.vault.index_rows import ItemRow
from desktop.vault.model import AgeAnswer, Item
from desktop.vault.said_rows import CAUTION
from desktop.vault.store import Change, Store


def change_age(store: Store, number: int, age: AgeAnswer, *, destroy: bool) -> Item:
    """Change the answer about age of an item and of all with the same bytes, towards caution only."""
    with store.changing() as change:
        row = change.index.item(number)
        if row is None:
            raise ItemMissing(item=rows.shown_number(number))
        if CAUTION.index(age) < CAUTION.index(AgeAnswer(row.age)):
            raise AnswerOnlyTowardsCaution(item=rows.shown_number(number))
        same = change.index.items_of(row.sha256) if row.sha256 else [row]
        doomed = {one.object for one in same if one.object} if age.forbids_bytes else set()
        if doomed and not destroy:
            raise DestroyNotConfirmed(item=rows.shown_number(number))
        for one in same:
            _change_one(change, one, age)
        for object_id in sorted(doomed):
            change.index.add_gone(object_id)
            change.log("destroyed", rows.shown_number(number), object=object_id, sha256=row.sha256)
        changed = change.index.item(number) or row
    # What a crash before this leaves undone, the next opening does.
    for object_id in sorted(doomed):
        store.objects.destroy(object_id)
    with store.reading() as index:
        return rows.item_of(changed, index.of_cases.about(number))


def _change_one(change: Change, row: ItemRow, age: AgeAnswer) -> None:
    if CAUTION.index(AgeAnswer(row.age)) >= CAUTION.index(age):
        return
    changed = replace(row, age=age.value)
    if age.forbids_bytes and row.kind == "file":
        changed = replace(changed, kind="record", object="", sha512="", md5="", pdq="", media_type="")
    change.index.put_item(changed)
    change.log("age_changed", rows.shown_number(row.number), before=row.age, after=age.value, row=changed.digest)
