"""The views: what they show of pictures whose history is known."""

import numpy as np
import pytest

from desktop.checks import views
from tests.checks.conftest import jpeg, resaved


@pytest.fixture
def shown(read, photograph):
    """The views of a photograph whose middle was saved at quality 60 before the whole was saved at 95."""
    image = photograph("temple")
    image.paste(resaved(image, 60).crop((192, 96, 384, 288)), (192, 96))
    return {view.id: view for view in views.of_picture(read(jpeg(image, 95)))}


def test_there_are_the_views_of_the_inventory_each_with_how_it_is_read(shown):
    assert set(shown) == {"error_level", "noise", *(f"ghost_{quality}" for quality in views.GHOST_QUALITIES)}
    assert all(view.greys.shape == (384, 576) and view.greys.dtype == np.uint8 for view in shown.values())
    assert all("no finding" in view.meaning.within("en") for view in shown.values())
    assert shown["ghost_60"].title.within("en") == "Ghost of quality 60"


def test_a_part_that_was_saved_before_stands_out_dark_at_its_quality(shown):
    inside = {name: float(np.median(view.greys[112:272, 208:368])) for name, view in shown.items() if name.startswith("ghost")}
    outside = {name: float(np.median(view.greys[:, :170])) for name, view in shown.items() if name.startswith("ghost")}

    assert inside["ghost_60"] < 0.6 * outside["ghost_60"]
    assert inside["ghost_50"] > 0.8 * outside["ghost_50"]


def test_a_large_picture_is_shown_smaller(read, photograph):
    picture = read(jpeg(photograph("temple").resize((1600, 1067)), 90))

    assert max(next(views.of_picture(picture)).greys.shape) == views.SIDE
