"""Whether one part of the picture has less noise than the rest.

Method: the noise of a tile is the median of its diagonal differences (Donoho and Johnstone, "Ideal spatial adaptation by wavelet
shrinkage", Biometrika 81, 1994), compared between parts as in Mahdian and Saic, "Using noise inconsistencies for blind image forensics",
Image and Vision Computing 27, 2009. A sensor's noise changes with brightness, and texture looks like noise: so each tile is set against
what the picture's other tiles of the same brightness and texture have, and the strangest window of tiles is what counts. Only too little
noise counts: fine texture looks like too much of it. The threshold is conformal: at most the stated share of untouched photographs lies
beyond it (models/evaluation/noise_level.md).
Limits: saving as JPEG below about quality 90 removes what is measured here, and then nothing is said. A face that a camera's own software
smoothed, fog, and a sky without texture differ from the rest without anybody's doing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box

TILE = 16
MOST_TILES = 12_000
FEWEST_TILES = 120
# A window is so many tiles a side.
WINDOW = 4
# Where more than this share of the tiles has no noise left at all, the picture was saved too strongly to say.
MOST_SILENT = 0.25
# Where a tile touches black or white its noise was cut off.
_DARKEST, _BRIGHTEST = 4, 251
# In units of the spread of all windows of the picture. See the card.
WEAK_BEYOND = 9.0


@dataclass(frozen=True)
class Quiet:
    """The window with the least noise for its brightness and texture."""

    box: Box
    score: float
    """How much less noise it has than the rest, in units of the spread of all windows."""


def quietest(luma: NDArray[np.uint8]) -> Quiet | None:
    """Return the window of luminance (height, width) that is quietest for what it shows; None where nothing can be said."""
    import cv2

    tiles, step = _tiles(luma)
    if tiles.shape[0] * tiles.shape[1] < FEWEST_TILES or min(tiles.shape[:2]) < WINDOW:
        return None
    noise, light, texture = _measured(tiles)
    usable = (tiles.min(axis=(2, 3)) > _DARKEST) & (tiles.max(axis=(2, 3)) < _BRIGHTEST)
    if usable.sum() < FEWEST_TILES or (noise[usable] == 0).mean() > MOST_SILENT:
        return None
    rest = _unexplained(np.log(noise + 0.35), np.log(texture + 1.0), light, usable)
    ones = usable.astype(np.float32)
    count = cv2.boxFilter(ones, -1, (WINDOW, WINDOW), normalize=False, borderType=cv2.BORDER_CONSTANT)
    window = cv2.boxFilter(rest * ones, -1, (WINDOW, WINDOW), normalize=False, borderType=cv2.BORDER_CONSTANT) / np.maximum(count, 1)
    full = count >= 0.75 * WINDOW**2
    if full.sum() < 10:
        return None
    middle = float(np.median(window[full]))
    spread = 1.4826 * float(np.median(np.abs(window[full] - middle))) + 0.02
    score = np.where(full, (middle - window) / spread, 0)
    row, column = np.unravel_index(int(score.argmax()), score.shape)
    side, half = TILE * step, WINDOW // 2
    left, top = max(0, int(column) - half) * side, max(0, int(row) - half) * side
    return Quiet(
        Box(left, top, min(WINDOW * side, luma.shape[1] - left), min(WINDOW * side, luma.shape[0] - top)), float(score[row, column])
    )


def _tiles(luma: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    rows, columns = luma.shape[0] // TILE, luma.shape[1] // TILE
    step = max(1, int(np.ceil(np.sqrt(rows * columns / MOST_TILES))))
    tiles = luma[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns, TILE)[::step, :, ::step].transpose(0, 2, 1, 3)
    return np.ascontiguousarray(tiles), step


def _measured(tiles: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return noise, brightness and texture of each tile, in levels."""
    rows, columns = tiles.shape[:2]
    flat = tiles.reshape(-1, TILE, TILE).astype(np.int16)
    diagonal = flat[:, :-1, :-1] - flat[:, :-1, 1:] - flat[:, 1:, :-1] + flat[:, 1:, 1:]
    noise = np.median(np.abs(diagonal).reshape(len(flat), -1), axis=1) / (2 * 0.6745)
    # Means of four by four pixels, by rows and then by columns: the sums are small whole numbers, so this is exact, and faster.
    sums = flat[:, 0::4] + flat[:, 1::4] + flat[:, 2::4] + flat[:, 3::4]
    means = (sums[:, :, 0::4] + sums[:, :, 1::4] + sums[:, :, 2::4] + sums[:, :, 3::4]) / 16
    shape = (rows, columns)
    return (
        noise.reshape(shape).astype(np.float32),
        means.mean(axis=(1, 2)).reshape(shape).astype(np.float32),
        means.std(axis=(1, 2)).reshape(shape).astype(np.float32),
    )


def _unexplained(
    noise: NDArray[np.float32], texture: NDArray[np.float32], light: NDArray[np.float32], usable: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return what brightness and texture do not explain of the noise (a quadratic fit that forgets outliers)."""
    lit = light / 255
    terms = np.stack([np.ones_like(lit), lit, lit**2, texture, texture**2, texture * lit], axis=2)[usable].astype(np.float64)
    target = noise[usable].astype(np.float64)
    weights = np.ones(len(target), np.float64)
    solution: NDArray[np.float64] = np.zeros(6)
    for _ in range(5):
        weighted = terms * weights[:, None]
        solution = np.asarray(np.linalg.solve(weighted.T @ terms + 1e-3 * np.eye(6), weighted.T @ target), np.float64)
        misses = np.abs(target - terms @ solution)
        weights = np.asarray(1 / (1 + (misses / max(0.05, 2 * float(np.median(misses)))) ** 2), np.float64)
    rest = np.zeros(noise.shape, np.float32)
    rest[usable] = (target - terms @ solution).astype(np.float32)
    return rest
