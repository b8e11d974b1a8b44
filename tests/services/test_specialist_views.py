"""Views for specialists: where they come from, and that none is written of a person who may be under 18."""

import numpy as np
import pytest
from PIL import Image

from desktop.checks import views
from desktop.checks.errors import ViewsNeedAnAdult
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.services import specialist_views
from desktop.services.vaults import AgeAnswer
from tests.media import pictures


@pytest.fixture
def made():
    """The views of a small photograph."""
    with Decoder() as decoder:
        return list(specialist_views.of_source(pictures.photograph(160, 120), decoder, Work()))


def test_the_work_is_told_as_many_steps_as_there_are_views(made):
    assert len(made) == specialist_views._COUNT == 2 + len(views.GHOST_QUALITIES)


def test_they_are_saved_as_grey_pictures_and_hold_what_was_shown(made, tmp_path):
    saved = specialist_views.save(iter(made), "photo", tmp_path / "new" / "views", AgeAnswer.ADULT)

    assert sorted(path.name for path in (tmp_path / "new" / "views").iterdir()) == sorted(f"photo-{view.id}.png" for view in made)
    assert np.array_equal(np.asarray(Image.open(saved[0]))[:, :, 0], made[0].greys)


@pytest.mark.parametrize("age", [AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE, AgeAnswer.NOT_ASKED])
def test_none_is_written_unless_the_person_was_said_to_be_an_adult(made, tmp_path, age):
    with pytest.raises(ViewsNeedAnAdult):
        specialist_views.save(iter(made), "photo", tmp_path / "views", age)

    assert not (tmp_path / "views").exists()
