"""Which of thousands of photos are worth a closer look: votes of single features.

A feature of the suspect votes for the photos that have a lookalike of it (vocabulary.py); votes count together only where they agree
on turn, scale and place: weak geometric consistency (Jégou, Douze and Schmid, ECCV 2008).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.matching.features import Features
from desktop.matching.vocabulary import Lookalikes, Vocabulary

# Votes agree when they turn the photo alike (cells of 30 degrees), size it alike (within an octave) and put its middle in the same
# place (cells of a fifth of the suspect).
TURNS = 12
PLACES = 5


@dataclass(frozen=True)
class Candidate:
    """A photo that may be the source, by its number in the index, seen as it is or mirrored."""

    photo: int
    is_mirrored: bool
    votes: float


class Votes:
    """The features of all photos, and whose they are."""

    def __init__(self, photos: Sequence[Features], between_parts: Callable[[], None] = lambda: None) -> None:
        """Sort the features; `between_parts` is called now and then and may raise to stop it."""
        self._photos = len(photos)
        self._vocabulary = Vocabulary(photos, between_parts)
        order = self._vocabulary.order
        self._owner = np.repeat(np.arange(len(photos), dtype=np.int32), [len(photo) for photo in photos])[order]
        self._angle = _joined([photo.angles for photo in photos])[order]
        middles = [(photo.width / 2 - photo.points[:, 0]) + 1j * (photo.height / 2 - photo.points[:, 1]) for photo in photos]
        self._to_middle = np.concatenate([np.zeros(0), *middles]).astype(np.complex64)[order]
        self._octave = np.log2(np.maximum(_joined([photo.scales for photo in photos]), 1e-3))[order]

    def for_suspect(self, suspect: Features, mirrored: Features, most: int) -> list[Candidate]:
        """Return the photos with the most agreeing votes, best first."""
        if not len(suspect) or not len(self._vocabulary):
            return []
        # Both are asked for in one go, which takes little longer than one.
        both = self._vocabulary.lookalikes(np.concatenate([suspect.descriptors, mirrored.descriptors]))
        border = np.searchsorted(both.asking, len(suspect))
        plain = Lookalikes(both.asking[:border], both.entries[:border], both.worth[:border])
        turned = Lookalikes(both.asking[border:] - len(suspect), both.entries[border:], both.worth[border:])
        ranked: list[Candidate] = []
        for is_mirrored, features, alike in ((False, suspect, plain), (True, mirrored, turned)):
            scores = self._scores(features, alike, is_mirrored=is_mirrored)
            best = np.argsort(-scores, kind="stable")[:most]
            ranked += [Candidate(int(photo), is_mirrored, float(scores[photo])) for photo in best if scores[photo] > 0]
        return sorted(ranked, key=lambda candidate: -candidate.votes)[:most]

    def _scores(self, features: Features, alike: Lookalikes, *, is_mirrored: bool) -> NDArray[np.float64]:
        """Return for each photo how much the votes for its best placement weigh."""
        asking, entries = alike.asking, alike.entries
        sense = -1.0 if is_mirrored else 1.0
        owner = self._owner[entries].astype(np.int64)
        # One feature may not vote many times for one photo: a fence or a row of letters would win every search.
        _, pair, repeats = np.unique(asking * self._photos + owner, return_inverse=True, return_counts=True)
        value = alike.worth / repeats[pair]
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


def _joined(arrays: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.concatenate([np.zeros(0, dtype=np.float32), *arrays])
