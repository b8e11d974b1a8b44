"""Where to turn, in which order and why: the few recipients that fit a case, read from resources/recipients/routes.toml."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from desktop.core import places
from desktop.reports.answers import MINOR_AGES, Named
from desktop.reports.errors import ReportDataDamaged
from desktop.reports.recipients import ROUTES, Recipient, recipient, recipients
from desktop.reports.schema import AgeRule, Id, Line, Model, Words, read_toml

Content = Literal["public", "private", "any"]
Files = Literal["self", "other", "any"]


class Route(Model):
    """One rule: a recipient, when it fits, and the reason a person is told. Rules stand in the order that keeps evidence."""

    recipient: Id
    template: Id | None = None
    countries: tuple[Line, ...] = ()
    """Where the person lives; empty for everywhere, "EU" for every member state."""
    hosts: tuple[Id, ...] = ()
    """The services where the image was found; empty for every one."""
    age: AgeRule = AgeRule.ANY
    content: Content = "any"
    files: Files = "any"
    reason: Words


class _Routes(Model):
    eu: tuple[Line, ...]
    hosts: dict[Id, Words]
    countries: dict[Line, Words]
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Suggestion:
    """A recipient that fits the case, and why."""

    recipient: Recipient
    template_id: str | None
    reason: Words


@lru_cache(maxsize=1)
def _rules() -> _Routes:
    rules = read_toml(places.resources() / "recipients" / ROUTES, _Routes)
    unknown = {route.recipient for route in rules.routes} - {one.id for one in recipients()}
    if unknown:
        raise ReportDataDamaged(name=ROUTES, why=f"unknown recipients {sorted(unknown)}")
    return rules


def hosts() -> dict[str, Words]:
    """Return the services and kinds of place where an image can be found, by id."""
    return dict(_rules().hosts)


def countries() -> dict[str, Words]:
    """Return the countries that we know recipients in, by code."""
    return dict(_rules().countries)


def suggest(age: str, content: Content = "any", files: Files = "any", hosted: str = "", country: str = "") -> tuple[Suggestion, ...]:
    """Return the recipients that fit, in the order that keeps evidence, each once, with the reason.

    `age` is "adult", "under_18", "not_sure" or empty; the last three never lead to a service for adults only.
    `hosted` is one of `hosts`, `country` one of `countries`; either may be empty.
    """
    is_adult = age == "adult"
    found: dict[str, Suggestion] = {}
    for route in _rules().routes:
        one = recipient(route.recipient)
        if _fits_age(route, one, is_adult=is_adult, is_minor=age in MINOR_AGES) and _fits_case(route, content, files, hosted, country):
            found.setdefault(route.recipient, Suggestion(one, route.template, route.reason))
    return tuple(found.values())


def services_for_minors(jurisdiction: str) -> Named:
    """Return the names of the services to turn to when the person shown was or may have been under 18."""
    fitting = [one.recipient for one in suggest("under_18", country=jurisdiction) if _is_for_minors(one.recipient)]
    every = fitting or [one for one in recipients() if one.age_rule is AgeRule.UNDER_18_ONLY]
    return Named("", words=Words({code: ", ".join(one.name(code) for one in every) for code in ("en", "ko")}))


def _is_for_minors(one: Recipient) -> bool:
    return one.age_rule is AgeRule.UNDER_18_ONLY or one.kind in {"police", "support"}


def _fits_age(route: Route, one: Recipient, *, is_adult: bool, is_minor: bool) -> bool:
    rules = {route.age, one.age_rule}
    if AgeRule.ADULT_ONLY in rules:
        return is_adult
    return is_minor if AgeRule.UNDER_18_ONLY in rules else True


def _fits_case(route: Route, content: Content, files: Files, hosted: str, country: str) -> bool:
    return (
        (not route.countries or country in route.countries or ("EU" in route.countries and country in _rules().eu))
        and (not route.hosts or hosted in route.hosts)
        and (route.content == "any" or content in {"any", route.content})
        and (route.files == "any" or files in {"any", route.files})
    )
