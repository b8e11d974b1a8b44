"""The time of this computer, with its zone, as it is written into records."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment with this computer's zone."""
    return datetime.now(UTC).astimezone()


def stamp(moment: datetime) -> str:
    """Return a moment as ISO 8601 with seconds and its offset from UTC, as 2026-11-23T10:15:00+09:00."""
    return moment.isoformat(timespec="seconds")
