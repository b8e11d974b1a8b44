"""What was seen in a video: faces followed through it, a score over time, and the moments that matter."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import median

from desktop.checks.result import Box, JsonValue
from desktop.media.film_facts import FilmEnd, FilmFacts


@dataclass(frozen=True)
class Sighting:
    """One face in one frame."""

    time: float
    """Seconds from the start."""
    box: Box
    """In pixels of the video, upright."""
    confidence: float
    """How sure the detector is that this is a face, 0 to 1."""
    score: float | None = None
    """Learned manipulation score, 0 to 1; None where no model judged it."""


@dataclass(frozen=True)
class Track:
    """One face followed from frame to frame within a scene."""

    number: int
    """Counted from 1, in the order in which they appear."""
    sightings: tuple[Sighting, ...]

    @property
    def first(self) -> float:
        """Seconds at which it is first seen."""
        return self.sightings[0].time

    @property
    def last(self) -> float:
        """Seconds at which it is last seen."""
        return self.sightings[-1].time

    @property
    def score(self) -> float | None:
        """The middle (median) of its scores: one frame that looks odd is no sign. None where no model judged it."""
        scores = [one.score for one in self.sightings if one.score is not None]
        return median(scores) if scores else None


class Why(StrEnum):
    """Why a moment matters."""

    START = "start"
    SCENE = "scene"
    FACE = "face"
    SCORE = "score"


@dataclass(frozen=True)
class Moment:
    """A frame that matters."""

    time: float
    number: int
    """Of the decoded frames, counted from 0."""
    why: Why
    track: int | None = None
    """The face that is seen best, or scores highest, here."""


@dataclass(frozen=True)
class FrameHash:
    """The perceptual hash of one frame, as in a vPDQ file (ThreatExchange, vpdq/README.md)."""

    number: int
    quality: int
    hex: str
    """256 bits of PDQ."""
    time: float

    @property
    def line(self) -> str:
        """The line of a vPDQ file: frame, quality, hash, seconds."""
        return f"{self.number},{self.quality},{self.hex},{self.time:.3f}"


@dataclass(frozen=True)
class FilmSeen:
    """All that was seen in a video."""

    facts: FilmFacts
    end: FilmEnd
    times: tuple[float, ...]
    """Seconds of the frames that were looked at."""
    tracks: tuple[Track, ...]
    moments: tuple[Moment, ...]
    """In the order of time."""
    shown: float
    """Seconds of the moment that stands for the video where one picture is shown."""
    hashes: tuple[FrameHash, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it was read to the end that the file states, as far as it states one."""
        length = self.facts.duration
        return self.end.broken == 0 and (length is None or self.end.read_until > length - max(2.0, 0.1 * length))

    def scores(self) -> tuple[tuple[float, float], ...]:
        """Return the highest score of each frame in which a face was judged: seconds and score."""
        highest: dict[float, float] = {}
        for track in self.tracks:
            for one in track.sightings:
                if one.score is not None:
                    highest[one.time] = max(one.score, highest.get(one.time, 0.0))
        return tuple(sorted(highest.items()))

    def as_json(self) -> dict[str, JsonValue]:
        """Return the object under "video" of the command line's contract."""
        facts = self.facts
        return {
            "container": facts.format,
            "codec": facts.codec,
            "audio": facts.audio or None,
            "duration": _rounded(facts.duration),
            "rate": _rounded(facts.rate),
            "rate_varies": self.end.is_varying,
            "read_until": round(self.end.read_until, 3),
            "complete": self.is_whole,
            "frames_decoded": self.end.decoded,
            "frames_looked_at": len(self.times),
            "key_frames_only": self.end.key_frames_only,
            "tracks": [_track(track) for track in self.tracks],
            "scores": [{"time": round(time, 3), "score": round(score, 4)} for time, score in self.scores()],
            "moments": [
                {"time": round(one.time, 3), "frame": one.number, "why": one.why.value, "track": one.track} for one in self.moments
            ],
            "vpdq": [{"frame": one.number, "quality": one.quality, "hash": one.hex, "time": round(one.time, 3)} for one in self.hashes],
            "texts": [[key, value[:500]] for key, value in facts.texts],
            "edits": facts.edits,
        }


def _track(track: Track) -> dict[str, JsonValue]:
    return {
        "number": track.number,
        "first": round(track.first, 3),
        "last": round(track.last, 3),
        "score": _rounded(track.score),
        "sightings": [
            {"time": round(one.time, 3), "box": asdict(one.box), "confidence": round(one.confidence, 3), "score": _rounded(one.score)}
            for one in track.sightings
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
