"""Who a report can go to, read from resources/recipients/: one file each, every claim with its source and date."""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import model_validator

from desktop.core import places
from desktop.reports.errors import RecipientUnknown, ReportDataDamaged
from desktop.reports.schema import AgeRule, Id, Line, Model, Source, Sourced, Words, read_toml

SOURCES = "sources.toml"
ROUTES = "routes.toml"
_NO_RECIPIENTS = {SOURCES, ROUTES}


class Kind(StrEnum):
    """What sort of recipient it is."""

    POLICE = "police"
    SUPPORT = "support"
    REGULATOR = "regulator"
    PLATFORM = "platform"
    SEARCH = "search"
    HOST = "host"
    HASH_SERVICE = "hash_service"
    """Takes a fingerprint made on the person's own device, never the image."""
    LAW = "law"
    """Not one recipient but a notice that a law defines, for every service it binds."""


class Way(StrEnum):
    """How a recipient is reached."""

    WEB_FORM = "web_form"
    IN_APP = "in_app"
    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    POST = "post"


class Contact(Sourced):
    """One way to reach a recipient."""

    way: Way
    value: Line
    shown: Words | None = None
    """In place of the value, where it is a description and no address or number."""
    note: Words | None = None


class CountedFrom(StrEnum):
    """What a time limit is counted from, where the program can know it."""

    SENDING = "sending"
    """The report that was marked as sent; receipt is taken to be the same moment."""
    ANSWER = "answer"
    """A day that the sheet of answers holds: `Deadline.counted_from_answer`."""
    ELSEWHERE = "elsewhere"
    """Something that happens outside: a letter that comes, a decision. It is told, never counted."""


class Then(Sourced):
    """What to do once a time limit has passed."""

    text: Words
    template: Id | None = None
    """The report that does it, where there is one."""


class Deadline(Sourced):
    """A time limit: for the recipient to act, or for the person to apply."""

    what: Words
    hours: int | None = None
    days: int | None = None
    months: int | None = None
    working_days: bool = False
    """Whether Saturdays and Sundays are not counted among the days; public holidays are not known offline."""
    starts: Words
    counted_from: CountedFrom = CountedFrom.ELSEWHERE
    counted_from_answer: Id | None = None
    then: Then | None = None

    @model_validator(mode="after")
    def _names_the_answer_it_is_counted_from(self) -> "Deadline":
        if (self.counted_from is CountedFrom.ANSWER) != (self.counted_from_answer is not None):
            message = "a deadline names an answer exactly where it is counted from one"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _has_one_length(self) -> "Deadline":
        if sum(length is not None for length in (self.hours, self.days, self.months)) != 1:
            message = "a deadline has exactly one of hours, days and months"
            raise ValueError(message)
        return self


class Claim(Sourced):
    """One sentence about a recipient that somebody relies on."""

    text: Words


class Needed(StrEnum):
    """Whether a form insists on a field."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"


class FormField(Sourced):
    """One field of the recipient's own form."""

    id: Id
    label: Words
    """May hold the form's own label under its language."""
    needed: Needed
    note: Words | None = None


class Recipient(Model):
    """Who a report can go to: what it handles, how it is reached, what it asks for, and what happens then."""

    id: Id
    kind: Kind
    jurisdiction: Line
    """ISO 3166 country code, "EU", or "any" for a service that is not bound to one country."""
    languages: tuple[Line, ...]
    age_rule: AgeRule
    name: Words
    """Its name in its own language stands under that language where it has one."""
    handles: Words
    who_may_file: tuple[Claim, ...] = ()
    reached: tuple[Contact, ...]
    fields: tuple[FormField, ...] = ()
    """In the order of the recipient's own form."""
    legal_basis: tuple[Claim, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    what_happens: tuple[Claim, ...] = ()
    discloses: tuple[Claim, ...] = ()
    """What the person who uploaded the image may learn about whoever files."""
    careful: tuple[Claim, ...] = ()
    """What to know before filing."""

    @property
    def facts(self) -> tuple[Sourced, ...]:
        """Every sourced claim about this recipient."""
        return (
            *self.who_may_file,
            *self.reached,
            *self.fields,
            *self.legal_basis,
            *self.deadlines,
            *(one.then for one in self.deadlines if one.then is not None),
            *self.what_happens,
            *self.discloses,
            *self.careful,
        )


class _Sources(Model):
    sources: dict[str, Source]


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Return the texts that facts were taken from, by their keys."""
    return read_toml(_folder() / SOURCES, _Sources).sources


@lru_cache(maxsize=1)
def recipients() -> tuple[Recipient, ...]:
    """Return every recipient, in the order of their ids. Raises ReportDataDamaged."""
    return tuple(_read(path) for path in sorted(_folder().glob("*.toml")) if path.name not in _NO_RECIPIENTS)


def recipient(recipient_id: str) -> Recipient:
    """Return one recipient. Raises RecipientUnknown."""
    for one in recipients():
        if one.id == recipient_id:
            return one
    raise RecipientUnknown(name=recipient_id)


def _read(path: Path) -> Recipient:
    one = read_toml(path, Recipient)
    if one.id != path.stem:
        raise ReportDataDamaged(name=path.name, why=f"its id is {one.id}")
    unknown = {fact.source for fact in one.facts} - set(sources())
    if unknown:
        raise ReportDataDamaged(name=path.name, why=f"unknown source {', '.join(sorted(unknown))}")
    return one


def _folder() -> Path:
    return places.resources() / "recipients"
