"""The frames of a video that matter, chosen while it goes by, so that only a few are in memory at any time."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.checks.film_result import Moment, Sighting, Why
from desktop.checks.result import Face

# So many moments are shown; their frames are kept at this longest side, which is what a screen and the search for sources need.
MOST_SCENES = 8
MOST_FACES = 6
LONGEST_SIDE = 1024
# A frame whose tones vary less than this (standard deviation of 8-bit values) is blank, as at a fade.
_BLANK = 6.0


@dataclass(frozen=True, eq=False)
class Still:
    """A moment with its frame."""

    moment: Moment
    pixels: NDArray[np.uint8]
    """Shape (height, width, 3), sRGB, at most LONGEST_SIDE a side."""
    faces: tuple[Face, ...]
    """In pixels of the video."""


class Choice:
    """Sees frame after frame and keeps the few that matter: for each face the frame that shows it best, and each new scene."""

    def __init__(self) -> None:
        self._scenes: list[Still] = []
        self._every = 1
        self._seen_scenes = 0
        self._best: dict[int, tuple[float, Still]] = {}

    def see(
        self,
        moment: Moment,
        pixels: NDArray[np.uint8],
        faces: tuple[Face, ...],
        tracks: tuple[tuple[int, Sighting], ...],
        *,
        is_cut: bool,
    ) -> None:
        """Take the next frame, its faces, and the tracks that the faces belong to."""
        small: NDArray[np.uint8] | None = None
        for track, sighting in tracks:
            worth = _worth(sighting)
            if (track in self._best and self._best[track][0] >= worth) or (track not in self._best and self._is_full(worth)):
                continue
            small = _small(pixels) if small is None else small
            why = Why.FACE if sighting.score is None else Why.SCORE
            self._best[track] = (worth, Still(replace(moment, why=why, track=track), small, faces))
            if len(self._best) > MOST_FACES:
                del self._best[min(self._best, key=lambda one: self._best[one][0])]
        if is_cut and float(pixels[::8, ::8].std()) > _BLANK:
            self._see_scene(Still(moment, _small(pixels) if small is None else small, faces))

    def stills(self) -> tuple[Still, ...]:
        """Return what was kept, in the order of time, each moment once."""
        by_number = {still.moment.number: still for still in self._scenes}
        by_number.update((still.moment.number, still) for _worth, still in self._best.values())
        return tuple(by_number[number] for number in sorted(by_number))

    def shown(self) -> Still | None:
        """Return the one that stands for the video: the face that scores highest or is seen best, else a scene."""
        if self._best:
            return max(self._best.values(), key=lambda one: one[0])[1]
        return next(iter(self._scenes), None)

    def _is_full(self, worth: float) -> bool:
        return len(self._best) >= MOST_FACES and worth <= min(one for one, _still in self._best.values())

    def _see_scene(self, still: Still) -> None:
        if self._seen_scenes % self._every == 0:
            self._scenes.append(still)
            if len(self._scenes) > MOST_SCENES:
                self._scenes = self._scenes[::2]
                self._every *= 2
        self._seen_scenes += 1


def _worth(sighting: Sighting) -> float:
    """Return how much a sighting shows: its score first, where there is one, then its size."""
    area = min(1.0, sighting.box.width * sighting.box.height / 4e6)
    return area * sighting.confidence + (0.0 if sighting.score is None else 2 * sighting.score)


def _small(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    longest = max(pixels.shape[:2])
    if longest <= LONGEST_SIDE:
        return pixels.copy()
    size = tuple(max(1, round(side * LONGEST_SIDE / longest)) for side in (pixels.shape[1], pixels.shape[0]))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
