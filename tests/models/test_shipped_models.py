"""The models that ship: that they answer as their interface says, belong to their table, and stay small."""

import io

import numpy as np
import pytest
from PIL import Image

from desktop.checks import face_model, faces, judged, learned
from desktop.checks.inference import Model, manifest
from desktop.checks.picture_kind import FaceSize
from desktop.checks.result import Band
from desktop.core import places
from desktop.services.checking import Checker

SAMPLE = places.resources() / "samples" / "own-photos" / "portrait.jpg"
LEARNED = {"learned_clear", "learned_some", "learned_unsure", "learned_calm", "learned_unmeasured"}


@pytest.fixture(scope="module")
def models() -> learned.LearnedModels:
    loaded = learned.load()
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def crops() -> np.ndarray:
    with Image.open(SAMPLE) as image:
        picture = image.convert("RGB").resize((200, 200))
    return np.stack([np.asarray(picture)[shift : shift + 160, shift : shift + 160] for shift in range(0, 36, 4)])


def test_a_batch_of_crops_is_scored_as_each_alone(models: learned.LearnedModels, crops: np.ndarray) -> None:
    together = face_model.judge(crops, models.face)
    alone = [face_model.judge(crop[None], models.face) for crop in crops]

    assert together.scores.shape == (9,)
    assert together.heat.shape == (9, 10, 10)
    np.testing.assert_allclose(together.scores, [one.scores[0] for one in alone], atol=1e-3)
    np.testing.assert_allclose(together.heat, [one.heat[0] for one in alone], atol=1e-3)


def test_a_mirror_image_has_the_mirrored_map(models: learned.LearnedModels, crops: np.ndarray) -> None:
    plain, mirrored = face_model.judge(crops, models.face), face_model.judge(crops[:, :, ::-1], models.face)

    np.testing.assert_allclose(plain.heat, mirrored.heat[:, :, ::-1], atol=1e-3)


def test_no_crops_have_no_scores_and_a_wrong_shape_is_refused(models: learned.LearnedModels) -> None:
    assert face_model.judge(np.zeros((0, 160, 160, 3), np.uint8), models.face).scores.shape == (0,)
    with pytest.raises(ValueError, match="crops of shape"):
        face_model.judge(np.zeros((1, 100, 100, 3), np.uint8), models.face)


def test_all_models_together_are_under_60_megabytes() -> None:
    assert sum(file.stat().st_size for file in places.models().rglob("*.onnx")) < 60_000_000


def test_the_table_keeps_its_promises_on_its_own_photographs(models: learned.LearnedModels) -> None:
    for name, row in models.table.kinds.items():
        assert row.reals == tuple(sorted(row.reals))
        assert row.fakes == tuple(sorted(row.fakes))
        assert row.slope >= 0
        for threshold, share in ((row.clear_from, judged.CLEAR_SHARE), (row.some_from, judged.SOME_SHARE)):
            assert threshold is None or row.false_alarms(threshold) <= share, name
        # What cannot be shown by so few photographs is not promised.
        assert row.clear_from is None or len(row.reals) >= 200, name


def test_very_large_faces_have_an_answer_only_where_enough_of_them_were_measured_and_never_the_strongest(
    models: learned.LearnedModels,
) -> None:
    rows = {name: row for name, row in models.table.kinds.items() if name.startswith(FaceSize.HUGE)}

    assert [name for name, row in rows.items() if row.some_from is not None] == ["huge/fine/sharp"]
    assert all(row.clear_from is None and row.calm_to is None for row in rows.values())


def test_the_table_of_parts_keeps_its_promises_on_its_own_photographs(models: learned.LearnedModels) -> None:
    assert models.parts_table is not None
    for name, row in models.parts_table.kinds.items():
        assert row.reals == tuple(sorted(row.reals))
        for threshold, share in ((row.clear_from, judged.CLEAR_SHARE), (row.some_from, judged.SOME_SHARE)):
            assert threshold is None or row.false_alarms(threshold) <= share, name
        # Wilks 1941: from fewer photographs neither promise can be kept with 95 % confidence.
        assert row.clear_from is None or len(row.reals) >= 299, name
        assert row.some_from is None or len(row.reals) >= 150, name


def test_the_region_model_answers_for_every_cell_and_the_same_in_a_batch_as_alone(models: learned.LearnedModels) -> None:
    assert models.region is not None
    with Image.open(SAMPLE) as image:
        pixels = np.asarray(image.convert("RGB").resize((384, 192)), np.float32)
    tiles = np.stack([pixels[:, :192], pixels[:, 192:]]).transpose(0, 3, 1, 2)

    together = models.region.run(np.ascontiguousarray(tiles))
    alone = [models.region.run(np.ascontiguousarray(tile[None])) for tile in tiles]

    for name in ("changed", "sure"):
        assert together[name].shape == (2, 24, 24)
        assert 0 <= together[name].min() <= together[name].max() <= 1
        np.testing.assert_allclose(together[name], np.concatenate([one[name] for one in alone]), atol=1e-3)


def test_the_map_of_parts_is_in_the_result_and_says_where_it_cannot_tell(models: learned.LearnedModels) -> None:
    with Image.open(SAMPLE) as image:
        half = image.convert("RGB").resize((480, 480))
        half.paste((128, 128, 128), (0, 0, 240, 480))
    result = _checked(_saved(half, quality=95))

    assert result.parts is not None
    known = np.array(result.parts.reliability)
    assert known[:, : known.shape[1] // 2 - 2].max() < 0.05 < known[:, known.shape[1] // 2 + 2 :].mean()
    assert set(result.as_json()["parts"]) == {"box", "scores", "reliability"}  # type: ignore[arg-type]


def _checked(content: bytes):
    with Checker() as checker:
        return checker.check(content, "picture").result


def _saved(image: Image.Image, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def test_a_real_portrait_has_a_probability_a_score_and_the_row_that_applies_and_no_clear_signs() -> None:
    with Image.open(SAMPLE) as image:
        result = _checked(_saved(image.convert("RGB").resize((480, 480)), quality=90))

    (face,) = result.faces
    assert result.probability == face.score
    assert result.probability is not None
    assert 0 <= result.probability <= 1
    assert result.band is not Band.CLEAR_SIGNS
    assert {finding.id for finding in result.findings} & LEARNED
    assert {"yunet", "face", "region"} <= {model.name for model in result.models}


def test_a_picture_that_is_only_a_face_cut_close_is_found_and_scored() -> None:
    with Image.open(SAMPLE) as image:
        picture = image.convert("RGB")
        (face,) = faces.find_faces(np.asarray(picture), Model(faces.MODEL_NAME))
        box = face.box
        close = picture.crop((box.x, box.y, box.x + box.width, box.y + box.height)).resize((224, 224))

    result = _checked(_saved(close, quality=75))

    assert len(result.faces) == 1
    assert result.probability is not None


def test_every_model_that_ships_says_that_it_is_for_non_commercial_use_only() -> None:
    for entry in manifest():
        if entry.name != faces.MODEL_NAME:
            assert "non-commercial" in entry.licence
            assert "Non-commercial" in (places.models() / entry.file).with_name("card.md").read_text("utf-8")
