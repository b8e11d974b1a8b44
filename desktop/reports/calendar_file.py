"""A calendar file with the days on which to look again (RFC 5545), worded so that it tells a bystander nothing."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

# RFC 5545, section 3.1: a line has at most 75 octets, without its end.
LONGEST_LINE_OCTETS = 75
_LASTS = timedelta(minutes=15)


def calendar_file(moments: Iterable[tuple[str, datetime]], title: str, made_at: datetime) -> bytes:
    """Return an iCalendar file with one entry a moment, all named `title` and with no word on what they are about.

    Each moment comes with a key that stays the same: a file that is imported twice makes no second entry.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", "CALSCALE:GREGORIAN"]
    for key, moment in moments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(key.encode()).hexdigest()[:32]}",
            f"DTSTAMP:{_utc(made_at)}",
            f"DTSTART:{_utc(moment)}",
            f"DTEND:{_utc(moment + _LASTS)}",
            f"SUMMARY:{_escaped(title)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    # Section 3.3.11; a lone carriage return would end the line for some readers.
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, no character cut in two, each further piece led by a space."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LONGEST_LINE_OCTETS - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece])
