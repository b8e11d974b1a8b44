"""The parts of a picture over its unrecognisable preview."""

from dataclasses import replace

import numpy as np

from desktop.checks import preview
from desktop.checks.result import Band, Box, CheckResult, ScoreMap

RESULT = CheckResult("00", 90, 30, Band.CANNOT_TELL, (), (), (), None, 0.1)
PICTURE = np.full((30, 90, 3), (40, 90, 200), np.uint8)


def test_what_stands_out_has_the_only_colour_and_what_cannot_be_told_is_grey() -> None:
    parts = ScoreMap(Box(0, 0, 90, 30), ((0.99, 0.3, 0.99),), ((1.0, 1.0, 0.0),))

    drawn = preview.with_parts(PICTURE, replace(RESULT, parts=parts))

    assert drawn is not None
    stands_out, quiet, unknown = (drawn[15, place].astype(int) for place in (15, 45, 75))
    assert np.ptp(stands_out) > 80
    assert np.ptp(quiet) <= 2
    assert np.ptp(unknown) <= 2
    assert unknown.mean() < quiet.mean() - 30


def test_without_a_model_there_is_no_such_picture() -> None:
    assert preview.with_parts(PICTURE, RESULT) is None
