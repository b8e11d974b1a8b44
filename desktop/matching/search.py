"""Searching the source of a picture among indexed photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.core.work import Work
from desktop.matching import features, hashes
from desktop.matching.candidates import Votes
from desktop.matching.features import Features
from desktop.matching.placement import Placement, find_placement

# This many photos are looked at closely for one suspect.
MOST_CANDIDATES = 16
# Where so many features agree on a photo, the hash of the whole picture has nothing to add.
SURE_INLIERS = 60


@dataclass(frozen=True, eq=False)
class Photo:
    """What the index keeps of one photo: enough to find it, nothing to look at."""

    path: Path
    sha256: str
    features: Features
    hash: hashes.Hash


@dataclass(frozen=True, eq=False)
class Found:
    """A photo that has a place in the suspect."""

    photo: Photo
    transform: NDArray[np.float64]
    """(3, 3): photo to suspect, full-size pixels."""
    placement: Placement | None
    """By which features; None where only the hash of the whole picture speaks for the photo."""

    @property
    def inliers(self) -> int:
        """How many features agree."""
        return 0 if self.placement is None else self.placement.inliers


def describe(path: Path, sha256: str, pixels: NDArray[np.uint8], width: int, height: int) -> Photo:
    """Return what the index keeps of an own photo; width and height are those of the full picture."""
    found = features.extract(pixels, width, height, side=features.OWN_SIDE, most=features.OWN_FEATURES)
    return Photo(path, sha256, found, hashes.of_picture(pixels))


class Index:
    """The photos that are searched."""

    def __init__(self, photos: Sequence[Photo], work: Work | None = None) -> None:
        """Sort the photos' features for searching. Raises Stopped."""
        self.photos = tuple(photos)
        work = work or Work()
        self._votes = Votes([photo.features for photo in self.photos], lambda: work.step(len(photos), len(photos)))

    @cached_property
    def _bits(self) -> NDArray[np.uint64]:
        return np.stack([photo.hash.bits for photo in self.photos]) if self.photos else np.zeros((0, hashes.WORDS), dtype=np.uint64)

    @cached_property
    def _is_telling(self) -> NDArray[np.bool_]:
        return np.array([photo.hash.quality >= hashes.LOWEST_QUALITY for photo in self.photos], dtype=np.bool_)

    def find(self, pixels: NDArray[np.uint8], width: int, height: int, work: Work) -> list[Found]:
        """Return the photos that have a place in the suspect, those with most agreeing features first. Raises Stopped."""
        plain = features.extract(pixels, width, height, side=features.SUSPECT_SIDE, most=features.SUSPECT_FEATURES)
        mirrored = features.mirrored(plain)
        work.step(0, MOST_CANDIDATES)
        candidates = self._votes.for_suspect(plain, mirrored, MOST_CANDIDATES)
        found: dict[int, Found] = {}
        for number, candidate in enumerate(candidates):
            work.step(number, MOST_CANDIDATES)
            photo = self.photos[candidate.photo]
            seen = mirrored if candidate.is_mirrored else plain
            placed = find_placement(photo.features, seen, photos=len(self.photos), is_mirrored=candidate.is_mirrored)
            known = found.get(candidate.photo)
            if placed is not None and (known is None or known.inliers < placed.inliers):
                found[candidate.photo] = Found(photo, placed.transform, placed)
        if max((one.inliers for one in found.values()), default=0) < SURE_INLIERS:
            for number, transform in self._same_by_hash(pixels, width, height):
                found.setdefault(number, Found(self.photos[number], transform, None))
        return sorted(found.values(), key=lambda one: -one.inliers)

    def _same_by_hash(self, pixels: NDArray[np.uint8], width: int, height: int) -> list[tuple[int, NDArray[np.float64]]]:
        hits: dict[int, tuple[int, NDArray[np.float64]]] = {}
        if not self.photos:
            return []
        for turn, turned in zip(hashes.TURNED, hashes.of_turned(pixels), strict=True):
            if turned.quality < hashes.LOWEST_QUALITY:
                continue
            away = hashes.distances(turned, self._bits)
            for number in np.flatnonzero((away <= hashes.SAME_WITHIN_BITS) & self._is_telling):
                if int(number) not in hits or hits[int(number)][0] > away[number]:
                    hits[int(number)] = (int(away[number]), self._laid_over(int(number), turn, width, height))
        return [(number, transform) for number, (_, transform) in hits.items()]

    def _laid_over(self, number: int, turn: hashes.Turn, width: int, height: int) -> NDArray[np.float64]:
        """Return the transform that lays a whole photo over the whole suspect, which is the photo after being turned back so."""
        photo = self.photos[number].features
        wide, high = (height, width) if turn.quarters % 2 else (width, height)
        across, down = wide / photo.width, high / photo.height
        scaled = np.array([[across, 0, 0.5 * across - 0.5], [0, down, 0.5 * down - 0.5], [0, 0, 1]])
        return np.asarray(hashes.back(turn, width, height) @ scaled)
