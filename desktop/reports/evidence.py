"""What a report says about one item of a case: where it is, whose it is, when it was seen, which file it is."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime


@dataclass(frozen=True)
class Evidence:
    """One item of a case as a letter needs it. It holds no image, and nothing that a letter must not say."""

    url: str = ""
    account: str = ""
    platform: str = ""
    seen_at: datetime | None = None
    """With its zone."""
    sha256: str = ""
    """Of the exact bytes of the file, hexadecimal; it identifies identical files only."""
    number: str = ""
    """The item's number in the vault."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a letter could say."""
        return not (self.url or self.account or self.sha256)


def local_time(moment: datetime, zone: str, language: str) -> str:
    """Return the moment in a zone such as "Asia/Seoul", in words of the language, with its offset from UTC.

    With no zone named, the moment's own offset is used.
    """
    where: tzinfo = ZoneInfo(zone) if zone else moment.tzinfo or UTC
    there = moment.astimezone(where)
    offset = there.strftime("%z")
    day = format_date(there, "long", locale=Locale.parse(language))
    return f"{day} {format_datetime(there, 'HH:mm:ss', tzinfo=where, locale=language)} (UTC{offset[:3]}:{offset[3:5]})"


def utc_time(moment: datetime) -> str:
    """Return the moment in UTC, the same in every language, as 2026-11-20 01:15:00 UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
