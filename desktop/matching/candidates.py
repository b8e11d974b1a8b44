"""Which of thousands of photos are worth a closer look: votes of single features.

A visual vocabulary with Hamming embedding and weak geometric consistency (Jégou, Douze and Schmid, ECCV 2008): features of
all photos are sorted by their nearest word and signed with 64 bits; a feature of the suspect votes for the photos that have
one of the same word and nearly the same bits; votes count together only where they agree on turn and scale. The
words are drawn from the photos themselves, so that nothing has to be learned or shipped.
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
# Votes agree when they turn the photo alike (cells of 30 degrees), size it alike (within an octave) and put its middle in the same
# place (cells of a fifth of the suspect).
TURNS = 12
PLACES = 5
# Pairs of features that are compared in one go: about 60 MB.
COMPARED_AT_ONCE = 1_500_000
# Features of the suspect that are looked for in one go: the place and the bits of each fit into a key of 16 bits.
MOST_AT_ONCE = 2**16 // (FARTHEST_BITS + 1)
# Words are assigned to so many features at once: about 30 MB.
PART = 4_000


@dataclass(frozen=True)
class Candidate:
    """A photo that may be the source, by its number in the index, seen as it is or mirrored."""

    photo: int
    is_mirrored: bool
    votes: float


class Votes:
    """The features of all photos, sorted by word."""

    def __init__(self, photos: Sequence[Features], between_parts: Callable[[], None] = lambda: None) -> None:
        """Sort the features; `between_parts` is called now and then and may raise to stop it."""
        counts = np.array([len(photo) for photo in photos], dtype=np.int64)
        self._photos = len(photos)
        self._owner = np.repeat(np.arange(len(photos), dtype=np.int32), counts)
        self._words = _words(photos, int(counts.sum()))
        self._projection = _projection()
        # Each bit splits the features of these photos in halves.
        self._middle = np.median(self._words @ self._projection.T, axis=0) if len(self._words) else np.zeros(SIGNATURE_BITS)
        word, self._signature = self._described(photos, between_parts)
        order = np.argsort(word, kind="stable")
        self._starts = np.searchsorted(word[order], np.arange(len(self._words) + 1))
        self._owner, self._signature = self._owner[order], self._signature[order]
        self._angle = _joined([photo.angles for photo in photos])[order]
        middles = [(photo.width / 2 - photo.points[:, 0]) + 1j * (photo.height / 2 - photo.points[:, 1]) for photo in photos]
        self._to_middle = np.concatenate([np.zeros(0), *middles]).astype(np.complex64)[order]
        self._octave = np.log2(np.maximum(_joined([photo.scales for photo in photos]), 1e-3))[order]

    def for_suspect(self, suspect: Features, mirrored: Features, most: int) -> list[Candidate]:
        """Return the photos with the most agreeing votes, best first."""
        if not self._photos or not len(suspect) or not len(self._owner):
            return []
        ranked: list[Candidate] = []
        for is_mirrored, features in ((False, suspect), (True, mirrored)):
            scores = self._scores(features, is_mirrored=is_mirrored)
            best = np.argsort(-scores, kind="stable")[:most]
            ranked += [Candidate(int(photo), is_mirrored, float(scores[photo])) for photo in best if scores[photo] > 0]
        return sorted(ranked, key=lambda candidate: -candidate.votes)[:most]

    def _scores(self, features: Features, *, is_mirrored: bool) -> NDArray[np.float64]:
        """Return for each photo how much the votes for its best placement weigh."""
        asking, entries, value = self._answers(features)
        sense = -1.0 if is_mirrored else 1.0
        owner = self._owner[entries].astype(np.int64)
        # One feature may not vote many times for one photo: a fence or a row of letters would win every search.
        _, pair, repeats = np.unique(asking * self._photos + owner, return_inverse=True, return_counts=True)
        value = value / repeats[pair]
        angle = features.angles[asking] - sense * self._angle[entries]
        octave = np.log2(np.maximum(features.scales[asking], 1e-3)) - self._octave[entries]
        # Where the middle of the photo would lie, as a share of the suspect.
        grown = np.exp2(octave) * np.exp(1j * angle)
        arm = self._to_middle[entries]
        middle = (features.points[asking, 0] + 1j * features.points[asking, 1]) + grown * (np.conj(arm) if is_mirrored else arm)
        middle /= max(features.width, features.height)
        bins = np.stack([angle / (2 * np.pi) * TURNS % TURNS, octave + 32, middle.real * PLACES + 512, middle.imag * PLACES + 512])
        scores = np.zeros(self._photos)
        # Two grids, half a cell apart, because votes for one placement may fall on both sides of a border.
        for offset in (0.0, 0.5):
            cells = np.clip(np.floor(bins + offset), 0, 1023).astype(np.int64)
            cells[0] %= TURNS
            key = (((owner * TURNS + cells[0]) * 64 + cells[1] % 64) * 1024 + cells[2]) * 1024 + cells[3]
            distinct, cell = np.unique(key, return_inverse=True)
            np.maximum.at(scores, distinct // (TURNS * 64 * 1024 * 1024), np.bincount(cell, weights=value))
        return scores

    def _answers(self, features: Features) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return pairs of a suspect's feature and an entry of the index that look alike, and what each pair's vote is worth."""
        unit = as_unit(features.descriptors)
        asked = min(WORDS_ASKED, len(self._words))
        words = np.argpartition(-(unit @ self._words.T), asked - 1, axis=1)[:, :asked]
        signed = self._signed(unit)
        # The larger the index, the fewer features are compared at once: memory stays flat.
        a_part = max(1, min(COMPARED_AT_ONCE * len(self._words) // (asked * len(self._owner)), MOST_AT_ONCE))
        parts = [self._nearest(signed, words, np.arange(first, min(first + a_part, len(unit)))) for first in range(0, len(unit), a_part)]
        asking, entries, value = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return asking, entries, value

    def _nearest(
        self, signed: NDArray[np.uint64], words: NDArray[np.intp], rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        asked = words[rows].ravel()
        lengths = self._starts[asked + 1] - self._starts[asked]
        asking = np.repeat(np.repeat(rows, words.shape[1]), lengths)
        entries = np.arange(len(asking)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(self._starts[asked], lengths)
        bits = np.bitwise_count(signed[asking] ^ self._signature[entries])
        kept = np.flatnonzero(bits <= FARTHEST_BITS)
        # By feature, its nearest first; keys of 16 bits are sorted several times as fast.
        key = ((asking[kept] - rows[0]) * (FARTHEST_BITS + 1) + bits[kept]).astype(np.uint16)
        kept = kept[np.argsort(key, kind="stable")]
        asking, entries, bits = asking[kept], entries[kept], bits[kept]
        begins = np.flatnonzero(np.diff(asking, prepend=-1))
        runs = np.diff(begins, append=len(asking))
        firsts = np.repeat(begins, runs)
        # A vote is worth how much nearer it is than the first that does not count: many equally near ones are worth nothing.
        last = np.minimum(firsts + VOTES_A_FEATURE, np.repeat(begins + runs - 1, runs))
        beyond = np.where(last == firsts + VOTES_A_FEATURE, bits[last], FARTHEST_BITS + 1)
        value = beyond.astype(np.float64) - bits
        counts = (np.arange(len(asking)) < firsts + VOTES_A_FEATURE) & (value > 0)
        return asking[counts], entries[counts], value[counts]

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


def _joined(arrays: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.concatenate([np.zeros(0, dtype=np.float32), *arrays])
