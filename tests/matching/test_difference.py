"""What differs, once a photo lies on the suspect."""

import cv2
import numpy as np
import pytest

from desktop.matching.difference import Difference, compare, side_needed
from desktop.matching.kinds import kind_of
from desktop.matching.result import MatchKind
from tests.matching import suspects
from tests.matching.suspects import Pixels, jpeg, resized

SAME_PLACE = np.eye(3)
PHOTOS = ["portrait", "coffee", "cat", "temple", "dahlia"]


def over(photo: Pixels, suspect: Pixels, transform: np.ndarray = SAME_PLACE) -> Difference:
    sizes = (photo.shape[1], photo.shape[0]), (suspect.shape[1], suspect.shape[0])
    return compare(photo, suspect, transform, sizes=sizes)


@pytest.mark.parametrize("way", ["jpeg_30", "colour_filter", "black_and_white"])
@pytest.mark.parametrize("name", PHOTOS)
def test_saving_and_filters_change_nothing(samples, name: str, way: str) -> None:
    difference = over(samples[name], suspects.WAYS[way](samples[name], samples["untouched"]))

    assert kind_of(difference) is MatchKind.SAME_IMAGE


@pytest.mark.parametrize("name", PHOTOS)
def test_a_replaced_part_is_marked_and_nothing_else(samples, name: str) -> None:
    photo = samples[name]
    suspect = suspects.replaced_part(photo, samples["untouched" if name != "temple" else "cat"])
    true = suspects.oval(photo.shape, (0.45, 0.4), (0.16, 0.16))[:, :, 0] > 0.5

    difference = over(photo, suspect)
    marked = difference.changed > 0.5

    assert kind_of(difference) is MatchKind.SAME_SOURCE
    assert (marked & true).sum() / (marked | true).sum() > 0.6


def test_only_what_both_cover_is_compared(samples) -> None:
    photo = samples["coffee"]
    suspect = np.zeros((700, 900, 3), dtype=np.uint8)
    suspect[100:500, 150:750] = photo
    moved = np.array([[1.0, 0, 150], [0, 1, 100], [0, 0, 1]])

    difference = over(photo, suspect, moved)

    assert difference.fraction == 0
    assert difference.covered.sum() == pytest.approx(photo.shape[0] * photo.shape[1], rel=0.07)
    assert not difference.changed[:90].any()
    assert not difference.original[:90].any()


def test_large_pictures_are_compared_reduced_and_in_the_same_place(samples) -> None:
    photo = resized(samples["temple"], 4)
    suspect = suspects.replaced_part(resized(samples["temple"], 4), samples["cat"])

    difference = over(resized(photo, 0.3), resized(suspect, 0.4))
    by_full_size = compare(
        resized(photo, 0.3),
        resized(suspect, 0.4),
        SAME_PLACE,
        sizes=((photo.shape[1], photo.shape[0]), (suspect.shape[1], suspect.shape[0])),
    )

    assert max(difference.changed.shape) == max(by_full_size.changed.shape) == 1024
    assert 0.04 < by_full_size.fraction < 0.14


def test_the_photo_is_shown_in_the_tones_of_the_suspect(samples) -> None:
    photo = samples["portrait"]
    suspect = suspects.black_and_white(photo, photo)

    shown = over(photo, suspect).original

    assert np.ptp(shown.astype(int), axis=2).mean() < 8
    assert np.abs(shown.astype(int) - suspect).mean() < 8


def test_pictures_without_any_agreement_differ_everywhere(samples) -> None:
    other = np.asarray(cv2.resize(samples["temple"], (600, 400)), dtype=np.uint8)

    assert over(samples["coffee"], other).fraction > 0.5
    assert over(samples["coffee"], other).agreement < 0.5


def test_a_close_crop_asks_for_more_of_the_photo() -> None:
    zoomed = np.diag([1.0, 1.0, 1.0])

    assert side_needed(zoomed, sizes=((4000, 3000), (1000, 750))) == 4000
    assert side_needed(np.diag([0.25, 0.25, 1.0]), sizes=((4000, 3000), (1000, 750))) == 1000
    assert side_needed(np.diag([8.0, 8.0, 1.0]), sizes=((400, 300), (1000, 750))) == 400


def test_jpeg_alone_is_never_a_change(samples) -> None:
    for quality in (10, 50, 95):
        assert over(samples["temple"], jpeg(samples["temple"], quality)).fraction < 0.01
