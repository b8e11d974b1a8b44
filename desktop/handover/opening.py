"""An intact package open for reading: its list, its custody log, and every file in it as a stream, never on a disk."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop.core.files import as_reading_error
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.handover import custody, evidence, listing, parts, seal, verifying
from desktop.handover.errors import PackageNotWhole
from desktop.handover.evidence import EvidenceList
from desktop.handover.result import Verified

_CHUNK = 1024 * 1024
_MOST_HELD_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class OpenPackage:
    """A package of which every byte was just verified, through the same open file."""

    verified: Verified
    evidence: EvidenceList
    sha256: str
    """SHA-256 of the whole file."""
    _stream: BinaryIO = field(repr=False)
    _places: dict[str, tuple[int, int]] = field(repr=False)

    def size(self, path: str) -> int:
        """Return the size of a file of the package in bytes."""
        return self._places[path][1]

    def stream(self, path: str) -> BinaryIO:
        """Return a file of the package as a stream. One at a time: all read through one open file."""
        return io.BufferedReader(_Window(self._stream, *self._places[path]))

    def read(self, path: str) -> bytes:
        """Return a small file of the package. Raises PackageNotWhole where it is larger than any that is read whole."""
        if self.size(path) > _MOST_HELD_BYTES:
            raise PackageNotWhole(name=shown(path))
        return self.stream(path).read()

    def origin(self) -> dict[str, str]:
        """Return what names this package and the end of its custody log, for the first record of the vault that continues it."""
        head = custody.read_head(self.read(custody.HEAD_PATH))
        return {
            "from_package": self.verified.package_id,
            "from_package_sha256": self.sha256,
            "from_key_sha256": self.verified.fingerprint,
            "from_head_sha256": head.hash,
            "from_head_count": str(head.count),
        }

    def proofs(self) -> dict[str, str]:
        """Return all that proves the earlier custody, as text: log, head, seal, key, and the signatures in hex."""
        text = {path: self.read(path).decode() for path in (custody.LOG_PATH, custody.HEAD_PATH, seal.SEAL_PATH, seal.KEY_PATH)}
        return text | {path: self.read(path).hex() for path in (custody.HEAD_SIGNATURE_PATH, seal.SIGNATURE_PATH)}


@contextmanager
def opened(path: Path, work: Work, expected_fingerprint: str = "") -> Iterator[OpenPackage]:
    """Verify a package and yield it open. Raises PackageNotWhole and what `verifying.verify` raises."""
    try:
        with parts.opened(path) as (stream, size):
            verified = verifying.verify_stream(stream, size, shown(path.name), work, expected_fingerprint)
            found = listing.from_list(stream, size)
            if not verified.ok or found is None:
                raise PackageNotWhole(name=shown(path.name))
            places = {file.name.split("/", 1)[1]: (start, file.size) for file, start in zip(found.files, found.contents, strict=True)}
            inside = _Window(stream, *places[evidence.JSON_PATH]).read()
            yield OpenPackage(verified, EvidenceList.model_validate_json(inside), _sha256(stream, work, size), stream, places)
    except OSError as error:
        raise as_reading_error(error, path) from error


def _sha256(stream: BinaryIO, work: Work, size: int) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        work.step(min(stream.tell(), size), size)
        digest.update(chunk)
    return digest.hexdigest()


class _Window(io.RawIOBase):
    """A part of a file as a stream of its own."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._at = start
        self._end = start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # RawIOBase calls it with a memoryview
        self._stream.seek(self._at)
        chunk = self._stream.read(min(len(buffer), self._end - self._at))
        buffer[: len(chunk)] = chunk
        self._at += len(chunk)
        return len(chunk)
