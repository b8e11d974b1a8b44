"""Checking a video: its file in a stream, its frames one after another, its hashes and the few frames that matter."""

import contextlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from desktop.checks import preview
from desktop.checks.film_check import FilmCheck, FilmChecked
from desktop.checks.film_result import FrameHash
from desktop.core.work import Work
from desktop.matching.film_hashes import FilmHasher
from desktop.media.decoder import Decoder
from desktop.media.facts import FileFacts
from desktop.media.film_reader import FilmReader
from desktop.media.picture import Picture
from desktop.media.sources import BytesSource, FileSource, Source, sha256_of
from desktop.services.checked import Checked


@dataclass(frozen=True)
class Readers:
    """The child processes that a video needs: one for its frames, one for its Content Credentials."""

    films: FilmReader
    pictures: Decoder


def check(source: Path | bytes, name: str, readers: Readers, check: FilmCheck, work: Work) -> Checked:
    """Return what was found in a video. Raises Stopped, the errors of media, and ModelMissing, ModelChanged or ModelFailed."""
    began = time.perf_counter()
    with contextlib.ExitStack() as stack:
        content: Source = BytesSource(source) if isinstance(source, bytes) else stack.enter_context(FileSource(source))
        hasher = FilmHasher()
        check.look_through(readers.films.read(content, work), lambda frame: hasher.see(frame.number, frame.time, frame.pixels))
        rest = Work(lambda _done, _total: work.step(1, 1))
        sha256 = sha256_of(content, rest)
        credentials = readers.pictures.film_credentials(content, rest)
    hashes = tuple(FrameHash(one.number, one.hash.quality, one.hex, one.time) for one in hasher.hashes())
    found = check.result(sha256, credentials, time.perf_counter() - began)
    assert found.result.video is not None  # noqa: S101  it is a video's
    result = replace(found.result, video=replace(found.result.video, hashes=hashes))
    picture = _picture(found)
    return Checked(
        name, result, picture, preview.unrecognisable(picture.pixels), source if isinstance(source, Path) else None, found.stills
    )


def _picture(found: FilmChecked) -> Picture:
    """Return the frame that stands for the video, as a picture."""
    video = found.result.video
    assert video is not None  # noqa: S101  it is a video's
    still = next((one for one in found.stills if one.moment.time == video.shown), None)
    pixels = np.zeros((1, 1, 3), np.uint8) if still is None else still.pixels
    return Picture(pixels, found.result.width, found.result.height, FileFacts(format=video.facts.format))
