"""The cases of an open vault: which items belong together, what is said of each, and how they have to do with each other."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.core import clock
from desktop.vault import aging, records, relating, rows, said_rows
from desktop.vault.canonical import writable
from desktop.vault.errors import AddressNeeded, CaseMissing, CaseNeedsName, ItemMissing
from desktop.vault.index import Index
from desktop.vault.index_rows import ItemRow
from desktop.vault.model import DEFAULT_CASE, AgeAnswer, Case, Item, JsonValue, Relation, RelationKind, Said, Where
from desktop.vault.store import Change, Store

WHERE_BEFORE, SAID_BEFORE, CASE_BEFORE = "where_before", "said_before", "case_before"
"""The kinds of records that keep what was said before a correction: of where an item was seen, of the rest, and of a case."""
_MOST_DIGITS = 15


class Casebook:
    """What a person, or a counselor for several, does to keep things in order. Everything is written into the custody log."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # Cases

    def cases(self) -> tuple[Case, ...]:
        """Return all cases, the one that every vault has first."""
        with self._store.reading() as index:
            return _cases(index)

    def case(self, case_id: str) -> Case:
        """Return one case. Raises CaseMissing."""
        with self._store.reading() as index:
            return _case(index, case_id)

    def open_case(self, name: str, note: str = "") -> Case:
        """Begin another case. Raises CaseNeedsName, TextTooLong, DiskFull, FolderNotWritable, VaultLocked."""
        if not name.strip():
            raise CaseNeedsName
        with self._store.changing() as change:
            number = 1 + max(int(one.id) for one in _cases(change.index))
            return _put_case(change, Case(str(number), name.strip(), note.strip(), clock.now()), "case_opened")

    def change_case(self, case_id: str, *, name: str | None = None, note: str | None = None) -> Case:
        """Give a case another name or note; the former ones are kept as a record. Raises CaseMissing and what `open_case` raises."""
        if name is not None and not name.strip():
            raise CaseNeedsName
        with self._store.changing() as change:
            case = _case(change.index, case_id)
            name, note = case.name if name is None else name.strip(), case.note if note is None else note.strip()
            changed = [field for field, text in (("name", name), ("note", note)) if getattr(case, field) != text]
            if not changed:
                return case
            told = {"changed": " ".join(changed)}
            if case.name or case.note:
                before = records.keep(change, CASE_BEFORE, 0, {"case": case.id, "name": case.name, "note": case.note})
                told["before"] = str(before.number)
            return _put_case(change, replace(case, name=name, note=note), "case_changed", **told)

    def close_case(self, case_id: str) -> Case:
        """Note that a case is done with. Nothing of it is removed, and it can be opened again. Raises CaseMissing."""
        with self._store.changing() as change:
            case = _case(change.index, case_id)
            return case if case.is_closed else _put_case(change, replace(case, closed_at=clock.now()), "case_closed")

    def reopen_case(self, case_id: str) -> Case:
        """Take a case up again. Raises CaseMissing."""
        with self._store.changing() as change:
            case = _case(change.index, case_id)
            return _put_case(change, replace(case, closed_at=None), "case_reopened") if case.is_closed else case

    # What is said of an item

    def describe(self, item_id: str, said: Said, *, destroy: bool = False) -> Item:
        """Say something else of an item: its case, how it came, accounts, tags, people. Raises as `revise`."""
        return self.revise(item_id, said, destroy=destroy)

    def correct(self, item_id: str, where: Where) -> Item:
        """Say anew where and when an item was seen. Raises as `revise`."""
        return self.revise(item_id, where=where)

    def revise(self, item_id: str, said: Said | None = None, where: Where | None = None, *, destroy: bool = False) -> Item:
        """Say anew what is known of an item, all of it or nothing; what was said before is kept as a record.

        Where someone shown is said to be, or may have been, under 18, the item's answer about age becomes as cautious.
        Raises ItemMissing, CaseMissing, TextTooLong, TooManySaid, AddressNeeded where nothing would be left of an item that is an address,
        and DestroyNotConfirmed where a stored file would have to be destroyed and `destroy` does not confirm it.
        """
        with self._store.reading() as index:
            row = _row(index, item_id)
            age = AgeAnswer(row.age)
            if said is not None:
                _case(index, said.case_id)
                said_rows.about_of(row.number, said)
                age = said_rows.cautious(age, said.people)
            _corrected(row, where)
        if age is not AgeAnswer(row.age):
            aging.change_age(self._store, row.number, age, destroy=destroy)
        with self._store.changing() as change:
            row = _correct_where(change, _row(change.index, item_id), where)
            if said is not None:
                _correct_said(change, row.number, said)
            return rows.item_of(row, change.index.of_cases.about(row.number))

    # Relations

    def relations(self, item_id: str = "") -> tuple[Relation, ...]:
        """Return how items have to do with each other; of one item, in both directions, where it is named. Raises ItemMissing."""
        with self._store.reading() as index:
            return tuple(relating.of_item(index, _row(index, item_id).number) if item_id else relating.everything(index))

    def withdrawn(self, item_id: str = "") -> tuple[Relation, ...]:
        """Return the relations that were withdrawn, of one item where it is named, each with when. Raises ItemMissing."""
        with self._store.reading() as index:
            number = rows.shown_number(_row(index, item_id).number) if item_id else ""
            return tuple(one for one in relating.withdrawn(index) if not number or number in {one.item_id, one.other_id})

    def relate(self, item_id: str, kind: RelationKind, other_id: str, by: str = "person", **detail: JsonValue) -> Relation:
        """Keep that an item has to do with another. The same again is not kept twice. Raises ItemMissing."""
        with self._store.changing() as change:
            item, other = _row(change.index, item_id), _row(change.index, other_id)
            if item.number == other.number:
                raise ItemMissing(item=rows.shown_number(other.number))
            return relating.relate(change, item.number, relating.Found(kind, other.number, by, detail))

    def withdraw(self, relation: Relation) -> None:
        """Note that a relation does not hold. Its record stays; what the same bytes say cannot be withdrawn."""
        with self._store.changing() as change:
            if relation.number and any(one.number == relation.number for one in relating.everything(change.index)):
                records.keep(change, relating.WITHDRAWN, _row(change.index, relation.item_id).number, {"relation": relation.number})

    # Answers

    def answers(self, case_id: str = DEFAULT_CASE) -> dict[str, str]:
        """Return the sheet of answers of a case. Raises CaseMissing."""
        with self._store.reading() as index:
            return index.of_cases.answers(int(_case(index, case_id).id))

    def save_answers(self, answers: Mapping[str, str], case_id: str = DEFAULT_CASE) -> None:
        """Keep the sheet of answers of a case in place of the one before. Raises CaseMissing."""
        with self._store.changing() as change:
            sheet = {writable(name): writable(text) for name, text in answers.items()}
            change.index.of_cases.replace_answers(int(_case(change.index, case_id).id), sheet)


def put_said(change: Change, item: int, said: Said, **told: str) -> None:
    """Write what is said of an item, where it differs from what is there, and into the log the row's hash."""
    row = said_rows.about_of(item, said)
    there = change.index.of_cases.about(item)
    if row == (there or said_rows.about_of(item, Said())):
        return
    change.index.of_cases.put_about(row)
    change.log("described", rows.shown_number(item), about=row.digest, case=said.case_id, **told)


def require_case(index: Index, case_id: str) -> None:
    """Raise CaseMissing where there is no such case."""
    _case(index, case_id)


def _corrected(row: ItemRow, where: Where | None) -> ItemRow:
    """Return the row with what is said of where now; None says nothing new."""
    if where is None:
        return row
    if row.kind == "link" and not where.url.strip():
        raise AddressNeeded
    return rows.with_where(row, where)


def _correct_where(change: Change, row: ItemRow, where: Where | None) -> ItemRow:
    """Write where and when an item was seen, keep as a record what was said before, and return the row."""
    after = _corrected(row, where)
    changed = [name for name in rows.WHERE_FIELDS if getattr(row, name) != getattr(after, name)]
    if changed:
        before = records.keep(change, WHERE_BEFORE, row.number, {name: getattr(row, name) for name in rows.WHERE_FIELDS})
        change.index.put_item(after)
        told = {"changed": " ".join(changed), "before": str(before.number), "row": after.digest}
        change.log("where_changed", rows.shown_number(row.number), **told)
    return after


def _correct_said(change: Change, item: int, said: Said) -> None:
    """Write what is said of an item now, and keep as a record what was said before."""
    there = change.index.of_cases.about(item)
    was, becomes = said_rows.label_of(said_rows.said_of(there)), said_rows.label_of(said)
    changed = [name for name in sorted(was) if was[name] != becomes[name]]
    if not changed:
        return
    told = {"changed": " ".join(changed)}
    if there is not None:
        told["before"] = str(records.keep(change, SAID_BEFORE, item, was).number)
    put_said(change, item, said, **told)


def _put_case(change: Change, case: Case, act: str, **told: str) -> Case:
    case = replace(case, opened_at=case.opened_at or clock.now())
    row = said_rows.row_of_case(case)
    change.index.of_cases.put_case(row)
    change.log(act, case=case.id, row=row.digest, **told)
    return said_rows.case_of(row)


def _cases(index: Index) -> tuple[Case, ...]:
    listed = {row.number: said_rows.case_of(row) for row in index.of_cases.cases()}
    return tuple(case for _number, case in sorted({1: Case(DEFAULT_CASE), **listed}.items()))


def _case(index: Index, case_id: str) -> Case:
    wanted = case_id.lstrip("0") if case_id.isascii() and case_id.isdigit() and len(case_id) <= _MOST_DIGITS else ""
    for case in _cases(index):
        if case.id == wanted:
            return case
    raise CaseMissing(case=case_id)


def _row(index: Index, item_id: str) -> ItemRow:
    return rows.row_in(index, item_id)
