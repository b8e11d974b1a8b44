"""Forgeries for measuring the JPEG grid check: what is put in shows the same, on blocks that lie elsewhere."""

import numpy as np
import pytest
from PIL import ImageChops

from desktop.checks import jpeg_grid
from tests.media import pictures
from tests.models.evaluation_scripts import script

forgeries = script("grid_forgeries")
BOX = (160, 96, 320, 240)


@pytest.mark.parametrize("shift", [(3, 5), (0, 7), (1, 0)])
def test_two_grids_change_nothing_that_one_sees_and_are_named(shift):
    scene = pictures.scene(480, 360)
    forged = forgeries.two_grids(forgeries.Case(scene, scene, BOX, shift), 85)

    assert np.asarray(ImageChops.difference(forged, forgeries.jpeg(scene, 85))).mean() < 8
    grids = jpeg_grid.find_grids(np.asarray(forged.convert("L")))
    assert grids is not None
    # The rectangle lies on a grid that begins `shift` before the picture.
    assert {((-part.grid.x) % 8, (-part.grid.y) % 8) for part in grids.foreign} == {shift}


def test_a_part_copied_within_lies_off_the_grid():
    scene = pictures.scene(480, 360)

    grids = jpeg_grid.find_grids(np.asarray(forgeries.copied_within(forgeries.Case(scene, scene, BOX, (3, 5)), 85).convert("L")))

    assert grids is not None
    assert grids.foreign


def test_the_overlap_is_of_the_rectangle_around_what_is_named():
    assert forgeries.told([(0, 0, 10, 10), (10, 0, 20, 10)], (0, 0, 20, 20)) == {"told": True, "iou": 0.5}
    assert forgeries.told([], (0, 0, 20, 20)) == {"told": False, "iou": 0.0}
