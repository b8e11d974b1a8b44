"""What one score amounts to: the band that its kind's table allows, and how many real and manipulated pictures score as high."""

import math
from dataclasses import dataclass

from desktop.checks.calibration import Calibration, Row
from desktop.checks.result import Band

CLEAR_SHARE, SOME_SHARE = 0.01, 0.05
"""At most this share of real photographs of a kind is called clear, or some, signs."""
TOLD_OF = 0.05
"""The rates of a sign are told at a score that at least this share of manipulated pictures reaches."""


@dataclass(frozen=True)
class Judged:
    """What one score is worth for a kind of picture."""

    row: Row | None
    """The kind's row of the table; None where there is none."""
    score: float
    probability: float
    alarms: float
    """Share of real photographs of this kind, with as many faces, that score as high."""
    hits: float
    """Share of manipulated pictures that score as high."""
    faces: int = 1
    """Faces judged in the picture."""

    @property
    def told_rates(self) -> tuple[float, float]:
        """Shares of real photographs and of manipulated pictures to tell beside a sign.

        They are those of the score; beyond nearly all manipulated pictures that were measured, those of a lower score: the last of a tail,
        "2 of 1,000 real and 1 of 1,000 manipulated", would tell the plainest sign as if it were none.
        """
        row = self.row
        if row is None or not row.fakes:
            return self.alarms, self.hits
        reached = row.fakes[-math.ceil(TOLD_OF * len(row.fakes))]
        threshold = row.clear_from if self.band is Band.CLEAR_SIGNS else row.some_from
        told = min(self.score, max(reached, reached if threshold is None else threshold))
        return min(1.0, row.false_alarms(told) * self.faces), row.hits(told)

    @property
    def band(self) -> Band:
        """The band that this score alone amounts to."""
        if self.row is None:
            return Band.CANNOT_TELL
        if self._reaches(self.row.clear_from, CLEAR_SHARE):
            return Band.CLEAR_SIGNS
        if self._reaches(self.row.some_from, SOME_SHARE):
            return Band.SOME_SIGNS
        return Band.NO_SIGNS if self.row.calm_to is not None and self.score <= self.row.calm_to else Band.CANNOT_TELL

    @property
    def is_measured(self) -> bool:
        """Whether enough real photographs of this kind were measured to say anything."""
        return self.row is not None and self.row.some_from is not None

    def _reaches(self, threshold: float | None, share: float) -> bool:
        return threshold is not None and self.score >= threshold and self.alarms <= share


def judge_score(score: float, kind: str, table: Calibration, *, faces: int = 1) -> Judged:
    """Return what a fused score is worth, by the name of the kind and the number of faces judged in the picture."""
    row = table.kinds.get(kind)
    known = row or table.any_kind
    return Judged(row, score, known.probability(score), min(1.0, known.false_alarms(score) * faces), known.hits(score), faces)
