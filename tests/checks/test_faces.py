"""Finding faces, and the model that does it."""

import importlib.util
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from desktop.checks import faces
from desktop.checks.errors import ModelChanged, ModelMissing
from desktop.checks.inference import Model, manifest
from desktop.core import places
from tests.media.pictures import scene

SAMPLE = places.resources() / "samples" / "own-photos" / "portrait.jpg"


def _script(name):
    spec = importlib.util.spec_from_file_location(name, places.models() / "evaluation" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


golden = _script("golden")


@pytest.fixture(scope="module")
def model():
    return Model(faces.MODEL_NAME)


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: entry.name)
def test_every_model_of_the_manifest_answers_as_it_was_kept(entry):
    assert golden.differences(entry.name) == []


@pytest.mark.parametrize("entry", manifest(), ids=lambda entry: entry.name)
def test_every_model_has_a_card_and_a_licence_beside_it(entry):
    folder = (places.models() / entry.file).parent

    assert (folder / "card.md").read_text("utf-8").strip()
    assert (folder / "LICENSE").read_text("utf-8").strip()


def _portrait():
    with Image.open(SAMPLE) as image:
        return image.convert("RGB")


def test_the_face_of_a_portrait_is_found(model):
    (face, *others) = faces.find_faces(np.asarray(_portrait()), model)

    assert face.confidence > 0.8
    assert face.score is None
    assert others == []


@pytest.mark.parametrize("side", [60, 200, 900])
def test_a_face_cut_close_is_found_at_any_size(model, side):
    image = _portrait()
    box = faces.find_faces(np.asarray(image), model)[0].box
    close = image.crop((box.x, box.y, box.x + box.width, box.y + box.height)).resize((side, side * box.height // box.width))

    (face, *_others) = faces.find_faces(np.asarray(close), model)

    assert face.box.width > side / 2


def test_a_small_face_in_a_large_picture_is_found_where_it_is(model):
    large = Image.new("RGB", (4000, 3000), (90, 110, 90))
    image = _portrait()
    box = faces.find_faces(np.asarray(image), model)[0].box
    small = image.resize((image.width * 50 // box.width, image.height * 50 // box.width))  # a face 50 pixels wide
    large.paste(small, (3000, 2000))

    (face,) = faces.find_faces(np.asarray(large), model)

    assert abs(face.box.x - (3000 + box.x * 50 / box.width)) < 15
    assert abs(face.box.y - (2000 + box.y * 50 / box.width)) < 15


def test_no_face_is_found_in_shapes(model):
    assert faces.find_faces(np.asarray(scene(640, 480)), model) == ()


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (3000, 2), (33, 31)])
def test_a_picture_of_any_shape_can_be_looked_at(model, size):
    assert faces.find_faces(np.asarray(Image.new("RGB", size)), model) == ()


def test_a_changed_model_is_not_used(tmp_path):
    _copy(tmp_path)
    file = tmp_path / Model(faces.MODEL_NAME).entry.file
    content = bytearray(file.read_bytes())
    content[1000] ^= 1
    file.write_bytes(content)

    with pytest.raises(ModelChanged):
        faces.find_faces(np.asarray(scene()), Model(faces.MODEL_NAME, tmp_path))


def test_a_missing_model_says_so(tmp_path):
    _copy(tmp_path)
    (tmp_path / Model(faces.MODEL_NAME).entry.file).unlink()

    with pytest.raises(ModelMissing):
        faces.find_faces(np.asarray(scene()), Model(faces.MODEL_NAME, tmp_path))


@pytest.mark.parametrize("content", ["", "{}", '{"models": [{"name": 1}]}', "[]"])
def test_a_damaged_list_of_models_says_so(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)

    with pytest.raises(ModelChanged):
        Model(faces.MODEL_NAME, tmp_path)


def test_a_model_that_is_not_listed_is_missing(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"models": []}))

    with pytest.raises(ModelMissing):
        Model(faces.MODEL_NAME, tmp_path)


def _copy(folder):
    shutil.copytree(places.models(), folder, dirs_exist_ok=True)
