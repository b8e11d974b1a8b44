"""Help now: hotlines by country, and short cards for the first hours, read from resources/guides/."""

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
