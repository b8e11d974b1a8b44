"""Having an export read by a child process that may fail without harm: it has no key, opens no file and writes none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from desktop.core.errors import FileMissing, FileUnreadable, LindenError, Stopped
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.ingest import errors
from desktop.ingest.given import Given
from desktop.ingest.limits import ReaderLimits
from desktop.ingest.model import Contents, Options
from desktop.ingest.reader_child import MODE
from desktop.ingest.told import Told
from desktop.media.child_process import ChildProcess, Ended, Why
from desktop.media.framing import Message
from desktop.media.ranged import MOST_AT_ONCE

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Json = dict[str, object]

_REFUSALS: dict[str, type[LindenError]] = {
    kind.code: kind
    for kind in (
        errors.NotAnExport,
        errors.ExportEmpty,
        errors.ExportDamaged,
        errors.ExportTooLarge,
        errors.ExportTooLong,
        errors.ArchiveUnsafe,
        errors.ArchiveLocked,
        errors.MediumGone,
        errors.ExportReaderOutOfMemory,
        FileMissing,
        FileUnreadable,
    )
}
_FAILURES: dict[Why, type[LindenError]] = {
    Why.CRASH: errors.ExportReaderCrashed,
    Why.TIME: errors.ExportReaderTookTooLong,
    Why.MEMORY: errors.ExportReaderOutOfMemory,
    Why.NOT_STARTED: errors.ExportReaderNotStarted,
}
# A file that brings the child down each time is not tried without end.
_MOST_STARTS = 4
# How soon a person who stops is listened to.
_LOOK_EACH_S = 0.1


class Reader:
    """A child process that reads one export, and is started anew where the export has brought it down."""

    def __init__(self, given: Given, form: str, name: str, options: Options, *, work: Work, limits: ReaderLimits | None = None) -> None:
        """Read what is `given`: a "file" of this name and what lies beside it, a "folder" or a "zip". Nothing is started yet."""
        self._given, self._options, self._work = given, options, work
        self._limits = limits or ReaderLimits()
        self._name = name
        self._request: Json = {"want": "read", "form": form, "name": name, "day_first": options.day_first, "size": given.size(name)}
        self._child: ChildProcess | None = None
        self._starts = 0
        self._failed: list[LindenError] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def child(self) -> ChildProcess | None:
        """The process that is running now, if any."""
        return self._child

    def close(self) -> None:
        """End the child process."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def read(self) -> tuple[Contents, frozenset[str]]:
        """Return what the export holds, and the ids of the media that lie inside of its own file.

        Raises the errors of `ingest.errors`, FileMissing, FileUnreadable and Stopped.
        """
        told = Told(self._options, self._limits.most_bytes)
        try:
            with self._ended_when_stopped():
                message = self._asked(self._request)
                while not message.header.get("last"):
                    told.take(message)
                    message = self._asked(None)
            return told.contents(), told.inside
        except ValueError as error:  # of pydantic too
            self.close()
            raise self._failure(Why.CRASH) from error

    def piece(self, medium_id: str, offset: int, count: int) -> bytes:
        """Return bytes of a medium that lies inside of the export. Raises as `read`."""
        if self._child is None:
            self.read()
        return bytes(self._asked({"want": "piece", "id": medium_id, "offset": offset, "count": count}).body)

    def _asked(self, request: Json | None) -> Message:
        """Return the child's next answer, after giving it whatever it asks for on the way."""
        try:
            child = self._child or self._started()
            message = child.ask_on({**request, "seconds": self._limits.processor_seconds} if request is not None else None)
            while "ask" in message.header:
                message = child.ask_on(*self._served(message.header))
        except Ended as ended:
            self._child = None
            raise (Stopped() if self._work.is_stopping else self._failure(ended.why)) from ended
        except BaseException:
            self.close()
            raise
        if message.header.get("ok") is not True:
            raise self._refusal(message.header)
        return message

    def _started(self) -> ChildProcess:
        if self._starts >= _MOST_STARTS:
            raise Ended(Why.CRASH)
        self._starts += 1
        self._child = ChildProcess(self._limits, mode=MODE)
        return self._child

    @contextmanager
    def _ended_when_stopped(self) -> Iterator[None]:
        """End the child as soon as the person stops the work, however long its answer takes."""
        is_over = Event()

        def watch() -> None:
            while not is_over.wait(_LOOK_EACH_S):
                child = self._child
                if self._work.is_stopping and child is not None:
                    child.end()
                    return

        watcher = Thread(target=watch, name="linden-export-watch", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            is_over.set()
            watcher.join()

    def _served(self, question: Json) -> tuple[Json, bytes]:
        if self._work.is_stopping:
            raise Stopped
        name, offset, count = question.get("name"), question.get("offset"), question.get("count")
        try:
            if question["ask"] == "names":
                return {"given": True}, self._given.names()
            if question["ask"] == "size" and isinstance(name, str):
                return {"given": True, "size": self._given.size(name)}, b""
            if isinstance(name, str) and isinstance(offset, int) and isinstance(count, int) and offset >= 0:
                return {"given": True}, self._given.read_at(name, offset, max(0, min(count, MOST_AT_ONCE)))
        except LindenError as error:
            self._failed.append(error)
            return {"failed": len(self._failed) - 1}, b""
        raise self._failure(Why.CRASH)

    def _failure(self, why: Why) -> LindenError:
        return _FAILURES[why](name=shown(self._name))

    def _refusal(self, header: Json) -> LindenError:
        code, stated = header.get("code"), header.get("facts")
        facts = stated if isinstance(stated, dict) else {}
        if code == "failed_there" and str(facts.get("number", "")) in map(str, range(len(self._failed))):
            return self._failed[int(facts["number"])]
        if code == errors.ExportReaderOutOfMemory.code or code not in _REFUSALS:
            self.close()
        kind = _REFUSALS.get(str(code), errors.ExportReaderCrashed)
        told = {fact: str(facts.get(fact, "")) for fact in ("limit_mib", "most")}
        return kind(name=shown(str(facts.get("name") or self._name)), **told)


class Piecewise(RawIOBase):
    """A medium that lies inside of an export, as a stream of exactly the size that was stated. Raises as `Reader.piece`."""

    def __init__(self, piece: Callable[[str, int, int], bytes], medium_id: str, size: int) -> None:
        super().__init__()
        self._piece, self._id, self._size = piece, medium_id, size
        self._at = 0

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read as many bytes as `buffer` takes at most, and return how many there were."""
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), self._size - self._at, MOST_AT_ONCE)
        if not wanted:
            return 0
        content = self._piece(self._id, self._at, wanted)
        if not 0 < len(content) <= wanted:
            raise errors.ExportDamaged(name=shown(Path(self._id).name))
        view[: len(content)] = content
        self._at += len(content)
        return len(content)
