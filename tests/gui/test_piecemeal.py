"""Building between events: in order, one at a time, and at once where somebody needs it."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.gui.piecemeal import Piecemeal


def test_nothing_is_built_before_the_next_event_and_then_everything_in_order(qtbot: QtBot) -> None:
    built: list[int] = []
    owner = QObject()
    pieces = Piecemeal(owner)

    pieces.add(lambda: built.append(1), lambda: built.append(2))
    pieces.add(lambda: built.append(3))

    assert not built
    qtbot.waitUntil(lambda: pieces.is_done)
    assert built == [1, 2, 3]


def test_what_somebody_needs_is_built_at_once_and_only_once(qtbot: QtBot) -> None:
    built: list[int] = []
    owner = QObject()
    pieces = Piecemeal(owner)
    pieces.add(lambda: built.append(1), lambda: built.append(2))

    pieces.finish()

    assert built == [1, 2]
    qtbot.wait(1)
    assert built == [1, 2]


def test_what_is_not_wanted_any_more_is_never_built(qtbot: QtBot) -> None:
    built: list[int] = []
    owner = QObject()
    pieces = Piecemeal(owner)
    pieces.add(lambda: built.append(1))

    pieces.drop()

    assert pieces.is_done
    qtbot.wait(1)
    assert not built
