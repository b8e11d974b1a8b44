"""Long work tells and stops."""

import pytest

from desktop.core.errors import Stopped
from desktop.core.work import Work


def test_steps_are_told() -> None:
    told: list[tuple[int, int]] = []
    work = Work(lambda done, total: told.append((done, total)))

    work.step(1, 3)
    work.step(2, 3)

    assert told == [(1, 3), (2, 3)]


def test_work_that_was_asked_to_stop_stops_at_its_next_step() -> None:
    work = Work()
    work.step(1, 3)

    work.stop()

    assert work.is_stopping
    with pytest.raises(Stopped):
        work.step(2, 3)
