"""The picture that goes into a report: what is framed in it, from a result and from one that was kept."""

import numpy as np
import pytest

from desktop.checks import preview
from desktop.checks.result import Band, Box, CheckResult, Face, Finding, Strength
from desktop.core.texts import Sentence

GREY = np.full((100, 100, 3), 128, dtype=np.uint8)
FACE, REGION = Box(10, 10, 20, 20), Box(50, 50, 30, 30)


def _result(strength: Strength) -> CheckResult:
    finding = Finding("some", "saving", Sentence("Seen."), Sentence("Not meant."), strength, REGION)
    return CheckResult("ab", 100, 100, Band.CANNOT_TELL, (finding,), (Face(FACE, 0.9),), (), None, 0.1)


def _drawn(result: CheckResult, *, kept: bool) -> np.ndarray:
    return preview.with_kept_findings(GREY, result.as_json()) if kept else preview.with_findings(GREY, result)


def _has_red(drawn: np.ndarray) -> bool:
    return bool(((drawn[:, :, 0] > 200) & (drawn[:, :, 1] < 100)).any())


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("strength", Strength)
def test_only_what_is_a_sign_is_framed_in_red(strength: Strength, kept: bool) -> None:
    assert _has_red(_drawn(_result(strength), kept=kept)) == (strength is not Strength.NONE)


@pytest.mark.parametrize("kept", [False, True])
def test_a_face_is_framed_in_white_where_it_is(kept: bool) -> None:
    drawn = _drawn(_result(Strength.NONE), kept=kept)

    assert (drawn[10, 15] == 255).all()
    assert (drawn[60, 60] == 128).all()


@pytest.mark.parametrize(
    "content", [{}, {"width": 0, "height": 5}, {"width": 10, "height": 10, "faces": 3, "findings": [7, {"region": 1}]}]
)
def test_a_kept_result_that_cannot_be_read_frames_nothing(content: dict[str, object]) -> None:
    assert (preview.with_kept_findings(GREY, content) == GREY).all()
