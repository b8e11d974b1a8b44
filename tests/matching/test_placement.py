"""Where a photo lies in a suspect: found where it is, and refused where chance would do."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.matching import features
from desktop.matching.features import Features
from desktop.matching.placement import find_placement
from tests.matching.conftest import SAMPLES, pixels_of
from tests.matching.suspects import Pixels, jpeg


def of(pixels: Pixels, *, most: int = 700) -> Features:
    return features.extract(pixels, pixels.shape[1], pixels.shape[0], side=1024, most=most)


def misses(found: np.ndarray, true: np.ndarray, photo: Pixels) -> float:
    """Return how many pixels the found transform puts the photo's corners beside where they are."""
    height, width = photo.shape[:2]
    corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]], dtype=float).T
    (a, b) = (matrix @ corners for matrix in (found, true))
    return float(np.abs(a[:2] / a[2] - b[:2] / b[2]).max())


@pytest.fixture(scope="module")
def temple() -> Pixels:
    return pixels_of(SAMPLES / "own-photos" / "temple.jpg")


@given(
    angle=st.floats(-180, 180),
    scale=st.floats(0.5, 1.6),
    is_mirrored=st.booleans(),
    shift=st.tuples(st.floats(-60, 60), st.floats(-60, 60)),
)
@settings(max_examples=12)
def test_any_turn_size_and_mirroring_is_recovered(temple: Pixels, angle, scale, is_mirrored, shift) -> None:
    height, width = temple.shape[:2]
    side = 900
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale), (0, 0, 1)])
    turn[:2, 2] += (shift[0] + (side - width) / 2, shift[1] + (side - height) / 2)
    true = turn @ np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]]) if is_mirrored else turn
    suspect = of(jpeg(cv2.warpPerspective(temple, true, (side, side)), 80), most=2000)
    seen = features.mirrored(suspect) if is_mirrored else suspect

    placement = find_placement(of(temple), seen, photos=1000, is_mirrored=is_mirrored)

    assert placement is not None
    assert misses(placement.transform, true, temple) < 4


def test_a_perspective_is_recovered(temple: Pixels) -> None:
    height, width = temple.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    true = cv2.getPerspectiveTransform(corners, corners * 0.8 + np.array([[90, 20], [10, 60], [30, 10], [60, 50]], dtype=np.float32))
    suspect = of(jpeg(cv2.warpPerspective(temple, true, (width, height)), 80), most=2000)

    placement = find_placement(of(temple), suspect, photos=1000, is_mirrored=False)

    assert placement is not None
    assert misses(placement.transform, true, temple) < 6


def test_a_mirror_image_is_not_found_the_wrong_way_round(temple: Pixels) -> None:
    suspect = of(np.ascontiguousarray(temple[:, ::-1]), most=2000)

    assert find_placement(of(temple), suspect, photos=1000, is_mirrored=False) is None


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_unrelated_photos_have_no_place_in_each_other(samples, is_mirrored: bool) -> None:
    own = ["portrait", "coffee", "cat", "temple", "dahlia"]
    for one in own:
        for other in [*(name for name in own if name != one), "untouched"]:
            suspect = of(samples[other], most=2000)
            seen = features.mirrored(suspect) if is_mirrored else suspect
            assert find_placement(of(samples[one]), seen, photos=1, is_mirrored=is_mirrored) is None


def test_two_different_pages_of_text_are_not_taken_for_each_other() -> None:
    def page(words: list[str]) -> Pixels:
        sheet = np.full((700, 700, 3), 250, dtype=np.uint8)
        for line, text in enumerate(words):
            cv2.putText(sheet, text, (40, 60 + 50 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 2)
        return sheet

    chance = np.random.default_rng(3)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz    "))
    first, second = (page(["".join(chance.choice(letters, 30)) for _ in range(12)]) for _ in range(2))

    assert find_placement(of(first), of(second, most=2000), photos=1, is_mirrored=False) is None


def test_pure_noise_has_no_place() -> None:
    first, second = (np.random.default_rng(seed).integers(0, 255, (400, 400, 3)).astype(np.uint8) for seed in (1, 2))

    assert find_placement(of(first), of(second, most=2000), photos=1, is_mirrored=False) is None
