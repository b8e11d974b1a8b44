"""Session notes and ticks of the checklist: kept at the desk, in another vault than the evidence, so no package can hold them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.core import clock
from desktop.services.counsel import sheet
from desktop.services.counsel.desk import Case
from desktop.services.counsel.errors import TooMuchAtTheDesk
from desktop.services.vaults import Vault

MOST_LETTERS = 20_000
_NOTES, _STEPS = "note", "step"


@dataclass(frozen=True)
class Note:
    """What the counselor wrote about one session."""

    id: str
    at: datetime
    text: str


def write(desk: Vault, case: Case, text: str, note_id: str = "") -> Note:
    """Keep a note; with `note_id` it takes the place of an earlier one and keeps its time. Raises TooMuchAtTheDesk, DiskFull."""
    if len(text) > MOST_LETTERS:
        raise TooMuchAtTheDesk(letters=len(text), most=MOST_LETTERS)
    earlier = next((one for one in of_case(desk, case) if one.id == note_id), None)
    moment = clock.now()
    # In the order of time also where two are written in one second.
    note = Note(earlier.id if earlier else f"{moment:%Y%m%d%H%M%S%f}-{secrets.token_hex(2)}", earlier.at if earlier else moment, text)
    sheet.put(desk, _NOTES, case.id, note.id, value={"at": clock.stamp(note.at), "text": text})
    return note


def of_case(desk: Vault, case: Case) -> tuple[Note, ...]:
    """Return the notes of a case, oldest first."""
    found = sheet.under(desk, _NOTES, case.id)
    return tuple(Note(name, datetime.fromisoformat(str(one["at"])), str(one["text"])) for name, one in found.items())


def remove(desk: Vault, case: Case, note_id: str) -> None:
    """Forget a note."""
    sheet.drop(desk, _NOTES, case.id, note_id)


def tick(desk: Vault, case: Case, step_id: str, *, done: bool) -> None:
    """Note that a step of the checklist is done, or take that back."""
    if done:
        sheet.put(desk, _STEPS, case.id, step_id, value={"on": clock.now().date().isoformat()})
    else:
        sheet.drop(desk, _STEPS, case.id, step_id)


def ticks(desk: Vault, case: Case) -> Mapping[str, date]:
    """Return which steps are done, and on which day."""
    found = sheet.under(desk, _STEPS, case.id)
    return {step_id: date.fromisoformat(str(one["on"])) for step_id, one in found.items()}
