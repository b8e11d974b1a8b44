"""Whether a part of a picture stands out more than chance explains: windows over yes-or-no trials, and their number of false alarms.

A-contrario reasoning (Desolneux, Moisan, Morel, "Meaningful Alignments", IJCV 40, 2000): under chance each trial says yes with a known
probability; a window in which far more say so has a number of false alarms (NFA), the number of windows as unusual as this one to be
expected in a whole picture of chance. The binomial tail is taken by its Chernoff bound, which never makes it smaller.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Window sides in cells.
WINDOWS = (6, 9, 13, 19, 27, 38, 54, 76)


@dataclass(frozen=True)
class Part:
    """Cells that stand out together."""

    left: int
    top: int
    width: int
    height: int
    """In cells."""
    log10_nfa: float


def log10_tail(trials: NDArray[np.float32] | np.int64, hits: NDArray[np.float32] | np.int64, chance: float) -> NDArray[np.float64]:
    """Return the Chernoff bound on log10 P(at least `hits` of `trials`), each with probability `chance`."""
    n = np.maximum(np.asarray(trials, np.float64), 1)
    share = np.clip(np.asarray(hits, np.float64) / n, 1e-12, 1 - 1e-12)
    divergence = share * np.log(share / chance) + (1 - share) * np.log((1 - share) / (1 - chance))
    return np.where(share > chance, -n * divergence / math.log(10), 0.0)


def log10_nfa(
    counts: NDArray[np.bool_], trials: NDArray[np.float32], hits: NDArray[np.float32], chance: float, log10_tests: float
) -> NDArray[np.float64]:
    """Return log10 of the number of false alarms of each window that counts, at most 0, and 0 for the others.

    Few windows count, in most pictures none: the tail is taken of those alone.
    """
    log10 = np.zeros(counts.shape)
    if counts.any():
        log10[counts] = np.minimum(log10_tests + log10_tail(trials[counts], hits[counts], chance), 0)
    return log10


def summed(values: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """Return for each cell the sum over the window of this side around it."""
    import cv2

    sums = cv2.boxFilter(values, -1, (side, side), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums, np.float32)


def sides(shape: tuple[int, ...]) -> list[int]:
    """Return the sides of windows that fit a map of this shape."""
    return [side for side in WINDOWS if side <= min(shape)]


def parts(lowest: NDArray[np.float64], covered: NDArray[np.uint8], threshold: float) -> Iterator[Part]:
    """Join the covered cells to parts, each with the lowest log10 NFA in it; those above the threshold are left out."""
    import cv2

    joined = cv2.morphologyEx(covered, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for label in range(1, count):
        left, top, width, height, _size = (int(value) for value in stats[label])
        least = float(lowest[labels == label].min())
        if least < threshold:
            yield Part(left, top, width, height, least)


def standing_out(
    hits: NDArray[np.float32], trials: NDArray[np.float32], chance: float, *, least_share: float, threshold: float
) -> tuple[Part, ...]:
    """Return where far more trials say yes than `chance` explains, most unusual first.

    `hits` and `trials` hold the counts of each cell, shape (rows, columns); in a window that counts at least `least_share` say yes.
    """
    import cv2

    fitting = sides(hits.shape)
    if not fitting:
        return ()
    tests = math.log10(len(fitting) * hits.size)
    lowest = np.zeros(hits.shape)
    covered = np.zeros(hits.shape, np.uint8)
    for side in fitting:
        here, tried = summed(hits, side), summed(trials, side)
        log10 = log10_nfa(here >= least_share * tried, tried, here, chance, tests)
        stands = (log10 < threshold).astype(np.uint8)
        if stands.any():
            np.minimum(lowest, log10, out=lowest)
            covered |= cv2.dilate(stands, np.ones((side, side), np.uint8)) & (hits > 0).astype(np.uint8)
    return tuple(sorted(parts(lowest, covered, threshold), key=lambda part: part.log10_nfa)) if covered.any() else ()
