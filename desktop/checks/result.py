"""The result of checking one picture: findings, faces, a band, and what they rest on."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.core.texts import Sentence

if TYPE_CHECKING:
    from desktop.checks.film_result import FilmSeen

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Band(StrEnum):
    """What the findings of one picture amount to."""

    CLEAR_SIGNS = "clear_signs"
    SOME_SIGNS = "some_signs"
    CANNOT_TELL = "cannot_tell"
    NO_SIGNS = "no_signs"


class Strength(StrEnum):
    """How much one finding says about manipulation."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"
    """A fact worth knowing that says nothing for or against."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the full picture, upright."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Finding:
    """What one detector saw in one picture, and what that does not mean."""

    id: str
    """Stable name of this kind of finding, as "generator_record"."""
    kind: str
    """"file", "saving", "faces", "whole" or "source"."""
    text: Sentence
    limits: Sentence
    strength: Strength
    region: Box | None = None
    quoted: tuple[Sentence, ...] = ()
    """What a stranger wrote that can hurt to read. Never in a report or in what is kept; shown where the person asks for it."""


@dataclass(frozen=True)
class Face:
    """A face that was found."""

    box: Box
    confidence: float
    """How sure the detector is that this is a face, 0 to 1. It says nothing about manipulation."""
    score: float | None = None
    """Learned manipulation score, 0 to 1; None until a trained model is there."""


@dataclass(frozen=True)
class ModelUsed:
    """A learned model that took part in the check."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class ScoreMap:
    """Where in a part of the picture a learned model saw signs of manipulation: a coarse grid, for looking at and no proof.

    Raises ValueError where the rows differ in length, a value lies outside 0 to 1, or `reliability` has another shape.
    """

    box: Box
    """The part of the picture that the grid covers, in pixels of the full picture: a face with its surroundings, or all of it."""
    scores: tuple[tuple[float, ...], ...]
    """Rows from top to bottom, each from left to right: 0 nothing, 1 surely changed."""
    reliability: tuple[tuple[float, ...], ...] | None = None
    """How far each cell can be relied on, 0 to 1, in the shape of `scores`; None where the model does not say."""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        grids = [self.scores] if self.reliability is None else [self.scores, self.reliability]
        shapes = {tuple(len(row) for row in grid) for grid in grids}
        if len(shapes) != 1 or len(set(next(iter(shapes)))) != 1 or not self.scores[0]:
            message = "the rows of a score map have one length"
            raise ValueError(message)
        if not all(0.0 <= value <= 1.0 for grid in grids for row in grid for value in row):
            message = "the values of a score map lie between 0 and 1"
            raise ValueError(message)


@dataclass(frozen=True)
class CheckResult:
    """What was found in the exact bytes with this SHA-256."""

    sha256: str
    width: int
    height: int
    band: Band
    findings: tuple[Finding, ...]
    faces: tuple[Face, ...]
    models: tuple[ModelUsed, ...]
    probability: float | None
    """Calibrated probability of manipulation; None while no learned model is there to give one."""
    seconds: float
    maps: tuple[ScoreMap, ...] = ()
    """Shown over the picture where the person asks for it. Not part of the command line's contract."""
    parts: ScoreMap | None = None
    """How unlike the rest each part of the picture looks to the learned model, and where it cannot tell: a view, no finding by itself."""
    video: "FilmSeen | None" = None
    """What was seen in a video; None for a picture. Faces and sizes above are then those of the moment that stands for it."""

    def as_json(self, *, quoting: bool = False) -> dict[str, JsonValue]:
        """Return the object of the command line's contract; texts are in the current language. `quoting`: with what findings quote."""
        return {
            **self._of_picture(quoting=quoting),
            **({} if self.video is None else {"video": self.video.as_json()}),
        }

    def _of_picture(self, *, quoting: bool) -> dict[str, JsonValue]:
        return {
            "sha256": self.sha256,
            "width": self.width,
            "height": self.height,
            "band": self.band.value,
            "findings": [_finding(finding, quoting=quoting) for finding in self.findings],
            "faces": [{"box": _box(face.box), "confidence": round(face.confidence, 3), "score": face.score} for face in self.faces],
            "models": [{"name": model.name, "version": model.version, "sha256": model.sha256} for model in self.models],
            "probability": self.probability,
            "parts": None if self.parts is None else _map(self.parts),
            "seconds": round(self.seconds, 3),
        }


def _finding(finding: Finding, *, quoting: bool) -> dict[str, JsonValue]:
    return {
        "id": finding.id,
        "kind": finding.kind,
        "strength": finding.strength.value,
        "text": str(finding.text),
        "limits": str(finding.limits),
        "region": None if finding.region is None else _box(finding.region),
        **({"quoted": [str(sentence) for sentence in finding.quoted]} if quoting and finding.quoted else {}),
    }


def _map(one: ScoreMap) -> dict[str, JsonValue]:
    grids = {"scores": one.scores, "reliability": one.reliability or ()}
    return {"box": _box(one.box), **{name: [[round(value, 2) for value in row] for row in grid] for name, grid in grids.items()}}


def _box(box: Box) -> dict[str, JsonValue]:
    return asdict(box)
