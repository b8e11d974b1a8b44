"""Which photos are worth a closer look: the source is among the first, in however many parts the index is asked."""

import numpy as np
import pytest

from desktop.matching import features, vocabulary
from desktop.matching.candidates import Candidate, Votes
from desktop.matching.features import Features
from tests.matching.suspects import WAYS, Pixels

PHOTOS = ("portrait", "coffee", "cat", "temple", "dahlia")


def of(pixels: Pixels, most: int) -> Features:
    return features.extract(pixels, pixels.shape[1], pixels.shape[0], side=720, most=most)


def crowd(photos: int) -> list[Features]:
    """Return the features of photos that show nothing, so that there is something to be lost among."""
    chance = np.random.default_rng(4)
    made = []
    for _ in range(photos):
        raw = chance.gamma(0.6, size=(300, features.DESCRIPTOR_LENGTH))
        descriptors = np.minimum(np.sqrt(raw / raw.sum(axis=1, keepdims=True)) * 510, 255).astype(np.uint8)
        spots = chance.random((300, 4)).astype(np.float32)
        made.append(Features(spots[:, :2] * 700, spots[:, 2] * 20 + 2, spots[:, 3] * 6.28, descriptors, 720, 700))
    return made


@pytest.fixture(scope="module")
def photos(samples: dict[str, Pixels]) -> list[Features]:
    return [*(of(samples[name], 700) for name in PHOTOS), *crowd(200)]


def ranked(votes: Votes, suspect: Pixels) -> list[Candidate]:
    found = of(suspect, 2000)
    return votes.for_suspect(found, features.mirrored(found), 16)


@pytest.mark.parametrize(("number", "way"), [(number % 3, way) for number, way in enumerate(WAYS)])
def test_the_source_comes_first(samples, photos: list[Features], number: int, way: str) -> None:
    best = ranked(Votes(photos), WAYS[way](samples[PHOTOS[number]], samples["untouched"]))[0]

    assert (best.photo, best.is_mirrored) == (number, way in {"mirror", "filtered_crop"})


def test_asking_in_small_parts_gives_the_same_answer(samples, photos: list[Features], monkeypatch) -> None:
    votes = Votes(photos)
    at_once = ranked(votes, samples["composite"])

    monkeypatch.setattr(vocabulary, "COMPARED_AT_ONCE", 5_000)

    assert ranked(votes, samples["composite"]) == at_once


def test_an_index_without_photos_or_without_features_answers_nothing(samples) -> None:
    blank = of(np.full((300, 400, 3), 90, dtype=np.uint8), 700)

    assert ranked(Votes([]), samples["cat"]) == []
    assert ranked(Votes([blank]), samples["cat"]) == []


def test_a_suspect_without_features_has_no_candidates(photos: list[Features]) -> None:
    assert ranked(Votes(photos), np.full((300, 400, 3), 90, dtype=np.uint8)) == []


def test_the_same_photos_give_the_same_order_every_time(samples, photos: list[Features]) -> None:
    assert ranked(Votes(photos), samples["composite"]) == ranked(Votes(photos), samples["composite"])


def test_what_is_mirrored_stays_where_it_is(samples) -> None:
    found = of(samples["temple"], 200)

    assert np.array_equal(features.mirrored(found).points, found.points)
