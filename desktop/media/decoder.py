"""Turning untrusted bytes into a picture, in a child process that may fail without harm."""

from dataclasses import replace
from threading import Lock
from types import TracebackType

import numpy as np
from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt, ValidationError

from desktop.core.errors import LindenError
from desktop.media import credential_marks, errors
from desktop.media.child_process import ChildProcess, Ended, Why
from desktop.media.facts import FileFacts
from desktop.media.framing import Message
from desktop.media.limits import Limits
from desktop.media.picture import Picture

__all__ = ["Decoder", "Limits"]

_REFUSALS: dict[str, type[LindenError]] = {
    kind.code: kind
    for kind in (
        errors.NotAPicture,
        errors.FormatNotSupported,
        errors.PictureDamaged,
        errors.PictureTooLarge,
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
    facts: FileFacts


class _Credentials(BaseModel):
    report: str | None
    error: str


class _Refusal(BaseModel):
    code: str
    facts: dict[str, str | NonNegativeInt]


class Decoder:
    """A child process that decodes pictures one after another; it starts at the first and is replaced when it fails.

    It may be used from several threads; they wait for each other.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._child: ChildProcess | None = None
        self._lock = Lock()

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def child(self) -> ChildProcess | None:
        """The process that is running now, if any."""
        return self._child

    def close(self) -> None:
        """End the child process; the next reading starts another."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def read(self, untrusted: bytes, *, longest_side: int | None = None) -> Picture:
        """Return the picture in these bytes, made smaller where `longest_side` (in pixels) asks for it.

        Raises NotAPicture, FormatNotSupported, PictureDamaged, PictureTooLarge, FileEmpty, FileTooLarge, DecoderCrashed,
        DecoderTookTooLong, DecoderOutOfMemory or DecoderNotStarted.
        """
        if not untrusted:
            raise errors.FileEmpty(name="")
        if len(untrusted) > self._limits.max_bytes:
            raise errors.FileTooLarge(name="", limit_mib=self._limits.max_bytes // (1024 * 1024))
        with self._lock:
            message = self._ask({"want": "picture", "longest_side": longest_side, "max_pixels": self._limits.max_pixels}, untrusted)
            picture = self._picture(message)
            if longest_side is not None or not credential_marks.might_hold(untrusted):
                return picture
            return replace(picture, facts=self._with_credentials(picture.facts, untrusted))

    def _picture(self, message: Message) -> Picture:
        try:
            answer = _Answer.model_validate(message.header)
        except ValidationError as error:
            raise self._gone(Why.CRASH) from error
        width, height = answer.size
        area = width * height
        if len(message.body) != area * (4 if answer.has_luma else 3):
            raise self._gone(Why.CRASH)
        content = np.frombuffer(message.body, np.uint8)
        return Picture(
            pixels=content[: 3 * area].reshape(height, width, 3),
            width=answer.full_size[0],
            height=answer.full_size[1],
            facts=answer.facts,
            luma=content[3 * area :].reshape(height, width) if answer.has_luma else None,
        )

    def _with_credentials(self, facts: FileFacts, untrusted: bytes) -> FileFacts:
        # A file whose credentials bring their reader down is still a picture: that is a fact about it, not the end of the check.
        try:
            answer = _Credentials.model_validate(self._ask({"want": "credentials"}, untrusted).header)
        except (LindenError, ValidationError) as error:
            return replace(facts, credentials_error=error.code if isinstance(error, LindenError) else "Malformed")
        return replace(facts, content_credentials=answer.report, credentials_error=answer.error)

    def _ask(self, request: dict[str, object], untrusted: bytes) -> Message:
        try:
            if self._child is None or not self._child.is_running:
                self.close()
                self._child = ChildProcess(self._limits)
            message = self._child.ask({**request, "seconds": round(self._limits.seconds)}, untrusted)
        except Ended as ended:
            raise self._gone(ended.why) from ended
        if message.header.get("ok") is True:
            return message
        raise self._refusal(message)

    def _refusal(self, message: Message) -> LindenError:
        try:
            refusal = _Refusal.model_validate(message.header)
        except ValidationError:
            return self._gone(Why.CRASH)
        if refusal.code == errors.DecoderOutOfMemory.code:
            self.close()  # what is left of its memory is in pieces
        kind = _REFUSALS.get(refusal.code)
        return self._gone(Why.CRASH) if kind is None else kind(**refusal.facts)

    def _gone(self, why: Why) -> LindenError:
        self.close()
        return _FAILURES[why]()
