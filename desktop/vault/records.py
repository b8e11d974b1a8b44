"""Keeping a result, a report or a relation as a record that never changes, bound to the custody log."""

import json
from collections.abc import Mapping

from desktop.core import clock
from desktop.vault import rows
from desktop.vault.model import JsonValue, Record
from desktop.vault.store import Change


def keep(change: Change, kind: str, item: int, content: Mapping[str, JsonValue]) -> Record:
    """Write a record of an item (0: of the whole vault), and into the log its number and hash."""
    written = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    row = change.index.add_record(kind, item, clock.stamp(clock.now()), written)
    change.log("record_kept", rows.shown_number(item) if item else "", kind=kind, record=str(row.number), sha256=row.digest)
    return rows.record_of(row)
