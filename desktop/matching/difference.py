"""What differs between a photo and the suspect once they lie on each other: tones fitted, blur and a pixel of shift forgiven."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.matching.tones import Tones

# The suspect is compared at this longest side, pixels.
SIDE = 1024
# Windows, as shares of the longest side: of the blur that hides saving noise, and of the neighbourhood that is compared.
FINE = 0.002
COARSE = 0.010
# Differences of tone, in levels of 255, that begin to count and that surely count.
TONE_BEGINS, TONE_SURE = 18.0, 40.0
# Share of the local structure that is not explained by the photo.
STRUCTURE_BEGINS, STRUCTURE_SURE = 0.65, 1.0
# Structure weaker than this many levels is noise of saving.
NOISE_BEGINS, NOISE_SURE = 5.0, 11.0
# Pixels that must agree before the fit of tones is left to them.
FEWEST_AGREEING = 400
# Local correlation from which a place shows the same thing.
AGREES = 0.75


@dataclass(frozen=True, eq=False)
class Difference:
    """The photo over the suspect."""

    original: NDArray[np.uint8]
    """(height, width, 3): the photo warped onto the suspect, in its tones; black outside."""
    suspect: NDArray[np.uint8]
    """(height, width, 3)."""
    changed: NDArray[np.float32]
    """(height, width): 0 the same, 1 surely not."""
    covered: NDArray[np.bool_]
    """(height, width): where both can be compared."""
    likeness: NDArray[np.float32]
    """(height, width): local correlation, -1 to 1."""
    detail: NDArray[np.float32]
    """(height, width): how much structure there is to compare, in levels of 255."""

    @property
    def fraction(self) -> float:
        """Share of the compared area that differs."""
        area = int(self.covered.sum())
        return float((self.changed[self.covered] > 0.5).sum() / area) if area else 1.0

    def likeness_within(self, points: NDArray[np.float32], width: int, height: int) -> float:
        """Return how alike the structure is, -1 to 1, inside the outline of these points of the suspect, whose full size is given."""
        import cv2

        rows, columns = self.changed.shape
        outline = cv2.convexHull(np.asarray(points * (columns / width, rows / height), dtype=np.float32))
        inside = np.zeros(self.changed.shape, dtype=np.uint8)
        cv2.fillConvexPoly(inside, np.asarray(np.rint(outline), dtype=np.int32), 1)
        weights = self.detail * (self.covered & (inside > 0))
        total = float(weights.sum())
        return float((self.likeness * weights).sum()) / total if total else 0.0

    @property
    def agreement(self) -> float:
        """Correlation of the luminance over the compared area, -1 to 1; 0 where there is nothing to compare."""
        one, other = (_luma(picture)[self.covered] for picture in (self.original, self.suspect))
        if len(one) < 16 or min(one.std(), other.std()) < 1.0:
            return 0.0
        return float(np.corrcoef(one, other)[0, 1])


def compare(
    original: NDArray[np.uint8],
    suspect: NDArray[np.uint8],
    transform: NDArray[np.float64],
    *,
    sizes: tuple[tuple[int, int], tuple[int, int]],
) -> Difference:
    """Return what differs.

    Both pictures may be reduced; `transform` is in pixels of the full-size ones, whose (width, height) are `sizes`, the photo's first.
    """
    import cv2

    suspect = _shrunk(suspect, SIDE / max(suspect.shape[:2]))
    height, width = suspect.shape[:2]
    onto = _scaling(sizes[1], (width, height)) @ transform
    # Shrunk before it is warped: warping alone would leave every n-th pixel and its noise.
    original = _shrunk(original, _zoom(onto, sizes[0]) * sizes[0][0] / original.shape[1])
    there = (original.shape[1], original.shape[0])
    placed = onto @ np.linalg.inv(_scaling(sizes[0], there))
    zoom = max(1.0, _zoom(placed, there))
    # Its edge goes on outside, so that no darkness leaks in when both are blurred.
    laid = cv2.warpPerspective(original, placed, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpPerspective(np.full(original.shape[:2], 255, dtype=np.uint8), placed, (width, height), flags=cv2.INTER_NEAREST)
    # Where the photo ends inside the suspect, what lies beyond shines in.
    margin = max(2, round(0.8 * COARSE * max(width, height)))
    covered = cv2.erode(inside, np.ones((3, 3), dtype=np.uint8), iterations=margin, borderType=cv2.BORDER_CONSTANT, borderValue=255) > 0
    return _difference(np.asarray(laid, dtype=np.uint8), suspect, covered, zoom)


def side_needed(transform: NDArray[np.float64], *, sizes: tuple[tuple[int, int], tuple[int, int]]) -> int:
    """Return the longest side, in pixels, at which the photo is as detailed as the suspect is when they are compared."""
    reduced = min(1.0, SIDE / max(sizes[1]))
    return int(np.ceil(max(sizes[0]) * min(1.0, _zoom(transform, sizes[0]) * reduced)))


def _difference(laid: NDArray[np.uint8], suspect: NDArray[np.uint8], covered: NDArray[np.bool_], zoom: float) -> Difference:
    longest = max(suspect.shape[:2])
    fine, coarse = max(0.8, FINE * longest) * max(1.0, zoom * 0.5), max(3.0, COARSE * longest)
    mask = covered.astype(np.float32)
    weight = np.maximum(_blurred(mask, coarse), 1e-3)
    one, other = _blurred(laid.astype(np.float32), fine), _blurred(suspect.astype(np.float32), fine)

    def local(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(_blurred(values * mask, coarse) / weight, dtype=np.float32)

    grey_one, grey_other = _luma(one), _luma(other)
    mean_one, mean_other = local(grey_one), local(grey_other)
    spread_one = np.sqrt(np.maximum(local(grey_one**2) - mean_one**2, 0))
    spread_other = np.sqrt(np.maximum(local(grey_other**2) - mean_other**2, 0))
    shared = local(grey_one * grey_other) - mean_one * mean_other
    likeness = shared / np.maximum(spread_one * spread_other, 4.0)
    agreeing = covered & (likeness > AGREES) & (np.minimum(spread_one, spread_other) > NOISE_BEGINS)
    flat = covered & (np.maximum(spread_one, spread_other) < NOISE_BEGINS)
    tones = Tones.fitted(one, other, agreeing if agreeing.sum() > FEWEST_AGREEING else covered, flat)
    fitted = tones.applied(one)
    rest = other - fitted
    tone = np.sqrt(np.stack([local(rest[:, :, channel]) ** 2 for channel in range(3)]).mean(axis=0))
    structure = np.sqrt(np.maximum(1.0 - np.clip(likeness, -1, 1), 0))
    strength = _ramp(np.maximum(spread_one * _gain(spread_one, spread_other, agreeing), spread_other), NOISE_BEGINS, NOISE_SURE)
    by_structure = _ramp(structure, STRUCTURE_BEGINS, STRUCTURE_SURE) * strength
    # Where the structure is the same, another tone is a filter or a shadow, not a change.
    by_tone = _ramp(tone, TONE_BEGINS, TONE_SURE) * (1.0 - _ramp(likeness, 0.6, 0.85) * strength)
    changed = np.where(covered, np.maximum(by_structure, by_tone), 0.0).astype(np.float32)
    toned = tones.applied(laid.astype(np.float32))
    shown = np.where(covered[:, :, None], np.clip(toned, 0, 255), 0).astype(np.uint8)
    detail = np.sqrt(spread_one * spread_other)
    return Difference(shown, suspect, changed, covered, likeness.astype(np.float32), detail.astype(np.float32))


def _gain(one: NDArray[np.float32], other: NDArray[np.float32], agreeing: NDArray[np.bool_]) -> float:
    """Return by how much contrast was changed as a whole."""
    if agreeing.sum() < 50:
        return 1.0
    return float(np.clip(np.median(other[agreeing] / np.maximum(one[agreeing], 1.0)), 0.2, 5.0))


def _ramp(values: NDArray[np.float32], begins: float, sure: float) -> NDArray[np.float32]:
    return np.asarray(np.clip((values - begins) / (sure - begins), 0.0, 1.0), dtype=np.float32)


def _luma(picture: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32), dtype=np.float32)


def _blurred(values: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    import cv2

    return np.asarray(cv2.GaussianBlur(values, (0, 0), sigma), dtype=np.float32)


def _shrunk(pixels: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    import cv2

    if factor > 0.95:
        return np.ascontiguousarray(pixels)
    size = tuple(max(8, round(length * factor)) for length in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _scaling(full: tuple[int, int], reduced: tuple[int, int]) -> NDArray[np.float64]:
    """Return the 3x3 matrix from full-size to reduced pixels, both with the first pixel's centre at 0, 0."""
    across, down = reduced[0] / full[0], reduced[1] / full[1]
    return np.array([[across, 0, 0.5 * across - 0.5], [0, down, 0.5 * down - 0.5], [0, 0, 1]])


def _zoom(transform: NDArray[np.float64], size: tuple[int, int]) -> float:
    """Return by how much the transform enlarges at the middle of a picture of this size."""
    x, y = size[0] / 2, size[1] / 2
    depth = transform[2] @ (x, y, 1.0)
    u, v = (transform[:2] @ (x, y, 1.0)) / depth
    return float(np.sqrt(abs(np.linalg.det((transform[:2, :2] - np.outer((u, v), transform[2, :2])) / depth))))
