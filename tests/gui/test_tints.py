"""Tints are as strong as what they show, lie where it lies, and are weaker where it cannot be relied on."""

import numpy as np
from PySide6.QtCore import QSize

from desktop.checks.result import Box, ScoreMap
from desktop.gui import tints

WHITE = "#FFFFFF"


def test_the_higher_the_value_the_more_opaque() -> None:
    drawn = tints.of_values(np.array([[0.0, 0.4, 1.0]], np.float32), WHITE)

    clear, half, full = (drawn.pixelColor(x, 0).alpha() for x in range(3))
    assert clear == 0
    assert 0 < half < full < 255


def test_a_map_is_drawn_where_its_part_of_the_picture_lies() -> None:
    one = ScoreMap(Box(500, 0, 500, 1000), ((1.0, 1.0), (1.0, 1.0)))

    drawn = tints.of_maps([one], QSize(1000, 1000), WHITE)

    assert drawn.pixelColor(drawn.width() // 4, drawn.height() // 2).alpha() == 0
    assert drawn.pixelColor(drawn.width() * 3 // 4, drawn.height() // 2).alpha() > 0


def test_what_cannot_be_relied_on_is_tinted_less() -> None:
    box = Box(0, 0, 100, 100)
    sure = tints.of_maps([ScoreMap(box, ((1.0,),), ((1.0,),))], QSize(100, 100), WHITE)
    unsure = tints.of_maps([ScoreMap(box, ((1.0,),), ((0.3,),))], QSize(100, 100), WHITE)

    assert unsure.pixelColor(50, 50).alpha() < sure.pixelColor(50, 50).alpha()


def test_a_picture_of_one_pixel_is_tinted_too() -> None:
    assert not tints.of_maps([ScoreMap(Box(0, 0, 1, 1), ((1.0,),))], QSize(1, 1), WHITE).isNull()


def test_parts_are_tinted_where_they_stand_out_and_grey_where_nothing_is_known() -> None:
    parts = ScoreMap(Box(0, 0, 90, 30), ((0.95, 0.3, 0.95),), ((1.0, 1.0, 0.0),))

    drawn = tints.of_parts(parts, QSize(90, 30), "#ff0000")

    row, step = drawn.height() // 2, drawn.width() // 6
    stands_out, quiet, unknown = (drawn.pixelColor(step * place, row) for place in (0, 3, 5))
    assert stands_out.red() > 200
    assert stands_out.blue() < 60
    assert quiet.alpha() < 60
    assert unknown.alpha() > 120
    assert unknown.red() == unknown.blue()
