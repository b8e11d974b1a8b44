"""What is said about the parts of a picture: as strongly as its table allows, and nothing where there is none."""

import numpy as np
import pytest

from desktop.checks import learned_parts, picture_kind
from desktop.checks.calibration import Calibration, Row
from desktop.checks.region_model import CELL, Regions
from desktop.checks.result import Box, Strength
from desktop.media.picture import FileFacts, Picture
from tests.checks.test_calibration import row

PICTURE = Picture(np.zeros((320, 480, 3), np.uint8), 480, 320, FileFacts("PNG"))
KIND = picture_kind.whole_kind(480, 320, PICTURE.facts)


def _regions(logit: float) -> Regions:
    changed = np.full((40, 60), 0.1, np.float32)
    changed[5:35, 20:50] = 1 / (1 + np.exp(-logit))
    return Regions(changed, np.ones_like(changed), Box(0, 0, 480, 320))


def _table(one: Row | None) -> Calibration:
    return Calibration(version="1", models={"region": "ab"}, any_kind=row(), kinds={} if one is None else {KIND: one})


def _measured() -> Row:
    return row(tuple(np.linspace(-3, 3, 999)), clear_from=2.98, some_from=2.8)


@pytest.mark.parametrize(
    ("logit", "name", "strength"),
    [(4.0, "parts_clear", Strength.STRONG), (2.9, "parts_some", Strength.MODERATE), (1.0, "parts_unsure", Strength.NONE)],
)
def test_a_part_is_said_to_stand_out_as_strongly_as_real_photographs_allow(logit: float, name: str, strength: Strength) -> None:
    (finding,) = learned_parts.judge(_regions(logit), PICTURE, _table(_measured())).findings

    assert (finding.id, finding.strength) == (name, strength)
    if strength is Strength.NONE:
        assert finding.region is None
    else:
        assert finding.region is not None
        assert abs(finding.region.x - 20 * CELL) <= CELL


def test_the_rates_of_the_row_that_applies_are_said_in_words() -> None:
    (finding,) = learned_parts.judge(_regions(4.0), PICTURE, _table(_measured())).findings

    assert "Of 1,000 real photos like this one, about 1 have a part that looks like this" in finding.limits.within("en")


def test_a_kind_that_was_not_measured_gets_no_answer() -> None:
    said = learned_parts.judge(_regions(9.0), PICTURE, _table(None))

    assert [finding.id for finding in said.findings] == ["parts_unmeasured"]
    assert said.findings[0].strength is Strength.NONE
    assert said.probability is None


def test_a_picture_with_nothing_to_compare_is_said_to_be_so() -> None:
    nothing = Regions(np.zeros((40, 60), np.float32), np.zeros((40, 60), np.float32), Box(0, 0, 480, 320))

    said = learned_parts.judge(nothing, PICTURE, _table(_measured()))

    assert ([finding.id for finding in said.findings], said.probability) == (["parts_too_plain"], None)


def test_without_a_model_or_a_table_nothing_is_said() -> None:
    assert learned_parts.judge(None, PICTURE, _table(None)) == learned_parts.Parts()
    assert learned_parts.judge(_regions(9.0), PICTURE, None) == learned_parts.Parts()
