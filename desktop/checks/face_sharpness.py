"""Whether a face is blurred more than what surrounds it, as a face is that was enlarged and pasted.

Method: how blurred an edge is follows from how much its gradient falls when it is blurred once more by a known amount (Zhuo and Sim,
"Defocus map estimation from a single image", Pattern Recognition 44, 2011): for a step that was blurred by sigma, the gradients at two
further blurs a < b stand as sqrt((sigma^2 + b^2) / (sigma^2 + a^2)). The sharpest tenth of the strong edges inside the face (eyes, brows,
mouth) is set against the sharpest tenth around it (hair, neck, clothes, room), so that a background out of focus changes nothing.
The threshold is conformal (Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World", 2005): at most the stated share of
untouched faces in the photographs of models/evaluation/face_sharpness.md lies beyond it.
Limits: portraits in which the camera focused on something else, faces in motion and beauty filters do this too; a face that was pasted at
its own size or smaller is as sharp as the rest.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box

# Faces are looked at in this size (shorter side of the box) at most; smaller ones than SMALLEST show no edges to speak of.
SMALLEST, LARGEST = 64, 320
# The surroundings reach so far beyond the box, as a share of its sides.
AROUND = 0.45
FIRST_BLUR, SECOND_BLUR = 0.8, 1.8
# Edges of at least this many levels a pixel count.
WEAKEST_EDGE = 6.0
FEWEST_EDGES = 60
SHARPEST = 90
# Natural logarithm of how many times more blurred the face is. Thresholds: see the card.
WEAK_BEYOND = 1.35


@dataclass(frozen=True)
class Sharpness:
    """How blurred a face is against its surroundings."""

    face_blur: float
    """Standard deviation of the blur of its sharpest edges, pixels of the size looked at."""
    around_blur: float

    @property
    def log_ratio(self) -> float:
        """Natural logarithm of how many times more blurred the face is; 0 where both are alike."""
        return math.log(self.face_blur / self.around_blur)


def compare(luma: NDArray[np.uint8], face: Box) -> Sharpness | None:
    """Return the sharpness of the face in luminance of shape (height, width); None where there are too few edges to say."""
    import cv2

    shorter = min(face.width, face.height)
    if shorter < SMALLEST:
        return None
    reach_x, reach_y = int(face.width * AROUND), int(face.height * AROUND)
    left, top = max(0, face.x - reach_x), max(0, face.y - reach_y)
    cut = luma[top : face.y + face.height + reach_y, left : face.x + face.width + reach_x]
    factor = min(1.0, LARGEST / shorter)
    if factor < 1:
        cut = np.asarray(cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    inside = _oval(cut.shape, ((face.x - left) * factor, (face.y - top) * factor, face.width * factor, face.height * factor))
    blur, strength = _edge_blur(cut.astype(np.float32))
    face_blur, around_blur = _sharpest(blur, strength, inside < 0), _sharpest(blur, strength, inside > 0)
    return None if face_blur is None or around_blur is None else Sharpness(face_blur, around_blur)


def _oval(shape: tuple[int, ...], box: tuple[float, float, float, float]) -> NDArray[np.int8]:
    """Return -1 well inside the face, 1 outside of its box, 0 between."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    across, down = (x - box[0] - box[2] / 2) / (box[2] / 2), (y - box[1] - box[3] / 2) / (box[3] / 2)
    away = np.sqrt(across**2 + down**2)
    return np.where(away < 0.85, -1, np.where(away > 1.15, 1, 0)).astype(np.int8)


def _edge_blur(luma: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return for each pixel the blur of the edge there, and how strong it is in levels a pixel."""
    fine, coarse = (_gradient(luma, sigma) for sigma in (FIRST_BLUR, SECOND_BLUR))
    ratio = np.clip(fine / np.maximum(coarse, 1e-3), 1.01, SECOND_BLUR / FIRST_BLUR)
    squared = (SECOND_BLUR**2 - (ratio * FIRST_BLUR) ** 2) / (ratio**2 - 1)
    return np.sqrt(np.maximum(squared, 0.01)).astype(np.float32), fine


def _gradient(luma: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    import cv2

    blurred = cv2.GaussianBlur(luma, (0, 0), sigma)
    across, down = cv2.Sobel(blurred, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(blurred, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _sharpest(blur: NDArray[np.float32], strength: NDArray[np.float32], where: NDArray[np.bool_]) -> float | None:
    chosen = where & (strength > WEAKEST_EDGE)
    if chosen.sum() < FEWEST_EDGES:
        return None
    strongest = strength[chosen] >= np.percentile(strength[chosen], 60)
    return max(0.3, float(np.percentile(blur[chosen][strongest], 100 - SHARPEST)))
