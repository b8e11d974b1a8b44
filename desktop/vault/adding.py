"""Adding evidence: files, addresses, and records of files that may not be kept; each confirmed in one transaction."""

from dataclasses import replace

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.vault import intake, relating, rows
from desktop.vault.casebook import put_said, require_case
from desktop.vault.errors import VaultLocked
from desktop.vault.index_rows import ItemRow
from desktop.vault.intake import Digests, Source
from desktop.vault.looks import Looks, Watcher, media_type_of
from desktop.vault.model import AgeAnswer, Item, Said, Where
from desktop.vault.objects import NewObject
from desktop.vault.store import Change, Store


def add_file(store: Store, source: Source, beginnings: ItemRow, said: Said, work: Work) -> Item:
    """Seal a file, or record only its hash and addresses where the answer about age forbids more."""
    if AgeAnswer(beginnings.age).forbids_bytes:
        digests = intake.digest(source, beginnings.name, work)
        with store.changing() as change:
            return keep_hash_only(change, beginnings, digests, said)
    watcher = Watcher(beginnings.name)

    def see(chunk: memoryview) -> None:
        if store.is_closed:
            raise VaultLocked
        watcher.see(chunk)

    with store.reading() as index:
        require_case(index, said.case_id)
        new = store.objects.new(rows.label_of(beginnings, said))
    try:
        digests = intake.seal(source, beginnings.name, work, new, see)
        looks = store.looker.look(watcher.content())
        return _confirm(store, new, with_digests(beginnings, digests, looks), said)
    except BaseException:
        _discard(store, new)
        raise


def add_link(store: Store, url: str, where: Where, age: AgeAnswer, said: Said) -> Item:
    """Keep an address without a file."""
    row = rows.row_of("link", "", replace(where, url=url), age)
    with store.changing() as change:
        return put(change, row, "linked", said)


def add_record(store: Store, beginnings: ItemRow, size: int, sha256: str, said: Said) -> Item:
    """Record the hash and addresses of a file that is kept elsewhere, or by nobody."""
    with store.changing() as change:
        return keep_hash_only(change, beginnings, Digests(size, sha256, "", ""), said)


def keep_hash_only(change: Change, beginnings: ItemRow, digests: Digests, said: Said) -> Item:
    """Write the record of a file of which nothing but hash and addresses may be kept."""
    same = change.index.items_of(digests.sha256) if digests.sha256 else []
    row = replace(beginnings, kind="record", size=digests.size, sha256=digests.sha256, same_as=same[0].number if same else 0)
    return put(change, row, "hash_recorded", said)


def put(change: Change, row: ItemRow, act: str, said: Said) -> Item:
    """Write a new row under the next number, what is said of it, and into the log what was done. Raises CaseMissing."""
    require_case(change.index, said.case_id)
    row = replace(row, number=change.index.next_item_number())
    change.index.put_item(row)
    stated = {"name": row.name, "size": str(row.size) if row.sha256 else "", "sha256": row.sha256, "url": row.url, "object": row.object}
    same_as = {"same_as": rows.shown_number(row.same_as)} if row.same_as else {}
    detail = {name: value for name, value in stated.items() if value} | same_as
    change.log(act, rows.shown_number(row.number), age=row.age, row=row.digest, **detail)
    put_said(change, row.number, said)
    if row.object:
        relating.link_alike(change, row)
    return rows.item_of(row, change.index.of_cases.about(row.number))


def with_digests(row: ItemRow, digests: Digests, looks: Looks) -> ItemRow:
    """Return the row with what was found out about the file's bytes."""
    return replace(
        row,
        size=digests.size,
        sha256=digests.sha256,
        sha512=digests.sha512,
        md5=digests.md5,
        pdq=looks.pdq,
        media_type=looks.media_type or media_type_of(row.name),
    )


def forbidding(same: list[ItemRow]) -> ItemRow | None:
    """Return the row, among those of the same bytes, whose answer about age forbids to keep or give them out."""
    return next((row for row in same if AgeAnswer(row.age).forbids_bytes), None)


def _confirm(store: Store, new: NewObject, row: ItemRow, said: Said) -> Item:
    with store.changing() as change:
        same = change.index.items_of(row.sha256)
        forbidding_row = forbidding(same)
        if forbidding_row is not None:
            # Of the same bytes it was said before that they show someone who was or may have been under 18.
            bare = replace(row, age=forbidding_row.age, sha512="", md5="", pdq="", media_type="")
            item = keep_hash_only(change, bare, Digests(row.size, row.sha256, "", ""), said)
            new.discard()
            return item
        first = next((row for row in same if row.object), None)
        if first is not None:
            item = put(change, replace(row, object=first.object, same_as=first.number), "added", said)
            new.discard()
            return item
        new.keep()
        return put(change, replace(row, object=new.id), "added", said)


def _discard(store: Store, new: NewObject) -> None:
    # Where the index cannot say that it does not know the object, the file stays: it may be confirmed.
    try:
        with store.reading() as index:
            is_known = new.id in index.objects()
    except VaultLocked:
        is_known = new.has_place
    except LindenError:
        is_known = True
    if not is_known:
        new.discard()
