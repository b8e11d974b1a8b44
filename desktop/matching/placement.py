"""Where a photo lies in the suspect, and whether that could be chance.

Each pair of alike features proposes one placement by itself (a SIFT feature has a place, a size and a direction), so every
proposal is tried: nothing is left to luck, and one right pair in twenty is enough. The best is refined with MAGSAC (Barath et
al., CVPR 2020) and must agree with more features than chance explains: a number of false alarms, as in the a-contrario method
of Desolneux, Moisan and Morel (2000), where features that crowd one spot count once.
"""

from dataclasses import dataclass
from math import lgamma, log

import numpy as np
from numpy.typing import NDArray

from desktop.matching.exactness import Exactness, distances, exactness, moved, settled
from desktop.matching.features import Features, as_unit

# Lowe's ratio test, kept loose: the geometry decides.
RATIO = 0.88
MOST_PAIRS = 600
# How far apart, as shares of the suspect's longest side, a proposal made from one feature may put the others; then the refined one.
LOOSE = 0.045
TIGHT = 0.006
ROUNDS = 3
# A proposal and a pair agree when direction differs by less than 25 degrees and size by less than a factor 1.6.
MOST_TURN = np.deg2rad(25.0)
MOST_OCTAVE = 0.68
# Fewer than this is never enough, whatever the arithmetic says.
FEWEST_INLIERS = 8
# log10 of the expected number of chance placements in one search of all photos. Measured with tests/benchmarks/match_rates.py.
MOST_FALSE_ALARMS = -4.0
# Features nearer than this share of the longest side stand for one place.
SPOT = 0.012
SMALLEST_SPREAD = 0.02
# A line of text may be in many pictures; what lies exactly may lie in a narrower strip.
SMALLEST_EXACT_SPREAD = 0.01
SURELY_EXACT = 0.8
LARGEST_SCALE = 24.0
LARGEST_STRETCH = 3.0


@dataclass(frozen=True, eq=False)
class Placement:
    """A homography from the photo to the suspect that more features agree on than chance explains."""

    transform: NDArray[np.float64]
    """(3, 3), full-size pixels."""
    points: NDArray[np.float32]
    """(n, 2): the agreeing features, in the suspect."""
    false_alarms: float
    """log10 of the number of such placements that chance would give in this search."""
    looseness: float
    """How far the features lie from where the transform puts them: the median, as a share of the extent of those that agree.

    Below 0.008 in copies of the same pixels that are neither tiny nor much blurred; from 0.010 on, which is chance within the
    circle that is searched, where two faces merely look alike.
    """
    exactness: Exactness
    """Of those that were paired by their looks alone, before any geometry."""

    @property
    def inliers(self) -> int:
        """How many features agree."""
        return len(self.points)


def find_placement(photo: Features, suspect: Features, *, photos: int, is_mirrored: bool) -> Placement | None:
    """Return where the photo lies in the suspect, or None.

    `suspect` holds the mirrored descriptors where `is_mirrored`; `photos` is how many photos are searched, because whoever looks
    in more places meets chance more often.
    """
    if min(len(photo), len(suspect)) < FEWEST_INLIERS:
        return None
    alike = as_unit(suspect.descriptors) @ as_unit(photo.descriptors).T
    pairs = _pairs(alike)
    if len(pairs) < FEWEST_INLIERS // 2:
        return None
    agreeing = pairs[_best_proposal(photo, suspect, pairs, is_mirrored=is_mirrored)]
    transform = None
    for _ in range(ROUNDS):
        transform = _refined(photo, suspect, agreeing)
        if transform is None:
            return None
        agreeing = _guided(photo, suspect, alike, transform)
    if transform is None:
        return None
    here, there = suspect.points[pairs[:, 0]].astype(np.float64), photo.points[pairs[:, 1]].astype(np.float64)
    transform = settled(transform, there, here, max(suspect.width, suspect.height))
    return _judged(photo, suspect, alike, pairs, transform, photos=photos, is_mirrored=is_mirrored)


def _pairs(alike: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return (suspect, photo) pairs where the nearest feature is clearly nearer than the second, most alike first."""
    rows = np.arange(len(alike))
    nearest = alike.argmax(axis=1)
    first = alike[rows, nearest]
    rest = alike.copy()
    rest[rows, nearest] = -1.0
    second = rest.max(axis=1)
    ratio = np.sqrt(np.maximum(1 - first, 0) / np.maximum(1 - second, 1e-9))
    kept = np.flatnonzero(ratio < RATIO)
    kept = kept[np.argsort(ratio[kept], kind="stable")][:MOST_PAIRS]
    return np.stack([kept, nearest[kept]], axis=1)


def _best_proposal(photo: Features, suspect: Features, pairs: NDArray[np.intp], *, is_mirrored: bool) -> NDArray[np.intp]:
    """Return which pairs agree with the proposal that most distinct features agree with."""
    here, there = suspect.points[pairs[:, 0]].astype(np.float64), photo.points[pairs[:, 1]].astype(np.float64)
    sense = -1.0 if is_mirrored else 1.0
    turn = suspect.angles[pairs[:, 0]].astype(np.float64) - sense * photo.angles[pairs[:, 1]]
    size = np.log2(suspect.scales[pairs[:, 0]].astype(np.float64) / photo.scales[pairs[:, 1]])
    # In complex numbers a similarity is z -> a z + b, and its mirror image z -> a conj(z) + b.
    target = here[:, 0] + 1j * here[:, 1]
    source = there[:, 0] + sense * 1j * there[:, 1]
    factor = np.exp2(size) * np.exp(1j * turn)
    shift = target - factor * source
    gap = factor[:, None] * source[None, :] + shift[:, None] - target[None, :]
    # As a share of the circle that is searched, squared: roots and angles of every pair with every other would take much longer.
    away = (gap.real**2 + gap.imag**2) / (LOOSE * max(suspect.width, suspect.height)) ** 2
    across, down = np.cos(turn), np.sin(turn)
    is_turned_alike = np.outer(across, across) + np.outer(down, down) > np.cos(MOST_TURN)
    agree = (away < 1.0) & is_turned_alike & (np.abs(size[:, None] - size[None, :]) < MOST_OCTAVE)
    # Near misses count less, which finds the middle of the crowd.
    weight = np.where(agree, 1.0 - away, 0.0).sum(axis=1)
    return np.flatnonzero(agree[int(weight.argmax())])


def _refined(photo: Features, suspect: Features, pairs: NDArray[np.intp]) -> NDArray[np.float64] | None:
    """Return the simplest sane transform that nearly as many pairs agree with as with the most flexible one."""
    import cv2

    if len(pairs) < FEWEST_INLIERS // 2:
        return None
    here, there = suspect.points[pairs[:, 0]].astype(np.float64), photo.points[pairs[:, 1]].astype(np.float64)
    tight = TIGHT * max(suspect.width, suspect.height)
    options: list[NDArray[np.float64]] = []
    cv2.setRNGSeed(1)
    similar, _ = cv2.estimateAffinePartial2D(there, here, method=cv2.RANSAC, ransacReprojThreshold=tight, maxIters=2000)
    mirror = np.array([[-1.0, 0, 0], [0, 1, 0], [0, 0, 1]])
    flipped, _ = cv2.estimateAffinePartial2D(there * (-1, 1), here, method=cv2.RANSAC, ransacReprojThreshold=tight, maxIters=2000)
    if similar is not None:
        options.append(np.vstack([similar, (0, 0, 1)]))
    if flipped is not None:
        options.append(np.vstack([flipped, (0, 0, 1)]) @ mirror)
    affine, _ = cv2.estimateAffine2D(there, here, method=cv2.USAC_MAGSAC, ransacReprojThreshold=tight, maxIters=2000)
    if affine is not None:
        options.append(np.vstack([affine, (0, 0, 1)]))
    if len(pairs) >= 2 * FEWEST_INLIERS:
        full, _ = cv2.findHomography(there, here, cv2.USAC_MAGSAC, tight, maxIters=2000)
        if full is not None:
            options.append(np.asarray(full, dtype=np.float64))
    counts = [int((distances(option, there, here) < tight).sum()) if _is_sane(option, there) else 0 for option in options]
    most = max(counts, default=0)
    if most < FEWEST_INLIERS // 2:
        return None
    return next(option for option, count in zip(options, counts, strict=True) if count >= 0.93 * most)


def _guided(photo: Features, suspect: Features, alike: NDArray[np.float32], transform: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return one-to-one pairs of features that the transform lays near each other and that look alike."""
    near = 2.5 * TIGHT * max(suspect.width, suspect.height)
    laid = moved(transform, photo.points.astype(np.float64)).astype(np.float32)
    rows, columns = _beside(suspect.points, laid, near)
    likeness = alike[rows, columns]
    best = _first_of_most(rows, columns, likeness, len(suspect))
    chosen_by = _first_of_most(columns, rows, likeness, len(photo))
    # 0.75 of RootSIFT likeness: a distance of 0.7, where unrelated features begin.
    kept = np.flatnonzero(best >= 0)
    kept = kept[(alike[kept, best[kept]] > 0.75) & (chosen_by[best[kept]] == kept)]
    return np.stack([kept, best[kept]], axis=1)


def _beside(points: NDArray[np.float32], others: NDArray[np.float32], near: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which (n, 2) points and which others are less than `near` apart in x and in y, sorted by point, then by other."""
    order = np.argsort(others[:, 0], kind="stable")
    # A little wider than asked, because of rounding; what is too wide is seen below.
    first = np.searchsorted(others[order, 0], points[:, 0] - 1.01 * near)
    counts = np.searchsorted(others[order, 0], points[:, 0] + 1.01 * near) - first
    rows = np.repeat(np.arange(len(points)), counts)
    columns = order[np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts - first, counts)]
    kept = (np.abs(points[rows] - others[columns]) < near).all(axis=1)
    rows, columns = rows[kept], columns[kept]
    sorted_by_both = np.lexsort((columns, rows))
    return rows[sorted_by_both], columns[sorted_by_both]


def _first_of_most(keys: NDArray[np.intp], values: NDArray[np.intp], weights: NDArray[np.float32], size: int) -> NDArray[np.intp]:
    """Return for each key, 0 to `size` - 1, the smallest of its values that weigh most; -1 where it has none."""
    most = np.full(size, -np.inf, dtype=np.float32)
    np.maximum.at(most, keys, weights)
    telling = np.flatnonzero(weights == most[keys])
    telling = telling[np.argsort(-values[telling], kind="stable")]
    first = np.full(size, -1, dtype=np.intp)
    first[keys[telling]] = values[telling]
    return first


def _judged(
    photo: Features,
    suspect: Features,
    alike: NDArray[np.float32],
    pairs: NDArray[np.intp],
    transform: NDArray[np.float64],
    *,
    photos: int,
    is_mirrored: bool,
) -> Placement | None:
    """Return the placement if it is sane and chance does not explain it."""
    longest = max(suspect.width, suspect.height)
    tight = TIGHT * longest
    here, there = suspect.points[pairs[:, 0]].astype(np.float64), photo.points[pairs[:, 1]].astype(np.float64)
    agreeing = distances(transform, there, here) < tight
    if not _is_sane(transform, there[agreeing]) or (np.linalg.det(transform[:2, :2]) < 0) != is_mirrored:
        return None
    # Chance is judged on the pairs that were chosen by their looks alone, before any geometry.
    spots = _spots(here[agreeing], longest, there[agreeing], max(photo.width, photo.height))
    area = suspect.width * suspect.height
    chance = min(0.5, np.pi * tight**2 * 4 / area)
    alarms = (log(photos * 2.0 * len(pairs) ** 2) + _log_tail(len(pairs), spots, chance)) / log(10)
    if spots < FEWEST_INLIERS // 2 + 1 or alarms > MOST_FALSE_ALARMS:
        return None
    guided = _guided(photo, suspect, alike, transform)
    gaps = distances(transform, photo.points[guided[:, 1]].astype(np.float64), suspect.points[guided[:, 0]].astype(np.float64))
    points = suspect.points[guided[gaps < tight, 0]]
    exact = exactness(transform, there, here, longest)
    smallest = SMALLEST_EXACT_SPREAD if exact.share >= SURELY_EXACT else SMALLEST_SPREAD
    if len(points) < FEWEST_INLIERS or _spread(points) < smallest * longest:
        return None
    looseness = float(np.median(gaps)) / _extent(points)
    return Placement(transform / transform[2, 2], points, alarms, looseness, exact)


def _spots(here: NDArray[np.float64], here_longest: int, there: NDArray[np.float64], there_longest: int) -> int:
    """Return how many distinct places the pairs have, in whichever picture they are fewer."""
    return min(
        len(np.unique(np.floor(points / (SPOT * longest)).astype(np.int64), axis=0)) if len(points) else 0
        for points, longest in ((here, here_longest), (there, there_longest))
    )


def _spread(points: NDArray[np.float32]) -> float:
    """Return the standard deviation of the points along the direction in which they spread least."""
    return float(np.sqrt(max(0.0, np.linalg.eigvalsh(np.cov(points.T.astype(np.float64)))[0])))


def _extent(points: NDArray[np.float32]) -> float:
    """Return the side of a square as large as the outline of the points."""
    import cv2

    return max(1.0, float(np.sqrt(cv2.contourArea(cv2.convexHull(points)))))


def _is_sane(transform: NDArray[np.float64], points: NDArray[np.float64]) -> bool:
    """Whether a camera or a person with an editor could have placed a flat picture so, judged over these points."""
    if not np.isfinite(transform).all() or abs(transform[2, 2]) < 1e-12 or not len(points):
        return False
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    signs = set()
    for x, y in ((left, top), (right, top), (right, bottom), (left, bottom)):
        depth = transform[2] @ (x, y, 1.0)
        if depth * transform[2, 2] <= 0:
            return False
        u, v = (transform[:2] @ (x, y, 1.0)) / depth
        jacobian = (transform[:2, :2] - np.outer((u, v), transform[2, :2])) / depth
        large, small = np.linalg.svd(jacobian, compute_uv=False)
        if small * LARGEST_SCALE < 1 or large > LARGEST_SCALE or large > small * LARGEST_STRETCH:
            return False
        signs.add(bool(np.linalg.det(jacobian) > 0))
    return len(signs) == 1


def _log_tail(tries: int, hits: int, chance: float) -> float:
    """Return the natural logarithm of the chance of at least `hits` in `tries` (binomial tail, by its terms)."""
    terms = [
        lgamma(tries + 1) - lgamma(k + 1) - lgamma(tries - k + 1) + k * log(chance) + (tries - k) * log(1 - chance)
        for k in range(min(hits, tries), tries + 1)
    ]
    largest = max(terms)
    return largest + log(sum(np.exp(term - largest) for term in terms))
