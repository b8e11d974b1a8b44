"""The learned part: what the models say about the faces of a picture, and what that is worth for this kind of picture.

Each face is cut out and scored (face_model.py); the vote of the picture's squares (region_model.py) is added with the weight that the
calibration gives it. The table of its kind (picture_kind.py, calibration.py) turns the score into a probability and says how many real
photographs score as high. With several faces in a picture the one that looks worst is chosen, so its share of false alarms is multiplied by
their number (Bonferroni). Where no model is listed, or none belongs to the calibration, the part is absent, says so, and gives no score.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from desktop.checks import calibration, crops, face_model, learned_words, picture_kind, region_model, words
from desktop.checks.calibration import Calibration, Row
from desktop.checks.inference import Model, manifest
from desktop.checks.picture_kind import FaceSize
from desktop.checks.result import Band, Box, Face, Finding, ModelUsed, ScoreMap
from desktop.media.picture import Picture

CLEAR_SHARE, SOME_SHARE = 0.01, 0.05
"""At most this share of real photographs of a kind is called clear, or some, signs."""
# More faces than these are not judged one by one: the largest are.
MOST_FACES = 8
_MOST_FINDINGS = 3


@dataclass(frozen=True)
class LearnedModels:
    """The models, and the table that says what their scores are worth."""

    face: Model
    region: Model | None
    table: Calibration

    @property
    def used(self) -> tuple[ModelUsed, ...]:
        """Names, versions and hashes, for a result."""
        return tuple(model.used for model in (self.face, self.region) if model is not None)


@dataclass(frozen=True)
class Learned:
    """What the learned part says about one picture."""

    findings: tuple[Finding, ...]
    faces: tuple[Face, ...]
    """The faces that were given, in the same order, with scores where they were judged."""
    probability: float | None = None
    maps: tuple[ScoreMap, ...] = ()
    models: tuple[ModelUsed, ...] = ()
    is_calm: bool = False
    """Whether every face was judged, in a kind where the share of manipulated pictures that score so low is known to be small."""


@dataclass(frozen=True)
class Judged:
    """What one score is worth for a kind of picture."""

    row: Row | None
    """The kind's row of the table; None where there is none."""
    score: float
    probability: float
    alarms: float
    """Share of real photographs of this kind, with as many faces, that score as high."""
    hits: float
    """Share of manipulated pictures that score as high."""

    @property
    def band(self) -> Band:
        """The band that this score alone amounts to."""
        if self.row is None:
            return Band.CANNOT_TELL
        if self._reaches(self.row.clear_from, CLEAR_SHARE):
            return Band.CLEAR_SIGNS
        if self._reaches(self.row.some_from, SOME_SHARE):
            return Band.SOME_SIGNS
        return Band.NO_SIGNS if self.row.calm_to is not None and self.score <= self.row.calm_to else Band.CANNOT_TELL

    @property
    def is_measured(self) -> bool:
        """Whether enough real photographs of this kind were measured to say anything."""
        return self.row is not None and self.row.some_from is not None

    def _reaches(self, threshold: float | None, share: float) -> bool:
        return threshold is not None and self.score >= threshold and self.alarms <= share


def judge_score(score: float, kind: str, table: Calibration, *, faces: int = 1) -> Judged:
    """Return what a fused score is worth, by the name of the kind and the number of faces judged in the picture."""
    row = table.kinds.get(kind)
    known = row or table.any_kind
    return Judged(row, score, known.probability(score), min(1.0, known.false_alarms(score) * faces), known.hits(score))


def load(folder: Path | None = None) -> LearnedModels | None:
    """Return the models that the manifest lists with their table; None where it lists none. Raises ModelMissing or ModelChanged."""
    names = {entry.name for entry in manifest(folder)}
    if face_model.MODEL_NAME not in names:
        return None
    face = Model(face_model.MODEL_NAME, folder)
    region = Model(region_model.MODEL_NAME, folder) if region_model.MODEL_NAME in names else None
    table = calibration.load({model.entry.name: model.entry.sha256 for model in (face, region) if model is not None}, folder)
    return None if table is None else LearnedModels(face, region, table)


def judge(picture: Picture, faces: tuple[Face, ...], models: LearnedModels | None) -> Learned:
    """Return what the models say about a full-size picture and the faces found in it. Raises ModelMissing, ModelChanged or ModelFailed."""
    if models is None:
        return Learned((learned_words.absent(words.learned_part_absent()),), faces)
    chosen = _large_enough(faces)
    if not chosen:
        return Learned((learned_words.no_face_to_judge(),), faces)
    scores = raw_scores(picture, [face.box for face in chosen], models)
    judged = {
        face.box: judge_score(score, picture_kind.kind_of(face.box, picture.pixels, picture.facts).name, models.table, faces=len(chosen))
        for face, score in zip(chosen, scores.faces, strict=True)
    }
    signs = {box for box, one in judged.items() if one.band in {Band.CLEAR_SIGNS, Band.SOME_SIGNS}}
    return Learned(
        findings=_findings(judged),
        faces=tuple(replace(face, score=round(judged[face.box].probability, 4)) if face.box in judged else face for face in faces),
        probability=round(max(one.probability for one in judged.values()), 4),
        # Where a score says nothing, its map would be taken to say something.
        maps=tuple(one for face, one in zip(chosen, scores.maps, strict=True) if face.box in signs),
        models=models.used,
        is_calm=len(chosen) == len(faces) and all(one.band is Band.NO_SIGNS for one in judged.values()),
    )


@dataclass(frozen=True)
class RawScores:
    """Scores before calibration, and the maps."""

    faces: tuple[float, ...]
    maps: tuple[ScoreMap, ...]


def raw_scores(picture: Picture, boxes: Sequence[Box], models: LearnedModels) -> RawScores:
    """Return the fused score of each face. The calibration is made with these. Raises ModelMissing, ModelChanged or ModelFailed."""
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    squares = [crops.square_around(box, width, height) for box in boxes]
    cuts = np.stack([crops.cut(pixels, square, face_model.SIZE) for square in squares])
    found = face_model.judge(cuts, models.face)
    regions = None if models.region is None else region_model.judge(pixels, models.region)
    extra = 0.0 if regions is None or regions.score is None else models.table.region_weight * regions.score
    maps = [
        crops.map_within(heat, crops.texture(cut, len(heat)), square, width, height)
        for heat, cut, square in zip(found.heat, cuts, squares, strict=True)
    ]
    return RawScores(tuple(float(score) + extra for score in found.scores), tuple(maps))


def _large_enough(faces: tuple[Face, ...]) -> list[Face]:
    able = [face for face in faces if picture_kind.size_of(face.box) is not FaceSize.TINY]
    return sorted(able, key=lambda face: -face.box.width * face.box.height)[:MOST_FACES]


def _findings(judged: dict[Box, Judged]) -> tuple[Finding, ...]:
    by_band = {band: [(box, one) for box, one in judged.items() if one.band is band] for band in Band}
    signs = [
        *(learned_words.clear(box, one.alarms, one.hits) for box, one in by_band[Band.CLEAR_SIGNS]),
        *(learned_words.some(box, one.alarms, one.hits) for box, one in by_band[Band.SOME_SIGNS]),
    ]
    if signs:
        return tuple(signs[:_MOST_FINDINGS])
    measured = [(box, one) for box, one in judged.items() if one.is_measured]
    if not measured:
        return (learned_words.unmeasured(next(iter(judged))),)
    box, worst = min(measured, key=lambda pair: pair[1].alarms)
    words_for = learned_words.calm if len(by_band[Band.NO_SIGNS]) == len(judged) else learned_words.unsure
    return (words_for(box, worst.alarms, worst.hits),)
