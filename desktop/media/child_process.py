"""Starting, asking and ending a child process that reads a stranger's file."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Event, Timer
from typing import BinaryIO

import numpy as np

import desktop
from desktop.media import framing
from desktop.media.child import FILMS_OPTION, MAX_FILE_OPTION, MEMORY_OPTION
from desktop.media.limits import ChildLimits

DECODE = "--decode"
"""The argument with which the program is a child that decodes pictures and videos."""
# How long a child may take to load its libraries, on a slow disk that is busy with other things.
_START_SECONDS = 60.0
# Nothing of this process's environment reaches the child but what its system needs to start a program at all.
_KEPT_VARIABLES = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "DYLD_LIBRARY_PATH")
_MIB = 1024 * 1024
_PIPE_BYTES = _MIB
# How long we wait to learn how a child ended that has closed its pipe.
_LAST_WORDS_SECONDS = 2.0


class Why(Enum):
    """Why a child process ended before it had answered."""

    CRASH = "crash"
    TIME = "time"
    MEMORY = "memory"
    NOT_STARTED = "not started"


class Ended(Exception):
    """The child process ended, or had to be ended, before it had answered."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class ChildProcess:
    """One child process with pipes to it and nothing else in common."""

    def __init__(self, limits: ChildLimits, *, films: bool = False, mode: str = DECODE) -> None:
        """Start it; `mode` is the argument with which the program is such a child. Raises Ended where it does not start."""
        self._limits = limits
        self.is_answering = False
        """Whether a request was sent whose last answer has not come yet."""
        try:
            self._process = subprocess.Popen(
                _command(mode),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                close_fds=True,
                cwd=Path(desktop.__file__).parent.parent if not getattr(sys, "frozen", False) else None,
                env={**_environment(limits), **({FILMS_OPTION: "1"} if films else {})},
                start_new_session=os.name != "nt",  # a Ctrl-C at the terminal is for us to answer
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Ended(Why.NOT_STARTED) from error
        _widen(self._requests)
        _widen(self._answers)
        try:
            ready = self._within(_START_SECONDS)
        except Ended as error:
            raise Ended(Why.NOT_STARTED) from error
        self.is_filtered = ready.header.get("filtered") is True
        """Whether the system refuses the child's calls itself (Linux)."""
        self.has_landlock = bool(ready.header.get("landlock"))
        """Whether the system refuses it files by a second way (Linux)."""

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def ask(self, request: dict[str, object], body: bytes) -> framing.Message:
        """Send one request and return its answer. Raises Ended; the process is gone then."""
        return self._within(self._limits.seconds, request, body)

    def ask_on(self, request: dict[str, object] | None = None, body: bytes = b"") -> framing.Message:
        """Return the next answer of a conversation of several, after sending what it asked for, if it did.

        The conversation is over with the answer whose header says "last". Raises Ended; the process is gone then.
        """
        self.is_answering = True
        message = self._within(self._limits.seconds, request, body)
        self.is_answering = not message.header.get("last")
        return message

    def end(self) -> None:
        """End the process and close the pipes."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._answers):
            with suppress(OSError):  # closing flushes what the child can no longer take
                stream.close()

    def _within(self, seconds: float, request: dict[str, object] | None = None, body: bytes = b"") -> framing.Message:
        is_late = Event()

        def stop() -> None:
            is_late.set()
            self._process.kill()

        clock = Timer(seconds, stop)
        clock.daemon = True
        clock.start()
        try:
            if request is not None:
                framing.send(self._requests, request, body)
            return framing.receive(self._answers, self._limits.max_answer, _room)
        except (OSError, ValueError, framing.BadMessage) as error:  # ValueError: closed by another thread
            why = self._why()
            self.end()
            raise Ended(Why.TIME if is_late.is_set() else why) from error
        finally:
            clock.cancel()
            clock.join()

    def _why(self) -> Why:
        try:
            status = self._process.wait(_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:  # it sent nonsense and still runs
            return Why.CRASH
        if os.name == "nt":
            return Why.CRASH
        # SIGKILL that is not ours comes from the system's own out-of-memory killer.
        return {-signal.SIGXCPU: Why.TIME, -signal.SIGKILL: Why.MEMORY}.get(status, Why.CRASH)

    @property
    def _requests(self) -> BinaryIO:
        assert self._process.stdin is not None  # noqa: S101 - asked for as a pipe above
        return self._process.stdin  # type: ignore[return-value]  # typeshed says IO[bytes]

    @property
    def _answers(self) -> BinaryIO:
        assert self._process.stdout is not None  # noqa: S101 - asked for as a pipe above
        return self._process.stdout  # type: ignore[return-value]


def _command(mode: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, mode]
    return [sys.executable, "-E", "-s", "-B", "-X", "utf8", "-m", "desktop", mode]


def _environment(limits: ChildLimits) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        MEMORY_OPTION: str(limits.memory_mib),
        MAX_FILE_OPTION: str(limits.max_bytes),
        # Each arena of the C library reserves address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
        # Memory given back after a picture is cleared by the system page by page before the next one has it: most of what a child cost.
        # Blocks up to 32 MiB (the most glibc takes) come from one heap, of which so much stays, in large pages where the system has them.
        "MALLOC_MMAP_THRESHOLD_": str(32 * _MIB),
        "MALLOC_TRIM_THRESHOLD_": str(256 * _MIB),
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    }


def _room(size: int) -> memoryview:
    """Return memory for an answer that was not cleared first, in large pages where NumPy asks the system for them."""
    return memoryview(np.empty(size, np.uint8))  # type: ignore[arg-type]  # typeshed knows no buffer in NumPy of this version


def _widen(pipe: BinaryIO) -> None:
    if sys.platform.startswith("linux"):
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
