"""What the counselor looked at and for how long, how pictures are shown at the desk, and when a break is due.

It is for the counselor alone: it lies at the desk, and goes neither into the vault of the person nor into any package. What the
person looks at while the keyboard is theirs is not counted.

No study that we know of names a limit. The two figures below are ours, low on purpose, and shown as a suggestion.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.core import clock
from desktop.services.counsel import sheet
from desktop.services.counsel.desk import Case
from desktop.services.vaults import Vault

SEEN_BEFORE_BREAK_S = 120.0
AT_DESK_BEFORE_BREAK_MIN = 50
_SEEN, _LOOKING = "seen", "looking"
# Older days than these are forgotten: it is a help for the week, and no record about the counselor.
DAYS_KEPT = 14


class Looking(StrEnum):
    """How pictures are shown at the desk."""

    GREY = "grey"
    """Small, and grey also while they are held."""
    PLAIN = "plain"
    """As for anybody: grey first, then in colour, while they are held."""
    LINKS = "links"
    """No picture is shown at all: addresses, names and hashes only."""


@dataclass(frozen=True)
class Seen:
    """How much was uncovered."""

    pictures: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(self.pictures + other.pictures, self.seconds + other.seconds)


def looking(desk: Vault) -> Looking:
    """Return how pictures are shown at this desk; grey and small where nothing was chosen."""
    chosen = sheet.at(desk, _LOOKING).get("way")
    return Looking(chosen) if isinstance(chosen, str) and chosen in set(Looking) else Looking.GREY


def choose_looking(desk: Vault, way: Looking) -> None:
    """Keep how pictures are shown."""
    sheet.put(desk, _LOOKING, value={"way": way.value})


def note(desk: Vault, case: Case, seen: Seen) -> None:
    """Add what was uncovered just now to today's, and forget days long past."""
    today = clock.now().date()
    for day in sheet.under(desk, _SEEN, case.id):
        if date.fromisoformat(day) < today - timedelta(days=DAYS_KEPT):
            sheet.drop(desk, _SEEN, case.id, day)
    whole = _read(sheet.at(desk, _SEEN, case.id, today.isoformat())) + seen
    sheet.put(desk, _SEEN, case.id, today.isoformat(), value={"pictures": whole.pictures, "seconds": round(whole.seconds, 1)})


def on(desk: Vault, day: date | None = None) -> Seen:
    """Return what was uncovered on one day (today), over all cases."""
    wanted = (day or clock.now().date()).isoformat()
    found = [_read(value) for name, value in sheet.under(desk, _SEEN).items() if name.endswith(f"/{wanted}")]
    return sum(found, Seen())


def in_a_week(desk: Vault) -> Seen:
    """Return what was uncovered in the last seven days, today among them."""
    today = clock.now().date()
    return sum((on(desk, today - timedelta(days=back)) for back in range(7)), Seen())


def of_case(desk: Vault, case: Case) -> Seen:
    """Return what was uncovered of one case, in the days that are kept."""
    return sum((_read(value) for value in sheet.under(desk, _SEEN, case.id).values()), Seen())


def is_break_due(seen_since: Seen, minutes_at_desk: float) -> bool:
    """Whether a break is suggested, after what was uncovered and the time spent since the last one."""
    return seen_since.seconds >= SEEN_BEFORE_BREAK_S or minutes_at_desk >= AT_DESK_BEFORE_BREAK_MIN


def _read(value: Mapping[str, object]) -> Seen:
    pictures, seconds = value.get("pictures", 0), value.get("seconds", 0.0)
    return Seen(pictures if isinstance(pictures, int) else 0, float(seconds) if isinstance(seconds, int | float) else 0.0)
