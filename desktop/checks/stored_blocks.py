"""The blocks of a JPEG file as the file holds them: its luminance turned back as it was stored, and the whole numbers of its DCT.

A decoded JPEG still shows the numbers it was saved as: the DCT of a block on the file's own grid lies at whole multiples of its
quantisation steps, but for the rounding of pixels (about half a level), which hides nothing where a step is larger than three.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box
from desktop.media.picture import Picture

BLOCK = 8
# Frequencies that are looked at, as (down, across), in the order in which JPEG stores them; higher ones are zero in most photographs.
FREQUENCIES = ((0, 1), (1, 0), (2, 0), (1, 1), (0, 2), (0, 3), (1, 2), (2, 1), (3, 0), (3, 1), (2, 2), (1, 3))
MOST_BLOCKS = 40_000
# Blocks in which a colour channel touches its end were clipped when they were decoded: their numbers are no longer those that were stored.
_DARKEST, _BRIGHTEST = 2, 253

_BACK: dict[int, Callable[[NDArray[np.uint8]], NDArray[np.uint8]]] = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: np.rot90,
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: lambda a: np.rot90(a, -1),
}


@dataclass(frozen=True, eq=False)
class StoredBlocks:
    """Blocks of the luminance, every `step`-th in both directions."""

    numbers: NDArray[np.int16]
    """(rows, columns, frequency): multiples of the quantisation step, in the order of FREQUENCIES."""
    steps: tuple[int, ...]
    """Quantisation step of each frequency."""
    usable: NDArray[np.bool_]
    """(rows, columns): whether nothing in the block was clipped."""
    light: NDArray[np.float32]
    """(rows, columns): mean luminance of the block, 0 to 255."""
    step: int
    stored_width: int
    stored_height: int
    orientation: int

    def box(self, left: int, top: int, width: int, height: int) -> Box:
        """Return cells as a rectangle of the upright picture."""
        side = self.step * BLOCK
        x, y = left * side, top * side
        w, h = min(width * side, self.stored_width - x), min(height * side, self.stored_height - y)
        return _upright(Box(x, y, w, h), self.stored_width, self.stored_height, self.orientation)


def of_picture(picture: Picture) -> StoredBlocks | None:
    """Return the blocks of a JPEG file; None for other files, where the picture was made smaller, and for a damaged table."""
    jpeg = picture.facts.jpeg
    if jpeg is None or picture.luma is None or not jpeg.tables or len(jpeg.tables[0]) != BLOCK * BLOCK:
        return None
    steps = tuple(jpeg.tables[0][BLOCK * down + across] for down, across in FREQUENCIES)
    if 0 in steps:  # against ITU-T T.81, B.2.4.1, and readers take it: nothing is a multiple of it
        return None
    orientation = picture.facts.orientation
    stored = as_stored(picture.luma, orientation)
    rows, columns = stored.shape[0] // BLOCK, stored.shape[1] // BLOCK
    if min(rows, columns) < 6:
        return None
    step = max(1, int(np.ceil(np.sqrt(rows * columns / MOST_BLOCKS))))
    blocks = stored[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)[::step, :, ::step].transpose(0, 2, 1, 3)
    colours = as_stored(picture.pixels, orientation)[: rows * BLOCK, : columns * BLOCK]
    colours = colours.reshape(rows, BLOCK, columns, BLOCK, 3)[::step, :, ::step]
    usable = (colours.min(axis=(1, 3, 4)) > _DARKEST) & (colours.max(axis=(1, 3, 4)) < _BRIGHTEST)
    numbers = np.rint(_coefficients(blocks) / np.array(steps, np.float32)).astype(np.int16)
    light = blocks.mean(axis=(2, 3), dtype=np.float32)
    return StoredBlocks(numbers, steps, usable, light, step, stored.shape[1], stored.shape[0], orientation)


def as_stored(upright: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Return the picture turned back to how its file holds it (EXIF orientation 1 to 8)."""
    back = _BACK.get(orientation)
    return upright if back is None else back(upright)


def _coefficients(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (rows, columns, frequency): the DCT at FREQUENCIES of blocks of shape (rows, columns, 8, 8)."""
    frequency, sample = np.mgrid[0:4, 0:BLOCK]
    basis = np.cos((2 * sample + 1) * frequency * np.pi / (2 * BLOCK)) * np.where(frequency == 0, np.sqrt(1 / 8), np.sqrt(2 / 8))
    kernels = np.stack([np.outer(basis[down], basis[across]).ravel() for down, across in FREQUENCIES], axis=1).astype(np.float32)
    flat = blocks.reshape(-1, BLOCK * BLOCK)
    parts = [flat[first : first + 4096].astype(np.float32) @ kernels for first in range(0, len(flat), 4096)]
    return np.concatenate(parts).reshape(*blocks.shape[:2], len(FREQUENCIES))


def _upright(box: Box, width: int, height: int, orientation: int) -> Box:
    x, y, w, h = box.x, box.y, box.width, box.height
    right, below = width - x - w, height - y - h
    return {
        2: Box(right, y, w, h),
        3: Box(right, below, w, h),
        4: Box(x, below, w, h),
        5: Box(y, x, h, w),
        6: Box(below, x, h, w),
        7: Box(below, right, h, w),
        8: Box(y, right, h, w),
    }.get(orientation, box)
