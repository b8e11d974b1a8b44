"""The learned part: what the models say about the faces of a picture, and what that is worth for this kind of picture.

Each face is cut out and scored (face_model.py); what the parts of the picture amount to (region_model.py) is added with the weight that
the calibration gives it, and is a finding of its own (learned_parts.py). The table of its kind (picture_kind.py, calibration.py) turns the
score into a probability and says how many real photographs score as high. With several faces in a picture the one that looks worst is
chosen, so its share of false alarms is multiplied by their number (Bonferroni). Where no model is listed, or none belongs to the
calibration, the part is absent, says so, and gives no score.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from desktop.checks import calibration, crops, face_model, learned_parts, learned_words, picture_kind, region_model, words
from desktop.checks.calibration import Calibration
from desktop.checks.inference import Model, manifest
from desktop.checks.judged import Judged, judge_score
from desktop.checks.picture_kind import FaceSize
from desktop.checks.result import Band, Box, Face, Finding, ModelUsed, ScoreMap
from desktop.media.picture import Picture

# More faces than these are not judged one by one: the largest are.
MOST_FACES = 8
_MOST_FINDINGS = 3


@dataclass(frozen=True)
class LearnedModels:
    """The models, and the table that says what their scores are worth."""

    face: Model
    region: Model | None
    table: Calibration
    parts_table: Calibration | None = None
    """The table of the region model; None where it has none, and its scores then say nothing."""

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
    parts: ScoreMap | None = None
    """What the region model sees in each part of the picture, and where it cannot tell."""
    models: tuple[ModelUsed, ...] = ()
    is_calm: bool = False
    """Whether every face was judged, in a kind where the share of manipulated pictures that score so low is known to be small."""


def load(folder: Path | None = None) -> LearnedModels | None:
    """Return the models that the manifest lists with their table; None where it lists none. Raises ModelMissing or ModelChanged."""
    names = {entry.name for entry in manifest(folder)}
    if face_model.MODEL_NAME not in names:
        return None
    face = Model(face_model.MODEL_NAME, folder)
    region = Model(region_model.MODEL_NAME, folder) if region_model.MODEL_NAME in names else None
    hashes = {model.entry.name: model.entry.sha256 for model in (face, region) if model is not None}
    table = calibration.load(hashes, folder)
    parts_table = None if region is None else calibration.load(hashes, folder, name=calibration.PARTS)
    return None if table is None else LearnedModels(face, region, table, parts_table)


def judge(picture: Picture, faces: tuple[Face, ...], models: LearnedModels | None) -> Learned:
    """Return what the models say about a full-size picture and the faces found in it. Raises ModelMissing, ModelChanged or ModelFailed."""
    if models is None:
        return Learned((learned_words.absent(words.learned_part_absent()),), faces)
    chosen = _large_enough(faces)
    regions = None if models.region is None else region_model.judge(picture.pixels, models.region, [face.box for face in chosen])
    parts = learned_parts.judge(regions, picture, models.parts_table)
    found = _of_faces(picture, faces, chosen, models, regions)
    return replace(
        found,
        findings=(*found.findings, *parts.findings),
        parts=None if regions is None else regions.shown(),
        # What is known of the parts of a picture counts where no face is there to be judged.
        probability=parts.probability if found.probability is None else found.probability,
        models=models.used if chosen or regions is not None else (),
    )


def judge_faces(picture: Picture, faces: tuple[Face, ...], models: LearnedModels) -> tuple[Face, ...]:
    """Return the faces with their scores, and nothing about the rest of the picture. Raises ModelMissing, ModelChanged or ModelFailed."""
    return _of_faces(picture, faces, _large_enough(faces), models, None).faces


def _of_faces(
    picture: Picture, faces: tuple[Face, ...], chosen: list[Face], models: LearnedModels, regions: region_model.Regions | None
) -> Learned:
    if not chosen:
        return Learned((learned_words.no_face_to_judge(),), faces)
    scores = raw_scores(picture, [face.box for face in chosen], models, regions)
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
        is_calm=len(chosen) == len(faces) and all(one.band is Band.NO_SIGNS for one in judged.values()),
    )


@dataclass(frozen=True)
class RawScores:
    """Scores before calibration, and the maps."""

    faces: tuple[float, ...]
    maps: tuple[ScoreMap, ...]


def raw_scores(picture: Picture, boxes: Sequence[Box], models: LearnedModels, regions: region_model.Regions | None = None) -> RawScores:
    """Return the fused score of each face. The calibration is made with these. Raises ModelMissing, ModelChanged or ModelFailed."""
    pixels = picture.pixels
    height, width = pixels.shape[:2]
    squares = [crops.square_around(box, width, height) for box in boxes]
    cuts = np.stack([crops.cut(pixels, square, face_model.SIZE) for square in squares])
    found = face_model.judge(cuts, models.face)
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
        *(learned_words.clear(box, *one.told_rates) for box, one in by_band[Band.CLEAR_SIGNS]),
        *(learned_words.some(box, *one.told_rates) for box, one in by_band[Band.SOME_SIGNS]),
    ]
    if signs:
        return tuple(signs[:_MOST_FINDINGS])
    measured = [(box, one) for box, one in judged.items() if one.is_measured]
    if not measured:
        return (learned_words.unmeasured(next(iter(judged))),)
    box, worst = min(measured, key=lambda pair: pair[1].alarms)
    words_for = learned_words.calm if len(by_band[Band.NO_SIGNS]) == len(judged) else learned_words.unsure
    return (words_for(box, worst.alarms, worst.hits),)
