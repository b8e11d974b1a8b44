"""What a picture looks like, as the perceptual hash PDQ, computed when it is taken in."""

import mimetypes
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

from desktop.core.errors import LindenError
from desktop.media.decoder import Decoder
from desktop.media.files import PICTURE_SUFFIXES

# The reference implementation scales to 512 before it hashes (ThreatExchange, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
# Image-Hashing Algorithm", 2019); larger gives other bits, so everyone has to keep to one size.
PDQ_SIDE = 512
# Below this, there is too little in the picture for the hash to mean anything (same paper).
LEAST_QUALITY = 50
# Larger pictures are kept like any other file, without a perceptual hash.
MAX_BYTES = 64 * 1024 * 1024
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")


@dataclass(frozen=True)
class Looks:
    """The perceptual hash in hex and the media type by content; both empty where the file is no picture."""

    pdq: str = ""
    media_type: str = ""


def media_type_of(untrusted_name: str) -> str:
    """Return the media type that the name of a file claims."""
    return mimetypes.guess_type(untrusted_name)[0] or "application/octet-stream"


class Watcher:
    """Collects a file that may be a picture while it streams by, up to a limit, and nothing of any other."""

    def __init__(self, untrusted_name: str) -> None:
        self._may_be = PurePath(untrusted_name).suffix.lower() in PICTURE_SUFFIXES
        self._content: bytearray | None = bytearray()

    def see(self, chunk: bytes | memoryview) -> None:
        """Take the next chunk."""
        if self._content is None:
            return
        if not self._content:
            self._may_be = self._may_be or bytes(chunk[:8]).startswith(_BEGINNINGS) or chunk[4:8] == b"ftyp"
        if not self._may_be or len(self._content) + len(chunk) > MAX_BYTES:
            self._content = None
            return
        self._content += chunk

    def content(self) -> bytes:
        """Return the whole file, or nothing where it is no picture or too large."""
        return bytes(self._content or b"")


class Looker:
    """Decodes in a child process, which starts at the first picture. What cannot be decoded has no looks; that is no error."""

    def __init__(self) -> None:
        self._decoder: Decoder | None = None
        self._one_at_a_time = Lock()
        self._is_closed = False

    def look(self, untrusted: bytes) -> Looks:
        """Return what the picture looks like."""
        if not untrusted:
            return Looks()
        with self._one_at_a_time:
            if self._is_closed:
                return Looks()
            self._decoder = self._decoder or Decoder()
            try:
                picture = self._decoder.read(untrusted, longest_side=PDQ_SIDE)
            except LindenError:
                return Looks()
            finally:
                self._close_if_asked()
        import numpy as np
        import pdqhash  # type: ignore[import-untyped]  # a compiled module without stubs

        bits, quality = pdqhash.compute(np.ascontiguousarray(picture.pixels))
        pdq = np.packbits(bits).tobytes().hex() if quality >= LEAST_QUALITY else ""
        return Looks(pdq, picture.facts.media_type)

    def close(self) -> None:
        """End the child process, now or once the picture it is at is done; nobody waits for it."""
        self._is_closed = True
        if self._one_at_a_time.acquire(blocking=False):
            try:
                self._close_if_asked()
            finally:
                self._one_at_a_time.release()

    def _close_if_asked(self) -> None:
        if self._is_closed and self._decoder is not None:
            with suppress(LindenError):
                self._decoder.close()
            self._decoder = None
