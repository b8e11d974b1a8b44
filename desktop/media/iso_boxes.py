"""What the boxes of an ISO base media file (MP4, MOV, 3GP; ISO/IEC 14496-12) say that FFmpeg keeps to itself. Runs in the child process."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

# An index of hours of video is a few MiB; a larger one is not looked into.
_MOST_INDEX = 32 * 1024 * 1024
_MOST_BOXES = 4096
_EMPTY_EDIT = -1


class _Readable(Protocol):
    def seek(self, offset: int, whence: int = 0) -> int: ...

    def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True)
class BoxFacts:
    """What the boxes say."""

    brands: tuple[str, ...] = ()
    edits: int = 0
    index_last: bool = False


def read(file: _Readable, size: int) -> BoxFacts:
    """Return the brands, the edits and where the index lies; what is not there or malformed is left out."""
    brands: tuple[str, ...] = ()
    order: list[bytes] = []
    edits = 0
    for kind, start, end in _boxes(file, 0, size):
        order.append(kind)
        if kind == b"ftyp":
            brands = _brands(_content(file, start, min(end, start + 256)))
        if kind == b"moov" and end - start <= _MOST_INDEX:
            index = _content(file, start, end)
            edits = _edits(index)
    behind = b"moov" in order and b"mdat" in order and order.index(b"moov") > order.index(b"mdat")
    return BoxFacts(brands, edits, behind)


def _brands(content: bytes) -> tuple[str, ...]:
    codes = [content[:4], *(content[at : at + 4] for at in range(8, len(content) - 3, 4))]
    return tuple(dict.fromkeys(code.decode("latin-1").strip() for code in codes if code.strip(b"\x00 ")))[:16]


def _edits(index: bytes) -> int:
    """Return how many parts the tracks are put together from beyond one each; a pause before the first does not count."""
    beyond = 0
    file = io.BytesIO(index)
    for track in _inside(file, 0, len(index), b"trak"):
        for edits in _inside(file, *track, b"edts"):
            for start, end in _inside(file, *edits, b"elst"):
                content = index[start:end]
                is_long = content[:1] == b"\x01"
                width, media_at, media_size = (20, 8, 8) if is_long else (12, 4, 4)
                entries = [content[at : at + width] for at in range(8, len(content) - width + 1, width)]
                times = [int.from_bytes(entry[media_at : media_at + media_size], "big", signed=True) for entry in entries]
                beyond = max(beyond, sum(time != _EMPTY_EDIT for time in times) - 1)
    return beyond


def _inside(file: _Readable, start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    yield from ((inner, after) for kind, inner, after in _boxes(file, start, end) if kind == wanted)


def _boxes(file: _Readable, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, first byte of the content and byte after it, of the boxes that lie beside one another."""
    for _number in range(_MOST_BOXES):
        if start + 8 > end:
            return
        head = _content(file, start, start + 16)
        size, kind, begins = int.from_bytes(head[:4], "big"), head[4:8], start + 8
        if size == 1:
            size, begins = int.from_bytes(head[8:16], "big"), start + 16
        after = end if size == 0 else start + size
        if len(kind) < 4 or after < begins:
            return
        yield kind, begins, min(after, end)
        start = after


def _content(file: _Readable, start: int, end: int) -> bytes:
    file.seek(start)
    content = b""
    while len(content) < end - start:
        piece = file.read(end - start - len(content))
        if not piece:
            break
        content += piece
    return content
