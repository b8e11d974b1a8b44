"""Builds what a page shows piece by piece between events, so that opening it never holds up a key or a click for long."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot


class Piecemeal(QObject):
    """Does small acts of building in order, each in an event of its own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._build_next)

    @property
    def is_done(self) -> bool:
        """Whether nothing waits to be built."""
        return not self._waiting

    def add(self, *builders: Callable[[], object]) -> None:
        """Build these, after what waits already."""
        self._waiting.extend(builders)
        self._timer.start()

    def finish(self) -> None:
        """Build everything that waits now: somebody needs it."""
        while self._waiting:
            self._waiting.popleft()()
        self._timer.stop()

    def drop(self) -> None:
        """Build nothing of what waits: it is not wanted any more."""
        self._waiting.clear()
        self._timer.stop()

    @Slot()
    def _build_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()
