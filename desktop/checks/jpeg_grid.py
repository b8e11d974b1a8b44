"""JPEG grids: where the 8x8 blocks of an earlier saving lie, and whether one part of the picture has blocks of its own.

Method: after T. Nikoukhah, J. Anger, M. Colom, J.-M. Morel, R. Grompone von Gioi, "ZERO: a Local JPEG Grid Origin Detector
Based on the Number of DCT Zeros and its Applications in Image Forensics", IPOL 11, 2021. Saving as JPEG sets many DCT
coefficients of each block to zero, and only in blocks that lie on the grid of that saving. Each cell of 8x8 pixels votes once: for the
one of the 64 possible block origins in it whose block has most zeros; it abstains where two are equal, and where that block does
not change along its rows or its columns, because flat parts and straight lines have zeros at any origin. Under chance each origin gets 1 of
64 votes; a-contrario reasoning (Desolneux, Moisan, Morel) turns an excess into a number of false alarms (NFA), the number of
windows as unusual as this one to be expected in a whole picture of chance.
Cells lie one pixel more than a multiple of 8 apart, so that the edge of a cell, where the most zeros of a smooth picture lie more often
than inside, is another origin in every cell (in ZERO every pixel votes among the blocks around it, to the same end).
What differs from ZERO: one vote a cell and not one a pixel, so that votes are nearly independent and no count is divided by
64; windows of several sizes and not grown regions; the binomial tail by its Chernoff bound; chance is not always 1/64. For the whole
picture it is at least the share of the third origin, which neither the grid nor that of one large pasted part explains, and a grid has
more than twice as many votes: enlarging a picture two or four times favours every second or fourth origin. For a part it is at least this
origin's share in the whole picture, for the same reason, and 1/8 for an origin in the row or column of the main one: where a picture
changes in one direction only, as skies and masts do, the other coordinate is any of eight.
In large pictures only every n-th cell is looked at, about 50,000 in all.
Limits: a part pasted from a JPEG is found only if its grid survived: saving the composite again below a quality of about 95,
resizing or rotating the part removes it, and one pasted part in 64 lies on the same grid by chance. A harmless edit that copies a
part (a sticker, a collage, a screenshot in a picture) is found as well. Measured rates: models/evaluation/jpeg_grid.md.
"""

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from desktop.checks.a_contrario import log10_nfa, log10_tail, parts, sides, summed
from desktop.checks.result import Box

BLOCK = 8
NO_VOTE = 64
MOST_CELLS = 50_000
# A picture smaller than this has too few votes to say anything.
LEAST_SIDE = 96
# Zero after decoding, which rounds to whole numbers: the threshold of the paper.
_ZERO = 0.5
_PATCH = 2 * BLOCK - 1
# Cells that are transformed at once: with fewer the threads wait for each other, and each more takes 24 KiB a thread.
_CHUNK_CELLS = 256
_THREADS = 2
LOG10_NFA_LOCAL = -6.0
LOG10_NFA_GLOBAL = -6.0
# In a window that counts, the foreign origin has at least this share of the votes, and more than twice those of the main one.
_LEAST_SHARE = 0.25
# The grid of a whole picture has more votes than so many times those of the third origin: at the lightest savings 2.5 to 8 times were seen,
# at quality 98 fifty times, and in pictures never saved at most 1.3 times.
_LEAST_LEAD = 2
# Fewer votes than this in the whole picture cannot make a window stand out.
_FEWEST_VOTES = 8

Votes = NDArray[np.uint8]


@dataclass(frozen=True)
class Grid:
    """A grid of JPEG blocks, by where its blocks begin."""

    x: int
    y: int
    log10_nfa: float


@dataclass(frozen=True)
class ForeignPart:
    """A part of the picture whose grid is not that of the rest."""

    box: Box
    grid: Grid


@dataclass(frozen=True)
class Grids:
    """What the votes of one picture say."""

    main: Grid | None
    """The grid of the whole picture; None where none stands out."""
    foreign: tuple[ForeignPart, ...]
    """Most unusual first."""
    even: float = 0.0
    """Share of the rest, beside the foreign parts, that is so even that it has no blocks: most of a screen, little of a photograph."""


def find_grids(luma: NDArray[np.uint8], own: tuple[int, int] | None = None) -> Grids | None:
    """Return the grids in luminance of shape (height, width) as stored; None where the picture is too small to say.

    `own` is where the blocks of the file itself begin, x and y below 8, if it is a JPEG: they are everywhere and never foreign.
    """
    if min(luma.shape) < LEAST_SIDE:
        return None
    # One pixel more than a multiple of a block: see above.
    apart = BLOCK * max(1, math.ceil(math.sqrt(luma.size / BLOCK**2 / MOST_CELLS))) + 1
    votes = cast_votes(luma, apart)
    counts = np.bincount(votes.ravel(), minlength=NO_VOTE + 1)[:NO_VOTE]
    main = _main(counts)
    foreign = tuple(_foreign(votes, counts, main, own, apart))
    return Grids(main, foreign, _even_beside(foreign, votes, apart))


def cast_votes(luma: NDArray[np.uint8], apart: int) -> Votes:
    """Return, for cells of 8x8 pixels so many pixels apart, the grid of the block with most zeros as 8*y + x, or NO_VOTE."""
    windows = np.lib.stride_tricks.sliding_window_view(luma, (_PATCH, _PATCH))[::apart, ::apart]
    rows, columns = windows.shape[:2]
    votes = np.empty((rows, columns), np.uint8)
    wide = min(columns, _CHUNK_CELLS)
    tall = max(1, _CHUNK_CELLS // columns)

    def vote(corner: tuple[int, int]) -> None:
        part = np.s_[corner[0] : corner[0] + tall, corner[1] : corner[1] + wide]
        patches = windows[part].astype(np.float32).reshape(-1, _PATCH, _PATCH)
        votes[part] = _best(patches).reshape(votes[part].shape)

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(vote, product(range(0, rows, tall), range(0, columns, wide))))
    across, down = (votes + np.arange(columns, dtype=np.intp) * apart) % BLOCK, (votes // BLOCK + np.arange(rows)[:, None] * apart) % BLOCK
    return np.where(votes == NO_VOTE, NO_VOTE, BLOCK * down + across).astype(np.uint8)


def _transform() -> NDArray[np.float32]:
    """Return (15, 64): column 8*o + u is the orthonormal DCT-II basis of frequency u over samples o to o + 7."""
    frequency, sample = np.mgrid[0:BLOCK, 0:BLOCK]
    basis = np.cos((2 * sample + 1) * frequency * np.pi / (2 * BLOCK)) * np.where(frequency == 0, math.sqrt(1 / 8), math.sqrt(2 / 8))
    spread = np.zeros((_PATCH, BLOCK, BLOCK))
    for offset in range(BLOCK):
        spread[offset : offset + BLOCK, offset] = basis.T
    return spread.reshape(_PATCH, BLOCK * BLOCK).astype(np.float32)


_TRANSFORM = _transform()


def _best(patches: NDArray[np.float32]) -> Votes:
    count = len(patches)
    # One small product a cell: a single large one would wake the threads of the BLAS beside ours, which cost more than they bring.
    coefficients = np.matmul(_TRANSFORM.T, np.matmul(patches, _TRANSFORM))
    np.abs(coefficients, out=coefficients)
    packed = np.packbits((coefficients < _ZERO).ravel())
    # Axes: cell, origin y, frequency y, origin x; the eight frequencies x are the bits of one byte, lowest frequency first. The eight
    # bytes of the origins x are one number: all at once, and none carries into the next, for a block has 64 frequencies at most.
    rows = packed.view(np.uint64).reshape(count, BLOCK, BLOCK)
    zeros = np.bitwise_count(packed).view(np.uint64).reshape(count, BLOCK, BLOCK).sum(axis=2)
    below_first = np.bitwise_and.reduce(rows[:, :, 1:], axis=2)
    is_level = below_first.view(np.uint8) == 0xFF
    is_level |= ((below_first & rows[:, :, 0]).view(np.uint8) & 0x7F) == 0x7F
    ranked = zeros.view(np.uint8).reshape(count, BLOCK * BLOCK)
    best = ranked.argmax(axis=1)
    everyone = np.arange(count)
    is_tied = (ranked == ranked[everyone, best, None]).sum(axis=1) > 1
    return np.where(is_tied | is_level.reshape(count, -1)[everyone, best], NO_VOTE, best).astype(np.uint8)


def _main(counts: NDArray[np.int64]) -> Grid | None:
    best = int(counts.argmax())
    total, third = int(counts.sum()), int(np.sort(counts)[-3])
    if counts[best] <= _LEAST_LEAD * third:
        return None
    log10 = math.log10(NO_VOTE) + float(log10_tail(counts.sum(), counts[best], max(1 / NO_VOTE, third / total)))
    return Grid(best % BLOCK, best // BLOCK, log10) if log10 < LOG10_NFA_GLOBAL else None


def _foreign(votes: Votes, counts: NDArray[np.int64], main: Grid | None, own: tuple[int, int] | None, cell: int) -> Iterator[ForeignPart]:
    main_origin = NO_VOTE if main is None else main.y * BLOCK + main.x
    is_main = votes == (main_origin if main is not None else NO_VOTE + 1)
    search = _Search(votes, is_main.astype(np.float32), (votes != NO_VOTE).astype(np.float32), cell)
    parts: list[ForeignPart] = []
    everywhere = {main_origin, NO_VOTE if own is None else own[1] * BLOCK + own[0]}
    for origin in range(NO_VOTE):
        if origin not in everywhere and counts[origin] >= _FEWEST_VOTES:
            chance = 1 / BLOCK if main is not None and _is_in_line(origin, main) else 1 / NO_VOTE
            parts += search.parts(origin, max(chance, float(counts[origin]) / int(counts.sum())))
    yield from sorted(parts, key=lambda part: part.grid.log10_nfa)


def _even_beside(foreign: tuple[ForeignPart, ...], votes: Votes, apart: int) -> float:
    beside = np.ones(votes.shape, np.bool_)
    for part in foreign:
        box = part.box
        beside[box.y // apart : (box.y + box.height) // apart + 1, box.x // apart : (box.x + box.width) // apart + 1] = False
    return float((votes[beside] == NO_VOTE).mean()) if beside.any() else 0.0


def _is_in_line(origin: int, main: Grid) -> bool:
    return origin % BLOCK == main.x or origin // BLOCK == main.y


@dataclass(frozen=True)
class _Search:
    """The search for windows in which one origin stands out."""

    votes: Votes
    main: NDArray[np.float32]
    """1 where the main origin was voted for."""
    cast: NDArray[np.float32]
    """1 where a vote was cast."""
    cell: int
    """Distance of two neighbouring cells in pixels."""

    def parts(self, origin: int, chance: float) -> Iterator[ForeignPart]:
        import cv2

        mine = (self.votes == origin).astype(np.float32)
        lowest = np.zeros(self.votes.shape)
        covered = np.zeros(self.votes.shape, np.uint8)
        tests = math.log10((NO_VOTE - 1) * len(self._windows) * self.votes.size)
        for side, main_here, cast in self._windows:
            here = summed(mine, side)
            log10 = log10_nfa((here >= _LEAST_SHARE * cast) & (here > 2 * main_here), cast, here, chance, tests)
            stands_out = (log10 < LOG10_NFA_LOCAL).astype(np.uint8)
            if stands_out.any():
                np.minimum(lowest, log10, out=lowest)
                covered |= cv2.dilate(stands_out, np.ones((side, side), np.uint8)) & (mine > 0).astype(np.uint8)
        if not covered.any():
            return
        for part in parts(lowest, covered, LOG10_NFA_LOCAL):
            left, top, width, height = (value * self.cell for value in (part.left, part.top, part.width, part.height))
            yield ForeignPart(Box(left, top, width, height), Grid(origin % BLOCK, origin // BLOCK, part.log10_nfa))

    @cached_property
    def _windows(self) -> tuple[tuple[int, NDArray[np.float32], NDArray[np.float32]], ...]:
        """Every side of a window, with the votes for the main origin and all votes in the window around each cell."""
        return tuple((side, summed(self.main, side), summed(self.cast, side)) for side in sides(self.votes.shape))
