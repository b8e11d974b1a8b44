"""The result of a check holds only what can be shown."""

import pytest

from desktop.checks.result import Box, ScoreMap

BOX = Box(0, 0, 64, 64)


def test_a_score_map_holds_its_grid() -> None:
    grid = ScoreMap(BOX, ((0.0, 0.5), (1.0, 0.25)), ((1.0, 1.0), (0.5, 0.5)))

    assert grid.scores[1][0] == 1.0


@pytest.mark.parametrize("scores", [(), ((),), ((0.1, 0.2), (0.3,)), ((1.5,),), ((-0.1,),), ((float("nan"),),)])
def test_a_score_map_that_cannot_be_drawn_is_refused(scores: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(ValueError, match="score map"):
        ScoreMap(BOX, scores)


def test_a_score_map_whose_reliability_has_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="score map"):
        ScoreMap(BOX, ((0.1, 0.2),), ((1.0,), (1.0,)))
