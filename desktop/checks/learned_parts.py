"""What the region model's cells amount to: one finding about the picture as a whole, read through its own table of error rates."""

from dataclasses import dataclass

from desktop.checks import learned_words, picture_kind
from desktop.checks.calibration import Calibration
from desktop.checks.judged import judge_score
from desktop.checks.region_model import Regions
from desktop.checks.result import Band, Finding
from desktop.media.picture import Picture


@dataclass(frozen=True)
class Parts:
    """What is said about the parts of one picture."""

    findings: tuple[Finding, ...] = ()
    probability: float | None = None


def judge(regions: Regions | None, picture: Picture, table: Calibration | None) -> Parts:
    """Return what the cells of a picture are worth for its kind; nothing where there are none, or no table."""
    if regions is None or table is None:
        return Parts()
    score = regions.score
    if score is None:
        return Parts((learned_words.parts_too_plain(),))
    height, width = picture.pixels.shape[:2]
    judged = judge_score(score, picture_kind.whole_kind(width, height, picture.facts), table)
    if not judged.is_measured:
        return Parts((learned_words.parts_unmeasured(),))
    probability = round(judged.probability, 4)
    if judged.band not in {Band.CLEAR_SIGNS, Band.SOME_SIGNS}:
        return Parts((learned_words.parts_unsure(judged.alarms, judged.hits),), probability)
    words_for = learned_words.parts_clear if judged.band is Band.CLEAR_SIGNS else learned_words.parts_some
    return Parts((words_for(regions.region(score / 2), judged.alarms, judged.hits),), probability)
