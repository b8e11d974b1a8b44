"""A video's frames, one after another, decoded in a child process that may fail without harm. Memory does not grow with its length."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, ValidationError

from desktop.core.work import Work
from desktop.media import errors
from desktop.media.child_process import ChildProcess, Ended, Why
from desktop.media.decoder import failure, refusal
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.framing import Message
from desktop.media.kinds import FILMS, kind_of
from desktop.media.limits import FilmLimits
from desktop.media.pool import Pool
from desktop.media.ranged import MOST_AT_ONCE
from desktop.media.sources import Source

_HEAD = 1024


@dataclass(frozen=True, eq=False)
class FilmFrame:
    """One frame of a video."""

    time: float
    """Seconds from the start."""
    number: int
    """Of the decoded frames, counted from 0."""
    is_cut: bool
    """Whether a new scene begins here."""
    pixels: NDArray[np.uint8]
    """Shape (height, width, 3), sRGB, upright; smaller than the video where a longest side was asked for."""


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid")
    time: float = Field(ge=0, allow_inf_nan=False)
    number: NonNegativeInt
    is_cut: bool
    size: tuple[PositiveInt, PositiveInt]


class _Answer(BaseModel):
    """One answer of the child, which is believed no more than the file."""

    model_config = ConfigDict(extra="ignore")
    need: tuple[NonNegativeInt, PositiveInt] | None = None
    film: FilmFacts | None = None
    frame: _Frame | None = None
    passed: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    end: FilmEnd | None = None


class FilmReader:
    """Reads videos one at a time; its child process starts with the first and is replaced when it fails."""

    def __init__(self, limits: FilmLimits | None = None) -> None:
        self._limits = limits or FilmLimits()
        self._pool = Pool(self._limits.of_child(), films=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def child(self) -> ChildProcess | None:
        """The process that is running now, if any."""
        return next(iter(self._pool.children), None)

    def close(self) -> None:
        """End the child process; the next reading starts another."""
        self._pool.close()

    def read(self, source: Source, work: Work) -> Iterator[FilmFacts | FilmFrame | FilmEnd]:
        """Yield what the file states, then frames in the order of time, then how far it was read.

        `work` is told the seconds of video that have passed, and may stop at any moment: between two of its steps lies less than a
        second, as a rule. Raises Stopped, FormatNotSupported, NotAPicture, FilmDamaged, FilmWithoutPictures, PictureTooLarge,
        FileUnreadable, DecoderCrashed, DecoderTookTooLong, DecoderOutOfMemory or DecoderNotStarted.
        """
        kind = kind_of(source.read_at(0, _HEAD))
        if kind not in FILMS:
            raise errors.FormatNotSupported(format=kind) if kind else errors.NotAPicture()
        try:
            with self._pool.borrowed() as child:
                yield from self._conversation(child, source, kind, work)
        except Ended as ended:
            raise failure(ended.why) from ended

    def _conversation(self, child: ChildProcess, source: Source, kind: str, work: Work) -> Iterator[FilmFacts | FilmFrame | FilmEnd]:
        message = child.ask_on(self._request(source, kind))
        length = 0
        while True:
            answer = _parsed(child, message)
            if answer.film is not None:
                length = round(answer.film.duration or 0)
                yield answer.film
            elif answer.frame is not None:
                work.step(min(round(answer.frame.time), length), length)
                yield _frame(child, answer.frame, message)
            elif answer.end is not None:
                yield answer.end
                return
            elif answer.passed is not None:
                work.step(min(round(answer.passed), length), length)
            if answer.need is not None:
                offset, size = answer.need
                work.step(0, 0) if length == 0 else None
                message = child.ask_on({"given": True}, source.read_at(offset, min(size, MOST_AT_ONCE)))
            else:
                message = child.ask_on()

    def _request(self, source: Source, kind: str) -> dict[str, object]:
        limits = self._limits
        return {
            "want": "film",
            "kind": kind,
            "size": source.size,
            "longest_side": limits.longest_side,
            "interval": limits.interval,
            "most": limits.most_frames,
            "max_pixels": limits.max_pixels,
            "seconds": round(limits.seconds),
        }


def _parsed(child: ChildProcess, message: Message) -> _Answer:
    if message.header.get("ok") is not True:
        raise refusal(child, message)
    try:
        return _Answer.model_validate(message.header)
    except ValidationError as error:
        child.end()
        raise failure(Why.CRASH) from error


def _frame(child: ChildProcess, stated: _Frame, message: Message) -> FilmFrame:
    width, height = stated.size
    if len(message.body) != width * height * 3:
        child.end()
        raise failure(Why.CRASH)
    pixels = np.frombuffer(message.body, np.uint8).reshape(height, width, 3)
    return FilmFrame(stated.time, stated.number, stated.is_cut, pixels)
