"""What becomes of the models' scores: findings, a probability, and silence where nothing may be said."""

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.checks import learned, picture_kind
from desktop.checks.calibration import Calibration, Row
from desktop.checks.learned import LearnedModels
from desktop.checks.result import Box, Face, ModelUsed, Strength
from desktop.media.picture import FileFacts, Picture
from tests.checks.test_calibration import row

BOXES = (Box(10, 10, 100, 110), Box(150, 20, 100, 100), Box(20, 150, 120, 120))
FACES = tuple(Face(box, 0.9) for box in BOXES)
PICTURE = Picture(np.random.default_rng(8).integers(0, 255, (300, 300, 3)).astype(np.uint8), 300, 300, FileFacts("PNG"))
KIND = picture_kind.kind_of(BOXES[0], PICTURE.pixels, PICTURE.facts).name


class Answers:
    """Stands where a model stands and gives the scores it was told: what is tested here is what is made of scores."""

    used = ModelUsed("face", "0", "ab")

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores

    def run(self, image: np.ndarray) -> dict[str, np.ndarray]:
        count = len(image)
        given, self._scores = self._scores[:count], self._scores[count:]
        return {"score": np.array(given, np.float32), "heat": np.full((count, 10, 10), 0.25, np.float32)}


def _measured(**thresholds: float | None) -> Row:
    return row(tuple(np.linspace(0, 1, 999)), clear_from=0.995, some_from=0.96, **thresholds)


def _judge(scores: Sequence[float], one: Row | None, faces: tuple[Face, ...] = FACES[:1], region_weight: float = 0.0) -> learned.Learned:
    kinds = {} if one is None else {KIND: one}
    table = Calibration(version="1", models={}, region_weight=region_weight, any_kind=row(), kinds=kinds)
    models = LearnedModels(Answers(scores), None, table)  # type: ignore[arg-type]
    return learned.judge(PICTURE, faces, models)


def test_without_models_the_part_says_that_it_is_absent_and_gives_no_score() -> None:
    said = learned.judge(PICTURE, FACES, None)

    assert [finding.id for finding in said.findings] == ["learned_absent"]
    assert (said.probability, said.maps, said.models, said.is_calm, said.faces) == (None, (), (), False, FACES)


@pytest.mark.parametrize(
    ("score", "name", "strength"),
    [(0.999, "learned_clear", Strength.STRONG), (0.97, "learned_some", Strength.MODERATE), (0.5, "learned_unsure", Strength.NONE)],
)
def test_a_score_is_said_as_strongly_as_real_photographs_allow(score: float, name: str, strength: Strength) -> None:
    said = _judge([score], _measured())

    assert [(finding.id, finding.strength, finding.region) for finding in said.findings] == [(name, strength, BOXES[0])]
    assert not said.is_calm


def test_the_row_that_applies_is_said_in_words() -> None:
    (finding,) = _judge([0.9921], _measured()).findings

    assert "Of 1,000 real photos like this one, about 9 look like this to the program" in finding.limits.within("en")


def test_a_score_over_the_threshold_says_nothing_where_it_was_not_measured() -> None:
    said = _judge([50.0], None)

    assert [finding.id for finding in said.findings] == ["learned_unmeasured"]
    assert said.findings[0].strength is Strength.NONE


def test_a_kind_without_thresholds_gives_a_probability_and_no_finding() -> None:
    said = _judge([50.0], row())

    assert [finding.id for finding in said.findings] == ["learned_unmeasured"]
    assert said.probability is not None


def test_more_faces_make_a_false_alarm_likelier_and_count_so() -> None:
    # Alone it is a sign that 1 photograph in 100 has; among three faces the worst of them has it in 3 of 100.
    alone, among = _judge([0.9955], _measured()), _judge([0.9955, 0.1, 0.1], _measured(), FACES)

    assert [finding.id for finding in alone.findings] == ["learned_clear"]
    assert [finding.id for finding in among.findings] == ["learned_some"]


def test_every_face_has_its_own_score_in_the_order_given() -> None:
    said = _judge([0.9, 0.2, 0.1], _measured(), FACES[::-1])

    # The largest is judged first: the answers belong to faces by size.
    assert [face.box for face in said.faces] == list(BOXES[::-1])
    assert said.faces[0].score == max(face.score or 0 for face in said.faces) == said.probability


def test_only_a_face_with_signs_has_a_map() -> None:
    signs, none = _judge([0.999, 0.2, 0.1], _measured(), FACES), _judge([0.5, 0.2, 0.1], _measured(), FACES)

    # Its part in three faces: some signs, of the largest.
    (only,) = signs.maps
    assert only.box.x <= BOXES[2].x
    assert only.reliability is not None
    assert none.maps == ()


def test_calm_is_said_only_where_the_kind_allows_it_and_every_face_was_judged() -> None:
    tiny = Face(Box(0, 0, 20, 20), 0.9)

    assert _judge([0.01], _measured(calm_to=0.1)).is_calm
    assert not _judge([0.01], _measured()).is_calm
    assert not _judge([0.2], _measured(calm_to=0.1)).is_calm
    assert not _judge([0.01], _measured(calm_to=0.1), (*FACES[:1], tiny)).is_calm


@pytest.mark.parametrize("faces", [(), (Face(Box(0, 0, 20, 20), 0.9),)])
def test_without_a_face_large_enough_there_is_no_probability(faces: tuple[Face, ...]) -> None:
    said = _judge([], _measured(), faces)

    assert [finding.id for finding in said.findings] == ["learned_no_face"]
    assert said.probability is None
