"""Flushing a large file to the disk while it is still being written, so that the end does not wait for all of it."""

import os
from concurrent.futures import Future, ThreadPoolExecutor

# Less often, and the last flush is long; more often, and a slow stick does little but flush.
STEP_BYTES = 128 * 1024 * 1024
# The length of the file need not be on the disk before the end; macOS and Windows know the full flush only.
_flush = getattr(os, "fdatasync", os.fsync)


class EarlyFlush:
    """Flushes one open file on a thread of its own; a file below one step never has a thread.

    A failure is told by the system once, to whoever flushed: it is kept here, and raised as OSError at the next step or in `settle`.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._not_asked = 0
        self._thread: ThreadPoolExecutor | None = None
        self._flushing: Future[None] | None = None

    def written(self, count: int) -> None:
        """Take note that so many bytes more were written; never waits. Raises OSError of an earlier flush."""
        self._not_asked += count
        if self._not_asked < STEP_BYTES or (self._flushing and not self._flushing.done()):
            return
        self._raise_failure()
        self._not_asked = 0
        self._thread = self._thread or ThreadPoolExecutor(1, "flush")
        self._flushing = self._thread.submit(_flush, self._handle)

    def settle(self) -> None:
        """Wait for the flush under way; afterwards the file may be closed. Raises OSError of an earlier flush."""
        if self._thread:
            self._thread.shutdown(wait=True)
        self._raise_failure()

    def _raise_failure(self) -> None:
        if self._flushing:
            self._flushing.result()
