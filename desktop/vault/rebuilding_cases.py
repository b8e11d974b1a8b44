"""Making the cases of a damaged index anew, and what was said of items: from whole pages, the custody log, and the labels of objects."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.core import clock
from desktop.vault import custody, rows, said_rows
from desktop.vault.index_rows import AboutRow, CaseRow, ItemRow
from desktop.vault.model import DEFAULT_CASE, NOTHING_SAID, LogEntry, Said
from desktop.vault.objects import Objects
from desktop.vault.salvage import Salvaged
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.store import Change


def fill(change: Change, left: Salvaged, entries: Sequence[LogEntry], objects: Objects) -> None:
    """Write cases, what is said of items, and the sheets of answers; what is lost of them goes into the log."""
    described = {int(entry.item_id): entry for entry in entries if entry.act in custody.ABOUT_ACTS}
    abouts = {}
    for item in change.index.items():
        row = left.abouts.get(item.number) or _from_label(item, described.get(item.number), left, objects)
        if row is not None:
            abouts[item.number] = row
    _put_cases(change, left, entries, {row.case_number for row in abouts.values()} | set(left.answers))
    for number, row in abouts.items():
        change.index.of_cases.put_about(row)
        if number not in described or described[number].detail.get("about") != row.digest:
            change.log("described", rows.shown_number(number), about=row.digest, case=str(row.case_number))
    for number, entry in described.items():
        if number not in abouts and entry.act == "described":
            change.log("about_lost", entry.item_id)
    for case, answers in left.answers.items():
        change.index.of_cases.replace_answers(case, answers)


def _from_label(item: ItemRow, told: LogEntry | None, left: Salvaged, objects: Objects) -> AboutRow | None:
    """Return what was said when the item came, in the case that it was in last; None where nothing was, or nothing can be found out."""
    if told is None and item.number in left.items:
        return None
    said = _label(item, objects)
    if told is not None:
        said = replace(said, case_id=told.detail.get("case", DEFAULT_CASE))
    return None if said == NOTHING_SAID else said_rows.about_of(item.number, said)


def _label(item: ItemRow, objects: Objects) -> Said:
    if not item.object:
        return NOTHING_SAID
    try:
        file, opener = objects.open(item.object)
    except ObjectDamaged:
        return NOTHING_SAID
    with file:
        return said_rows.said_of_label(opener.label.get("said"))


def _put_cases(change: Change, left: Salvaged, entries: Sequence[LogEntry], needed: set[int]) -> None:
    told = {int(entry.detail.get("case", "0")): entry for entry in entries if entry.act in custody.CASE_ACTS}
    cases = {row.number: row for row in left.cases}
    # Of a case whose row is lost, the number is known; its name is not, and can be given again.
    for number in (needed | set(told)) - set(cases) - {int(DEFAULT_CASE)}:
        cases[number] = CaseRow(number, "", "", clock.stamp(told[number].at if number in told else clock.now()), "")
    if int(DEFAULT_CASE) in told and int(DEFAULT_CASE) not in cases:
        cases[int(DEFAULT_CASE)] = CaseRow(int(DEFAULT_CASE), "", "", clock.stamp(told[int(DEFAULT_CASE)].at), "")
    for number, row in sorted(cases.items()):
        change.index.of_cases.put_case(row)
        if number not in told or told[number].detail.get("row") != row.digest:
            change.log("case_changed", case=str(number), row=row.digest)
