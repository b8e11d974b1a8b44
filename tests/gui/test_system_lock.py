"""What Windows and macOS answer about a locked screen is read as their documentation says; elsewhere nothing is known."""

import struct
import sys

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui import system_lock
from desktop.gui.away import Away

FALSE, TRUE = 0x1000, 0x2000


def session(*, level: int = 1, state: int = 0, flags: int = 1) -> bytes:
    """Return a WTSINFOEXW as a C compiler of Windows lays it out: the level, four bytes to the next boundary of eight, then the rest."""
    return struct.pack("<IIIii", level, 0xDEADBEEF, 3, state, flags) + bytes(600)


@pytest.mark.parametrize(
    ("answer", "is_locked"),
    [
        (session(flags=1), False),
        (session(flags=0), True),
        (session(flags=-1), None),
        (session(state=4, flags=1), True),
        (session(level=2, flags=0), None),
        (session(flags=0)[:19], None),
        (b"", None),
    ],
)
def test_what_windows_says_of_a_session(answer: bytes, is_locked: bool | None) -> None:
    assert system_lock.told_by_windows(answer) is is_locked


@pytest.mark.parametrize(
    ("locked", "on_console", "is_locked"),
    [
        (None, TRUE, False),
        (TRUE, TRUE, True),
        (FALSE, TRUE, False),
        (None, FALSE, True),
        (None, None, False),
        (TRUE, None, True),
    ],
)
def test_what_macos_says_of_a_session(locked: int | None, on_console: int | None, is_locked: bool) -> None:
    assert system_lock.told_by_macos(locked, on_console, FALSE) is is_locked


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these are asked")
def test_where_the_system_tells_by_itself_it_is_not_asked() -> None:
    assert system_lock.is_locked() is None


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_system_without_what_is_asked_for_gives_no_answer(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    if sys.platform == platform:
        pytest.skip("there it is")
    monkeypatch.setattr(sys, "platform", platform)

    assert system_lock.is_locked() is None


def test_a_screen_that_is_locked_is_noticed_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True, True, None, False, True])
    monkeypatch.setattr(system_lock, "is_locked", lambda: next(answers))
    watching = Away()
    heard: list[bool] = []
    watching.went.connect(lambda: heard.append(True))

    counts = []
    for _tick in range(6):
        watching.tick()
        counts.append(len(heard))

    assert counts == [0, 1, 1, 1, 1, 2]
