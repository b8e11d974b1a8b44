"""The text and the table that KakaoTalk exports: of phones and of computers, in Korean and in English."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from desktop.core.names import shown
from desktop.ingest import limits, text, times
from desktop.ingest.errors import ExportDamaged
from desktop.ingest.gathering import FILE_NAME, Draft, Gathered
from desktop.ingest.holders import Holder, read
from desktop.ingest.model import Contents, ExportKind, Original

Day = tuple[int, int, int]

# Phones: "2023년 12월 31일 오후 11:59, 이름 : 글", "2023. 12. 31. 오후 11:59, 이름 : 글", "Dec 31, 2023 at 11:59 PM, Name : text".
_MOMENT = rf"(?P<day>{times.NUMBERS}|{times.NAMED})(?:,| at)? (?P<time>{times.TIME})"
_PHONE = re.compile(rf"{_MOMENT}, (?P<sender>[^\n]{{1,100}}?) : (?P<text>.*)", re.DOTALL)
_NOTICE = re.compile(rf"{_MOMENT}[,:] (?P<text>.*)", re.DOTALL)
_MOMENT_ONLY = re.compile(_MOMENT)
# Computers: "[이름] [오후 11:59] 글" under a line of the day.
_COMPUTER = re.compile(rf"\[(?P<sender>[^\n]{{1,100}}?)\] \[(?P<time>{times.TIME})\] (?P<text>.*)", re.DOTALL)
_DAY = re.compile(rf"-{{0,20}}\s?(?:\w{{3,9}}, )?(?P<day>{times.NUMBERS}|{times.NAMED})(?: \w{{1,3}}요일)?\s?-{{0,20}}")
_SAVED = re.compile(rf"(?:저장한 날짜|Date Saved|Saved Date)\s?:\s?(?P<when>{times.NUMBERS}|{times.NAMED}).*")
_TITLES = (
    re.compile(r"(.{1,200}?) ?님과의? 카카오톡 대화"),
    re.compile(r"(.{1,200}?) 카카오톡 대화"),
    re.compile(r"KakaoTalk Chats with (.{1,200})"),
)
_TALK = re.compile(r"Talk_\d{4}\.\d{1,2}\.\d{1,2}.{0,20}\.txt")
_COLUMNS = ["Date", "User", "Message"]
_HEADER_LINES = 6
_LINES_LOOKED_AT = 30
# A message that is a file has its name alone on a line, or behind one of these.
_FILE_MARKS = ("파일: ", "File: ")


def looks_like(lines: list[str]) -> bool:
    """Whether a text begins as KakaoTalk's do."""
    first = [text.seen(line) for line in islice(lines, _HEADER_LINES)]
    if first and first[0].strip().replace('"', "").split(",") == _COLUMNS:
        return True
    if any(_is_header(line) for line in first):
        return True
    # A copied part of a chat has no header.
    body = [text.seen(line) for line in islice(lines, _LINES_LOOKED_AT)]
    return any(_PHONE.fullmatch(line) or _COMPUTER.fullmatch(line) for line in body)


def parse(holder: Holder, name: str) -> Contents:
    """Return what the exported text or table of one room holds. Raises NotAnExport, ExportTooLarge, ExportTooLong, ExportDamaged."""
    content = read(holder, name, limits.MOST_CHAT_BYTES)
    size, whole = len(content), text.decoded(content, name)
    del content
    gathered = Gathered(holder, name, _attach)
    if text.seen(next(text.lines(whole))).strip().replace('"', "").split(",") == _COLUMNS:
        _read_table(gathered, whole, name)
        title = ""
    else:
        _read_lines(gathered, text.lines(whole))
        title = _title(text.lines(whole))
    messages = gathered.messages()
    gathered.take_rest(frozenset({name}))
    return Contents(
        kind=ExportKind.KAKAOTALK,
        platform="KakaoTalk",
        title=title or name.rsplit("/", 1)[-1].rsplit(".", 1)[0],
        messages=messages,
        media=tuple(gathered.media.values()),
        originals=(Original(name, name.rsplit("/", 1)[-1], size, embeds=False),),
        zone_known=False,
        skipped=gathered.skipped,
    )


def _read_lines(gathered: Gathered, lines: Iterable[str]) -> None:
    day: Day | None = None
    for line in lines:
        seen = text.seen(line)
        computer = _COMPUTER.fullmatch(seen)
        phone = None if computer else _PHONE.fullmatch(seen) or _NOTICE.fullmatch(seen)
        if computer is not None:
            gathered.add(_draft(computer, _moment(day, computer["time"])))
        elif phone is not None:
            gathered.add(_draft(phone, _moment(_day(phone["day"]), phone["time"])))
        elif (found := _DAY.fullmatch(seen)) is not None:
            day = _day(found["day"]) or day
        elif _MOMENT_ONLY.fullmatch(seen) is None and not (_is_header(seen) and gathered.last is None):
            gathered.go_on(line)


def _read_table(gathered: Gathered, whole: str, name: str) -> None:
    try:
        for row in islice(csv.reader(io.StringIO(whole, newline="")), 1, None):
            if len(row) != len(_COLUMNS):
                gathered.skipped += bool(row)
                continue
            at = _table_moment(row[0])
            gathered.add(Draft(at, row[1].strip(), [row[2]], is_notice=not row[1].strip()))
            gathered.skipped += at is None
    except csv.Error as error:
        raise ExportDamaged(name=shown(name)) from error


def _table_moment(written: str) -> datetime | None:
    found = re.fullmatch(rf"({times.NUMBERS}) ({times.TIME})", text.seen(written).strip())
    return _moment(_day(found[1]), found[2]) if found else None


def _draft(found: re.Match[str], at: datetime | None) -> Draft:
    sender = found.groupdict().get("sender") or ""
    return Draft(at, sender.strip(), [found["text"]], is_notice=not sender)


def _day(written: str) -> Day | None:
    return times.named(written) if written[:1].isalpha() else times.numbered(times.three(written), day_first=False)


def _moment(day: Day | None, time: str) -> datetime | None:
    return times.joined(day, times.time_of(time))


def _attach(gathered: Gathered, draft: Draft) -> None:
    """Attach the files that a message names."""
    for line in map(str.strip, draft.lines):
        for candidate in filter(FILE_NAME.fullmatch, _named(line)):
            gathered.attach(draft, candidate, must_be=line.startswith(_FILE_MARKS))


def _named(line: str) -> Iterator[str]:
    if len(line) > 2_000:
        return
    for mark in _FILE_MARKS:
        if line.startswith(mark):
            yield line.removeprefix(mark)
            return
    # Several pictures sent at once stand on one line, with blanks between.
    yield from (line.split() if line.count(" ") < 64 else ())


def _is_header(line: str) -> bool:
    return bool(_SAVED.fullmatch(line) or _TALK.fullmatch(line) or any(title.fullmatch(line) for title in _TITLES))


def _title(lines: Iterable[str]) -> str:
    for line in islice(lines, _HEADER_LINES):
        for pattern in _TITLES:
            found = pattern.fullmatch(text.seen(line))
            if found is not None:
                return found[1].strip()
    return ""
