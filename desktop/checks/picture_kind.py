"""What kind of picture a face stands in, as far as error rates go: the face's size, how it was saved, how much detail is left."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box
from desktop.media.facts import FileFacts
from desktop.media.jpeg_tables import scaled


class FaceSize(StrEnum):
    """Shorter side of the face's box, in pixels of the picture."""

    TINY = "tiny"
    """Under 48: not judged."""
    SMALL = "small"
    """48 to 95."""
    MEDIUM = "medium"
    """96 to 159."""
    LARGE = "large"
    """160 to 299."""
    HUGE = "huge"
    """300 and more."""


class PictureSize(StrEnum):
    """All pixels of a picture, where its parts are judged and not its faces."""

    CUTOUT = "cutout"
    """Under 150,000, as a profile picture."""
    WHOLE = "whole"
    """Up to 1.1 million: all of it is looked at, or nearly."""
    SAMPLED = "sampled"
    """More: some tiles of it are looked at."""


class Saved(StrEnum):
    """How the file was saved last."""

    FINE = "fine"
    """JPEG of about quality 85 and more."""
    MIDDLE = "middle"
    """JPEG of about 60 to 84, as most messengers save."""
    COARSE = "coarse"
    """JPEG below about 60."""
    OTHER = "other"
    """Not JPEG: a screenshot, or a format whose quality the file does not tell."""


_SIZES = ((48, FaceSize.TINY), (96, FaceSize.SMALL), (160, FaceSize.MEDIUM), (300, FaceSize.LARGE))
_FINE, _MIDDLE = 85, 60
_PICTURE_SIZES = ((150_000, PictureSize.CUTOUT), (1_100_000, PictureSize.WHOLE))
# Share of the finest detail in the detail of twice that size. Below it a face was enlarged, or blurred by a messenger.
_SOFT = 0.72
# Of a larger face its middle is looked at, so many pixels a side: what it has of detail shows there, and a whole one costs 100 MiB.
_MOST_DETAIL = 1024


@dataclass(frozen=True)
class Kind:
    """One row of the table of error rates."""

    size: FaceSize
    saved: Saved
    is_soft: bool
    """Whether the face has less fine detail than its number of pixels could hold: it was enlarged, or blurred."""

    @property
    def name(self) -> str:
        """The row's stable name, as "medium/middle/sharp"."""
        return f"{self.size}/{self.saved}/{'soft' if self.is_soft else 'sharp'}"


def kind_of(face: Box, pixels: NDArray[np.uint8], facts: FileFacts) -> Kind:
    """Return the kind for a face of a picture (height, width, 3) at full size."""
    return Kind(size_of(face), saved(facts), detail(face, pixels) < _SOFT)


def whole_kind(width: int, height: int, facts: FileFacts) -> str:
    """Return the name of the kind for the parts of a picture of this size, as "whole/middle"."""
    size = next((size for below, size in _PICTURE_SIZES if width * height < below), PictureSize.SAMPLED)
    return f"{size}/{saved(facts)}"


def saved(facts: FileFacts) -> Saved:
    """Return how a file was saved last."""
    if facts.format != "JPEG" or facts.jpeg is None or not facts.jpeg.tables:
        return Saved.OTHER
    quality = facts.jpeg.estimated_quality
    if quality is None:
        # A table of its own, as cameras have: the common encoder's setting that is as coarse on the whole.
        total = sum(facts.jpeg.tables[0])
        quality = min(range(1, 101), key=lambda setting: abs(sum(scaled(setting)) - total))
    return Saved.FINE if quality >= _FINE else Saved.MIDDLE if quality >= _MIDDLE else Saved.COARSE


def detail(face: Box, pixels: NDArray[np.uint8]) -> float:
    """Return how much of the finest detail a face has, as a share of the detail of twice that size; 0 where it has none at all."""
    import cv2

    down, across = (max(0, (side - _MOST_DETAIL) // 2) for side in (face.height, face.width))
    part = pixels[face.y + down : face.y + face.height - down, face.x + across : face.x + face.width - across]
    grey = cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine, coarse = cv2.GaussianBlur(grey, (0, 0), 0.8), cv2.GaussianBlur(grey, (0, 0), 1.6)
    return float(np.std(grey - fine) / max(float(np.std(fine - coarse)), 0.05))


def size_of(face: Box) -> FaceSize:
    """Return the size of a face by its box."""
    shorter = min(face.width, face.height)
    return next((size for below, size in _SIZES if shorter < below), FaceSize.HUGE)
