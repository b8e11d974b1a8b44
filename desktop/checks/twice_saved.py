"""Whether a JPEG was saved as JPEG before with coarser steps, and whether one part of it was not: double quantisation, by region.

Method: numbers that were rounded to multiples of a coarse step and then saved with a finer one skip some values (Lukáš and Fridrich,
"Estimation of primary quantization matrix in double compressed JPEG images", DFRWS 2003; Popescu and Farid, "Statistical tools for
digital forensics", 2004). Where a picture as a whole skips them and one part does not, that part was put in between the two savings (Lin,
He, Tang, Tang, "Fast, automatic and fine-grained tampered JPEG image detection via DCT coefficient analysis", Pattern Recognition 42,
2009).
What differs: no Bayesian map, but an a-contrario test (a_contrario.py). For each frequency the earlier step is the one whose skipped
values are missing most surprisingly; then each number in a block is a trial that says yes where it takes a skipped value, and chance is
the share of such numbers in the whole picture, part included, which can only hide a part and never make one.
Limits: only where the earlier saving was the coarser one, on the same grid (not cropped, not resized in between). A caption or a sticker
that was put on in between is found as well. Measured rates: models/evaluation/twice_saved.md.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.a_contrario import Part, log10_tail, standing_out
from desktop.checks.result import Box
from desktop.checks.stored_blocks import FREQUENCIES, StoredBlocks
from desktop.media import jpeg_tables

# Rounding of pixels between the two savings moves a coefficient by so much, in its own units, seldom more.
_ROUNDING = 1.6
# An earlier step up to so many times the later one is tried.
_MOST_TIMES = 6
_LARGEST = 24
_FEWEST_NUMBERS = 120
# Of the numbers that a picture saved once would have at the skipped values, at most this share is there.
_MOST_LEFT = 0.35
LOG10_NFA_WHOLE = -6.0
LOG10_NFA_PART = -6.0
# In a window that counts at least this share of the numbers lies where the rest of the picture has none.
_LEAST_SHARE = 0.25
_FEWEST_FREQUENCIES = 3
# Blocks are as bright as each other within so many levels, and so many numbers of such blocks say what is usual.
_TONE = 8
_FEWEST_ALIKE = 40
_TIMES_MORE = 6.0
# Cells around a part that may still belong to it.
_MARGIN = 3


@dataclass(frozen=True, eq=False)
class Skipped:
    """The values of one frequency that an earlier saving left empty."""

    frequency: int
    """Index into FREQUENCIES."""
    earlier_step: int
    is_skipped: NDArray[np.bool_]
    """By absolute value, 0 to _LARGEST."""
    expected: float
    """Share of the numbers from 1 on that would be there after one saving."""
    seen: float


@dataclass(frozen=True)
class TwiceSaved:
    """A picture that was saved as JPEG at least twice on the same grid."""

    earlier_quality: int | None
    """The setting of the common encoder whose steps are nearest to those of the earlier saving; None where none is near."""
    parts: tuple[tuple[Box, float], ...]
    """Parts without the traces of the earlier saving, with their log10 NFA, most unusual first."""


def find(blocks: StoredBlocks) -> TwiceSaved | None:
    """Return what an earlier, coarser saving left; None where there is no sign of one."""
    skipped = [found for frequency in range(len(FREQUENCIES)) if (found := _skipped(blocks, frequency)) is not None]
    if len(skipped) < _FEWEST_FREQUENCIES:
        return None
    hits = np.zeros(blocks.usable.shape, np.float32)
    trials = np.zeros(blocks.usable.shape, np.float32)
    for one in skipped:
        size = np.abs(blocks.numbers[:, :, one.frequency])
        counts = blocks.usable & (size >= 1) & (size <= _LARGEST)
        trials += counts
        hits += counts & one.is_skipped[np.minimum(size, _LARGEST)]
    chance = max(0.01, float(hits.sum() / max(1.0, trials.sum())))
    odd = standing_out(hits, trials, chance, least_share=max(_LEAST_SHARE, 2 * chance), threshold=LOG10_NFA_PART)
    told = (part for part in odd if not _is_due_to_tones(part, hits, trials, blocks.light))
    parts = tuple((blocks.box(part.left, part.top, part.width, part.height), part.log10_nfa) for part in told)
    return TwiceSaved(_quality(skipped), parts)


def _is_due_to_tones(part: Part, hits: NDArray[np.float32], trials: NDArray[np.float32], light: NDArray[np.float32]) -> bool:
    """Whether the rest of the picture has as many such numbers where it is as bright as the part, or has nothing as bright.

    A filter that bends tones between two savings stretches the earlier steps by its slope, which differs with brightness only.
    """
    inside = np.zeros(hits.shape, np.bool_)
    inside[part.top : part.top + part.height, part.left : part.left + part.width] = True
    margin = (
        slice(max(0, part.top - _MARGIN), part.top + part.height + _MARGIN),
        slice(max(0, part.left - _MARGIN), part.left + part.width + _MARGIN),
    )
    outside = np.ones(hits.shape, np.bool_)
    outside[margin] = False
    tone = np.minimum(light / _TONE, 255 // _TONE).astype(np.int64)
    counted = [np.bincount(tone[outside], values[outside], minlength=255 // _TONE + 1) for values in (hits, trials)]
    near_hits, near_trials = (np.convolve(values, np.ones(3), mode="same") for values in counted)
    known = np.flatnonzero(near_trials >= _FEWEST_ALIKE)
    if not len(known):
        return True
    share = np.interp(tone[inside], known, near_hits[known] / near_trials[known])
    hit = float(hits[inside].sum())
    expected = float((trials[inside] * share).sum())
    return hit < _TIMES_MORE * expected


def _skipped(blocks: StoredBlocks, frequency: int) -> Skipped | None:
    """Return the most surprising gaps of one frequency, if any is more than chance."""
    later = blocks.steps[frequency]
    size = np.abs(blocks.numbers[:, :, frequency][blocks.usable])
    counts = np.bincount(size[size <= _LARGEST], minlength=_LARGEST + 1).astype(np.float64)
    total = counts[1:].sum()
    if total < _FEWEST_NUMBERS:
        return None
    best: tuple[float, Skipped] | None = None
    tried = range(later + 1, min(_MOST_TIMES * later, 255) + 1)
    for earlier in tried:
        gaps = _gaps(earlier, later)
        if not gaps.any():
            continue
        natural = _natural(counts, earlier / later)
        expected = float(natural[gaps].sum() / total)
        seen = float(counts[gaps].sum() / total)
        if expected < 0.05 or seen > _MOST_LEFT * expected or not _are_overtaken(counts, gaps, earlier / later):
            continue
        surprise = float(log10_tail(np.int64(total), np.int64(total - counts[gaps].sum()), 1 - expected))
        if best is None or surprise < best[0]:
            best = (surprise, Skipped(frequency, earlier, gaps, expected, seen))
    if best is None or best[0] + math.log10(len(tried) * len(FREQUENCIES)) > LOG10_NFA_WHOLE:
        return None
    return best[1]


def _gaps(earlier: int, later: int) -> NDArray[np.bool_]:
    """Return which absolute values a number cannot take after both steps, the rounding between them allowed for."""
    value = np.arange(_LARGEST + 1) * later
    nearest = np.rint(value / earlier) * earlier
    gaps = np.abs(value - nearest) > later / 2 + _ROUNDING
    gaps[0] = False
    return np.asarray(gaps)


def _are_overtaken(counts: NDArray[np.float64], gaps: NDArray[np.bool_], period: float) -> bool:
    """Whether values beyond the gaps are more frequent than those in them, which no single saving does: there, larger is rarer."""
    reach = math.ceil(period)
    places = np.flatnonzero(gaps)
    places = places[places + reach < len(counts)]
    beyond = [counts[place + 1 : place + 1 + reach].max() for place in places]
    return bool(counts[places].sum() < 0.5 * sum(beyond))


def _natural(counts: NDArray[np.float64], period: float) -> NDArray[np.float64]:
    """Return the histogram without its gaps: what one saving would have given.

    The lesser, value by value, of the histogram smoothed over one period of the gaps and a geometric one of the same mean: smoothing
    alone promises too much where a histogram falls steeply.
    """
    reach = max(1, math.ceil(period))
    mirrored = np.concatenate([counts[reach:0:-1], counts, np.full(reach, counts[-1])])
    smooth = np.convolve(mirrored, np.full(2 * reach + 1, 1 / (2 * reach + 1)), mode="valid")[: len(counts)]
    sizes = np.arange(1, len(counts))
    total = float(counts[1:].sum())
    falling = 1 - 1 / max(1.0001, float(counts[1:] @ sizes) / max(1.0, total))
    geometric = total * (1 - falling) * falling ** (sizes - 1)
    return np.concatenate([smooth[:1], np.minimum(smooth[1:], geometric)])


def _quality(skipped: list[Skipped]) -> int | None:
    """Return the quality of the common encoder whose steps are nearest to the earlier ones, if most agree within one level."""
    best, agreeing = None, 0.0
    for quality in range(20, 100):
        table = jpeg_tables.scaled(quality)
        near = [abs(table[8 * FREQUENCIES[one.frequency][0] + FREQUENCIES[one.frequency][1]] - one.earlier_step) for one in skipped]
        score = sum(gap <= 1 for gap in near) - 0.01 * sum(near)
        if score > agreeing:
            best, agreeing = quality, score
    return best if agreeing >= 0.6 * len(skipped) else None
