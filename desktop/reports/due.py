"""When a time limit ends, counted offline.

Hours run from the moment. Days and months leave out the day they are counted from and end with the last hour of the last day; a month
ends on the day with the same number, or on the last day of a shorter month (as Regulation (EEC, Euratom) 1182/71, Article 3, and
section 188 BGB count). Public holidays are not known offline, so a limit that they would lengthen is shown too early, never too late.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta

from desktop.core.texts import Sentence, say
from desktop.reports.notes import fact, words
from desktop.reports.recipients import Deadline, Then

_SATURDAY = 5
_MONTHS = 12


def ends_at(limit: Deadline, start: datetime) -> datetime:
    """Return the moment at which the limit has passed; `start` has a zone, and so has the answer."""
    if limit.hours is not None:
        # In UTC, so that a clock that is put back in between gives and takes no hour.
        return (start.astimezone(UTC) + timedelta(hours=limit.hours)).astimezone(start.tzinfo)
    day = _after_months(start.date(), limit.months) if limit.months is not None else _after_days(start.date(), limit)
    return datetime.combine(day, time(23, 59, 59), start.tzinfo)


def then(one: Then) -> Sentence:
    """Return what to do once the limit has passed, with its source; what is unsure says so."""
    return fact(one, words(one.text))


def in_general() -> Sentence:
    """Return what to do where we know of no complaint route."""
    return say(
        "If it is still there, write once more with the same answers, and ask a support centre or the police to follow it up with you."
    )


def not_counted(limit: Deadline) -> Sentence | None:
    """Return what our counting leaves out of this limit, or None."""
    return say("Saturdays and Sundays are left out, public holidays are not.") if limit.working_days else None


def _after_days(day: date, limit: Deadline) -> date:
    left = limit.days or 0
    while left:
        day += timedelta(days=1)
        left -= not (limit.working_days and day.weekday() >= _SATURDAY)
    return day


def _after_months(day: date, months: int) -> date:
    whole = day.year * _MONTHS + day.month - 1 + months
    year, month = whole // _MONTHS, whole % _MONTHS + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
