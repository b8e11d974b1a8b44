"""Garbage is collected between events, and by Python itself before and afterwards."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.gui.garbage import BetweenEvents


class Knot:
    """Something that only the cyclic collector can free."""

    def __init__(self) -> None:
        self.itself = self


def a_knot_among_others() -> weakref.ref[Knot]:
    """Return one of so many that a collection is due."""
    knots = [Knot() for _ in range(2 * gc.get_threshold()[0])]
    return weakref.ref(knots[0])


def test_python_collects_nothing_by_itself_while_the_window_is_open(qtbot: QtBot) -> None:
    parent = QObject()
    collecting = BetweenEvents(parent)

    knot = a_knot_among_others()

    assert knot() is not None
    collecting.collect()
    assert knot() is None
    collecting.stop()


def test_the_loop_of_the_window_collects(qtbot: QtBot) -> None:
    parent = QObject()
    collecting = BetweenEvents(parent)

    knot = a_knot_among_others()

    qtbot.waitUntil(lambda: knot() is None, timeout=20_000)
    collecting.stop()


def test_python_collects_again_afterwards(qtbot: QtBot) -> None:
    parent = QObject()

    BetweenEvents(parent).stop()

    assert gc.isenabled()
    gc.disable()


def test_what_is_loaded_is_looked_through_no_more_and_what_comes_later_is(qtbot: QtBot) -> None:
    parent = QObject()
    collecting = BetweenEvents(parent)

    collecting.spare_what_is_loaded()

    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 1000
    knot = a_knot_among_others()
    collecting.collect()
    assert knot() is None
    collecting.stop()
    assert gc.get_freeze_count() == 0
    gc.disable()
