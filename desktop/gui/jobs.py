"""Long work beside the window: a task runs on a lane's thread, and everything it tells arrives on the window's thread."""

import logging
import queue
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import LindenError, Stopped
from desktop.core.texts import mark
from desktop.core.work import Work

_log = logging.getLogger(__name__)

# A lane that is closed waits this long for a task that is deep inside a library before it lets the thread go.
PATIENCE_S = 3.0


class Unexpected(LindenError):
    """A task ended in a way that nobody foresaw."""

    code = "unexpected"
    says = mark("Something inside the program did not work ({kind}).")
    advice = mark("What you kept before is still there. You can try once more, or go on with something else.")


class Job(QObject):
    """One task on its way.

    Build it, connect its signals, then give it to a lane, in that order. Connect methods of QObjects that live on the
    window's thread. All signals are emitted on the window's thread, and none but `ended` after `drop`.

    Signals:
        progressed: How much is done, of how much.
        found: One value, where the task gives them one by one.
        succeeded: What the task returned (None where it gave its values one by one).
        failed: The LindenError that ended the task.
        stopped: The person stopped it, and the task took back what was half done.
        ended: Always the last, whatever happened.
    """

    progressed = Signal(object, object)  # two int; Signal(int, int) would cut bytes beyond 2 GiB
    found = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()

    _told = Signal(str, object)
    _stepped = Signal()

    def __init__(self, task: Callable[[Work], object], *, one_by_one: bool = False) -> None:
        """Prepare `task`; with `one_by_one` it returns an iterator, whose values arrive through `found`."""
        super().__init__()
        self._task = task
        self._one_by_one = one_by_one
        self._work = Work(self._note_step)
        self._is_dropped = False
        self._has_ended = False
        self._latest = (0, 0)
        self._step_is_due = threading.Event()
        self._told.connect(self._deliver)
        self._stepped.connect(self._deliver_step)

    @property
    def has_ended(self) -> bool:
        """Whether `ended` was emitted."""
        return self._has_ended

    @property
    def is_stopping(self) -> bool:
        """Whether the task was asked to stop."""
        return self._work.is_stopping

    @Slot()
    def stop(self) -> None:
        """Ask the task to stop at its next step."""
        self._work.stop()

    def drop(self) -> None:
        """Stop the task and deliver nothing more of it but `ended`: nobody waits for its result any longer."""
        self._is_dropped = True
        self._work.stop()

    def run(self) -> None:
        """Do the task on the calling thread; only a lane calls this."""
        try:
            if self._work.is_stopping:
                raise Stopped  # noqa: TRY301  it was stopped while it waited, and ends as any stopped task does
            outcome = self._task(self._work)
            if self._one_by_one:
                self._hand_out(outcome)
                outcome = None
        except Stopped:
            self._told.emit("stopped", None)
        except LindenError as error:
            self._told.emit("failed", error)
        except Exception as error:  # noqa: BLE001  a task must end in words, whatever happened inside it
            _tell_where(error)
            self._told.emit("failed", Unexpected(kind=type(error).__name__))
        else:
            self._told.emit("succeeded", outcome)

    def _hand_out(self, values: object) -> None:
        if not isinstance(values, Iterator):
            message = "a task that gives its values one by one returns an iterator"
            raise TypeError(message)
        for value in values:
            self._told.emit("found", value)
            if self._work.is_stopping:
                raise Stopped

    def _note_step(self, done: int, total: int) -> None:
        # On the task's thread. Steps that come faster than the window shows them are told as one.
        self._latest = (done, total)
        if not self._step_is_due.is_set():
            self._step_is_due.set()
            self._stepped.emit()

    @Slot()
    def _deliver_step(self) -> None:
        self._step_is_due.clear()
        if not self._is_dropped:
            self.progressed.emit(*self._latest)

    @Slot(str, object)
    def _deliver(self, what: str, value: object) -> None:
        if not self._is_dropped:
            match what:
                case "found":
                    self.found.emit(value)
                case "succeeded":
                    self.succeeded.emit(value)
                case "failed":
                    self.failed.emit(value)
                case _:
                    self.stopped.emit()
        if what != "found":
            self._has_ended = True
            self.ended.emit()


class Lane(QObject):
    """One thread on which jobs run one after the other: the jobs that share a resource share a lane.

    Signals:
        became_busy: A job was given to a lane that had none.
        became_idle: The last job has ended.
    """

    became_busy = Signal()
    became_idle = Signal()

    _let_go = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._jobs: list[Job] = []
        # A job is a QObject of the window's thread and must die there: it is held here until the lane's thread let it go.
        self._held: deque[Job] = deque()
        self._let_go.connect(self._release)
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)
        self._is_closed = False

    @property
    def is_busy(self) -> bool:
        """Whether a job of this lane has not ended."""
        return bool(self._jobs)

    def start(self, job: Job) -> None:
        """Run the job once those before it have ended."""
        if self._is_closed:
            job.drop()
            return
        if not self._thread.is_alive():
            self._thread.start()
        job.ended.connect(self._forget_ended)
        self._jobs.append(job)
        self._held.append(job)
        if len(self._jobs) == 1:
            self.became_busy.emit()
        self._waiting.put(job)

    @Slot()
    def stop_all(self) -> None:
        """Ask every job of this lane to stop."""
        for job in self._jobs:
            job.stop()

    def drop_all(self) -> None:
        """Stop every job of this lane and deliver nothing more of them."""
        for job in self._jobs:
            job.drop()

    def close(self, patience_s: float = PATIENCE_S) -> bool:
        """Drop every job, end the thread, and return whether it ended in time. The lane takes no more jobs."""
        self._is_closed = True
        self.drop_all()
        if not self._thread.is_alive():
            return True
        self._waiting.put(None)
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    @Slot()
    def _forget_ended(self) -> None:
        before = len(self._jobs)
        self._jobs = [job for job in self._jobs if not job.has_ended]
        if before and not self._jobs:
            self.became_idle.emit()

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.run()
            del job
            self._let_go.emit()

    @Slot()
    def _release(self) -> None:
        self._held.popleft()


def _tell_where(error: BaseException) -> None:
    """Log the kind of an error and the lines it came through, never its message: that may hold a name or an address."""
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _log.error("unexpected %s\n%s", type(error).__name__, "\n".join(lines))
