"""How exactly a photo lies in a suspect: to a fraction of a pixel where the pixels are the same, and not where only the looks are."""

import numpy as np
import pytest

from desktop.matching import exactness
from desktop.matching.exactness import Points

LONGEST = 1000
TRUE = np.array([[0.8, -0.3, 60.0], [0.3, 0.8, 20.0], [0.0, 0.0, 1.0]])


@pytest.fixture
def there() -> Points:
    return np.random.default_rng(1).uniform(0, 500, (120, 2))


def off_by(points: Points, sigma: float) -> Points:
    return points + np.random.default_rng(2).normal(0, sigma, points.shape)


def test_the_same_pixels_lie_exactly(there: Points) -> None:
    here = off_by(exactness.moved(TRUE, there), 0.2)

    found = exactness.exactness(TRUE, there, here, LONGEST)

    assert (found.near, found.exact, found.share) == (120, 120, 1.0)


def test_what_only_looks_alike_lies_near_and_mostly_not_exactly(there: Points) -> None:
    here = off_by(exactness.moved(TRUE, there), 2.5)

    found = exactness.exactness(TRUE, there, here, LONGEST)

    assert found.near > 60
    assert found.share < 0.4


def test_what_moved_lies_beside_its_place(there: Points) -> None:
    here = exactness.moved(TRUE, there)
    here[:40] += (15.0, 8.0)

    found = exactness.exactness(TRUE, there, here, LONGEST)

    assert (found.near, found.beside) == (80, 40)


def test_nothing_near_is_no_share(there: Points) -> None:
    assert exactness.exactness(TRUE, there, there + 5000, LONGEST).share == 0.0


def test_a_transform_that_was_led_astray_is_settled_on_what_lies_together(there: Points) -> None:
    # Half of the pairs are of another picture; the transform is a little off, as one is that its neighbours pulled.
    here = off_by(exactness.moved(TRUE, there), 0.2)
    here[60:] = np.random.default_rng(3).uniform(0, 800, (60, 2))
    astray = TRUE + np.array([[0.004, 0.002, 1.5], [-0.003, 0.004, -1.0], [0.0, 0.0, 0.0]])

    settled = exactness.settled(astray, there, here, LONGEST)

    assert exactness.exactness(astray, there, here, LONGEST).share < 0.8
    assert exactness.exactness(settled, there, here, LONGEST).share > 0.95
    assert np.abs(exactness.distances(settled, there[:60], exactness.moved(TRUE, there[:60]))).max() < 0.5


def test_a_perspective_is_settled_as_one(there: Points) -> None:
    bent = TRUE + np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [2e-4, 1e-4, 0.0]])
    here = exactness.moved(bent, there)
    astray = bent + np.array([[0.003, 0.0, 1.0], [0.0, -0.003, 1.0], [0.0, 0.0, 0.0]])

    settled = exactness.settled(astray, there, here, LONGEST)

    assert np.abs(exactness.distances(settled, there, here)).max() < 0.1


def test_too_few_pairs_or_pairs_on_one_line_leave_the_transform_as_sane_as_it_was() -> None:
    line = np.column_stack([np.linspace(0, 400, 60), np.linspace(0, 400, 60)])

    for there in (line[:5], line):
        settled = exactness.settled(TRUE, there, exactness.moved(TRUE, there), LONGEST)

        assert np.isfinite(settled).all()
        assert exactness.distances(settled, there, exactness.moved(TRUE, there)).max() < 1
