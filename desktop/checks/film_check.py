"""One video, checked by everything there is, frame after frame as they come: only a few frames are in memory at any time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.checks import faces, film_provenance, film_words, fusion
from desktop.checks.film_result import FilmSeen, Moment, Sighting, Why
from desktop.checks.inference import Model
from desktop.checks.moments import Choice, Still
from desktop.checks.result import Box, CheckResult, Face, ModelUsed, Strength
from desktop.checks.tracking import Tracker
from desktop.media.facts import FileFacts
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.picture import Picture

if TYPE_CHECKING:
    from desktop.media.film_reader import FilmFrame

# Faces are looked for at this longest side at most: smaller ones than it shows are too small to be judged.
CLOSEST_LOOK = 640
# The learned model takes a quarter of a second a face: one that is followed is judged again after so many seconds.
JUDGED_AGAIN = 2.0

Judge = Callable[[Picture, tuple[Face, ...]], tuple[Face, ...]]
"""Gives the faces of a frame their scores, as far as a learned model can; no model leaves them as they are."""


@dataclass(frozen=True, eq=False)
class FilmChecked:
    """What was found in a video, and the few frames that matter."""

    result: CheckResult
    stills: tuple[Still, ...]


class FilmCheck:
    """Takes the parts of a video one after another; `result` tells what came of it."""

    def __init__(self, face_model: Model, judge: Judge | None = None, models: tuple[ModelUsed, ...] = ()) -> None:
        self._face_model, self._judge, self._models = face_model, judge, models
        self._tracker, self._choice = Tracker(), Choice()
        self._facts: FilmFacts | None = None
        self._end: FilmEnd | None = None
        self._times: list[float] = []
        self._judged: dict[int, float] = {}
        """When the face of a track was judged last."""
        self._size = (0, 0)

    def look_through(self, parts: "Iterable[FilmFacts | FilmFrame | FilmEnd]", also: "Callable[[FilmFrame], None]") -> None:
        """Take every part; each frame is also given to `also`. Raises what reading raises, and the errors of models."""
        for part in parts:
            if isinstance(part, FilmFacts):
                self._facts = part
            elif isinstance(part, FilmEnd):
                self._end = part
            else:
                self._see(part)
                also(part)

    def result(self, sha256: str, credentials: FileFacts, seconds: float) -> FilmChecked:
        """Return what was found, given the file's hash and what its Content Credentials say."""
        assert self._facts is not None  # noqa: S101  a video without them is refused by its reader
        assert self._end is not None  # noqa: S101
        stills, tracks = self._choice.stills(), self._tracker.tracks()
        shown = self._choice.shown() or (stills[0] if stills else None)
        seen = FilmSeen(
            facts=self._facts,
            end=self._end,
            times=tuple(self._times),
            tracks=tracks,
            moments=tuple(still.moment for still in stills),
            shown=shown.moment.time if shown is not None else 0.0,
        )
        found = (
            *film_provenance.find(seen.facts, seen.end, credentials),
            *film_words.about_faces(seen),
            *film_words.about_scores(seen, has_model=self._judge is not None),
        )
        findings = tuple(sorted(found, key=lambda finding: list(Strength).index(finding.strength)))
        result = CheckResult(
            sha256=sha256,
            width=self._size[0],
            height=self._size[1],
            band=fusion.band(findings, learned_model_judged=False),
            findings=findings,
            faces=shown.faces if shown is not None else (),
            models=(self._face_model.used, *(self._models if any(track.score is not None for track in tracks) else ())),
            probability=None,
            seconds=seconds,
            video=seen,
        )
        return FilmChecked(result, stills)

    def _see(self, frame: "FilmFrame") -> None:
        assert self._facts is not None  # noqa: S101  facts come first
        self._times.append(frame.time)
        height, width = frame.pixels.shape[:2]
        full = (self._facts.width, self._facts.height)
        # Turned by its phone, a video stands upright here and lies in its facts.
        self._size = full if (full[0] >= full[1]) == (width >= height) else full[::-1]
        found = faces.find_faces(frame.pixels, self._face_model, closest=CLOSEST_LOOK)
        boxes = [_scaled(face.box, self._size[0] / width) for face in found]
        sightings = [Sighting(frame.time, box, face.confidence) for box, face in zip(boxes, found, strict=True)]
        tracks = self._tracker.add(sightings, is_cut=frame.is_cut)
        scores = self._scores(frame, found, tracks)
        scaled = tuple(replace(face, box=box, score=score) for face, box, score in zip(found, boxes, scores, strict=True))
        sightings = [replace(one, score=score) for one, score in zip(sightings, scores, strict=True)]
        followed = tuple((track, one) for track, one in zip(tracks, sightings, strict=True) if track is not None)
        why = Why.START if len(self._times) == 1 else Why.SCENE
        self._choice.see(Moment(frame.time, frame.number, why), frame.pixels, scaled, followed, is_cut=frame.is_cut or why is Why.START)

    def _scores(self, frame: "FilmFrame", found: tuple[Face, ...], tracks: tuple[int | None, ...]) -> list[float | None]:
        """Return the score of each face that is followed and was not judged lately, and give it to its track."""
        due = {
            number: track
            for number, track in enumerate(tracks)
            if track is not None and frame.time - self._judged.get(track, -JUDGED_AGAIN) >= JUDGED_AGAIN
        }
        scores: list[float | None] = [None] * len(found)
        if self._judge is None or self._facts is None or not due:
            return scores
        picture = Picture(frame.pixels, frame.pixels.shape[1], frame.pixels.shape[0], FileFacts(format=self._facts.format))
        for (number, track), face in zip(due.items(), self._judge(picture, tuple(found[number] for number in due)), strict=True):
            self._judged[track] = frame.time
            if face.score is not None:
                scores[number] = face.score
                self._tracker.score(track, face.score)
        return scores


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(value * scale) for value in (box.x, box.y, box.width, box.height)))
