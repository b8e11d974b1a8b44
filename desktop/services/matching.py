"""Which of one's own photos a picture was made from."""

import contextlib
import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from desktop.core.errors import LindenError
from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.matching.errors import NoPhotosFound, PhotoChanged
from desktop.matching.result import Aligned, Match
from desktop.media.decoder import Decoder
from desktop.media.files import pictures_in, read_file
from desktop.services.finding_again import SIDE, found_again, laid_over

if TYPE_CHECKING:
    from desktop.matching.kept import Kept
    from desktop.matching.search import Index

# Photos read at once while a folder is indexed. Each holds one decoded picture.
MOST_READERS = 4


@dataclass(frozen=True)
class Skipped:
    """A file of the folder that could not be read as a picture, and why."""

    path: Path
    error: LindenError


@dataclass(frozen=True, eq=False)
class OwnPhotos:
    """The person's own photos, indexed in memory (about 0.15 MB each); nothing is written to the disk unless it is kept (own_index.py)."""

    folder: Path
    count: int
    skipped: tuple[Skipped, ...]
    index: "Index"
    kept: "tuple[Kept, ...]" = ()
    """The same photos, in the order of the index, with the sizes and times of their files."""


def index_photos(folder: Path, work: Work, known: "Mapping[Path, Kept] | None" = None) -> OwnPhotos:
    """Index every photo in the folder and below it; those `known` whose files did not change since are not read again.

    Files that cannot be read are listed as skipped. Raises FileMissing, FileUnreadable, NoPhotosFound or Stopped.
    """
    from desktop.matching.search import Index

    photos: list[Kept] = []
    skipped: list[Skipped] = []
    paths = pictures_in(folder)
    for number, outcome in enumerate(_described(paths, known or {})):
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
        else:
            photos.append(outcome)
        work.step(number + 1, len(paths))
    if not photos:
        raise NoPhotosFound(name=shown(str(folder)))
    return OwnPhotos(folder, len(photos), tuple(skipped), Index([one.photo for one in photos], work), tuple(photos))


def find_source(suspect: Path | bytes, own: OwnPhotos, work: Work, *, decoder: Decoder | None = None) -> tuple[Match, ...]:
    """Return the own photos whose pixels are found again in the suspect, best first.

    Empty means: not found. It does not mean that the suspect was not made from one of them, because a picture made by a learned
    model may keep none of their pixels. A decoder given is used, which saves starting one for each of many suspects. Raises the
    errors of media where the suspect cannot be read, or Stopped.
    """
    with contextlib.ExitStack() as stack:
        reader = decoder or stack.enter_context(Decoder())
        return found_again(own.index, _bytes_of(suspect), _content_of, reader, work)


def align(suspect: Path | bytes, match: Match) -> Aligned:
    """Lay the matched photo over the suspect. Raises the errors of media where either can no longer be read, or PhotoChanged."""
    with Decoder() as decoder:
        picture = decoder.read(_bytes_of(suspect), longest_side=SIDE)
        difference = laid_over(_content_of(match.path, match.sha256), np.array(match.transform), picture, decoder)
    return Aligned(difference.original, difference.suspect, difference.changed)


def _described(paths: Sequence[Path], known: "Mapping[Path, Kept]") -> Iterator["Kept | Skipped"]:
    """Yield what is to be kept of each photo, in order; a few are read at once, and no more than are soon needed."""
    from desktop.matching.features import shared_out

    readers = max(1, min(MOST_READERS, os.cpu_count() or 1))
    waiting: deque[Future[Kept | Skipped]] = deque()
    with _Readers() as decoders, shared_out(readers), ThreadPoolExecutor(readers, thread_name_prefix="own-photos") as pool:
        try:
            for path in paths:
                waiting.append(pool.submit(_described_one, path, decoders, known.get(path)))
                if len(waiting) >= 2 * readers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class _Readers:
    """One decoder for each thread that reads photos, all ended together."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._lock = threading.Lock()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def of_this_thread(self) -> Decoder:
        """Return this thread's decoder, started when it is first asked for."""
        if not hasattr(self._own, "decoder"):
            with self._lock:
                self._own.decoder = self._stack.enter_context(Decoder())
        decoder = self._own.decoder
        assert isinstance(decoder, Decoder)  # noqa: S101  threading.local holds anything
        return decoder


def _described_one(path: Path, decoders: _Readers, known: "Kept | None") -> "Kept | Skipped":
    from desktop.matching.features import OWN_SIDE
    from desktop.matching.kept import Kept
    from desktop.matching.search import describe

    try:
        # Looked at before the file is read: what is changed while it is read is read again the next time.
        status = path.stat()
        if known is not None and known.is_of(status.st_size, status.st_mtime_ns):
            return known
        untrusted = read_file(path)
        picture = decoders.of_this_thread().read(untrusted, longest_side=OWN_SIDE, in_grey=True)
    except OSError as error:
        return Skipped(path, as_reading_error(error, path))
    except LindenError as error:
        return Skipped(path, error)
    photo = describe(path, hashlib.sha256(untrusted).hexdigest(), picture.pixels, picture.width, picture.height)
    return Kept(photo, status.st_size, status.st_mtime_ns)


def _content_of(path: Path, sha256: str) -> bytes:
    untrusted = read_file(path)
    if hashlib.sha256(untrusted).hexdigest() != sha256:
        raise PhotoChanged(name=shown(path.name))
    return untrusted


def _bytes_of(suspect: Path | bytes) -> bytes:
    return suspect if isinstance(suspect, bytes) else read_file(suspect)
