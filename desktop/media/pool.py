"""The child processes that decode: kept ready between files, and replaced when a file has brought one down."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

from desktop.media.child_process import ChildProcess
from desktop.media.limits import Limits


class Pool:
    """Up to `most` child processes, for pictures or for videos; each starts when it is first needed and serves one file at a time."""

    def __init__(self, limits: Limits, most: int = 1, *, films: bool = False) -> None:
        self._limits = limits
        self._films = films
        self._free = Semaphore(most)
        self._lock = Lock()
        self._idle: list[ChildProcess] = []
        self._busy: list[ChildProcess] = []

    @property
    def children(self) -> tuple[ChildProcess, ...]:
        """The processes that are there now."""
        with self._lock:
            return (*self._busy, *self._idle)

    @contextmanager
    def borrowed(self) -> Iterator[ChildProcess]:
        """Yield a process for one file, waiting for one if all are busy; one that has ended is not taken back.

        Raises Ended where none can be started.
        """
        with self._free:
            child = self._taken()
            try:
                yield child
            except BaseException:
                # Whoever was interrupted in the middle of a conversation leaves answers behind that belong to nobody.
                if child.is_answering:
                    child.end()
                raise
            finally:
                self._give_back(child)

    def close(self) -> None:
        """End every process, busy ones too; the next file starts another."""
        for child in self.children:
            child.end()
        with self._lock:
            self._idle.clear()

    def _taken(self) -> ChildProcess:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_running:
                    self._busy.append(child)
                    return child
                child.end()
        child = ChildProcess(self._limits, films=self._films)
        with self._lock:
            self._busy.append(child)
        return child

    def _give_back(self, child: ChildProcess) -> None:
        with self._lock:
            self._busy.remove(child)
            if child.is_running and not child.is_answering:
                self._idle.append(child)
                return
        child.end()
