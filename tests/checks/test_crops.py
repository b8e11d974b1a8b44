"""A face is cut out as the model was taught to see it, and its map lies where the face lies."""

import numpy as np
import pytest

from desktop.checks import crops
from desktop.checks.result import Box


def _ramp(height: int, width: int) -> np.ndarray:
    """A picture that shows its own places: red grows to the right, green downwards."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x * 255 // width, y * 255 // height, np.zeros_like(x)], axis=-1).astype(np.uint8)


def test_the_square_has_the_face_in_its_middle_and_room_around() -> None:
    square = crops.square_around(Box(100, 120, 80, 100), 400, 400)

    assert square.side == pytest.approx(140)
    assert (square.left + square.side / 2, square.top + square.side / 2) == (140, 170)


@pytest.mark.parametrize("face", [Box(0, 0, 100, 100), Box(2, 1, 90, 98)])
def test_a_picture_that_is_only_a_face_is_cut_almost_whole(face: Box) -> None:
    square = crops.square_around(face, 100, 100)

    assert 1.1 * 98 <= square.side <= 1.2 * 100
    assert crops.cut(_ramp(100, 100), square, 160).shape == (160, 160, 3)


@pytest.mark.parametrize("side", [40, 160, 900])
def test_a_crop_shows_the_place_it_was_cut_from_at_any_size(side: int) -> None:
    picture = _ramp(1200, 1600)
    square = crops.Square(300, 200, side)

    crop = crops.cut(picture, square, 160)

    middle = crop[80, 80].astype(int)
    expected = picture[200 + side // 2, 300 + side // 2].astype(int)
    assert np.abs(middle - expected).max() <= 2


def test_beyond_the_edge_the_crop_repeats_the_edge() -> None:
    picture = np.full((50, 50, 3), 90, np.uint8)

    assert (crops.cut(picture, crops.Square(-10, -10, 70), 160) == 90).all()


def test_a_map_keeps_its_place_where_the_square_leaves_the_picture() -> None:
    heat = np.zeros((10, 10), np.float32)
    heat[:, 7:] = 1

    inside = crops.map_within(heat, heat, crops.Square(10, 10, 100), 200, 200)
    cut_off = crops.map_within(heat, heat, crops.Square(-50, 0, 100), 200, 100)

    assert inside.box == Box(10, 10, 100, 100)
    assert inside.scores[5][6] < 0.5 < inside.scores[5][7]
    assert cut_off.box == Box(0, 0, 50, 100)
    # The right half of the square is what is seen: it turns warm at 20 of its 50 pixels.
    assert cut_off.scores[5][2] < 0.5 < cut_off.scores[5][5]


def test_there_is_nothing_to_judge_where_a_crop_is_flat_or_white() -> None:
    crop = np.random.default_rng(8).integers(60, 200, (160, 160, 3)).astype(np.uint8)
    crop[:, :80] = 120
    crop[:80, 80:] = 255

    found = crops.texture(crop, 10)

    assert found[:, :4].max() == 0
    assert found[:4, 6:].max() == 0
    assert found[6:, 6:].min() == 1
