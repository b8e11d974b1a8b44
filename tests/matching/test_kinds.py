"""What is borne out by the pixels: a small cut-out in a busy picture is, a place that only looks alike is not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.core.work import Work
from desktop.matching import difference, kinds, search
from desktop.matching.difference import Difference
from desktop.matching.exactness import Exactness
from desktop.matching.placement import Placement
from desktop.matching.search import Found, Index
from tests.matching.suspects import WAYS, Pixels


def _laid(photo: Pixels, suspect: Pixels) -> tuple[Found, Difference]:
    height, width = photo.shape[:2]
    index = Index([search.describe(Path("photo"), "", photo, width, height)])
    (found,) = index.find(suspect, suspect.shape[1], suspect.shape[0], Work())
    return found, difference.compare(photo, suspect, found.transform, sizes=((width, height), (suspect.shape[1], suspect.shape[0])))


def _placement(found: Found) -> Placement:
    assert found.placement is not None
    return found.placement


def _confirmed(found: Found, laid: Difference, suspect: Pixels) -> bool:
    return kinds.is_confirmed(found, laid, suspect.shape[1], suspect.shape[0])


@pytest.mark.parametrize(("photo", "other"), [("coffee", "cat"), ("temple", "dahlia"), ("cat", "temple")])
def test_a_small_cut_out_in_a_busy_picture_is_confirmed_by_what_lies_exactly(samples: dict[str, Pixels], photo: str, other: str) -> None:
    suspect = WAYS["cut_out"](samples[photo], samples[other])

    found, laid = _laid(samples[photo], suspect)

    exact = _placement(found).exactness
    assert exact.share > 0.8
    # Were it judged by all that agrees, it would be taken for one that only looks alike.
    loose = replace(found, placement=replace(_placement(found), looseness=0.03))
    assert _confirmed(loose, laid, suspect)
    assert not _confirmed(
        replace(loose, placement=replace(_placement(loose), exactness=Exactness(exact.near * 2, exact.points, 0))), laid, suspect
    )


@pytest.mark.parametrize("few", [3, kinds.ALIKE_WHERE_EXACT[-1][0] - 1])
def test_a_few_that_lie_exactly_are_not_enough(samples: dict[str, Pixels], few: int) -> None:
    suspect = WAYS["cut_out"](samples["coffee"], samples["cat"])
    found, laid = _laid(samples["coffee"], suspect)
    points = _placement(found).exactness.points[:few]

    doubtful = replace(found, placement=replace(_placement(found), looseness=0.03, exactness=Exactness(few, points, 0)))

    assert not _confirmed(doubtful, laid, suspect)


def test_a_place_whose_pixels_differ_is_not_confirmed(samples: dict[str, Pixels]) -> None:
    suspect = WAYS["cut_out"](samples["coffee"], samples["cat"])
    found, laid = _laid(samples["coffee"], suspect)
    loose = replace(found, placement=replace(_placement(found), looseness=0.03))

    assert not _confirmed(loose, replace(laid, likeness=np.full_like(laid.likeness, 0.82)), suspect)


def test_a_tight_place_that_chance_may_explain_needs_pixels_that_agree(samples: dict[str, Pixels]) -> None:
    suspect = WAYS["half_size"](samples["coffee"], samples["cat"])
    found, laid = _laid(samples["coffee"], suspect)
    doubtful = replace(
        found, placement=replace(_placement(found), false_alarms=-20.0, exactness=Exactness(20, np.zeros((0, 2), np.float32), 0))
    )

    assert _confirmed(doubtful, laid, suspect)
    assert not _confirmed(doubtful, replace(laid, likeness=np.full_like(laid.likeness, 0.7)), suspect)


def test_a_place_beside_which_more_lies_than_in_it_is_another_moment(samples: dict[str, Pixels]) -> None:
    suspect = WAYS["half_size"](samples["coffee"], samples["cat"])
    found, laid = _laid(samples["coffee"], suspect)
    rough = Exactness(20, np.zeros((0, 2), dtype=np.float32), 21)

    assert not _confirmed(replace(found, placement=replace(_placement(found), exactness=rough)), laid, suspect)


def test_what_the_pixels_cannot_bear_out_is_known_before_they_are_read(samples: dict[str, Pixels]) -> None:
    suspect = WAYS["cut_out"](samples["coffee"], samples["cat"])
    found, laid = _laid(samples["coffee"], suspect)
    rough = Exactness(20, np.zeros((0, 2), dtype=np.float32), 0)
    loose = replace(found, placement=replace(_placement(found), looseness=0.03, exactness=rough))

    assert kinds.may_be_confirmed(found)
    assert kinds.may_be_confirmed(replace(found, placement=None))
    assert not kinds.may_be_confirmed(loose)
    assert not _confirmed(loose, replace(laid, likeness=np.ones_like(laid.likeness)), suspect)
