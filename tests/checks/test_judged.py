"""What is told of one score."""

import pytest

from desktop.checks.calibration import Row
from desktop.checks.judged import TOLD_OF, Judged
from desktop.checks.result import Band

ROW = Row(
    reals=tuple(number / 100 for number in range(1000)),
    fakes=tuple(5 + number / 100 for number in range(1000)),
    slope=1.0,
    offset=0.0,
    clear_from=9.9,
    some_from=9.5,
    calm_to=None,
)


def judged(score: float) -> Judged:
    return Judged(ROW, score, 0.9, ROW.false_alarms(score), ROW.hits(score))


def test_the_rates_of_a_sign_are_those_of_its_score() -> None:
    one = judged(9.95)

    assert one.band is Band.CLEAR_SIGNS
    assert one.told_rates == (one.alarms, one.hits)


def test_beyond_nearly_all_manipulated_pictures_the_plainest_sign_is_not_told_as_a_coincidence() -> None:
    one = judged(14.99)

    alarms, hits = one.told_rates

    assert one.hits == pytest.approx(0.001)
    assert hits == pytest.approx(TOLD_OF)
    assert alarms <= 0.01


def test_the_rates_are_never_told_at_a_score_that_would_be_no_such_sign() -> None:
    few = ROW.model_copy(update={"fakes": tuple(number / 100 for number in range(1000))})
    one = Judged(few, 9.99, 0.9, few.false_alarms(9.99), few.hits(9.99))

    assert one.told_rates == (few.false_alarms(9.9), few.hits(9.9))
