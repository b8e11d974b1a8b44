"""The parts of a picture: which tiles are looked at, what cells add up to, and where nothing can be told."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.checks import region_model
from desktop.checks.region_model import CELL, LEAST_SIDE, MOST_TILES, TILE, Regions
from desktop.checks.result import Box

NOISE = np.random.default_rng(8)
SIDES = st.integers(LEAST_SIDE, 4500)


class Brightness:
    """Stands where the model stands and takes bright cells for changed ones: what is tested here is what is made of cells."""

    def __init__(self, sure: float = 1.0) -> None:
        self._sure = sure

    def run(self, tiles: np.ndarray) -> dict[str, np.ndarray]:
        count, _, height, width = tiles.shape
        cells = tiles.mean(axis=1).reshape(count, height // CELL, CELL, width // CELL, CELL).mean(axis=(2, 4)) / 255
        return {"changed": cells.astype(np.float32), "sure": np.full_like(cells, self._sure)}


def _picture(height: int, width: int) -> np.ndarray:
    return NOISE.integers(40, 90, (height, width, 3)).astype(np.uint8)


def _judge(pixels: np.ndarray, sure: float = 1.0) -> Regions:
    found = region_model.judge(pixels, Brightness(sure))  # type: ignore[arg-type]
    assert found is not None
    return found


@given(SIDES, SIDES)
def test_tiles_lie_in_the_picture_on_whole_cells_and_are_never_too_many(height: int, width: int) -> None:
    height, width = height // 16 * 16, width // 16 * 16
    tile = (min(TILE, height), min(TILE, width))

    corners = region_model.places((height, width), tile)

    assert 1 <= len(corners) <= MOST_TILES
    assert len(set(corners)) == len(corners)
    for top, left in corners:
        assert top % CELL == left % CELL == 0
        assert 0 <= top <= height - tile[0]
        assert 0 <= left <= width - tile[1]


@pytest.mark.parametrize(("height", "width"), [(96, 96), (200, 224), (350, 350), (720, 1280), (1000, 1000)])
def test_all_of_a_picture_of_usual_size_is_looked_at(height: int, width: int) -> None:
    found = _judge(_picture(height, width))

    assert found.changed.shape == (height // 16 * 2, width // 16 * 2)
    assert (found.reliability > 0).all()


def test_of_a_large_picture_an_even_share_is_looked_at_and_the_rest_is_said_not_to_be() -> None:
    looked = _judge(_picture(3000, 4000)).reliability > 0

    assert 0.05 < looked.mean() < 0.15
    assert all(part.any() for half in np.array_split(looked, 3) for part in np.array_split(half, 4, axis=1))


def test_nothing_is_said_of_a_face_because_untouched_ones_look_changed_to_it_as_well() -> None:
    pixels = _picture(480, 640)
    pixels[160:320, 240:400] += 150
    face = Box(240, 160, 160, 160)

    found = region_model.judge(pixels, Brightness(), [face])  # type: ignore[arg-type]

    assert found is not None
    assert (found.reliability[20:40, 30:50] == 0).all()
    assert found.region(1.0) is None
    assert (found.score or 0) < (_judge(pixels).score or 0) - 1


def test_a_part_that_stands_out_raises_the_score_and_is_where_it_is_said_to_be() -> None:
    plain, marked = _picture(480, 640), _picture(480, 640)
    marked[160:240, 320:448] += 150

    found = _judge(marked)
    region = found.region(1.0)

    assert found.score is not None
    assert found.score > (_judge(plain).score or 0) + 1
    assert region is not None
    assert abs(region.x - 320) <= CELL
    assert abs(region.y - 160) <= CELL
    assert abs(region.width - 128) <= 2 * CELL
    assert abs(region.height - 80) <= 2 * CELL
    assert _judge(plain).region(1.0) is None


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_nothing_is_said_of_a_picture_without_texture(grey: int) -> None:
    found = _judge(np.full((400, 400, 3), grey, np.uint8))

    assert found.score is None
    assert max(max(row) for row in found.shown().reliability or ()) < 0.01


def test_what_the_model_is_not_sure_of_does_not_count() -> None:
    assert _judge(_picture(400, 400), sure=0.3).score is None


def test_a_picture_smaller_than_a_tile_needs_is_not_judged() -> None:
    assert region_model.judge(_picture(LEAST_SIDE - 1, 400), Brightness()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("height", "width"), [(200, 224), (1000, 1000), (3000, 4000)])
def test_the_map_to_look_at_is_coarse_lies_in_the_picture_and_says_what_was_not_looked_at(height: int, width: int) -> None:
    shown = _judge(_picture(height, width)).shown()

    assert max(len(shown.scores), len(shown.scores[0])) <= 24
    assert shown.box.width <= width
    assert shown.box.height <= height
    assert shown.reliability is not None
    is_sampled = height * width > 2_000_000
    assert (min(value for row in shown.reliability for value in row) < 0.01) == is_sampled
