"""Watches the whole program's input for two things: the key that leaves at once, and that nobody is there any more."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from desktop.gui import system_idle

# The way out of web pages for people in danger that is best known (GOV.UK Design System, "Exit this page") is Shift pressed three
# times. Function keys are worse: laptops put other things on them, and F9 turns Hangul into Hanja.
EXIT_PRESSES = 3
EXIT_WITHIN_S = 1.5

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


class Guard(QObject):
    """An event filter on every window and dialog of the program: it sees their input, and keeps none of it.

    It sits on the windows and not on the application: there every event of every widget would wait for Python, which stalls the
    window while a task computes.

    Signals:
        exit_wished: Shift was pressed three times in a row, with no other key between.
        idle: There was no input for the time that was set, in any program where the system tells it, else in this one.
    """

    exit_wished = Signal()
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presses: list[float] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_at_computer)
        self._after_ms = 0
        self._last_restart = 0.0

    def watch(self, app: QGuiApplication) -> None:
        """Look at every window there is, and at each that comes to the front from now on."""
        app.focusWindowChanged.connect(self._watch_window)
        for window in app.topLevelWindows():
            self._watch_window(window)

    @Slot(QWindow)
    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            # Qt takes a filter that is there already off first, so that none stands twice.
            window.installEventFilter(self)

    def stop_watching(self, app: QGuiApplication) -> None:
        """Look at nothing any more."""
        app.focusWindowChanged.disconnect(self._watch_window)
        for window in app.topLevelWindows():
            window.removeEventFilter(self)

    def wait_for_idle(self, after_ms: int) -> None:
        """Count anew, and tell after this long without input."""
        self._after_ms = after_ms
        self._timer.start(after_ms)

    def ask_again(self, after_ms: int) -> None:
        """Tell once more after this long, unless there is input before; then the time that was set counts anew."""
        self._timer.start(after_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002  Qt's name and argument
        """Look at an event and let it pass."""
        if event.type() in _ACTIVITY:
            self._note_activity()
            if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                self._note_key(event)
        return False

    def _note_key(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() != Qt.Key.Key_Shift:
            self._presses.clear()
            return
        now = monotonic()
        self._presses = [before for before in self._presses if now - before < EXIT_WITHIN_S] + [now]
        if len(self._presses) >= EXIT_PRESSES:
            self._presses.clear()
            self.exit_wished.emit()

    @Slot()
    def _look_at_computer(self) -> None:
        """Tell, unless the person is busy in another program as far as the system tells it."""
        idle_ms = system_idle.idle_ms()
        if idle_ms is not None and idle_ms < self._after_ms:
            self._timer.start(self._after_ms - idle_ms)
        else:
            self.idle.emit()

    @Slot()
    def _note_activity(self) -> None:
        # Moving a mouse makes hundreds of events a second; once a second is enough to know that someone is there.
        now = monotonic()
        if self._after_ms and now - self._last_restart > 1.0:
            self._last_restart = now
            self._timer.start(self._after_ms)
