"""Cutting a face out of a picture for the learned model: a square around its box, widened, at the size the model takes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box, ScoreMap

# The crop's side is this many times the longer side of the face's box; training drew it between 1.15 and 1.8.
WIDEN = 1.4
_LEAST_WIDEN = 1.15
# A crop is made narrower until about a tenth of it lies outside the picture; what does is the picture's edge, repeated.
_OUTSIDE = 2.2
# Mean difference between neighbouring pixels, in grey levels: below the first nothing can be told, from the second on all counts.
FLAT, TEXTURED = 0.4, 1.6


@dataclass(frozen=True)
class Square:
    """Where a crop lies: its upper left corner and side, in pixels of the picture; it may reach beyond the picture."""

    left: float
    top: float
    side: float

    def within(self, width: int, height: int) -> Box:
        """Return the part of the square that lies in a picture of this size."""
        left, top = max(0, round(self.left)), max(0, round(self.top))
        right, bottom = min(width, round(self.left + self.side)), min(height, round(self.top + self.side))
        return Box(left, top, max(1, right - left), max(1, bottom - top))


def square_around(face: Box, width: int, height: int) -> Square:
    """Return the square to cut for a face in a picture of this size."""
    middle_x, middle_y = face.x + face.width / 2, face.y + face.height / 2
    longer = max(face.width, face.height)
    room = min(middle_x, middle_y, width - middle_x, height - middle_y)
    side = longer * min(WIDEN, max(_LEAST_WIDEN, _OUTSIDE * room / longer))
    return Square(middle_x - side / 2, middle_y - side / 2, side)


def cut(pixels: NDArray[np.uint8], square: Square, size: int) -> NDArray[np.uint8]:
    """Return the square of a picture (height, width, 3) as (size, size, 3)."""
    import cv2

    # Only what is needed is warped: a picture of 12 megapixels is large and a face is not.
    part = square.within(pixels.shape[1], pixels.shape[0])
    piece = np.ascontiguousarray(pixels[part.y : part.y + part.height, part.x : part.x + part.width])
    if square.side > 2 * size:
        shrink = 2 * size / square.side
        piece = np.asarray(cv2.resize(piece, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    scale = size / square.side
    across, down = part.width / piece.shape[1], part.height / piece.shape[0]
    matrix = np.array([[scale * across, 0, (part.x - square.left) * scale], [0, scale * down, (part.y - square.top) * scale]], np.float32)
    flags = cv2.INTER_AREA if scale * across < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.warpAffine(piece, matrix, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def texture(crop: NDArray[np.uint8], cells: int) -> NDArray[np.float32]:
    """Return how much there is to judge in each of (cells, cells) parts of a crop, 0 to 1: nothing where it is flat, black or white."""
    import cv2

    grey = np.asarray(crop.mean(axis=2), np.float32)
    change = np.abs(np.diff(grey, axis=0, append=grey[-1:])) + np.abs(np.diff(grey, axis=1, append=grey[:, -1:]))
    clipped = ((grey <= 2) | (grey >= 253)).astype(np.float32)
    few, lost = (cv2.resize(part, (cells, cells), interpolation=cv2.INTER_AREA) for part in (change, clipped))
    return np.asarray(np.clip((few / 2 - FLAT) / (TEXTURED - FLAT), 0, 1) * (1 - lost), np.float32)


def map_within(heat: NDArray[np.float32], reliability: NDArray[np.float32], square: Square, width: int, height: int) -> ScoreMap:
    """Return the map of a crop's cells (rows, columns), 0 to 1, for the part of the square that lies in a picture of this size."""
    box = square.within(width, height)
    return ScoreMap(box, _fitted(heat, box, square), _fitted(reliability, box, square))


def _fitted(cells: NDArray[np.float32], box: Box, square: Square) -> tuple[tuple[float, ...], ...]:
    import cv2

    rows, columns = cells.shape
    cell_x, cell_y = box.width / columns, box.height / rows
    scale_x, scale_y = columns / square.side, rows / square.side
    # The middle of each cell of the map, in cells of the crop; beyond its edge the nearest cell counts.
    x = ((box.x + (np.arange(columns) + 0.5) * cell_x - square.left) * scale_x - 0.5).astype(np.float32)
    y = ((box.y + (np.arange(rows) + 0.5) * cell_y - square.top) * scale_y - 0.5).astype(np.float32)
    across, down = np.meshgrid(x, y)
    fitted = cv2.remap(cells.astype(np.float32), across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return tuple(tuple(round(float(value), 3) for value in row) for row in np.clip(fitted, 0, 1))
