"""The index of own photos as bytes, so that it can be kept where its owner wants it, and taken up again for the photos that did not change.

A line that names the format, then each photo: the length of its facts (4 bytes, little-endian), its facts as JSON, and the numbers of its
features and its hash as they lie in memory, little-endian. What keeps the bytes has to keep them secret and whole: they tell the names
of photos and something of what is in them.
"""

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt, ValidationError

from desktop.matching import hashes
from desktop.matching.features import DESCRIPTOR_LENGTH, OWN_FEATURES, Features
from desktop.matching.search import Photo

# With the next change of what features are, this changes too, and an older index is made anew.
FORMAT = b"linden own photos 3\n"
_LENGTH = struct.Struct("<I")
_MOST_FACTS = 64 * 1024


class NotAnIndex(ValueError):
    """These bytes are not an index that this version wrote."""


@dataclass(frozen=True, eq=False)
class Kept:
    """What is kept of a photo, and by what a change of its file is noticed."""

    photo: Photo
    size: int
    """In bytes."""
    modified_ns: int

    def is_of(self, size: int, modified_ns: int) -> bool:
        """Whether a file of this size and time is the one that was indexed."""
        return (self.size, self.modified_ns) == (size, modified_ns)


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    path: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: NonNegativeInt
    modified_ns: int
    width: PositiveInt
    height: PositiveInt
    features: int = Field(ge=0, le=OWN_FEATURES)
    quality: int = Field(ge=0, le=100)


def encoded(photos: Iterable[Kept]) -> Iterator[bytes]:
    """Yield the bytes of an index, photo by photo, so that memory stays flat."""
    yield FORMAT
    for kept in photos:
        photo, found = kept.photo, kept.photo.features
        facts = _Facts(
            path=str(photo.path),
            sha256=photo.sha256,
            size=kept.size,
            modified_ns=kept.modified_ns,
            width=found.width,
            height=found.height,
            features=len(found),
            quality=photo.hash.quality,
        )
        head = json.dumps(facts.model_dump()).encode()
        numbers = (found.points, found.scales, found.angles)
        yield _LENGTH.pack(len(head)) + head + b"".join(np.ascontiguousarray(part, "<f4").tobytes() for part in numbers)
        yield np.ascontiguousarray(found.descriptors, np.uint8).tobytes() + np.ascontiguousarray(photo.hash.bits, "<u8").tobytes()


def decoded(read: Callable[[int], bytes]) -> Iterator[Kept]:
    """Yield the photos of an index; `read` gives so many of its next bytes, fewer only at the end. Raises NotAnIndex."""
    if read(len(FORMAT)) != FORMAT:
        raise NotAnIndex
    while start := read(_LENGTH.size):
        if len(start) != _LENGTH.size or _LENGTH.unpack(start)[0] > _MOST_FACTS:
            raise NotAnIndex
        try:
            facts = _Facts.model_validate(json.loads(_exactly(read, _LENGTH.unpack(start)[0])))
        except (ValidationError, ValueError) as error:
            raise NotAnIndex from error
        yield Kept(_photo(facts, read), facts.size, facts.modified_ns)


def _photo(facts: _Facts, read: Callable[[int], bytes]) -> Photo:
    count = facts.features

    def numbers(each: int) -> NDArray[np.float32]:
        return np.frombuffer(_exactly(read, 4 * each * count), "<f4").astype(np.float32)

    points, scales, angles = numbers(2).reshape(count, 2), numbers(1), numbers(1)
    descriptors = np.frombuffer(_exactly(read, DESCRIPTOR_LENGTH * count), np.uint8).reshape(count, DESCRIPTOR_LENGTH)
    bits = np.frombuffer(_exactly(read, 8 * hashes.WORDS), "<u8").astype(np.uint64)
    if not all(np.isfinite(part).all() for part in (points, scales, angles)):
        raise NotAnIndex
    found = Features(points, scales, angles, descriptors, facts.width, facts.height)
    return Photo(Path(facts.path), facts.sha256, found, hashes.Hash(bits, facts.quality))


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    content = read(count)
    if len(content) != count:
        raise NotAnIndex
    return content
