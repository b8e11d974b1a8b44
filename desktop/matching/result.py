"""What the search for the source photo answers."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Transform = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]


class MatchKind(StrEnum):
    """How a photo and the suspect belong together."""

    SAME_IMAGE = "same_image"
    """What both show is the same, but for saving, size, colour, rotation, mirroring, cropping or a frame around it."""
    SAME_SOURCE = "same_source"
    """A part of the suspect is this photo; the rest of what they share was altered."""


@dataclass(frozen=True)
class Match:
    """One own photo whose pixels are found again in the suspect."""

    path: Path
    kind: MatchKind
    inliers: int
    """Distinct local features that agree on one placement of the photo in the suspect."""
    transform: Transform
    """Homography from the photo to the suspect, in pixels of the upright full-size pictures (centre of the first pixel at 0, 0)."""
    changed_fraction: float
    """Share, 0 to 1, of the area both pictures cover that differs once they lie on each other."""
    mirrored: bool
    sha256: str = ""
    """Of the photo's exact bytes, so that a record of the match says which photo was meant."""


@dataclass(frozen=True)
class Aligned:
    """The photo laid over the suspect, and where the two differ; all three have the same height and width.

    Pictures larger than the working size are shown reduced, so compare shapes, not the sizes of the files.
    """

    original: NDArray[np.uint8]
    """(height, width, 3) sRGB: the photo warped onto the suspect and adjusted to its colours; black where it does not reach."""
    suspect: NDArray[np.uint8]
    """(height, width, 3) sRGB."""
    changed: NDArray[np.float32]
    """(height, width): 0 where they agree or cannot be compared, 1 where they surely differ."""
