"""The files of an export as the child process sees them: it may open none itself, and asks the other process for names and bytes.

A question is {"ask": "names"}, {"ask": "size", "name"} or {"ask": "bytes", "name", "offset", "count"}. The answer's header is
{"given": true} with the names and sizes as JSON or the bytes as its body, or "size"; or {"failed": number}, where the other process
remembers the failure of that number.
"""

import io
import json
from collections.abc import Callable
from typing import BinaryIO

from desktop.core.errors import LindenError
from desktop.core.names import shown
from desktop.core.texts import mark
from desktop.ingest.errors import MediumGone
from desktop.ingest.holders import safe_name
from desktop.media import framing
from desktop.media.ranged import Ranged

_BUFFER = 256 * 1024


class FailedThere(LindenError):
    """The other process could not answer; it knows why and tells the person itself."""

    code = "failed_there"
    says = mark("Something went wrong.")


class Asked:
    """Files that the other process holds."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO, most_bytes: int, *, is_listed: bool) -> None:
        """Ask over the pipes. `is_listed`: the files are those that are listed; else they are known only by asking for each."""
        self._requests, self._answers, self._most = requests, answers, most_bytes
        self._is_listed = is_listed
        self._listing: dict[str, int] | None = None
        self._known: dict[str, int | None] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all files that belong to the export. Raises FailedThere."""
        return tuple(self._listed()) if self._is_listed else ()

    def size(self, untrusted_name: str) -> int | None:
        """Return how many bytes a file has; None where there is none of this name. Raises FailedThere."""
        name = safe_name(untrusted_name)
        if not name:
            return None
        if self._is_listed:
            return self._listed().get(name)
        if name not in self._known:
            size = self._ask({"ask": "size", "name": name}).header["size"]
            self._known[name] = size if isinstance(size, int) else None
        return self._known[name]

    def open(self, name: str) -> BinaryIO:
        """Return a file as a stream. Raises MediumGone."""
        size = self.size(name)
        if size is None:
            raise MediumGone(name=shown(name))
        return self.opened(name, size)

    def opened(self, name: str, size: int) -> BinaryIO:
        """Return a file whose size is known as a stream, which raises FailedThere."""
        return io.BufferedReader(Ranged(size, self._reading(name)), _BUFFER)

    def _reading(self, name: str) -> Callable[[int, int], bytes]:
        return lambda offset, count: bytes(self._ask({"ask": "bytes", "name": name, "offset": offset, "count": count}).body)

    def _listed(self) -> dict[str, int]:
        if self._listing is None:
            self._listing = dict(json.loads(bytes(self._ask({"ask": "names"}).body)))
        return self._listing

    def _ask(self, question: dict[str, object]) -> framing.Message:
        framing.send(self._answers, {"ok": True, **question})
        answer = framing.receive(self._requests, self._most)
        failed = answer.header.get("failed")
        if isinstance(failed, int):
            raise FailedThere(number=failed)
        return answer
