"""How exactly a photo lies in the suspect: the same pixels to a fraction of a pixel, another picture of the same thing only roughly.

Judged on features that were paired by their looks alone, before any geometry. Two faces, or two moments of one recording, have eyes,
nostrils and corners of a mouth in much the same places and nowhere exactly in them; and beside a small cut-out, what is busy in the
picture around it agrees with any place by chance once it is asked for its nearest neighbour.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Shares of the suspect's longest side: how far apart the same pixels lie at most, and how far apart what belongs together may lie.
EXACT = 0.0015
NEAR = 0.006
# What lies beside its place, but less than this, was moved: a mouth that speaks, a head that turns.
BESIDE = 0.045
# From how far apart the transform is settled, round by round.
_REACHES = (NEAR, NEAR, 0.004, 0.003, 0.003)
_FEWEST_SETTLED = 12
_FEWEST_PERSPECTIVE = 24

Points = NDArray[np.float64]
Transform = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Exactness:
    """Of the features that were paired by their looks and lie near each other."""

    near: int
    """How many they are."""
    points: NDArray[np.float32]
    """(n, 2): those that lie on each other exactly, in the suspect."""
    beside: int
    """How many more lie beside their place."""

    @property
    def exact(self) -> int:
        """How many lie on each other exactly."""
        return len(self.points)

    @property
    def share(self) -> float:
        """The share of those: above 0.9 where the pixels are the same, mostly below a half where they are not."""
        return self.exact / self.near if self.near else 0.0


def exactness(transform: Transform, there: Points, here: Points, longest: int) -> Exactness:
    """Judge (n, 2) points of the photo and those of the suspect they were paired with; `longest` is the suspect's longest side."""
    gaps = distances(transform, there, here)
    near, around = (int((gaps < reach * longest).sum()) for reach in (NEAR, BESIDE))
    return Exactness(near, here[gaps < EXACT * longest].astype(np.float32), around - near)


def settled(transform: Transform, there: Points, here: Points, longest: int) -> Transform:
    """Return the transform moved, if it can be, to where more of the pairs lie closer together."""
    best, most = transform, _agreement(transform, there, here, longest)
    for reach in _REACHES:
        gaps = distances(best, there, here)
        close = gaps < reach * longest
        if close.sum() < _FEWEST_SETTLED:
            break
        # What lies a little off counts little (Geman and McClure).
        weights = 1.0 / (1.0 + (gaps[close] / max(0.3, float(np.median(gaps[close])))) ** 2) ** 2
        tried = [_affine(there[close], here[close], weights)]
        if close.sum() >= _FEWEST_PERSPECTIVE:
            tried += _perspective(there[close], here[close])
        agreements = [_agreement(one, there, here, longest) for one in tried]
        if max(agreements) <= most:
            break
        best, most = tried[int(np.argmax(agreements))], max(agreements)
    return best


def moved(transform: Transform, points: Points) -> Points:
    """Return where the transform puts (n, 2) points."""
    homogeneous = points @ transform[:, :2].T + transform[:, 2]
    depth = homogeneous[:, 2:]
    return np.asarray(homogeneous[:, :2] / np.where(np.abs(depth) < 1e-12, 1e-12, depth))


def distances(transform: Transform, there: Points, here: Points) -> NDArray[np.float64]:
    """Return how far each point is from where the transform puts its partner."""
    return np.asarray(np.linalg.norm(moved(transform, there) - here, axis=1))


def _agreement(transform: Transform, there: Points, here: Points, longest: int) -> float:
    """Return how many pairs lie near each other, those that lie exactly counting full."""
    return float(np.maximum(0.0, 1.0 - (distances(transform, there, here) / (2 * EXACT * longest)) ** 2).sum())


def _affine(there: Points, here: Points, weights: NDArray[np.float64]) -> Transform:
    root = np.sqrt(weights)[:, None]
    solved = np.linalg.lstsq(np.column_stack([there, np.ones(len(there))]) * root, here * root, rcond=None)[0]
    return np.vstack([solved.T, (0.0, 0.0, 1.0)])


def _perspective(there: Points, here: Points) -> list[Transform]:
    import cv2

    found, _ = cv2.findHomography(there, here, 0)
    # None where the points lie on one line, which the stub does not say.
    return [np.asarray(found, dtype=np.float64)] if np.shape(found) == (3, 3) else []
