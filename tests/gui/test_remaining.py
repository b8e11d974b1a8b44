"""How far a job is and what is left, in words."""

import pytest

from desktop.gui.widgets.remaining import how_far


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "said"),
    [
        (0, 200, 0.0, "0 %"),
        (10, 200, 1.0, "5 %"),
        (1, 200, 10.0, "0 %"),
        (100, 200, 20.0, "50 %, less than a minute left"),
        (50, 200, 30.0, "25 %, about 2 minutes left"),
        (100, 200, 61.0, "50 %, about 1 minute left"),
        (200, 200, 61.0, "100 %, less than a minute left"),
        (300, 200, 61.0, "100 %"),
    ],
)
def test_what_is_left_is_said_once_it_can_be_guessed(done: int, total: int, elapsed: float, said: str) -> None:
    assert how_far(done, total, elapsed) == said
