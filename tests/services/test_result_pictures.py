"""Pictures of results go along where pictures leave, previews where they are chosen, and none of anyone who may be under 18."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.core import places
from desktop.core.work import Work
from desktop.services import handing_over, matching, results, taking_over, vaults
from desktop.services.checking import Checker
from desktop.services.handing_over import PackageChoice
from desktop.services.vaults import AgeAnswer, Item, Vault, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

SAMPLES = places.resources() / "samples"
OWN = SAMPLES / "own-photos" / "portrait.jpg"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", "passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY) as made:
        yield made


def _added(vault: Vault, path: Path, age: AgeAnswer = AgeAnswer.ADULT) -> Item:
    return vault.add_file(path.read_bytes(), path.name, Where(), age, Work())


def _checked(vault: Vault, item: Item) -> None:
    with Checker() as checker:
        results.check(vault, item.id, checker, Work())


def _matched(vault: Vault, item: Item) -> None:
    own = matching.index_photos(OWN.parent, Work())
    results.keep_matches(vault, item.id, item.sha256, matching.find_source(SAMPLES / "composite.jpg", own, Work()))


def _documents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name.rsplit("/", 1)[1]: package.read(name) for name in package.namelist() if "/data/documents/" in name}


def _picture(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def test_a_check_goes_along_with_a_marked_picture_that_shows_nobody(vault: Vault, tmp_path: Path) -> None:
    item = _added(vault, SAMPLES / "composite.jpg")
    _checked(vault, item)

    promised = {entry.path for entry in handing_over.preview(vault)}
    built = handing_over.build(vault, tmp_path / "out.zip", Work())

    (name,) = [name for name in _documents(built.path) if name.endswith(".jpg")]
    assert name.startswith(f"{item.id}_check_")
    assert promised == {entry.path for entry in built.entries}
    assert max(_picture(_documents(built.path)[name]).shape) == 480
    assert handing_over.verify(built.path, Work()).ok


def test_a_comparison_goes_along_where_both_pictures_do(vault: Vault, tmp_path: Path) -> None:
    photo, item = _added(vault, OWN), _added(vault, SAMPLES / "composite.jpg")
    _matched(vault, item)

    both = handing_over.build(vault, tmp_path / "both.zip", Work())
    one = handing_over.build(vault, tmp_path / "one.zip", Work(), PackageChoice(item_ids=[item.id]))

    (name,) = [name for name in _documents(both.path) if name.endswith(".jpg")]
    assert name.startswith(f"{item.id}_match_")
    height, width, _ = _picture(_documents(both.path)[name]).shape
    assert width > 2 * height
    assert [name for name in _documents(one.path) if name.endswith(".jpg")] == []
    assert photo.id != item.id


def test_without_pictures_there_are_none_but_coarse_previews_if_they_are_chosen(vault: Vault, tmp_path: Path) -> None:
    item = _added(vault, SAMPLES / "composite.jpg")
    _checked(vault, item)

    plain = handing_over.build(vault, tmp_path / "plain.zip", Work(), PackageChoice(pictures=False))
    coarse = handing_over.build(vault, tmp_path / "coarse.zip", Work(), PackageChoice(pictures=False, previews=True))

    assert [name for name in _documents(plain.path) if name.endswith(".jpg")] == []
    (name,) = [name for name in _documents(coarse.path) if name.endswith(".jpg")]
    assert name == f"{item.id}_preview.jpg"
    # So little is kept of the picture that fourteen by fourteen points give it back.
    few = Image.fromarray(_picture(_documents(coarse.path)[name])).resize((14, 14), Image.Resampling.BOX)
    again = np.asarray(few.resize(Image.open(io.BytesIO(_documents(coarse.path)[name])).size, Image.Resampling.BICUBIC), np.float32)
    assert np.abs(again - _picture(_documents(coarse.path)[name])).mean() < 8
    assert handing_over.verify(coarse.path, Work()).ok
    with zipfile.ZipFile(coarse.path) as package:
        assert b"no original image, only a coarse" in package.read("coarse/index.en.html")


@pytest.mark.parametrize("pictures", [True, False])
def test_of_whoever_may_be_under_18_there_is_no_picture_in_any_form(vault: Vault, tmp_path: Path, pictures: bool) -> None:
    item = _added(vault, SAMPLES / "composite.jpg")
    _checked(vault, item)
    vault.change_age(item.id, AgeAnswer.NOT_SURE, destroy=True)

    built = handing_over.build(vault, tmp_path / "out.zip", Work(), PackageChoice(pictures=pictures, previews=not pictures))

    assert [name for name in _documents(built.path) if name.endswith(".jpg")] == []


def test_what_is_held_back_now_has_no_preview(vault: Vault, tmp_path: Path) -> None:
    item = _added(vault, SAMPLES / "composite.jpg", AgeAnswer.NOT_ASKED)

    built = handing_over.build(vault, tmp_path / "out.zip", Work(), PackageChoice(pictures=False, previews=True, withhold=[item.id]))

    assert _documents(built.path) == {}


def test_whoever_takes_the_case_over_keeps_results_as_text_and_no_picture_of_them(vault: Vault, tmp_path: Path) -> None:
    item = _added(vault, SAMPLES / "composite.jpg")
    _checked(vault, item)
    built = handing_over.build(vault, tmp_path / "out.zip", Work())

    taking_over.take_over(built.path, tmp_path / "theirs", "other", Work(), cost=CHEAP_COST_FOR_TESTS_ONLY)

    with vaults.unlock(tmp_path / "theirs", "other") as theirs:
        kept = [record.content for record in theirs.records("origin", theirs.items()[0].id) if "content" in record.content]
        assert [json.loads(str(content["content"]))["kind"] for content in kept] == ["check"]
