"""Starts and ends the program's window."""

import os
import signal
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QSocketNotifier, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.core import settings as core_settings
from desktop.core.settings import Settings
from desktop.gui.garbage import BetweenEvents
from desktop.gui.preferences import Preferences
from desktop.gui.screen_capture import CaptureShield
from desktop.gui.warming import Warming
from desktop.gui.window import MainWindow

_TICK_MS = 400
# A thread that computes hands Python over to the window's thread after this long (Python's own 5 ms add up to a stall: drawing one page
# asks for Python dozens of times).
_HAND_OVER_S = 0.0005


def run(argv: Sequence[str] = ()) -> int:
    """Open the window, and return the exit status once the person has left."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(["linden", *argv])
    app.setApplicationName("Linden")
    app.setDesktopFileName("linden")
    app.setQuitOnLastWindowClosed(False)
    window = build_window(core_settings.load())
    asked = _AskedToEnd(app)
    asked.arrived.connect(window.leave_now)
    collecting = BetweenEvents(app)
    warming = Warming(window)
    warming.loaded.connect(collecting.spare_what_is_loaded)
    window.left.connect(warming.stop)
    window.left.connect(app.quit)
    window.show()
    status = int(app.exec())
    asked.stop()
    collecting.stop()
    if not window.close_lanes() or not warming.wait():
        # A library is deep inside one picture. The vault is locked; there is nothing to wait for.
        sys.stdout.flush()
        os._exit(status)
    return status


def build_window(settings: Settings) -> MainWindow:
    """Return the window, not yet shown, drawn as these settings say. There must be a QApplication."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        message = "the window needs a QApplication"
        raise TypeError(message)
    sys.setswitchinterval(_HAND_OVER_S)
    preferences = Preferences(settings)
    window = MainWindow(app, preferences)
    preferences.setParent(window)
    words = _QtWords(preferences, window)
    words.follow()
    CaptureShield(app, preferences, window)
    return window


class _QtWords(QObject):
    """Keeps the words of Qt's own parts (the file dialog) in the window's language."""

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._translator = QTranslator(self)
        preferences.changed.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Use the language that is shown now."""
        QCoreApplication.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self._preferences.language}", folder):
            QCoreApplication.installTranslator(self._translator)


class _AskedToEnd(QObject):
    """Turns SIGTERM, SIGINT and SIGHUP into a signal on the window's thread.

    Python answers a signal only between its own instructions, and Qt's loop runs none while it waits: on POSIX the signal
    wakes the loop through a pipe; elsewhere a slow tick does.

    Signals:
        arrived: The system asked the program to end.
    """

    arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_asked = False
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._note)
        self._ends: tuple[int, int] | None = None
        if os.name == "posix":
            self._ends = os.pipe()
            for end in self._ends:
                os.set_blocking(end, False)
            signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
            self._notifier = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._wake)
        else:
            self._tick = QTimer(self)
            self._tick.timeout.connect(self._wake)
            self._tick.start(_TICK_MS)

    def stop(self) -> None:
        """Let the system's default answers stand again."""
        if self._ends is not None:
            self._notifier.setEnabled(False)
            signal.set_wakeup_fd(-1)
            for end in self._ends:
                os.close(end)
            self._ends = None

    def _note(self, _number: int, _frame: object) -> None:
        self._was_asked = True

    @Slot()
    def _wake(self) -> None:
        if self._ends is not None:
            os.read(self._ends[0], 64)
        if self._was_asked:
            self._was_asked = False
            self.arrived.emit()
