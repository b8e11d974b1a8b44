"""What is borne out by the pixels: a small cut-out in a busy picture is, a photo that is not there is not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.core.work import Work
from desktop.matching import difference, kinds, search
from desktop.matching.difference import Difference
from desktop.matching.search import Found, Index
from tests.matching.suspects import WAYS, Pixels


def _placed(photo: Pixels, suspect: Pixels) -> tuple[Found, Difference]:
    height, width = photo.shape[:2]
    index = Index([search.describe(Path("photo"), "", photo, width, height)])
    (found,) = index.find(suspect, suspect.shape[1], suspect.shape[0], Work())
    return found, difference.compare(photo, suspect, found.transform, sizes=((width, height), (suspect.shape[1], suspect.shape[0])))


@pytest.mark.parametrize(("photo", "other"), [("coffee", "cat"), ("temple", "dahlia"), ("cat", "temple")])
def test_a_small_cut_out_in_a_busy_picture_is_confirmed(samples: dict[str, Pixels], photo: str, other: str) -> None:
    suspect = WAYS["cut_out"](samples[photo], samples[other])

    found, laid = _placed(samples[photo], suspect)

    assert found.placement is not None
    # All that agrees is loose, because of what the busy picture adds; what was chosen by its looks is tight.
    assert found.placement.looseness > max(kinds.SURELY_TIGHT, 2 * found.placement.chosen_looseness)
    assert kinds.is_confirmed(found, laid, suspect.shape[1], suspect.shape[0])


@pytest.mark.parametrize("change", [{"false_alarms": -10.0}, {"chosen_looseness": 0.02}])
def test_what_chance_may_explain_or_lies_loosely_is_not(samples: dict[str, Pixels], change: dict[str, float]) -> None:
    suspect = WAYS["cut_out"](samples["coffee"], samples["cat"])
    found, laid = _placed(samples["coffee"], suspect)
    assert found.placement is not None

    doubtful = replace(found, placement=replace(found.placement, **change))

    assert not kinds.is_confirmed(doubtful, laid, suspect.shape[1], suspect.shape[0])


def test_a_place_whose_pixels_differ_is_not_confirmed(samples: dict[str, Pixels]) -> None:
    suspect = WAYS["cut_out"](samples["coffee"], samples["cat"])
    found, laid = _placed(samples["coffee"], suspect)

    unlike = replace(laid, likeness=np.full_like(laid.likeness, 0.7))

    assert not kinds.is_confirmed(found, unlike, suspect.shape[1], suspect.shape[0])
