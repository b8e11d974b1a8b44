"""The tasks of the desk's page: each runs on the vault's lane and touches nothing that is shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from desktop.core.work import Work
from desktop.reports.guides import SessionStep, session_steps
from desktop.services import following
from desktop.services.counsel import consent, desk, exposure, notes
from desktop.services.counsel.consent import How, Scope, Standing
from desktop.services.counsel.desk import Case
from desktop.services.counsel.exposure import Looking, Seen
from desktop.services.counsel.notes import Note
from desktop.services.following import Stage
from desktop.services.vaults import Vault


@dataclass(frozen=True)
class Overview:
    """What the desk shows: its cases, and what the counselor looked at."""

    cases: tuple[Case, ...]
    left: int
    today: Seen
    week: Seen
    by_case: Mapping[str, Seen]
    """What was uncovered of each case, by its id."""


@dataclass(frozen=True)
class CaseStory:
    """What the desk shows of one open case."""

    case: Case
    items: int
    reports: int
    overdue: int
    standing: tuple[Standing, ...]
    steps: tuple[SessionStep, ...]
    ticks: Mapping[str, date]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Answer:
    """What the person agreed to, as it is noted."""

    scopes: tuple[Scope, ...]
    how: How
    to: str
    until: date | None


def choose_looking(held: Vault, way: Looking, _work: Work) -> Looking:
    """Keep how pictures are shown."""
    exposure.choose_looking(held, way)
    return way


def overview(held: Vault, _work: Work) -> Overview:
    """Return the cases and what was looked at."""
    cases = desk.cases(held)
    by_case = {case.id: exposure.of_case(held, case) for case in cases}
    return Overview(cases, desk.left(held), exposure.on(held), exposure.in_a_week(held), by_case)


def story(held: Vault, case: Case, vault: Vault, _work: Work) -> CaseStory:
    """Return what the desk shows of one open case."""
    reports = following.followed(vault)
    return CaseStory(
        case=case,
        items=len(vault.items()),
        reports=len(reports),
        overdue=sum(one.stage is Stage.OVERDUE for one in reports),
        standing=consent.standing(vault),
        steps=session_steps(),
        ticks=notes.ticks(held, case),
        notes=notes.of_case(held, case),
    )


def opener(held: Vault, kind: str, code: str, folder: Path, passphrase: str) -> Callable[[], tuple[Case, Vault]]:
    """Return what begins a case ("new"), puts a vault on the list ("add") or opens one of the list ("open")."""
    match kind:
        case "new":
            return partial(desk.new_case, held, code, folder, passphrase)
        case "add":
            return partial(desk.add, held, code, folder, passphrase)
        case _:
            return partial(desk.open_case, held, code, passphrase)


def give(vault: Vault, answer: Answer, _work: Work) -> None:
    """Note what the person agreed to."""
    consent.give(vault, answer.scopes, answer.how, to=answer.to, until=answer.until)


def revoke(vault: Vault, scopes: Collection[Scope], _work: Work) -> None:
    """Note that consent was taken back."""
    consent.revoke(vault, scopes)


def tick(held: Vault, case: Case, step_id: str, done: bool, _work: Work) -> None:  # noqa: FBT001  the state of a box
    """Note that a step of the session is done, or take that back."""
    notes.tick(held, case, step_id, done=done)


def write_note(held: Vault, case: Case, text: str, note_id: str, _work: Work) -> None:
    """Keep a note."""
    notes.write(held, case, text, note_id)


def remove_note(held: Vault, case: Case, note_id: str, _work: Work) -> None:
    """Forget a note."""
    notes.remove(held, case, note_id)


def lend(vault: Vault, _work: Work) -> None:
    """Note that from now on the person acts by themselves."""
    consent.give_keyboard(vault)


def take_back(vault: Vault, _work: Work) -> None:
    """Note that the counselor acts again."""
    consent.take_keyboard_back(vault)
