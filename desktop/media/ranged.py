"""A file of the other process, read piece by piece over the pipe. Used in the child process, which may open no file itself."""

import io
from collections.abc import Callable
from typing import Any, BinaryIO

from desktop.media import framing

MOST_AT_ONCE = 4 * 1024 * 1024


def asking(requests: BinaryIO, answers: BinaryIO) -> Callable[[int, int], bytes]:
    """Return what asks the other process for bytes of its file over the pipes, and waits for them."""

    def ask(offset: int, size: int) -> bytes:
        framing.send(answers, {"ok": True, "need": [offset, size]})
        return bytes(framing.receive(requests, MOST_AT_ONCE).body)

    return ask


class Ranged(io.RawIOBase):
    """A readable, seekable file whose bytes are asked for when they are needed."""

    def __init__(self, size: int, ask: Callable[[int, int], bytes]) -> None:
        super().__init__()
        self._size = size
        self._ask = ask
        self._at = 0

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read in any order: always."""
        return True

    def readinto(self, into: Any) -> int:
        """Read as many bytes as `into` takes, and return how many there were."""
        content = self.read(len(into))
        into[: len(content)] = content
        return len(content)

    def write(self, _content: object) -> int:
        """Refuse: the file is read only."""
        raise io.UnsupportedOperation

    def tell(self) -> int:
        """Return where the next reading begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set where the next reading begins, and return it."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}.get(whence)
        if start is None or start + offset < 0:
            raise ValueError
        self._at = start + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; fewer at the end of the file."""
        left = max(0, self._size - self._at)
        wanted = min(left if size < 0 else size, left, MOST_AT_ONCE)
        content = self._ask(self._at, wanted) if wanted else b""
        self._at += len(content)
        return content
