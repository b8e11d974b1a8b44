"""Dates and times as messengers write them in many languages."""

import itertools
import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta, timezone

HALF = r"(?:오전|오후|上午|下午|午前|午後|[AaPp]\.?\s?[Mm]\.?)"
TIME = rf"(?:{HALF}\s?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s?{HALF})?"
NUMBERS = r"\d{1,4}(?:년\s?|[./-]\s?)\d{1,2}(?:월\s?|[./-]\s?)\d{1,4}(?:일|\.)?"
"""A date of three numbers, in whatever order: 2023. 12. 31. or 31/12/23 or 2023년 12월 31일."""
NAMED = r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
"""An English date: December 31, 2023."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AFTERNOON = ("오후", "下午", "午後", "p")
_EASTERN = ("오전", "오후", "上午", "下午", "午前", "午後")

Three = tuple[int, int, int]


def three(date: str) -> Three:
    """Return the three numbers of a date, in the order in which they stand."""
    first, second, third = (int(number) for number in re.findall(r"\d+", date)[:3])
    return first, second, third


def time_of(text: str) -> time | None:
    """Return a time of day such as "오후 11:59", "11:59:59 PM" or "23.59"; None where there is no such time."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    hour, minute, second = (*numbers, 0)[:3] if len(numbers) == 2 else tuple(numbers[:3])
    half = re.search(HALF, text)
    if half is not None:
        if not 0 <= hour <= 12:
            # Some phones write "오후 13:05"; the hour then says it by itself.
            return _time(hour, minute, second)
        is_afternoon = half[0].lower().startswith(_AFTERNOON)
        hour = hour % 12 + (12 if is_afternoon else 0)
    return _time(hour, minute, second)


def is_eastern(text: str) -> bool:
    """Whether a time is written as in Korea, Japan or China, where dates begin with the year."""
    return any(half in text for half in _EASTERN)


def numbered(numbers: Three, *, day_first: bool) -> tuple[int, int, int] | None:
    """Return year, month and day of three numbers; None where they are no date."""
    first, second, third = numbers
    if first > 31:
        year, month, day = first, second, third
    else:
        year, day, month = (third, first, second) if day_first else (third, second, first)
    year += 2000 if year < 100 else 0
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 and 1970 <= year <= 9999 else None


def day_comes_first(dates: Iterable[Three]) -> bool | None:
    """Return whether dates such as 03/04/23 begin with the day, as all of them together tell; None where they do not."""
    listed = [numbers for numbers in dates if numbers[0] <= 31]
    if any(first > 12 for first, _second, _year in listed):
        return True
    if any(second > 12 for _first, second, _year in listed):
        return False
    # Messages stand in the order of time: the reading in which it goes back less often is the right one.
    backward = [_steps_back(listed, day_first=day_first) for day_first in (True, False)]
    if backward[0] == backward[1]:
        return None
    return backward[0] < backward[1]


def named(date: str) -> tuple[int, int, int] | None:
    """Return year, month and day of an English date such as "December 31, 2023", also after a weekday."""
    found = re.search(r"([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})", date)
    month = found[1][:3].lower() if found else ""
    return (int(found[3]), _MONTHS.index(month) + 1, int(found[2])) if found and month in _MONTHS else None


def joined(day: tuple[int, int, int] | None, at: time | None) -> datetime | None:
    """Return day and time as a moment without a zone; None where one is missing or there is no such day."""
    if day is None or at is None:
        return None
    try:
        return datetime(*day, at.hour, at.minute, at.second)  # noqa: DTZ001  the zone is not in the text
    except ValueError:
        return None


def offset(text: str) -> timezone | None:
    """Return the zone in a text such as "UTC+09:00"."""
    found = re.search(r"UTC([+-])(\d{2}):(\d{2})", text)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes)) if minutes < 24 * 60 else None


def _steps_back(dates: list[Three], *, day_first: bool) -> int:
    read = [day for numbers in dates if (day := numbered(numbers, day_first=day_first)) is not None]
    return sum(later < earlier for earlier, later in itertools.pairwise(read))


def _time(hour: int, minute: int, second: int) -> time | None:
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
