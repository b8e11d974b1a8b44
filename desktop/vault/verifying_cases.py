"""Whether cases, and what is said of items, are what the custody log says."""

from collections.abc import Mapping, Sequence

from desktop.core.texts import Sentence, say
from desktop.vault import custody, rows
from desktop.vault.index import FILE_NAME as INDEX_NAME
from desktop.vault.index import Index
from desktop.vault.model import LogEntry, Problem


def case_problems(index: Index, entries: Sequence[LogEntry]) -> list[Problem]:
    """Return the rows that are missing or are not those that were logged last."""
    abouts = {rows.shown_number(number): row.digest for number, row in index.of_cases.abouts().items()}
    logged_abouts = {entry.item_id: entry.detail.get("about", "") for entry in entries if entry.act in custody.ABOUT_ACTS}
    cases = {str(row.number): row.digest for row in index.of_cases.cases()}
    logged_cases = {entry.detail.get("case", ""): entry.detail.get("row", "") for entry in entries if entry.act in custody.CASE_ACTS}
    return [
        *(Problem(INDEX_NAME, "about_changed", _about(number)) for number in _differing(abouts, logged_abouts)),
        *(Problem(INDEX_NAME, "case_changed", _case(number)) for number in _differing(cases, logged_cases)),
    ]


def _differing(there: Mapping[str, str], logged: Mapping[str, str]) -> list[str]:
    return sorted(number for number in there.keys() | logged.keys() if there.get(number, "") != logged.get(number, ""))


def _about(number: str) -> Sentence:
    return say("What is said of item {item} (case, tags, people) is not what the custody log says.", item=number)


def _case(number: str) -> Sentence:
    return say("The name or note of case {case} is not what the custody log says.", case=number)
