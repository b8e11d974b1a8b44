"""PDQ, the perceptual hash that hash-matching services use: for pictures that are the same as a whole.

Constants are those of its reference (ThreatExchange, pdq/README.md). A crop of a twentieth or a frame around it is enough
to miss, so this only adds to what local features find.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAME_WITHIN_BITS = 31
LOWEST_QUALITY = 50
# The reference scales to this before it hashes; the same picture hashed at another size may be 18 bits off.
SIDE = 512
WORDS = 4


@dataclass(frozen=True, eq=False)
class Hash:
    """The 256 bits of a picture, and how much there is in it to tell it by (0 to 100)."""

    bits: NDArray[np.uint64]
    """(4,)"""
    quality: int

    @property
    def hex(self) -> str:
        """The bits as hash lists write them: 64 hexadecimal digits."""
        return self.bits.tobytes().hex()


def of_picture(pixels: NDArray[np.uint8]) -> Hash:
    """Return the hash of sRGB or grey pixels."""
    import pdqhash  # type: ignore[import-untyped]  # a compiled module without stubs

    scaled = _scaled(pixels)
    bits, quality = pdqhash.compute(scaled if scaled.ndim == 3 else np.repeat(scaled[:, :, None], 3, axis=2))
    return Hash(_packed(bits), int(quality))


def of_turned(pixels: NDArray[np.uint8]) -> list[Hash]:
    """Return the hashes of the picture in the eight ways it can be turned by quarters and mirrored, in the order of `TURNED`."""
    scaled = _scaled(pixels)
    return [of_picture(np.ascontiguousarray(_turned(scaled, turn))) for turn in TURNED]


@dataclass(frozen=True)
class Turn:
    """A mirror image (left to right) or not, then quarter turns against the clock."""

    is_mirrored: bool
    quarters: int


TURNED = tuple(Turn(is_mirrored, quarters) for is_mirrored in (False, True) for quarters in range(4))


def distances(one: Hash, others: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return how many bits the hash is apart from each of (n, 4) others."""
    return np.asarray(np.bitwise_count(others ^ one.bits[None, :]).sum(axis=1, dtype=np.int64))


def back(turn: Turn, width: int, height: int) -> NDArray[np.float64]:
    """Return the 3x3 matrix from the turned picture back to the one of this width and height that was turned."""
    across = np.array([[-1.0, 0, width - 1], [0, 1, 0], [0, 0, 1]]) if turn.is_mirrored else np.eye(3)
    whole = across
    for _ in range(turn.quarters):
        # np.rot90 takes the pixel at (x, y) to (y, width - 1 - x).
        whole = np.array([[0.0, 1, 0], [-1, 0, width - 1], [0, 0, 1]]) @ whole
        width, height = height, width
    return np.asarray(np.linalg.inv(whole))


def _turned(pixels: NDArray[np.uint8], turn: Turn) -> NDArray[np.uint8]:
    return np.rot90(pixels[:, ::-1] if turn.is_mirrored else pixels, turn.quarters)


def _scaled(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    longest = max(pixels.shape[:2])
    if longest <= SIDE:
        return np.ascontiguousarray(pixels)
    size = tuple(max(1, round(length * SIDE / longest)) for length in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _packed(bits: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return np.packbits(np.asarray(bits, dtype=np.uint8)).view(np.uint64)
