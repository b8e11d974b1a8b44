"""Turning untrusted bytes into a picture, in a child process that may fail without harm."""

from dataclasses import replace
from math import prod
from types import TracebackType

import numpy as np
from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt, ValidationError

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.media import credential_marks, errors
from desktop.media.child_process import ChildProcess, Ended, Why
from desktop.media.facts import FileFacts
from desktop.media.framing import Message
from desktop.media.kinds import kind_of
from desktop.media.limits import Limits
from desktop.media.picture import Picture
from desktop.media.pool import Pool
from desktop.media.ranged import MOST_AT_ONCE
from desktop.media.sources import Source

__all__ = ["Decoder", "Limits"]

_REFUSALS: dict[str, type[LindenError]] = {
    kind.code: kind
    for kind in (
        errors.NotAPicture,
        errors.FormatNotSupported,
        errors.PictureDamaged,
        errors.PictureTooLarge,
        errors.DocumentLocked,
        errors.FilmDamaged,
        errors.FilmWithoutPictures,
        errors.DecoderOutOfMemory,
    )
}
_FAILURES: dict[Why, type[LindenError]] = {
    Why.CRASH: errors.DecoderCrashed,
    Why.TIME: errors.DecoderTookTooLong,
    Why.MEMORY: errors.DecoderOutOfMemory,
    Why.NOT_STARTED: errors.DecoderNotStarted,
}


class _Answer(BaseModel):
    """The child's answer, which is believed no more than the file."""

    model_config = ConfigDict(extra="ignore")
    size: tuple[PositiveInt, PositiveInt]
    full_size: tuple[PositiveInt, PositiveInt]
    has_luma: bool
    is_grey: bool
    facts: FileFacts


class _Credentials(BaseModel):
    report: str | None
    error: str
    address: str
    leave_out_head: bool

    def put_into(self, facts: FileFacts) -> FileFacts:
        return replace(
            facts,
            content_credentials=self.report,
            credentials_error=self.error,
            credentials_address=self.address,
            credentials_leave_out_head=self.leave_out_head,
        )


class _Need(BaseModel):
    need: tuple[NonNegativeInt, PositiveInt]


class _Refusal(BaseModel):
    code: str
    facts: dict[str, str | NonNegativeInt]


class Decoder:
    """Child processes that decode pictures; each starts when it is first needed and is replaced when it fails.

    It may be used from several threads; they wait for each other where there are more of them than `processes`.
    """

    def __init__(self, limits: Limits | None = None, processes: int = 1) -> None:
        self._limits = limits or Limits()
        self._pool = Pool(self._limits, processes)

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def child(self) -> ChildProcess | None:
        """One of the processes that are running now, if any."""
        return next(iter(self._pool.children), None)

    def close(self) -> None:
        """End the child processes; the next reading starts another."""
        self._pool.close()

    def read(self, untrusted: bytes, *, longest_side: int | None = None, page: int = 0, in_grey: bool = False) -> Picture:
        """Return the picture in these bytes, made smaller where `longest_side` (in pixels) asks for it.

        `in_grey` allows its colours to be left out where it is made smaller, which is faster: the pixels are then of shape (height,
        width), and `facts.mode` is theirs.
        Of a document (PDF), it is the page of this number, counted from 0. Raises NotAPicture, FormatNotSupported, PictureDamaged,
        PictureTooLarge, DocumentLocked, FileEmpty, FileTooLarge, DecoderCrashed, DecoderTookTooLong, DecoderOutOfMemory or
        DecoderNotStarted.
        """
        if not untrusted:
            raise errors.FileEmpty(name="")
        if len(untrusted) > self._limits.max_bytes:
            raise errors.FileTooLarge(name="", limit_mib=self._limits.max_bytes // (1024 * 1024))
        request: dict[str, object] = {"want": "picture", "longest_side": longest_side, "page": page, "in_grey": in_grey}
        request["max_pixels"] = self._limits.max_pixels
        try:
            with self._pool.borrowed() as child:
                picture = _picture(child, self._ask(child, request, untrusted), may_be_grey=in_grey)
                if longest_side is not None or not credential_marks.might_hold(untrusted):
                    return picture
                return replace(picture, facts=self._with_credentials(child, picture.facts, untrusted))
        except Ended as ended:
            raise failure(ended.why) from ended

    def film_credentials(self, source: Source, work: Work) -> FileFacts:
        """Return what the Content Credentials of a video say; the rest of the facts is empty. Raises Stopped or FileUnreadable."""
        facts = FileFacts(format=kind_of(source.read_at(0, 1024)))
        if not credential_marks.might_lie_in(source, work):
            return facts
        request: dict[str, object] = {"want": "film_credentials", "kind": facts.format, "size": source.size}
        try:
            with self._pool.borrowed() as child:
                message = child.ask_on({**request, "seconds": round(self._limits.seconds)})
                while "need" in message.header:
                    work.step(1, 1)
                    offset, size = _Need.model_validate(message.header).need
                    message = child.ask_on({"given": True}, source.read_at(offset, min(size, MOST_AT_ONCE)))
                answer = _Credentials.model_validate(message.header)
        except (Ended, ValidationError) as error:
            return replace(facts, credentials_error=failure(error.why).code if isinstance(error, Ended) else "Malformed")
        return answer.put_into(facts)

    def _with_credentials(self, child: ChildProcess, facts: FileFacts, untrusted: bytes) -> FileFacts:
        # A file whose credentials bring their reader down is still a picture: that is a fact about it, not the end of the check.
        try:
            answer = _Credentials.model_validate(self._ask(child, {"want": "credentials"}, untrusted).header)
        except (LindenError, Ended, ValidationError) as error:
            code = failure(error.why).code if isinstance(error, Ended) else getattr(error, "code", "Malformed")
            return replace(facts, credentials_error=code)
        return answer.put_into(facts)

    def _ask(self, child: ChildProcess, request: dict[str, object], untrusted: bytes) -> Message:
        message = child.ask({**request, "seconds": round(self._limits.seconds)}, untrusted)
        if message.header.get("ok") is True:
            return message
        raise refusal(child, message)


def failure(why: Why) -> LindenError:
    """Return what a person is told when a child process ended before it had answered."""
    return _FAILURES[why]()


def refusal(child: ChildProcess, message: Message) -> LindenError:
    """Return what a person is told when a child process refused a file; one that is of no use any more is ended."""
    try:
        refused = _Refusal.model_validate(message.header)
    except ValidationError:
        child.end()
        return failure(Why.CRASH)
    if refused.code == errors.DecoderOutOfMemory.code:
        child.end()  # what is left of its memory is in pieces
    kind = _REFUSALS.get(refused.code)
    if kind is None:
        child.end()
        return failure(Why.CRASH)
    return kind(**refused.facts)


def _picture(child: ChildProcess, message: Message, *, may_be_grey: bool) -> Picture:
    try:
        answer = _Answer.model_validate(message.header)
    except ValidationError as error:
        child.end()
        raise failure(Why.CRASH) from error
    width, height = answer.size
    area = width * height
    shape = (height, width) if answer.is_grey else (height, width, 3)
    given = prod(shape)
    if len(message.body) != given + (area if answer.has_luma else 0) or (answer.is_grey and not may_be_grey):
        child.end()
        raise failure(Why.CRASH)
    content = np.frombuffer(message.body, np.uint8)
    return Picture(
        pixels=content[:given].reshape(shape),
        width=answer.full_size[0],
        height=answer.full_size[1],
        facts=answer.facts,
        luma=content[given:].reshape(height, width) if answer.has_luma else None,
    )
