"""vPDQ, the hashes of a video that hash-matching services compare: the PDQ hash of a frame a second, with its quality and its time.

Source: ThreatExchange, vpdq/README.md: two videos are the same where 80 of 100 frames of the one are within 31 bits of a frame of the
other, frames of a quality below 50 left out on both sides.
Limits: as of PDQ. A mirrored, turned or much cropped copy is missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.matching.hashes import LOWEST_QUALITY, SAME_WITHIN_BITS, Hash, distances, of_picture

SECONDS_EACH = 1.0
SAME_FROM_SHARE = 0.8


@dataclass(frozen=True, eq=False)
class FilmHash:
    """The hash of one frame."""

    number: int
    """Of the decoded frames, counted from 0."""
    time: float
    hash: Hash

    @property
    def hex(self) -> str:
        """The 256 bits as 64 hexadecimal digits, in the order in which hash-matching services write them."""
        return self.hash.bits.tobytes().hex()


class FilmHasher:
    """Takes frames in the order of time and hashes one a second."""

    def __init__(self) -> None:
        self._hashes: list[FilmHash] = []

    def see(self, number: int, time: float, pixels: NDArray[np.uint8]) -> None:
        """Take the next frame, sRGB pixels of shape (height, width, 3)."""
        if not self._hashes or time >= self._hashes[-1].time + SECONDS_EACH - 1e-3:
            self._hashes.append(FilmHash(number, time, of_picture(pixels)))

    def hashes(self) -> tuple[FilmHash, ...]:
        """Return what was hashed."""
        return tuple(self._hashes)


def shared(one: Sequence[FilmHash], other: Sequence[FilmHash]) -> float:
    """Return the share (0 to 1) of the first video's frames that are in the second; 0 where either has none worth comparing."""
    useful = [frame.hash for frame in one if frame.hash.quality >= LOWEST_QUALITY]
    others = [frame.hash.bits for frame in other if frame.hash.quality >= LOWEST_QUALITY]
    if not useful or not others:
        return 0.0
    against = np.stack(others)
    return sum(bool((distances(frame, against) <= SAME_WITHIN_BITS).any()) for frame in useful) / len(useful)


def are_same(one: Sequence[FilmHash], other: Sequence[FilmHash]) -> bool:
    """Whether the two hold the same video, or one a part of the other."""
    return max(shared(one, other), shared(other, one)) >= SAME_FROM_SHARE
