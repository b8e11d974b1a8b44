"""Between what a person gives, the rows of the index, and the values that are shown."""

import json
from dataclasses import replace
from datetime import datetime
from typing import cast

from desktop.core import clock
from desktop.core.names import shown
from desktop.vault import said_rows
from desktop.vault.canonical import writable
from desktop.vault.custody import LogDamaged, read_time
from desktop.vault.errors import ItemDeleted, ItemMissing, TextTooLong, VaultDamaged
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.index_rows import AboutRow, ItemRow, RecordRow
from desktop.vault.model import AgeAnswer, Item, ItemKind, JsonValue, Record, Said, Where

# SQLite's integers have 64 bits.
MAX_ID_DIGITS = 18
MAX_TEXT = {"name": 1_000, "url": 8_000, "account": 1_000, "platform": 1_000, "note": 20_000}
WHERE_FIELDS = ("account", "note", "platform", "seen_at", "url")
EMPTY_ROW = ItemRow(0, "", "", 0, "", "", "", "", "", "", "", "", "", "", "", "", "", 0)


def checked_text(field: str, text: str) -> str:
    """Return a text as it can be written down; what is no Unicode in it is made visible. Raises TextTooLong."""
    if len(text) > MAX_TEXT[field]:
        raise TextTooLong(field=field, most=MAX_TEXT[field])
    return writable(text)


def row_of(kind: ItemKind, name: str, where: Where, age: AgeAnswer) -> ItemRow:
    """Return the beginnings of a row. Raises TextTooLong."""
    beginnings = replace(EMPTY_ROW, kind=kind, name=checked_text("name", name), age=age.value, added_at=clock.stamp(clock.now()))
    return with_where(beginnings, where)


def label_of(row: ItemRow, said: Said) -> dict[str, JsonValue]:
    """Return what a sealed object says of its item, so that it can be found again without the index."""
    where: dict[str, JsonValue] = {name: getattr(row, name) for name in WHERE_FIELDS}
    label: dict[str, JsonValue] = {"added_at": row.added_at, "age": row.age, "name": row.name, "where": where}
    return label if said == Said() else {**label, "said": said_rows.label_of(said)}


def row_of_label(label: dict[str, JsonValue]) -> ItemRow:
    """Return the beginnings of a row from what a sealed object says. It was authenticated, so we wrote it."""
    where = label.get("where")
    stated = {**label, **(where if isinstance(where, dict) else {})}

    def text(name: str) -> str:
        value = stated.get(name)
        return value if isinstance(value, str) else ""

    return replace(
        EMPTY_ROW,
        kind="file",
        name=text("name"),
        added_at=text("added_at") or clock.stamp(clock.now()),
        age=said_rows.answer_of(text("age") or AgeAnswer.NOT_ASKED).value,
        url=text("url"),
        account=text("account"),
        platform=text("platform"),
        note=text("note"),
        seen_at=text("seen_at"),
    )


def item_of(row: ItemRow, about: AboutRow | None = None) -> Item:
    """Return the value that is shown for a row and what is said of it. Raises VaultDamaged where we would not have written it."""
    try:
        return Item(
            id=shown_number(row.number),
            kind=cast("ItemKind", row.kind),
            name=row.name,
            size=row.size,
            sha256=row.sha256,
            sha512=row.sha512,
            md5=row.md5,
            pdq=row.pdq,
            media_type=row.media_type,
            added_at=read_time(row.added_at),
            where=Where(row.url, row.account, row.platform, row.note, read_time(row.seen_at) if row.seen_at else None),
            age=AgeAnswer(row.age),
            has_bytes=bool(row.object),
            same_as=shown_number(row.same_as) if row.same_as else "",
            said=said_rows.said_of(about),
        )
    except (LogDamaged, ValueError) as error:
        raise VaultDamaged(part=INDEX_NAME) from error


def record_of(row: RecordRow) -> Record:
    """Return the value that is shown for a row. Raises VaultDamaged where it holds what we would not have written."""
    try:
        content = json.loads(row.content)
        if not isinstance(content, dict):
            raise VaultDamaged(part=INDEX_NAME)
        return Record(row.number, row.kind, shown_number(row.item) if row.item else "", read_time(row.at), content)
    except ValueError as error:
        raise VaultDamaged(part=INDEX_NAME) from error


def with_where(row: ItemRow, where: Where) -> ItemRow:
    """Return the row with where and when its item was seen. Raises TextTooLong."""
    return replace(
        row,
        url=checked_text("url", where.url),
        account=checked_text("account", where.account),
        platform=checked_text("platform", where.platform),
        note=checked_text("note", where.note),
        seen_at=_written(where.seen_at),
    )


def row_in(index: Index, item_id: str) -> ItemRow:
    """Return the row of an item ("0001" or "1"). Raises ItemMissing or ItemDeleted."""
    is_number = item_id.isascii() and item_id.isdigit() and len(item_id) <= MAX_ID_DIGITS
    row = index.item(int(item_id)) if is_number else None
    if row is None:
        raise ItemMissing(item=shown(item_id))
    if row.kind == "deleted":
        raise ItemDeleted(item=shown_number(row.number))
    return row


def shown_number(number: int) -> str:
    """Return an item's number as it is shown: "0001"."""
    return f"{number:04d}"


def _written(moment: datetime | None) -> str:
    # A time without a zone is meant in this computer's own.
    return "" if moment is None else clock.stamp(moment if moment.tzinfo else moment.astimezone())
