"""Screen lock and sleep are heard on a real D-Bus, and a sleep that nobody told is noticed; then the vault is locked."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from desktop.gui import away, system_idle
from desktop.gui.away import Away
from desktop.gui.window import MainWindow
from tests.gui.cases import new_vault, settle, shown_words


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[QDBusConnection]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no D-Bus here")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address=unix:path={tmp_path}/bus"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout
        address = daemon.stdout.readline().strip()
        yield QDBusConnection.connectToBus(address, f"listening {tmp_path}")
        for name in ("listening", "telling"):
            QDBusConnection.disconnectFromBus(f"{name} {tmp_path}")
        daemon.terminate()


def tell(bus: QDBusConnection, tmp_path: Path, interface: str, name: str, *arguments: object) -> None:
    telling = QDBusConnection.connectToBus(f"unix:path={tmp_path}/bus", f"telling {tmp_path}")
    message = QDBusMessage.createSignal("/a/path", interface, name)
    message.setArguments(list(arguments))
    assert telling.send(message)


@pytest.mark.parametrize(
    "told",
    [
        ("org.freedesktop.login1.Manager", "PrepareForSleep", (True,)),
        ("org.freedesktop.login1.Session", "Lock", ()),
        ("org.gnome.ScreenSaver", "ActiveChanged", (True,)),
        ("org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
    ],
)
def test_the_desktop_is_heard(bus: QDBusConnection, qtbot: QtBot, tmp_path: Path, told: tuple[str, str, tuple[object, ...]]):
    listening = Away()
    listening.listen(bus, bus)

    with qtbot.waitSignal(listening.went, timeout=5000):
        tell(bus, tmp_path, told[0], told[1], *told[2])


def test_waking_up_is_not_leaving(bus: QDBusConnection, qtbot: QtBot, tmp_path: Path):
    listening = Away()
    listening.listen(bus, bus)

    with qtbot.assertNotEmitted(listening.went, wait=300):
        tell(bus, tmp_path, "org.freedesktop.login1.Manager", "PrepareForSleep", False)


def went_at_each_tick(ticks: int) -> list[int]:
    """Return how often it was told that nobody is there, after each of so many ticks."""
    listening = Away()
    heard: list[bool] = []
    listening.went.connect(lambda: heard.append(True))
    told = []
    for _tick in range(ticks):
        listening.tick()
        told.append(len(heard))
    return told


def test_a_sleep_that_nobody_told_is_noticed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    times = iter([0.0, 0.0, 1.5, 3900.0])
    monkeypatch.setattr(away, "slept_s", lambda: next(times))

    assert went_at_each_tick(3) == [0, 0, 1]


def test_a_window_that_stood_still_on_a_busy_computer_did_not_sleep(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    times = iter([100.0, 4000.0])
    monkeypatch.setattr(away.time, "time", lambda: next(times))
    monkeypatch.setattr(away, "slept_s", lambda: 12.0)

    assert went_at_each_tick(1) == [0]


@pytest.mark.skipif(sys.platform != "linux", reason="read from the clocks of Linux")
def test_the_system_says_how_long_it_slept():
    slept = away.slept_s()

    assert slept is not None
    assert slept >= 0


def test_where_the_system_does_not_tell_a_late_tick_was_slept_through(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    times = iter([100.0, 105.0, 111.0, 4000.0])
    monkeypatch.setattr(away.time, "time", lambda: next(times))
    monkeypatch.setattr(away, "slept_s", lambda: None)

    assert went_at_each_tick(3) == [0, 0, 1]


def test_leaving_locks_the_vault_and_says_why(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = new_vault(tmp_path / "papers")
    window.context.session.open(vault)

    window.away.went.emit()
    settle(qtbot, window)

    assert vault.is_locked
    assert window.context.session.vault is None
    assert "locked" in shown_words(window.page)


def test_work_in_another_program_is_not_idleness(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    vault = new_vault(tmp_path / "papers")
    window.context.session.open(vault)
    settle(qtbot, window)

    monkeypatch.setattr(system_idle, "idle_ms", lambda: 1000)
    window.guard._timer.timeout.emit()
    assert not vault.is_locked

    monkeypatch.setattr(system_idle, "idle_ms", lambda: None)
    window.guard._timer.timeout.emit()
    settle(qtbot, window)
    assert vault.is_locked


def test_where_the_system_tells_nothing_nothing_is_known(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DISPLAY", raising=False)

    assert system_idle.idle_ms() is None


def test_the_count_of_windows_begins_again_after_49_days():
    assert system_idle.between_ticks(1_000, 61_000) == 60_000
    assert system_idle.between_ticks(0xFFFFFF00, 0x100) == 0x200
    # GetTickCount comes as a signed number from ctypes.
    assert system_idle.between_ticks(0xFFFFFF00, -0x80) == 0x80
