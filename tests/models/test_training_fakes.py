"""Fakes are changed where their mask says and nowhere else, and real and fake are sent the same way."""

import sys
from random import Random

import numpy as np
import pytest

from desktop.core import places

sys.path.insert(0, str(places.models() / "training"))
try:
    import degrade
    import fakes
    import region_fakes
finally:
    sys.path.pop(0)

SIDE = 160


def _face() -> tuple[np.ndarray, np.ndarray]:
    """A noisy picture, and 468 points on an oval in its middle."""
    generator = np.random.default_rng(8)
    picture = generator.integers(40, 220, (SIDE, SIDE, 3)).astype(np.uint8)
    angles, reach = generator.uniform(0, 2 * np.pi, 468), np.sqrt(generator.uniform(0, 1, 468))
    points = np.stack([80 + 36 * reach * np.cos(angles), 80 + 46 * reach * np.sin(angles)], axis=1)
    return picture, points.astype(np.float32)


@pytest.mark.parametrize("seed", range(6))
def test_a_face_of_few_pixels_is_put_where_its_mask_says_and_nowhere_else(seed: int) -> None:
    picture, points = _face()

    fake, mask = fakes.low_resolution(picture, points, Random(seed))

    change = np.abs(fake.astype(int) - picture).max(axis=2)
    assert mask.shape == (SIDE, SIDE)
    assert 0 <= mask.min() <= mask.max() <= 1
    assert change[mask < 1e-3].max(initial=0) <= 1
    assert change[mask > 0.5].mean() > 1


@pytest.mark.parametrize("seed", range(6))
def test_a_self_blend_is_one_picture_outside_its_mask_and_another_inside(seed: int) -> None:
    picture, points = _face()

    fake, mask = fakes.self_blend(picture, points, Random(seed))

    # Outside it is the picture or the picture with other colours, as published: point by point the same, whatever lies around.
    again, _ = fakes.self_blend(picture, points, Random(seed))
    assert (fake == again).all()
    assert 0 <= mask.min() <= mask.max() <= 1
    assert np.abs(fake.astype(int) - picture)[mask > 0.5].mean() > 1


def test_the_face_of_another_person_lies_where_the_mask_says() -> None:
    picture, points = _face()

    fake, mask = fakes.cross_swap(picture, points, 255 - picture, points, Random(1))

    change = np.abs(fake.astype(int) - picture).max(axis=2)
    assert change[mask > 0.5].mean() > 5
    # Poisson blending lets a little of the seam's colours out.
    assert change[mask == 0].mean() < 0.5


@pytest.mark.parametrize("seed", range(8))
def test_a_decoded_picture_is_drawn_anew_where_its_mask_says_and_nowhere_else(seed: int) -> None:
    picture, points = _face()

    drawn, mask = fakes.decoded(picture, points, Random(seed))

    change = np.abs(drawn.astype(int) - picture).max(axis=2)
    assert drawn.shape == picture.shape
    assert mask.shape == (SIDE, SIDE)
    assert change[mask < 1e-3].max(initial=0) <= 1
    assert change[mask > 0.9].mean() > 1
    assert abs(float(drawn.mean()) - float(picture.mean())) < 12


def test_of_decoded_pictures_some_are_drawn_whole() -> None:
    picture, points = _face()

    whole = [bool((fakes.decoded(picture, points, Random(seed))[1] == 1).all()) for seed in range(40)]

    assert 8 < sum(whole) < 36


@pytest.mark.parametrize("seed", range(8))
def test_one_way_does_the_same_to_every_picture(seed: int) -> None:
    picture, _ = _face()
    way = degrade.draw(Random(seed))

    first, second = degrade.apply(picture, way), degrade.apply(picture.copy(), way)

    assert (first == second).all()
    assert first.shape == picture.shape


def test_ways_differ_in_what_they_do() -> None:
    ways = [degrade.draw(Random(seed)) for seed in range(200)]

    assert {len(way.jpeg) for way in ways} == {0, 1, 2}
    assert min(min(way.jpeg, default=99) for way in ways) < 40
    assert any(way.webp for way in ways)
    assert any(way.scale < 0.5 for way in ways)


WAYS = (*region_fakes.TRAINED, region_fakes.POISSON, region_fakes.QUILTED)


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("seed", range(4))
def test_a_part_is_changed_where_its_mask_says_and_nowhere_else(name: str, seed: int) -> None:
    picture, _ = _face()
    other = np.random.default_rng(9).integers(0, 255, (220, 300, 3)).astype(np.uint8)
    before = picture.copy()

    made, mask = region_fakes.changed(name, picture, other, Random(seed))

    change = np.abs(made.astype(int) - picture).max(axis=2)
    assert made.shape == picture.shape
    assert mask.shape == picture.shape[:2]
    assert 0 <= mask.min() <= mask.max() <= 1 + 1e-6
    assert 0 < (mask > 0.5).mean() < 0.8
    assert change[mask < 1e-3].max(initial=0) <= 1
    assert change[mask > 0.9].mean() > 0.3
    np.testing.assert_array_equal(picture, before)


def test_what_is_measured_as_unseen_is_not_trained_on() -> None:
    assert not {region_fakes.POISSON, region_fakes.QUILTED} & set(region_fakes.TRAINED)
