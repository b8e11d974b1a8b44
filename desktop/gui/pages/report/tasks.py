"""The tasks of the reports' page: each runs on a lane and touches nothing that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core import clock
from desktop.core.work import Work
from desktop.services import following, remaking, reporting
from desktop.services.following import Followed
from desktop.services.reporting import Draft, Format, Question, Recipient, Suggestion, Template, Words
from desktop.services.vaults import Item, Vault, Where


@dataclass(frozen=True)
class Offer:
    """Everything that can be chosen from, read once."""

    questions: Mapping[str, Question]
    hosts: Mapping[str, Words]
    countries: Mapping[str, Words]
    recipients: Mapping[str, Recipient]
    templates: tuple[Template, ...]


@dataclass(frozen=True)
class SentNote:
    """That a report was sent, as the person says."""

    report: int
    at: datetime
    how: str
    reference: str


@dataclass(frozen=True)
class SeenAgain:
    """Where what a report was about was seen again."""

    report: int
    url: str
    account: str


@dataclass(frozen=True)
class Next:
    """The next notice: the answers as the sheet holds them, and the case with the new items in it."""

    template_id: str
    language: str
    answers: Mapping[str, str]
    item_ids: frozenset[str]


@dataclass(frozen=True)
class Case:
    """What the open vault knows for a report; empty where none is open."""

    items: tuple[Item, ...] = ()
    answers: Mapping[str, str] | None = None
    made: tuple[Followed, ...] = ()


@dataclass(frozen=True)
class Situation:
    """The five plain answers that lead to a recipient; empty means not answered."""

    age: str = ""
    content: str = ""
    writing_for: str = ""
    hosted: str = ""
    country: str = ""


@dataclass(frozen=True)
class Report:
    """A report, what it was made from, and what it is about."""

    draft: Draft
    answers: Mapping[str, str]
    item_ids: tuple[str, ...]


@dataclass(frozen=True)
class Saved:
    """What was written."""

    paths: tuple[Path, ...]
    is_ready: bool
    in_vault: bool


def offer(_work: Work) -> Offer:
    """Read recipients, templates and questions."""
    return Offer(
        questions={question.id: question for question in reporting.questions()},
        hosts=reporting.hosts(),
        countries=reporting.countries(),
        recipients={one.id: one for one in reporting.recipients()},
        templates=reporting.templates(),
    )


def case(vault: Vault | None, _work: Work) -> Case:
    """Read what the open vault knows."""
    return Case() if vault is None else Case(vault.items(), vault.answers(), following.followed(vault))


def mark_sent(vault: Vault, note: SentNote, _work: Work) -> None:
    """Keep in the vault that a report was sent."""
    following.mark_sent(vault, note.report, note.at, note.how, note.reference)


def mark_answered(vault: Vault, number: int, _work: Work) -> None:
    """Keep in the vault that an answer came."""
    following.mark_answered(vault, number)


def next_notice(vault: Vault, seen: SeenAgain, _work: Work) -> Next:
    """Keep the new address, and return what the next notice is made of."""
    new: tuple[str, ...] = ()
    if seen.url or seen.account:
        first = following.report(vault, seen.report).item_ids[0]
        new = (following.seen_again(vault, first, Where(url=seen.url, account=seen.account, seen_at=clock.now())).id,)
    again = remaking.again(vault, seen.report, new)
    answers = {name: _as_typed(value) for name, value in again.answers.items() if not isinstance(value, (list, dict))}
    return Next(again.template_id, again.language, answers, frozenset(item.id for item in again.items))


def save_calendar(vault: Vault, out: Path, _work: Work) -> int:
    """Write the dates on which to look again into a calendar file."""
    return following.save_calendar(following.followed(vault), out)


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def suggest(situation: Situation, _work: Work) -> tuple[Suggestion, ...]:
    """Return who fits, in the order that keeps evidence."""
    return reporting.suggest(
        situation.age,
        "public" if situation.content == "public" else "private" if situation.content == "private" else "any",
        "self" if situation.writing_for == "self" else "other" if situation.writing_for == "other" else "any",
        situation.hosted,
        situation.country,
    )


def draft(vault: Vault | None, template_id: str, answers: Mapping[str, str], language: str, items: Sequence[Item], _work: Work) -> Draft:
    """Keep the answers in the open vault, and return the report as it stands."""
    if vault is not None and not vault.is_read_only:
        vault.save_answers(answers)
    return reporting.draft(template_id, answers, language, items)


def save(vault: Vault | None, report: Report, folder: Path, formats: Sequence[Format], work: Work) -> Saved:
    """Write the report, and keep in the open vault that it was made."""
    work.step(0, 1)
    if vault is not None:
        reporting.require_consent(vault, report.draft.template.id)
    paths = reporting.save(report.draft, folder, formats)
    in_vault = vault is not None and not vault.is_read_only
    if vault is not None and in_vault:
        reporting.keep(vault, report.draft, report.answers, report.item_ids)
    return Saved(paths, report.draft.is_ready, in_vault)
