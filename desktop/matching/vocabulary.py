"""Which features of thousands of photos look like one of the suspect's, and how much that tells.

A visual vocabulary with Hamming embedding (Jégou, Douze and Schmid, ECCV 2008): features of all photos are sorted by their nearest
word and signed with 64 bits; alike are those of the same word and nearly the same bits. The words are drawn from the photos
themselves, so that nothing has to be learned or shipped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.matching.features import DESCRIPTOR_LENGTH, Features, as_unit

FEATURES_A_WORD = 150
MOST_WORDS = 2048
SIGNATURE_BITS = 64
# Of 64; unrelated features are about 32 apart, the same one after heavy JPEG about 12.
FARTHEST_BITS = 20
# A feature of the suspect asks in so many words, because it may have crossed a border between two.
WORDS_ASKED = 3
# Only the nearest so many of the index have a vote of a feature.
VOTES_A_FEATURE = 10
# Pairs of features that are compared in one go: about 20 MB.
COMPARED_AT_ONCE = 1_500_000
# Words are assigned to so many features at once: about 30 MB.
PART = 4_000


@dataclass(frozen=True, eq=False)
class Lookalikes:
    """Pairs of a feature that was asked for and one of the photos', by the number of the first."""

    asking: NDArray[np.int64]
    entries: NDArray[np.int64]
    """Numbers in the order of the vocabulary."""
    worth: NDArray[np.float64]
    """How many bits nearer than the first of the feature's lookalikes that does not count: many equally near ones tell nothing."""


class Vocabulary:
    """The features of all photos, sorted by word."""

    def __init__(self, photos: Sequence[Features], between_parts: Callable[[], None] = lambda: None) -> None:
        """Sort the features; `between_parts` is called now and then and may raise to stop it."""
        self._words = _words(photos, sum(map(len, photos)))
        self._projection = _projection()
        # Each bit splits the features of these photos in halves.
        self._middle = np.median(self._words @ self._projection.T, axis=0) if len(self._words) else np.zeros(SIGNATURE_BITS)
        word, signature = self._described(photos, between_parts)
        self.order = np.argsort(word, kind="stable")
        """Which of all features, photo after photo, each entry is."""
        self._starts = np.searchsorted(word[self.order], np.arange(len(self._words) + 1))
        self._signature = signature[self.order]

    def __len__(self) -> int:
        return len(self.order)

    def lookalikes(self, descriptors: NDArray[np.uint8]) -> Lookalikes:
        """Return which entries look like each of these features, (n, 128), and what that is worth."""
        unit = as_unit(descriptors)
        # Word by word: all features that ask in one are laid beside all its entries, and no pair has to be gathered.
        asked = _asked(unit @ self._words.T)
        order = np.argsort(asked, axis=None, kind="stable")
        rows, first = order // asked.shape[1], np.searchsorted(asked.ravel()[order], np.arange(len(self._words) + 1))
        signed = self._signed(unit)[rows]
        found = [self._near(signed, runs) for runs in _runs(first, self._starts)]
        row, entries, bits = (np.concatenate(columns) for columns in zip(*found, strict=True))
        asking = rows[row]
        worth = _worth(asking, bits, len(unit))
        telling = np.flatnonzero(worth > 0)
        telling = telling[np.argsort(asking[telling], kind="stable")]
        return Lookalikes(asking[telling], entries[telling], worth[telling])

    def _near(self, signed: NDArray[np.uint64], runs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return rows and entries that are few bits apart, and how many, of the rectangles of both that `_runs` gave."""
        row, after, entry, end = runs.T
        lengths = end - entry
        ends = np.cumsum((after - row) * lengths)
        begins = ends - (after - row) * lengths
        bits, near = np.empty(ends[-1], dtype=np.uint8), np.empty(ends[-1], dtype=np.bool_)
        for a, b, c, d, begin, stop in np.column_stack([runs, begins, ends]).tolist():
            apart = bits[begin:stop].reshape(b - a, d - c)
            np.bitwise_count(signed[a:b, None] ^ self._signature[c:d], out=apart)
            np.less_equal(apart, _bound(apart), out=near[begin:stop].reshape(apart.shape))
        hits = np.flatnonzero(near)
        run = np.searchsorted(ends, hits, side="right")
        down, along = np.divmod(hits - begins[run], lengths[run])
        return row[run] + down, entry[run] + along, bits[hits].astype(np.int64)

    def _described(self, photos: Sequence[Features], between_parts: Callable[[], None]) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
        words = [np.zeros(0, dtype=np.int32)]
        signatures = [np.zeros(0, dtype=np.uint64)]
        for part in _parts(photos):
            between_parts()
            unit = as_unit(part)
            words.append(np.argmax(unit @ self._words.T, axis=1).astype(np.int32))
            signatures.append(self._signed(unit))
        return np.concatenate(words), np.concatenate(signatures)

    def _signed(self, unit: NDArray[np.float32]) -> NDArray[np.uint64]:
        bits = unit @ self._projection.T > self._middle
        return np.packbits(bits, axis=1, bitorder="little").view(np.uint64).ravel()


def _asked(alike: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return (n, WORDS_ASKED or fewer): the nearest words of each feature, nearest first; `alike` is used up."""
    every = np.arange(len(alike))
    asked = []
    for _ in range(min(WORDS_ASKED, alike.shape[1])):
        asked.append(alike.argmax(axis=1))
        alike[every, asked[-1]] = -np.inf
    return np.stack(asked, axis=1)


def _runs(rows: NDArray[np.intp], entries: NDArray[np.intp]) -> Iterator[NDArray[np.int64]]:
    """Yield batches of rectangles (n, 4): first row and after the last, first entry and after the last.

    Given is where each word begins among the rows that ask and among the entries. The larger a word, the fewer of its rows are in
    one rectangle: memory stays flat.
    """
    lengths = np.diff(entries)
    height = np.maximum(1, COMPARED_AT_ONCE // np.maximum(lengths, 1))
    pieces = np.where(lengths > 0, -(-np.diff(rows) // height), 0)
    word = np.repeat(np.arange(len(lengths)), pieces)
    begin = rows[word] + (np.arange(len(word)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) * height[word]
    after = np.minimum(begin + height[word], rows[word + 1])
    runs = np.stack([begin, after, entries[word], entries[word + 1]], axis=1)
    batch = np.cumsum((after - begin) * lengths[word]) // COMPARED_AT_ONCE
    yield from np.split(runs, np.flatnonzero(np.diff(batch)) + 1)


def _bound(apart: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (n, 1): an entry of a row of (n, m) that is farther than this does not matter, because enough others are nearer."""
    blocks = VOTES_A_FEATURE + 1
    wide = apart.shape[1] // blocks
    if not wide:
        return np.full((len(apart), 1), FARTHEST_BITS, dtype=np.uint8)
    # The nearest of each block are that many distinct entries: the first that does not count is no farther than the farthest of them.
    nearest = apart[:, : blocks * wide].reshape(len(apart), blocks, wide).min(axis=2).max(axis=1)
    return np.asarray(np.minimum(nearest, FARTHEST_BITS)[:, None], dtype=np.uint8)


def _worth(asking: NDArray[np.int64], bits: NDArray[np.int64], features: int) -> NDArray[np.float64]:
    size = FARTHEST_BITS + 1
    within = np.bincount(asking * size + bits, minlength=features * size).reshape(features, size).cumsum(axis=1) <= VOTES_A_FEATURE
    # The bits of the first that does not count; where all count, one more than the farthest.
    return np.asarray(np.maximum(within.sum(axis=1)[asking] - bits, 0), dtype=np.float64)


def _projection() -> NDArray[np.float32]:
    # Fixed, so that an index does not depend on the day it was made.
    chance = np.random.default_rng(2008)
    full, _ = np.linalg.qr(chance.standard_normal((DESCRIPTOR_LENGTH, DESCRIPTOR_LENGTH)))
    return np.asarray(full[:SIGNATURE_BITS], dtype=np.float32)


def _words(photos: Sequence[Features], total: int) -> NDArray[np.float32]:
    wanted = max(1, min(MOST_WORDS, total // FEATURES_A_WORD))
    chosen = np.sort(np.random.default_rng(1).choice(total, size=min(wanted, total), replace=False))
    rows = []
    first = 0
    for photo in photos:
        here = chosen[np.searchsorted(chosen, first) : np.searchsorted(chosen, first + len(photo))] - first
        rows.append(photo.descriptors[here])
        first += len(photo)
    return as_unit(np.concatenate(rows)) if rows else np.zeros((0, DESCRIPTOR_LENGTH), dtype=np.float32)


def _parts(photos: Sequence[Features]) -> Iterator[NDArray[np.uint8]]:
    gathered: list[NDArray[np.uint8]] = []
    count = 0
    for photo in photos:
        gathered.append(photo.descriptors)
        count += len(photo)
        if count >= PART:
            yield np.concatenate(gathered)
            gathered, count = [], 0
    if count:
        yield np.concatenate(gathered)
