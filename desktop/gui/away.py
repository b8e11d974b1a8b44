"""Tells when the person is away as the system knows it: the screen is locked, or the computer sleeps."""

import sys
import time

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

from desktop.core import offline
from desktop.gui import system_lock

# Where desktops tell on D-Bus: (of the system?, interface, signal, our slot). Any sender and any path: a lock more does no harm.
_TOLD = (
    (True, "org.freedesktop.login1.Manager", "PrepareForSleep", "_note_state(bool)"),
    (True, "org.freedesktop.login1.Session", "Lock", "_note_lock()"),
    (False, "org.freedesktop.ScreenSaver", "ActiveChanged", "_note_state(bool)"),
    (False, "org.gnome.ScreenSaver", "ActiveChanged", "_note_state(bool)"),
    (False, "org.cinnamon.ScreenSaver", "ActiveChanged", "_note_state(bool)"),
    (False, "org.mate.ScreenSaver", "ActiveChanged", "_note_state(bool)"),
)
_TICK_S = 5.0
# A sleep shorter than this is none; where the system does not tell sleep from work, a tick that is so late was slept through.
_SLEPT_S = 30.0
# Of two clocks, the first counts while the computer sleeps and the second does not (clock_gettime(2) of Linux and of macOS).
_CLOCKS = {"linux": ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"), "darwin": ("CLOCK_MONOTONIC_RAW", "CLOCK_UPTIME_RAW")}


def slept_s() -> float | None:
    """Return how many seconds this computer has slept since it was started, or None where the system does not tell."""
    names = _CLOCKS.get(sys.platform, ())
    if not names or not all(hasattr(time, name) for name in names):
        return None
    working = time.clock_gettime(int(getattr(time, names[1])))
    return time.clock_gettime(int(getattr(time, names[0]))) - working


class Away(QObject):
    """Listens to the desktop, or asks it every few seconds; and where nothing is told, notices afterwards that the computer slept.

    Signals:
        went: The screen was locked, or the computer is about to sleep, or has slept.
    """

    went = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last_tick, self._slept_before = time.time(), slept_s()
        self._was_locked = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to listen and to look; where there is no D-Bus, Linux lets only sleep be noticed."""
        self._last_tick, self._slept_before = time.time(), slept_s()
        self._timer.start(int(_TICK_S * 1000))
        if sys.platform == "linux" and not offline.names_a_distant_bus():
            try:
                from PySide6.QtDBus import QDBusConnection
            except ImportError:
                # Left out of what was built, or its library is missing: then only a sleep is noticed.
                return
            self.listen(QDBusConnection.systemBus(), QDBusConnection.sessionBus())

    def listen(self, system: "object", session: "object") -> None:
        """Listen on these two buses (QDBusConnection); one that is not connected tells nothing."""
        for of_system, interface, name, slot in _TOLD:
            bus = system if of_system else session
            if bus.isConnected():  # type: ignore[attr-defined]  # the type is loaded where there is D-Bus only
                bus.connect("", "", interface, name, self, SLOT(slot))  # type: ignore[attr-defined]

    @Slot()
    def tick(self) -> None:
        """Notice a sleep, and where the system has to be asked a locked screen. A window that stood still while busy did not sleep."""
        was_locked, locked = self._was_locked, system_lock.is_locked()
        self._was_locked = was_locked if locked is None else locked
        now, slept = time.time(), slept_s()
        if slept is not None and self._slept_before is not None:
            is_over = slept - self._slept_before > _SLEPT_S
        else:
            is_over = now - self._last_tick > _TICK_S + _SLEPT_S
        self._last_tick, self._slept_before = now, slept
        if is_over or (self._was_locked and not was_locked):
            self.went.emit()

    @Slot(bool)
    def _note_state(self, begins: bool) -> None:  # noqa: FBT001  what D-Bus gives
        if begins:
            self.went.emit()

    @Slot()
    def _note_lock(self) -> None:
        self.went.emit()
