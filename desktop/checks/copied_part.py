"""Whether one part of the picture is a copy of another part of it: copy-move.

Method: local features that match others of the same picture (Amerini et al., "A SIFT-based forensic method for copy-move attack detection
and transformation recovery", IEEE TIFS 6, 2011), one similarity (shift, turn, size) that many of them agree on (RANSAC), and then the
pixels: laid on each other, a copy is the same to the noise of saving, while two windows of a house, two fence posts or two eyes only look
alike. That last test is what keeps repeated things from being called copies; how well it does is measured in
models/evaluation/copied_part.md.
Limits: mirrored copies, copies of flat parts (skin, sky, a wall) and copies smaller than about a sixth of the side are not found. Of
buildings and other things that were made alike it can be wrong.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box

# The picture is looked at with this longest side, pixels.
SIDE = 640
SMALLEST_SIDE = 200
FEATURES = 1500
# A feature matches another when it is clearly nearer than the next one; both at least this share of the longest side apart.
RATIO = 0.6
APART = 0.06
MOST_PAIRS = 400
FEWEST_PAIRS = 8
TOLERANCE = 2.0
LARGEST_SCALE = 2.0
# What is left of the structure when one part is laid on the other, as a share of it: copies stay below, repeated things above.
MOST_LEFT = 0.22
SPOT = 0.012
# Each of the two parts covers at least this share of the picture: two windows of a house are as alike as a copy, and small.
LEAST_AREA = 0.01
_LEAST_STRUCTURE = 6.0


@dataclass(frozen=True)
class Copied:
    """Two parts of the picture with the same pixels; which is the copy is not known."""

    one: Box
    other: Box
    features: int
    """How many distinct features agree."""
    left: float
    """Share of the structure that differs, 0 to 1."""


def find(luma: NDArray[np.uint8]) -> Copied | None:
    """Return the clearest pair of equal parts in luminance of shape (height, width), or None."""
    import cv2

    longest = max(luma.shape)
    if min(luma.shape) < SMALLEST_SIDE:
        return None
    factor = min(1.0, SIDE / longest)
    grey = luma if factor == 1 else np.asarray(cv2.resize(luma, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    here, there = _pairs(np.ascontiguousarray(grey))
    if len(here) < FEWEST_PAIRS:
        return None
    cv2.setRNGSeed(1)
    similar, inliers = cv2.estimateAffinePartial2D(here, there, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE, maxIters=3000)
    size = 0.0
    if similar is not None:
        size = float(np.sqrt(abs(np.linalg.det(similar[:, :2]))))
    if not 1 / LARGEST_SCALE < size < LARGEST_SCALE:
        return None
    agree = np.asarray(inliers).ravel() > 0
    spots = min(len(np.unique(np.floor(points[agree] / (SPOT * max(grey.shape))), axis=0)) for points in (here, there))
    if spots < FEWEST_PAIRS:
        return None
    one, other = _box(here[agree], factor), _box(there[agree], factor)
    left = _left(grey, np.asarray(similar, np.float64), there[agree])
    if left > MOST_LEFT or min(box.width * box.height for box in (one, other)) < LEAST_AREA * luma.size:
        return None
    return Copied(one, other, spots, left)


def _pairs(grey: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return places that look alike, (n, 2) each, the upper or left one first."""
    import cv2

    keypoints, raw = cv2.SIFT.create(nfeatures=FEATURES, contrastThreshold=0.02).detectAndCompute(grey, None)
    none = np.zeros((0, 2), np.float32)
    if len(keypoints) < FEWEST_PAIRS:
        return none, none
    points = np.array([point.pt for point in keypoints], np.float32)
    unit = np.asarray(raw, np.float32)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-6)
    alike = unit @ unit.T
    apart = APART * max(grey.shape)
    near = (np.abs(points[:, None, 0] - points[None, :, 0]) < apart) & (np.abs(points[:, None, 1] - points[None, :, 1]) < apart)
    alike[near] = -1.0
    rows = np.arange(len(points))
    first = alike.argmax(axis=1)
    best = alike[rows, first]
    alike[rows, first] = -1.0
    ratio = np.sqrt(np.maximum(1 - best, 0) / np.maximum(1 - alike.max(axis=1), 1e-9))
    chosen = np.flatnonzero(ratio < RATIO)
    chosen = chosen[np.argsort(ratio[chosen], kind="stable")][:MOST_PAIRS]
    here, there = points[chosen], points[first[chosen]]
    swapped = (here[:, 0] > there[:, 0]) | ((here[:, 0] == there[:, 0]) & (here[:, 1] > there[:, 1]))
    return np.where(swapped[:, None], there, here), np.where(swapped[:, None], here, there)


def _left(grey: NDArray[np.uint8], similar: NDArray[np.float64], there: NDArray[np.float32]) -> float:
    """Return the share of the structure inside the outline of the matched places that differs once one lies on the other."""
    import cv2

    height, width = grey.shape
    laid = cv2.warpAffine(grey, similar, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    inside = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.rint(cv2.convexHull(there)).astype(np.int32), 1)
    one, other = (_structure(picture) for picture in (laid, grey.astype(np.float32)))
    chosen = (inside > 0) & (cv2.GaussianBlur(other**2, (0, 0), 4.0) > _LEAST_STRUCTURE**2)
    if chosen.sum() < 100:
        return 1.0
    return float(np.sqrt(((one[chosen] - other[chosen]) ** 2).mean() / (other[chosen] ** 2).mean()))


def _structure(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the picture without its slow tones and without the finest grain, in which the noise of saving lies."""
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8) - cv2.GaussianBlur(picture, (0, 0), 6.0), np.float32)


def _box(points: NDArray[np.float32], factor: float) -> Box:
    (left, top), (right, bottom) = points.min(axis=0) / factor, points.max(axis=0) / factor
    return Box(int(left), int(top), int(right - left), int(bottom - top))
