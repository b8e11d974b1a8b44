"""What becomes of a report once it is written: when it was sent, when an answer is due, and what to do if none comes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from desktop.core import clock, files
from desktop.core.texts import Sentence, _
from desktop.reports import due
from desktop.reports.calendar_file import calendar_file
from desktop.reports.errors import RecipientUnknown, ReportMissing, ReportNotReady, TemplateUnknown, TimeToCome
from desktop.reports.notes import words
from desktop.reports.recipients import CountedFrom, Deadline, Recipient, recipient
from desktop.reports.templates import template
from desktop.services.counsel import consent, receivers
from desktop.services.counsel.consent import Scope
from desktop.services.reporting import REPORT_RECORD
from desktop.services.vaults import Item, JsonValue, Record, Vault, Where

SENT_RECORD = "report_sent"
ANSWERED_RECORD = "report_answered"
SEEN_AGAIN_RECORD = "seen_again"


class Stage(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    """Something required was missing when it was written."""
    WRITTEN = "written"
    WAITING = "waiting"
    """Sent; no limit has passed."""
    OVERDUE = "overdue"
    """Sent, and a limit that we are sure of has passed with no answer noted."""
    ANSWERED = "answered"


@dataclass(frozen=True)
class Sent:
    """That a report was sent, as the person noted it."""

    at: datetime
    how: str = ""
    reference: str = ""
    """The number that the recipient gave it."""


@dataclass(frozen=True)
class Due:
    """One time limit of a report, counted."""

    what: Sentence
    at: datetime
    is_sure: bool
    """False where the limit is from memory or may be out of date: then it is a hint when to look, never a claim."""
    has_passed: bool
    then: Sentence
    then_template: str = ""
    """The report that does what `then` says, or empty."""
    left_out: Sentence | None = None
    """What the counting does not know."""


@dataclass(frozen=True)
class Followed:
    """A report that the vault keeps, and what has become of it."""

    number: int
    """Its name in commands: the number of its first record."""
    content: Mapping[str, JsonValue]
    kept_at: datetime
    sent: Sent | None
    answered_at: datetime | None
    dues: tuple[Due, ...]
    case_closed_at: datetime | None = None
    """When the case of what it is about was closed; None while any of it is in an open case."""

    @property
    def template_id(self) -> str:
        """The template it was written with."""
        return str(self.content.get("template", ""))

    @property
    def language(self) -> str:
        """The language it is written in."""
        return str(self.content.get("language", ""))

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items it is about."""
        listed = self.content.get("items")
        return tuple(str(one) for one in listed) if isinstance(listed, list) else ()

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.answered_at is not None:
            return Stage.ANSWERED
        if self.sent is None:
            return Stage.WRITTEN if self.content.get("ready") is True else Stage.DRAFT
        return Stage.OVERDUE if any(one.has_passed and one.is_sure for one in self.dues) else Stage.WAITING

    def name(self, language: str) -> str:
        """Return the name of its template, or the template's id where it no longer ships."""
        try:
            return template(self.template_id).name(language)
        except TemplateUnknown:
            return self.template_id


def followed(vault: Vault, now: datetime | None = None) -> tuple[Followed, ...]:
    """Return every report that the vault keeps, oldest first, with its time limits as they stand now."""
    moment = now or clock.now()
    sent = {_report_of(one): one for one in vault.records(SENT_RECORD)}
    answered = {_report_of(one): one for one in vault.records(ANSWERED_RECORD)}
    closed = _closed_cases(vault)
    reports = (_followed(first, sent.get(first.number), answered.get(first.number), moment) for first in _reports(vault))
    return tuple(replace(one, case_closed_at=_closed_at(one, closed)) for one in reports) if closed else tuple(reports)


def report(vault: Vault, number: int) -> Followed:
    """Return one report that the vault keeps. Raises ReportMissing."""
    for one in followed(vault):
        if one.number == number:
            return one
    raise ReportMissing(number=number)


def mark_sent(vault: Vault, number: int, at: datetime | None = None, how: str = "", reference: str = "") -> Followed:
    """Note that a report was sent, in a record of its own and in the custody log; a later note corrects an earlier one.

    Raises ReportMissing, ReportNotReady where it was kept as a draft only, and TimeToCome.
    """
    one = report(vault, number)
    who = _recipient(one.template_id)
    consent.require(vault, Scope.REPORT, receivers.of_recipient(who) if who is not None else None)
    if one.content.get("ready") is not True:
        raise ReportNotReady
    moment = _past(at)
    stamp = clock.stamp(moment)
    vault.keep_record(SENT_RECORD, "", {"report": number, "sent_at": stamp, "how": how, "reference": reference})
    vault.note("report_sent", report=str(number), template=one.template_id, sent_at=stamp, how=how, reference=reference)
    return report(vault, number)


def mark_answered(vault: Vault, number: int, at: datetime | None = None, note: str = "") -> Followed:
    """Note that an answer came, or that it is gone: nothing is due any more. Raises ReportMissing and TimeToCome."""
    one = report(vault, number)
    stamp = clock.stamp(_past(at))
    vault.keep_record(ANSWERED_RECORD, "", {"report": number, "answered_at": stamp, "note": note})
    vault.note("report_answered", report=str(number), template=one.template_id, answered_at=stamp)
    return report(vault, number)


def seen_again(vault: Vault, item_id: str, where: Where) -> Item:
    """Keep a new address of something the vault already holds. The answer about age of the first holds for it too."""
    consent.require(vault, Scope.KEEP)
    first = vault.item(item_id)
    new = vault.add_link(where.url, where, first.age)
    vault.keep_record(SEEN_AGAIN_RECORD, new.id, {"first": first.id})
    vault.note("seen_again", new.id, first=first.id)
    return new


def new_since(vault: Vault, one: Followed) -> tuple[Item, ...]:
    """Return the items where what a report was about was seen again, and that no report of its kind names yet."""
    named = {item_id for other in followed(vault) if other.template_id == one.template_id for item_id in other.item_ids}
    first_of = {record.item_id: str(record.content.get("first", "")) for record in vault.records(SEEN_AGAIN_RECORD)}
    about = set(one.item_ids)
    for item_id, first in sorted(first_of.items(), key=lambda one: int(one[0])):
        # Seen again of what was seen again: items are numbered in the order in which they came.
        if first in about:
            about.add(item_id)
    return tuple(item for item in vault.items() if item.id in about - named)


def save_calendar(reports: Iterable[Followed], out: Path) -> int:
    """Write the moments at which to look again into a new calendar file, worded discreetly, and return how many there are.

    Raises AlreadyThere, FolderNotWritable or DiskFull.
    """
    open_ones = [one for one in reports if one.stage in {Stage.WAITING, Stage.OVERDUE, Stage.WRITTEN}]
    moments = [(f"{one.kept_at.isoformat()} {one.number} {step}", limit.at) for one in open_ones for step, limit in enumerate(one.dues)]
    content = calendar_file(moments, _("Appointment"), clock.now())
    with files.creating(out) as file:
        file.write(content)
    return len(moments)


def _closed_cases(vault: Vault) -> dict[str, datetime | None]:
    """Return, where any case is closed, when the case of each item was; None of those whose case is open."""
    closed = {case.id: case.closed_at for case in vault.casebook.cases()}
    return {item.id: closed.get(item.said.case_id) for item in vault.items()} if any(closed.values()) else {}


def _closed_at(one: Followed, closed: Mapping[str, datetime | None]) -> datetime | None:
    moments = [closed.get(item_id) for item_id in one.item_ids]
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None


def _reports(vault: Vault) -> list[Record]:
    """Return the first record of each report: one about several items is kept once with each of them."""
    firsts: list[Record] = []
    seen: set[str] = set()
    before = ""
    for record in vault.records(REPORT_RECORD):
        content = json.dumps(record.content, sort_keys=True)
        if content != before or record.item_id in seen:
            firsts.append(record)
            seen = set()
        before = content
        seen.add(record.item_id)
    return firsts


def _followed(first: Record, sent_record: Record | None, answered_record: Record | None, now: datetime) -> Followed:
    sent = None
    if sent_record is not None:
        noted = sent_record.content
        at = datetime.fromisoformat(str(noted.get("sent_at")))
        sent = Sent(at, str(noted.get("how", "")), str(noted.get("reference", "")))
    answered = datetime.fromisoformat(str(answered_record.content.get("answered_at"))) if answered_record is not None else None
    dues = [_due(limit, start, now) for limit, start in _counted(first, sent)]
    return Followed(first.number, first.content, first.at, sent, answered, tuple(sorted(dues, key=lambda one: one.at)))


def _counted(first: Record, sent: Sent | None) -> list[tuple[Deadline, datetime]]:
    who = _recipient(str(first.content.get("template", "")))
    counted = []
    for limit in who.deadlines if who else ():
        if limit.counted_from is CountedFrom.SENDING and sent is not None:
            counted.append((limit, sent.at))
        # A limit for the person ends with the sending.
        if limit.counted_from is CountedFrom.ANSWER and sent is None:
            start = _day_answered(first.content, limit.counted_from_answer or "")
            counted += [(limit, start)] if start is not None else []
    return counted


def _day_answered(content: Mapping[str, JsonValue], name: str) -> datetime | None:
    answers = content.get("answers")
    try:
        day = date.fromisoformat(str(answers.get(name, ""))) if isinstance(answers, dict) else None
    except ValueError:
        return None
    return datetime.combine(day, time(), clock.now().tzinfo) if day is not None else None


def _recipient(template_id: str) -> Recipient | None:
    try:
        return recipient(template(template_id).recipient_id)
    except (TemplateUnknown, RecipientUnknown):
        # The vault may hold reports of a newer or older version of the program.
        return None


def _due(limit: Deadline, start: datetime, now: datetime) -> Due:
    end = due.ends_at(limit, start)
    return Due(
        what=words(limit.what),
        at=end,
        is_sure=limit.is_sure,
        has_passed=now > end,
        then=due.then(limit.then) if limit.then is not None else due.in_general(),
        then_template=(limit.then.template or "") if limit.then is not None else "",
        left_out=due.not_counted(limit),
    )


def _past(at: datetime | None) -> datetime:
    now = clock.now()
    if at is not None and at.astimezone() > now:
        raise TimeToCome
    return (at or now).astimezone()


def _report_of(record: Record) -> int:
    number = record.content.get("report")
    return number if isinstance(number, int) else -1
