"""Taking a file in: read once, hashed with all hashes and sealed at the same time, in constant memory."""

import hashlib
import io
import itertools
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.media.files import opened as opened_file
from desktop.vault.errors import FileChanging
from desktop.vault.objects import NewObject

CHUNK_BYTES = 1024 * 1024
# How many chunks may wait for the slowest hash: enough to keep every core busy where the system gives it a turn of some
# milliseconds only, little enough to keep memory flat.
AHEAD = 16
# A chunk's buffer is filled anew only when its hashes are settled and it is sealed: both are at most AHEAD + 1 chunks behind.
BUFFERS = AHEAD + 2


@dataclass(frozen=True)
class Digests:
    """The hashes of a file, in hex, and its size."""

    size: int
    sha256: str
    sha512: str
    md5: str


class Hashes:
    """SHA-256, SHA-512 and MD5 of one stream, each on a thread of its own: hashlib works outside of Python's lock."""

    def __init__(self) -> None:
        # MD5 is broken as a lock, but police systems still list known files by it (hash sets of NIST NSRL and others).
        self._hashes = (hashlib.sha256(), hashlib.sha512(), hashlib.md5(usedforsecurity=False))
        self._threads = tuple(ThreadPoolExecutor(1, "hash") for _ in self._hashes)
        self._waiting: list[tuple[Future[None], ...]] = []

    def __enter__(self) -> "Hashes":
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.shutdown(wait=True, cancel_futures=True)

    def add(self, chunk: bytes | memoryview) -> None:
        """Hash the next piece; waits where the slowest hash is too far behind."""
        if not self._waiting and len(chunk) < CHUNK_BYTES:
            # A short file, or the end of one: not worth a thread.
            for one in self._hashes:
                one.update(chunk)
            return
        self._waiting.append(tuple(thread.submit(one.update, chunk) for thread, one in zip(self._threads, self._hashes, strict=True)))
        if len(self._waiting) > AHEAD:
            _settle(self._waiting.pop(0))

    def finish(self) -> tuple[str, str, str]:
        """Return SHA-256, SHA-512 and MD5 in hex."""
        for futures in self._waiting:
            _settle(futures)
        sha256, sha512, md5 = (one.hexdigest() for one in self._hashes)
        return sha256, sha512, md5


@dataclass(frozen=True)
class Given:
    """A file that lies in something else, such as a package: a stream at its beginning, and how many bytes it has."""

    stream: BinaryIO
    size: int


Source = Path | bytes | Given


@contextmanager
def opened(source: Source) -> Iterator[tuple[BinaryIO, int]]:
    """Yield the content as a stream, and its size. Raises FileMissing, FileUnreadable or NotARegularFile."""
    if isinstance(source, Given):
        yield source.stream, source.size
        return
    if isinstance(source, bytes):
        yield io.BytesIO(source), len(source)
        return
    with opened_file(source, buffering=0) as file:
        yield file, os.fstat(file.fileno()).st_size


def digest(source: Source, name: str, work: Work) -> Digests:
    """Return the hashes of a file and keep nothing of it."""
    return _run(source, name, work, [])


def seal(source: Source, name: str, work: Work, new: NewObject, also: Callable[[memoryview], None]) -> Digests:
    """Seal a file into a new object, flushed to the disk, and return its hashes; `also` sees every chunk as well."""
    digests = _run(source, name, work, [new.add, also])
    new.finish()
    return digests


def _run(source: Source, name: str, work: Work, takers: list[Callable[[memoryview], None]]) -> Digests:
    size = 0
    with opened(source) as (file, expected), Hashes() as hashes:
        for chunk in _chunks(file, expected, name):
            work.step(size, expected)
            hashes.add(chunk)
            for take in takers:
                take(chunk)
            size += len(chunk)
        work.step(size, expected)
        sha256, sha512, md5 = hashes.finish()
    if size != expected:
        raise FileChanging(name=shown(name))
    return Digests(size, sha256, sha512, md5)


def _chunks(file: BinaryIO, expected: int, name: str) -> Iterator[memoryview]:
    # The same few buffers all the way: taking new ones from the system for every chunk costs as much as the copy itself.
    buffers: list[memoryview] = []
    left = expected
    for number in itertools.count():
        if number < BUFFERS:
            # One byte more than is expected, to notice a file that grows.
            buffers.append(memoryview(bytearray(min(CHUNK_BYTES, left + 1))))
        chunk = _filled(file, buffers[number % BUFFERS], name)
        left -= len(chunk)
        if left < 0:
            raise FileChanging(name=shown(name))
        if not chunk:
            return
        yield chunk


def _filled(file: BinaryIO, buffer: memoryview, name: str) -> memoryview:
    filled = 0
    try:
        while filled < len(buffer) and (count := file.readinto(buffer[filled:])):  # type: ignore[attr-defined]  # raw and BytesIO have it
            filled += count
    except OSError as error:
        raise as_reading_error(error, Path(name)) from error
    return buffer[:filled]


def _settle(futures: tuple[Future[None], ...]) -> None:
    for future in futures:
        future.result()
