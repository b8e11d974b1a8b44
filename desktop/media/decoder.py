"""Turning untrusted bytes into a picture, in a child process that may fail without harm."""

from types import TracebackType

from desktop.media.limits import Limits
from desktop.media.picture import Picture

__all__ = ["Decoder", "Limits"]


class Decoder:
    """A child process that decodes pictures one after another; it starts at the first and is replaced when it fails."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child process."""

    def read(self, untrusted: bytes, *, longest_side: int | None = None) -> Picture:
        """Return the picture in these bytes, made smaller where `longest_side` (in pixels) asks for it.

        Raises NotAPicture, FormatNotSupported, PictureDamaged, PictureTooLarge, FileEmpty, FileTooLarge, DecoderCrashed,
        DecoderTookTooLong or DecoderOutOfMemory.
        """
        raise NotImplementedError
