"""Which of one's own photos the scenes of a video were made from: its frames, searched for as pictures are."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from desktop.core.work import Work
from desktop.matching.film_hashes import FilmHash, are_same
from desktop.matching.hashes import of_picture
from desktop.matching.result import Match
from desktop.media.decoder import Decoder
from desktop.media.encode import to_png
from desktop.media.film_reader import FilmFrame, FilmReader
from desktop.media.limits import FilmLimits
from desktop.media.sources import BytesSource, FileSource, Source
from desktop.services.matching import OwnPhotos, find_source

# Frames that are searched for: one of each scene and one every few seconds, none twice; more would say little more.
MOST_FRAMES = 24
_LIMITS = FilmLimits(longest_side=1024, interval=4.0, most_frames=60)


@dataclass(frozen=True, eq=False)
class FilmMatch:
    """One own photo that was found again in a frame of a video."""

    time: float
    """Seconds of the frame in which it was found best."""
    match: Match
    """`transform` leads to that frame."""
    frame: bytes = field(repr=False, default=b"")
    """That frame as a PNG file, for laying the photo over it. In memory only."""


def find_source_of_film(suspect: Path | bytes, own: OwnPhotos, work: Work, *, decoder: Decoder | None = None) -> tuple[FilmMatch, ...]:
    """Return the own photos that are found again in a video, best first, each once.

    Empty means what it means for a picture: not found. Raises the errors of media where the video cannot be read, or Stopped.
    """
    with contextlib.ExitStack() as stack:
        source: Source = BytesSource(suspect) if isinstance(suspect, bytes) else stack.enter_context(FileSource(suspect))
        films = stack.enter_context(FilmReader(_LIMITS))
        pictures = decoder or stack.enter_context(Decoder())
        frames = list(_frames(films, source, work.part(0, 2)))
        best: dict[Path, FilmMatch] = {}
        searching = work.part(1, 2)
        for number, frame in enumerate(frames):
            content = to_png(frame.pixels)
            for match in find_source(content, own, searching.part(number, len(frames)), decoder=pictures):
                if match.path not in best or match.inliers > best[match.path].match.inliers:
                    best[match.path] = FilmMatch(frame.time, match, content)
    return tuple(sorted(best.values(), key=lambda one: -one.match.inliers))


def _frames(films: FilmReader, source: Source, work: Work) -> Iterator[FilmFrame]:
    """Yield the frames worth searching for: those that look unlike every one before."""
    seen: list[FilmHash] = []
    for part in films.read(source, work):
        if not isinstance(part, FilmFrame) or len(seen) >= MOST_FRAMES:
            continue
        found = FilmHash(part.number, part.time, of_picture(np.ascontiguousarray(part.pixels)))
        if not any(are_same([found], [one]) for one in seen):
            seen.append(found)
            yield part
