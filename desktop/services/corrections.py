"""What the custody log says of corrections and relations, with the words that stand in the records it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.services.vaults import JsonValue, LogEntry, Record, Relation, Vault

_BEFORE = {"where_changed": "where_before", "described": "said_before", "case_changed": "case_before"}
_RELATING = frozenset({"relation", "relation_withdrawn", "seen_again"})

Former = Mapping[str, JsonValue]
"""What was said before a correction, by field: `account`, `note`, `platform`, `seen_at`, `url`; `case`, `how`, `accounts`,
`tags`, `people`; `name` and `note` of a case."""


@dataclass(frozen=True)
class Told:
    """What entries of the log point to, by the number of the entry."""

    former: Mapping[int, Former] = field(default_factory=dict)
    relations: Mapping[int, Relation] = field(default_factory=dict)


def told(vault: Vault, entries: Sequence[LogEntry]) -> Told:
    """Return what these entries of the log point to. Raises VaultLocked and VaultDamaged."""
    return Told(former(vault, entries), relations_told(vault, entries))


def former(vault: Vault, entries: Iterable[LogEntry]) -> dict[int, Former]:
    """Return what was said before, of each entry of the log that is a correction, by the entry's number; only what was corrected.

    What was corrected by an earlier version, or lost with a damaged page, is left out. Raises VaultLocked and VaultDamaged.
    """
    kept = {record.number: record for kind in _BEFORE.values() for record in vault.records(kind)}
    found: dict[int, Former] = {}
    last = 0
    for entry in entries:
        if entry.act == "record_kept" and entry.detail.get("kind") in _BEFORE.values():
            last = _number(entry, "record")
        if entry.act in _BEFORE:
            record = kept.get(_number(entry, "before") or (last if entry.act == "where_changed" else 0))
            if record is not None and record.kind == _BEFORE[entry.act]:
                found[entry.number] = _only(record, entry.detail.get("changed", "").split())
    return found


def relations_told(vault: Vault, entries: Sequence[LogEntry]) -> dict[int, Relation]:
    """Return which relation was kept or withdrawn, of each entry of the log that says so. Raises VaultLocked and VaultDamaged."""
    noted = {_number(entry, "record"): entry.number for entry in entries if entry.detail.get("kind") in _RELATING}
    if not noted:
        return {}
    relations = {one.number: one for one in (*vault.casebook.relations(), *vault.casebook.withdrawn())}
    named = {record.number: record.content.get("relation") for record in vault.records("relation_withdrawn")}
    found = ((entry, relations.get(_relation_of(number, named))) for number, entry in noted.items())
    return {entry: relation for entry, relation in found if relation is not None}


def _relation_of(record: int, named: Mapping[int, JsonValue]) -> int:
    number = named.get(record, record)
    return number if isinstance(number, int) else 0


def _only(record: Record, changed: Sequence[str]) -> Former:
    return {name: record.content[name] for name in changed if name in record.content}


def _number(entry: LogEntry, name: str) -> int:
    text = entry.detail.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0
