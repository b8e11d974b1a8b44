"""The text that WhatsApp exports, of Android and of iPhones, in the many ways in which phones write dates."""

import re
from collections.abc import Iterator
from itertools import groupby, islice

from desktop.ingest import limits, text, times
from desktop.ingest.gathering import FILE_NAME, Draft, Gathered
from desktop.ingest.holders import Holder, read
from desktop.ingest.model import Contents, ExportKind, Original

# "[2023. 12. 31. 오후 11:59:59] 이름: 글" and "12/31/23, 11:59 PM - Name: text".
_IPHONE = re.compile(rf"\[({times.NUMBERS}),?\s(?:\w{{1,6}}\s)??({times.TIME})\]\s(.*)", re.DOTALL)
_ANDROID = re.compile(rf"({times.NUMBERS}),?\s(?:\w{{1,6}}\s)??({times.TIME})\s[-–]\s(.*)", re.DOTALL)
_SENDER = re.compile(r"([^:\n]{1,100}): ?(.*)", re.DOTALL)
# "<attached: 00000012-PHOTO.jpg>" and "IMG-0001.jpg (file attached)", whatever the language.
_IN_BRACKETS = re.compile(rf"<[^<>:]{{1,40}}:\s?({FILE_NAME.pattern})>")
_BEFORE_BRACKETS = re.compile(rf"({FILE_NAME.pattern}) \([^()]{{1,40}}\)")
# A message has one file; a few brackets are looked at, so that a line full of them costs nothing.
_MOST_BRACKETS = 4
# How many lines a stranger's file is given to look like one.
_LINES_LOOKED_AT = 30
_TITLE = re.compile(r"WhatsApp (?:Chat|Chat with|Chat mit|대화)(?: -)? ?(.*)|(.*?)님과의? WhatsApp 대화")


def looks_like(lines: list[str]) -> bool:
    """Whether a text begins as WhatsApp's do. A ZIP file or a name says nothing."""
    return any(_head(text.seen(line)) is not None for line in islice(lines, _LINES_LOOKED_AT))


def parse(holder: Holder, name: str, *, day_first: bool | None = None) -> Contents:
    """Return what the exported text of one chat holds; `day_first` says how to read 03/04, None: as its days suggest.

    Raises NotAnExport, ExportTooLarge, ExportTooLong, ExportDamaged.
    """
    content = read(holder, name, limits.MOST_CHAT_BYTES)
    size, whole = len(content), text.decoded(content, name)
    del content
    is_eastern, dates = _days(whole)
    known = times.day_comes_first(dates)
    begins_with_day = day_first if day_first is not None else known is not False
    gathered = Gathered(holder, name)
    for line in text.lines(whole):
        head = _head(text.seen(line))
        if head is None:
            gathered.go_on(line)
        else:
            _begin(gathered, head, day_first=begins_with_day, is_eastern=is_eastern)
    gathered.take_rest(frozenset({name}))
    return Contents(
        kind=ExportKind.WHATSAPP,
        platform="WhatsApp",
        title=_title(name),
        messages=gathered.messages(),
        media=tuple(gathered.media.values()),
        originals=(Original(name, name.rsplit("/", 1)[-1], size, embeds=False),),
        zone_known=False,
        day_order_known=known is not None or all(first > 31 for first, _second, _third in dates),
        skipped=gathered.skipped,
    )


def _days(whole: str) -> tuple[bool, list[times.Three]]:
    """Return whether it was written in East Asia, and the days of the messages in their order; the same day in a row only once."""
    heads = (head for head in (_head(text.seen(line)) for line in text.lines(whole)) if head is not None)
    is_eastern, days = False, []
    for day, of_day in groupby(heads, key=lambda head: head[0]):
        is_eastern = any([is_eastern, *(times.is_eastern(time) for _day, time, _rest in of_day)])
        days.append(day)
    return is_eastern, [_three(day, is_eastern=is_eastern) for day in days]


def _head(line: str) -> tuple[str, str, str] | None:
    """Return date, time and the rest of a line that begins a message."""
    found = _IPHONE.fullmatch(line) or _ANDROID.fullmatch(line)
    return (found[1], found[2], found[3]) if found else None


def _begin(gathered: Gathered, head: tuple[str, str, str], *, day_first: bool, is_eastern: bool) -> None:
    date, time, rest = head
    at = times.joined(times.numbered(_three(date, is_eastern=is_eastern), day_first=day_first), times.time_of(time))
    said = _SENDER.fullmatch(rest)
    draft = Draft(at, said[1].strip() if said else "", [said[2] if said else rest], is_notice=said is None)
    gathered.skipped += at is None
    for attached in _attached(draft.lines[0]):
        gathered.attach(draft, attached)
    gathered.add(draft)


def _attached(line: str) -> Iterator[str]:
    found = _BEFORE_BRACKETS.match(line)
    if found is not None:
        yield found[1]
    begin = -1
    for _count in range(_MOST_BRACKETS):
        begin = line.find("<", begin + 1)
        if begin < 0:
            return
        found = _IN_BRACKETS.match(line, begin)
        if found is not None:
            yield found[1]


def _three(date: str, *, is_eastern: bool) -> times.Three:
    first, second, third = times.three(date)
    # In Korea, Japan and China the year comes first, also where it has two digits.
    return (first + 2000, second, third) if is_eastern and first <= 31 and third <= 31 else (first, second, third)


def _title(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].removesuffix(".txt")
    found = _TITLE.fullmatch(stem)
    return next((part for part in found.groups() if part), stem) if found else stem
