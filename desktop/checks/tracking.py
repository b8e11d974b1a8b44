"""Following faces from one frame of a video to the next.

Method: tracking by detection (Bochinski, Eiselein, Sikora: "High-Speed Tracking-by-Detection Without Using Image Information", AVSS
2017): a face continues the track whose last box it overlaps most. Frames here lie half a second apart and more, so a face whose
middle has moved by less than its own size also continues a track, if its size is alike. A change of scene ends every track.
Limits: it does not know who it is; people who cross can be taken for one another, and one person is a new track in each scene.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from desktop.checks.film_result import Sighting, Track
from desktop.checks.result import Box

# A face that is not seen for longer than this many of the frames looked at has left.
_MISSED = 2
_ALIKE = 2.0
# Tracks beyond these are not followed: a crowd is not what is asked about, and memory stays flat.
MOST_TRACKS = 64


class Tracker:
    """Takes the faces of frame after frame, and tells the tracks at the end."""

    def __init__(self) -> None:
        self._tracks: list[list[Sighting]] = []
        self._open: dict[int, int] = {}
        """Tracks that may go on, with the number of frames since the last sighting."""

    def add(self, faces: Sequence[Sighting], *, is_cut: bool) -> tuple[int | None, ...]:
        """Take the faces of the next frame; return the number of the track of each, or None where it is not followed."""
        self._open = {} if is_cut else {track: missed + 1 for track, missed in self._open.items() if missed < _MISSED}
        pairs = sorted(
            (
                (_nearness(self._tracks[track][-1].box, face.box), track, number)
                for track in self._open
                for number, face in enumerate(faces)
            ),
            reverse=True,
        )
        chosen: dict[int, int] = {}
        for nearness, track, number in pairs:
            if nearness > 0 and number not in chosen and track not in chosen.values():
                chosen[number] = track
        return tuple(self._placed(face, chosen.get(number)) for number, face in enumerate(faces))

    def tracks(self) -> tuple[Track, ...]:
        """Return every track, in the order in which they appeared."""
        return tuple(Track(number, tuple(sightings)) for number, sightings in enumerate(self._tracks, start=1))

    def score(self, track: int, score: float) -> None:
        """Give the newest sighting of a track the score of its face."""
        self._tracks[track - 1][-1] = replace(self._tracks[track - 1][-1], score=score)

    def _placed(self, face: Sighting, track: int | None) -> int | None:
        if track is None:
            if len(self._tracks) >= MOST_TRACKS:
                return None
            track = len(self._tracks)
            self._tracks.append([])
        self._tracks[track].append(face)
        self._open[track] = 0
        return track + 1


def _nearness(one: Box, other: Box) -> float:
    """Return how well a box continues another: above 1 where they overlap, above 0 where it may be the same face, else 0."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    areas = one.width * one.height + other.width * other.height
    shared = max(across, 0) * max(down, 0)
    if shared:
        return 1 + shared / (areas - shared)
    side, other_side = max(one.width, one.height), max(other.width, other.height)
    if max(side, other_side) > _ALIKE * min(side, other_side):
        return 0.0
    aside = one.x + one.width / 2 - other.x - other.width / 2
    above = one.y + one.height / 2 - other.y - other.height / 2
    apart = math.hypot(aside, above)
    return max(0.0, 1 - apart / (1.5 * max(side, other_side)))
