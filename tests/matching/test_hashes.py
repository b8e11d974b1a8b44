"""The hash of the whole picture, in the eight ways it can be turned."""

import numpy as np
import pytest

from desktop.matching import hashes
from tests.matching.suspects import Pixels, jpeg, resized


def bits_apart(one: hashes.Hash, other: hashes.Hash) -> int:
    return int(hashes.distances(one, other.bits[None, :])[0])


@pytest.mark.parametrize("turn", hashes.TURNED, ids=str)
def test_a_turned_picture_is_recognised(samples, turn) -> None:
    photo = samples["temple"]
    turned = np.rot90(photo[:, ::-1] if turn.is_mirrored else photo, turn.quarters)

    away = [bits_apart(hashes.of_picture(photo), one) for one in hashes.of_turned(np.ascontiguousarray(turned))]

    assert min(away) == 0


@pytest.mark.parametrize("turn", hashes.TURNED, ids=str)
def test_the_way_back_leads_every_pixel_home(turn) -> None:
    picture = np.arange(3 * 5, dtype=np.uint8).reshape(3, 5)
    turned = np.rot90(picture[:, ::-1] if turn.is_mirrored else picture, turn.quarters)

    back = hashes.back(turn, 5, 3)

    for y, x in np.ndindex(turned.shape):
        home = back @ (x, y, 1)
        assert picture[round(home[1]), round(home[0])] == turned[y, x]


@pytest.mark.parametrize("change", [lambda photo: jpeg(photo, 30), lambda photo: resized(photo, 0.4)], ids=["jpeg 30", "shrunk"])
@pytest.mark.parametrize("name", ["portrait", "coffee", "cat", "temple"])
def test_saving_and_shrinking_stay_within_the_limit(samples, name: str, change) -> None:
    photo: Pixels = samples[name]

    assert bits_apart(hashes.of_picture(photo), hashes.of_picture(change(photo))) <= hashes.SAME_WITHIN_BITS


def test_different_photos_are_far_apart(samples) -> None:
    every = [hashes.of_picture(samples[name]) for name in ("portrait", "coffee", "cat", "temple", "dahlia", "untouched")]

    assert min(bits_apart(a, b) for a in every for b in every if a is not b) > 2 * hashes.SAME_WITHIN_BITS


def test_a_blank_picture_tells_nothing() -> None:
    assert hashes.of_picture(np.zeros((200, 200, 3), dtype=np.uint8)).quality < hashes.LOWEST_QUALITY


def test_a_grey_picture_has_the_hash_of_the_same_in_three_channels(samples) -> None:
    grey = np.ascontiguousarray(samples["temple"][:, :, 1])

    one, three = hashes.of_picture(resized(grey, 3)), hashes.of_picture(np.stack([resized(grey, 3)] * 3, axis=2))

    assert (one.hex, one.quality) == (three.hex, three.quality)
