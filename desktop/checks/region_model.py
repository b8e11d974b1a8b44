"""The region model: which parts of a picture do not go with the rest, and where it cannot tell.

Method: tiles at the picture's own resolution, never resized, through a small fully convolutional network that sees what high-pass filters
leave (Fridrich and Kodovsky, IEEE TIFS 2012) beside colour, and compares each place with its tile. For every cell of 8 by 8 pixels it
says how likely the cell was changed, and how likely that is right (Guillaro and others, "TruFor", CVPR 2023). Flat and clipped cells
cannot be judged whatever it says, and neither can faces: it was taught so many changed ones that it marks untouched ones as well, and the
face model judges them. Of a large picture only some tiles are looked at: the map says which. How it was trained and what came of it: the
model's card.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.crops import FLAT, TEXTURED
from desktop.checks.inference import Model
from desktop.checks.result import Box, ScoreMap

MODEL_NAME = "region"
TILE, CELL = 192, 8
# A side shorter than this shows too little to compare.
LEAST_SIDE = 96
# So many tiles at most are looked at: 1.3 million pixels, a bound on the time.
MOST_TILES = 36
# A face with its hair and neck: its box, widened by this share of its sides.
_AROUND_FACES = 0.2
_AT_ONCE = 6
# The score of the picture is the mean over the highest cells: this share of what was looked at, at least so many.
_TOP_SHARE, _TOP_LEAST = 0.03, 6
# Fewer cells than these that can be relied on give no score.
_LEAST_CELLS = 24
RELIABLE = 0.5
"""Cells from here on count."""
# The map that is shown and kept has at most so many cells on its longer side: a hint about the place, and no likeness of what is shown.
_SHOWN = 24

Cells = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Regions:
    """What the model says about the cells of a picture, row by row from top to bottom."""

    changed: Cells
    """Shape (rows, columns), 0 to 1: how likely it takes the cell to be changed."""
    reliability: Cells
    """Shape (rows, columns), 0 to 1: how far that can be relied on; 0 where it did not look."""
    box: Box
    """The part of the picture that the cells cover: all of it but a rest of less than a cell."""

    @property
    def score(self) -> float | None:
        """How much the most conspicuous part stands out, as a logit; None where too little can be relied on."""
        counted = self._logits[self.reliability >= RELIABLE]
        if len(counted) < _LEAST_CELLS:
            return None
        count = max(_TOP_LEAST, round(_TOP_SHARE * len(counted)))
        return float(np.sort(counted)[-count:].mean())

    @property
    def _logits(self) -> Cells:
        # A mean over three cells a side: one cell alone is noise.
        import cv2

        known = (self.reliability > 0).astype(np.float32)
        chance = np.clip(self.changed, 1e-4, 1 - 1e-4)
        weight = np.maximum(cv2.boxFilter(known, -1, (3, 3), normalize=False), 1)
        return np.asarray(cv2.boxFilter(np.log(chance / (1 - chance)) * known, -1, (3, 3), normalize=False) / weight, np.float32)

    def region(self, above: float) -> Box | None:
        """Return the box around the largest part whose smoothed logits lie above a limit, in pixels of the picture."""
        import cv2

        marked = ((self._logits > above) & (self.reliability > 0)).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(marked, connectivity=8)
        if count < 2:
            return None
        left, top, width, height, _ = (int(one) for one in stats[1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))])
        return Box(left * CELL, top * CELL, width * CELL, height * CELL)

    def shown(self) -> ScoreMap:
        """Return the map to look at: coarser where the picture is large."""
        import cv2

        rows, columns = self.changed.shape
        shrink = min(1.0, _SHOWN / max(rows, columns))
        size = (max(1, round(columns * shrink)), max(1, round(rows * shrink)))
        # A cell of which half was not looked at can be relied on half as far.
        weight = cv2.resize(self.reliability, size, interpolation=cv2.INTER_AREA)
        changed = cv2.resize(self.changed * self.reliability, size, interpolation=cv2.INTER_AREA) / np.maximum(weight, 1e-6)
        return ScoreMap(self.box, _rows(np.where(weight > 0, changed, 0)), _rows(weight))


def judge(pixels: NDArray[np.uint8], model: Model, faces: Sequence[Box] = ()) -> Regions | None:
    """Return what the model says about an RGB picture (height, width, 3); None where a side is shorter than LEAST_SIDE.

    Raises ModelMissing, ModelChanged or ModelFailed.
    """
    height, width = (side // 16 * 16 for side in pixels.shape[:2])
    if min(height, width) < LEAST_SIDE:
        return None
    tall, wide = min(TILE, height), min(TILE, width)
    shape = (height // CELL, width // CELL)
    changed, reliability = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    corners = places((height, width), (tall, wide))
    for start in range(0, len(corners), _AT_ONCE):
        some = corners[start : start + _AT_ONCE]
        tiles = np.stack([pixels[top : top + tall, left : left + wide] for top, left in some])
        planes = np.ascontiguousarray(tiles.transpose(0, 3, 1, 2)).astype(np.float32)
        found = model.run(planes)
        for (top, left), chance, sure, texture in zip(some, found["changed"], found["sure"], _texture(planes), strict=True):
            part = np.s_[top // CELL : (top + tall) // CELL, left // CELL : (left + wide) // CELL]
            # Where tiles overlap the one that is surer counts.
            better = sure * texture >= reliability[part]
            changed[part] = np.where(better, chance, changed[part])
            # Never quite 0 where it looked: 0 is for what was not looked at.
            reliability[part] = np.where(better, np.maximum(sure * texture, 1e-3), reliability[part])
    for face in faces:
        across, down = _AROUND_FACES * face.width, _AROUND_FACES * face.height
        top, left = (max(0, int(start) // CELL) for start in (face.y - down, face.x - across))
        reliability[top : int(face.y + face.height + down) // CELL + 1, left : int(face.x + face.width + across) // CELL + 1] = 0
    return Regions(changed, reliability, Box(0, 0, width, height))


def places(shape: tuple[int, int], tile: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the upper left corners (top, left) of the tiles to look at, multiples of CELL: all, or an even lattice."""
    height, width = shape
    counts = [-(-side // part) for side, part in zip(shape, tile, strict=True)]
    if counts[0] * counts[1] <= MOST_TILES:
        return [(top, left) for top in _even(height, tile[0], counts[0]) for left in _even(width, tile[1], counts[1])]
    across = max(1, min(counts[1], round((MOST_TILES * width / height) ** 0.5)))
    down = max(1, min(counts[0], MOST_TILES // across))
    return [(top, left) for top in _spread(height, tile[0], down) for left in _spread(width, tile[1], across)]


def _even(side: int, part: int, count: int) -> list[int]:
    return [int(place) // CELL * CELL for place in np.linspace(0, side - part, count)]


def _spread(side: int, part: int, count: int) -> list[int]:
    """Return starts in the middle of each of `count` equal stretches."""
    return [int(np.clip((number + 0.5) * side / count - part / 2, 0, side - part)) // CELL * CELL for number in range(count)]


def _texture(planes: NDArray[np.float32]) -> list[Cells]:
    """Return how much there is to judge in each cell of each tile: little where it is flat, nothing where it is black or white."""
    grey = planes.mean(axis=1)
    change = np.abs(np.diff(grey, axis=1, append=grey[:, -1:])) + np.abs(np.diff(grey, axis=2, append=grey[:, :, -1:]))
    clipped = ((grey <= 2) | (grey >= 253)).astype(np.float32)
    count, height, width = grey.shape
    cells = (count, height // CELL, CELL, width // CELL, CELL)
    few, lost = (part.reshape(cells).mean(axis=(2, 4)) for part in (change, clipped))
    return list(np.asarray(np.clip((few / 2 - FLAT) / (TEXTURED - FLAT), 0, 1) * (1 - lost), np.float32))


def _rows(values: NDArray[np.number]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(round(float(one), 3) for one in row) for row in np.clip(values, 0, 1))
