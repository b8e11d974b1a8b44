"""Long work: it tells how far it is, and stops when it is asked to."""

from collections.abc import Callable
from threading import Event

from desktop.core.errors import Stopped


class Work:
    """What a long task reports to, and where it learns that it is to stop.

    A task calls `step` as it goes on. It knows nothing of windows or terminals; whoever started it gives
    `on_step` (called on the task's own thread) and calls `stop` from any thread.
    """

    def __init__(self, on_step: Callable[[int, int], None] | None = None) -> None:
        self._on_step = on_step
        self._stop = Event()

    def step(self, done: int, total: int) -> None:
        """Tell that `done` of `total` is finished; raise Stopped if the person asked for it."""
        if self._stop.is_set():
            raise Stopped
        if self._on_step is not None:
            self._on_step(done, total)

    def part(self, number: int, count: int) -> "Work":
        """Return the work of one of `count` equal parts of this task, counted from 0: it tells and stops for the whole."""
        return _Part(self, number, count)

    def stop(self) -> None:
        """Ask the task to stop at its next step."""
        self._stop.set()

    @property
    def is_stopping(self) -> bool:
        """Whether the task has been asked to stop."""
        return self._stop.is_set()


class _Part(Work):
    """A part of a task, told as so many thousandths of the whole."""

    _FINE = 1000

    def __init__(self, whole: Work, number: int, count: int) -> None:
        super().__init__(lambda done, total: whole.step(self._FINE * number + self._FINE * done // max(1, total), self._FINE * count))

    def step(self, done: int, total: int) -> None:
        """Tell how far the part is; raise Stopped if the person asked the whole for it."""
        super().step(min(done, total), total)
