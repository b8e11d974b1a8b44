"""Help now: hotlines by country, short cards for the first hours, and the steps of a session, read from resources/guides/."""

from enum import StrEnum
from functools import lru_cache

from desktop.core import places
from desktop.reports.errors import ReportDataDamaged
from desktop.reports.recipients import sources
from desktop.reports.schema import AgeRule, Id, Line, Model, Sourced, Words, read_toml


class HelpLine(Sourced):
    """Somebody to talk to."""

    id: Id
    country: Line
    """ISO 3166 code, or "any"."""
    name: Words
    number: str = ""
    address: str = ""
    """Where it is on the web, or its e-mail address."""
    hours: Words
    languages: tuple[Line, ...]
    age_rule: AgeRule
    what: Words


class Card(Model):
    """A short card of guidance: what to do, in a few sentences."""

    id: Id
    title: Words
    steps: tuple[Words, ...]


class Part(StrEnum):
    """Which part of a session a step belongs to."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Fact(Sourced):
    """What a step stands on, where it is a claim and not good practice only."""

    words: Words


class SessionStep(Model):
    """One step of a counselor's session."""

    id: Id
    part: Part
    text: Words
    fact: Fact | None = None


class _Session(Model):
    steps: tuple[SessionStep, ...]


class _HelpLines(Model):
    help_lines: tuple[HelpLine, ...]


class _Cards(Model):
    cards: tuple[Card, ...]


@lru_cache(maxsize=1)
def _all_help_lines() -> tuple[HelpLine, ...]:
    lines = read_toml(places.resources() / "guides" / "help_lines.toml", _HelpLines).help_lines
    unknown = {line.source for line in lines} - set(sources())
    if unknown:
        raise ReportDataDamaged(name="help_lines.toml", why=f"unknown sources {sorted(unknown)}")
    return lines


def help_lines(country: str = "") -> tuple[HelpLine, ...]:
    """Return the hotlines of a country and those for everyone; without a country, all of them."""
    return tuple(line for line in _all_help_lines() if not country or line.country in {country, "any"})


@lru_cache(maxsize=1)
def guides() -> tuple[Card, ...]:
    """Return the cards of guidance in the order to read them."""
    return read_toml(places.resources() / "guides" / "cards.toml", _Cards).cards


@lru_cache(maxsize=1)
def session_steps() -> tuple[SessionStep, ...]:
    """Return the steps of a counselor's session in their order. Raises ReportDataDamaged where one names no known source."""
    steps = read_toml(places.resources() / "guides" / "session.toml", _Session).steps
    unknown = {step.fact.source for step in steps if step.fact is not None} - set(sources())
    if unknown or len({step.id for step in steps}) != len(steps):
        raise ReportDataDamaged(name="session.toml", why=f"unknown sources {sorted(unknown)}, or a step twice")
    return steps
