"""`linden match`: what it prints and how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.core import places

SAMPLES = places.resources() / "samples"
OWN = SAMPLES / "own-photos"


def test_one_object_a_suspect_best_first_and_empty_where_nothing_was_found(linden) -> None:
    ended = linden("match", SAMPLES / "composite.jpg", SAMPLES / "untouched.jpg", "--originals", OWN, "--json")

    found, nothing = (json.loads(line) for line in ended.out.splitlines())
    assert ended.code == 0
    assert found["path"] == str(SAMPLES / "composite.jpg")
    assert [match["path"] for match in found["matches"]] == [str(OWN / "portrait.jpg"), str(OWN / "coffee.jpg")]
    best = found["matches"][0]
    assert best["kind"] == "same_source"
    assert best["inliers"] > 100
    assert [len(row) for row in best["transform"]] == [3, 3, 3]
    assert 0.1 < best["changed_fraction"] < 0.3
    assert nothing == {"path": str(SAMPLES / "untouched.jpg"), "matches": []}


def test_a_folder_of_suspects_gives_one_object_for_each_picture(linden, tmp_path: Path) -> None:
    for name in ("cat.jpg", "temple.jpg"):
        shutil.copy(OWN / name, tmp_path)

    ended = linden("match", tmp_path, "--originals", OWN, "--json")

    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [(Path(line["path"]).name, line["matches"][0]["kind"]) for line in lines] == [
        ("cat.jpg", "same_image"),
        ("temple.jpg", "same_image"),
    ]


def test_not_found_is_not_told_as_not_made_from_yours(linden, language: str) -> None:
    ended = linden("match", SAMPLES / "untouched.jpg", "--originals", OWN)

    said = {"en": "This does not mean that the picture was not made from one of them.", "ko": "이 사진들로 만들지 않았다는 뜻은 아니에요."}
    assert ended.code == 0
    assert said[language] in ended.out


def test_what_was_found_is_told_in_words(linden, language: str) -> None:
    ended = linden("match", SAMPLES / "composite.jpg", "--originals", OWN)

    assert str(OWN / "portrait.jpg") in ended.out
    assert {"en": "Made with your photo:", "ko": "내 사진으로 만든 것이에요."}[language] in ended.out


def test_beside_what_was_found_it_is_told_that_it_may_be_another_picture_of_that_moment(linden, language: str) -> None:
    altered = linden("match", SAMPLES / "composite.jpg", "--originals", OWN)
    same = linden("match", OWN / "cat.jpg", "--originals", OWN)

    assert {"en": "by a camera that stood still", "ko": "움직이지 않은 카메라로"}[language] in altered.out
    assert {"en": "Another picture of the same moment", "ko": "같은 순간의 다른 사진도"}[language] in same.out


@pytest.mark.parametrize("as_json", [True, False])
def test_a_suspect_that_cannot_be_read_is_told_and_the_rest_go_on(linden, tmp_path: Path, as_json: bool) -> None:
    ended = linden("match", tmp_path / "gone.jpg", OWN / "cat.jpg", "--originals", OWN, *(["--json"] if as_json else []))

    assert ended.code == 3
    assert ended.err.splitlines()[:2] == [str(tmp_path / "gone.jpg"), "  gone.jpg was not found."]
    assert "cat.jpg" in ended.out
    if as_json:
        assert json.loads(ended.out.splitlines()[0])["error"]["code"] == "file_missing"


def test_when_no_suspect_can_be_read_it_has_failed(linden, tmp_path: Path) -> None:
    (tmp_path / "words.jpg").write_bytes(b"words")

    assert linden("match", tmp_path / "words.jpg", "--originals", OWN).code == 1


def test_a_folder_without_photos_has_failed(linden, tmp_path: Path) -> None:
    ended = linden("match", OWN / "cat.jpg", "--originals", tmp_path)

    assert ended.code == 1
    assert ended.out == ""
    assert "No photo that can be read was found" in ended.err


def test_photos_that_could_not_be_read_are_named_on_stderr(linden, tmp_path: Path) -> None:
    shutil.copy(OWN / "cat.jpg", tmp_path)
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff")

    ended = linden("match", OWN / "cat.jpg", "--originals", tmp_path, "--json")

    assert ended.code == 0
    assert "broken.jpg" in ended.err
    assert len(ended.out.splitlines()) == 1


def test_without_a_folder_it_is_wrong_usage(linden) -> None:
    assert linden("match", OWN / "cat.jpg").code == 2


@pytest.mark.parametrize(("said", "pictures"), [((), 0), (("--person-shown", "under-18"), 0), (("--person-shown", "adult"), 2)])
def test_a_report_shows_pictures_only_of_what_surely_shows_an_adult(linden, tmp_path: Path, said: tuple[str, ...], pictures: int) -> None:
    ended = linden("match", SAMPLES / "composite.jpg", "--originals", OWN, "--report", tmp_path / "match.pdf", *said)

    (shown,) = PdfReader(tmp_path / "match.pdf").pages
    assert ended.code == 0
    assert "portrait.jpg" in shown.extract_text()
    assert len(shown.images) == pictures


def test_a_report_of_a_search_that_found_nothing_is_written_with_how_many_were_searched(linden, tmp_path: Path, language: str) -> None:
    ended = linden("match", SAMPLES / "untouched.jpg", "--originals", OWN, "--report", tmp_path / "match.pdf")

    (shown,) = PdfReader(tmp_path / "match.pdf").pages
    said = {"en": "None of 5 photos was found again", "ko": "사진 5장 가운데 다시 찾은 것이 없습니다"}[language]
    assert ended.code == 0
    assert said in " ".join(shown.extract_text().split())


def test_a_report_never_takes_the_place_of_a_file(linden, tmp_path: Path) -> None:
    (tmp_path / "match.pdf").write_bytes(b"mine")

    ended = linden("match", SAMPLES / "composite.jpg", "--originals", OWN, "--report", tmp_path / "match.pdf")

    assert ended.code == 1
    assert "match.pdf" in ended.err
    assert (tmp_path / "match.pdf").read_bytes() == b"mine"


def test_with_nothing_readable_no_report_of_a_match_is_written(linden, tmp_path: Path) -> None:
    ended = linden("match", tmp_path / "gone.jpg", "--originals", OWN, "--report", tmp_path / "match.pdf")

    assert ended.code == 1
    assert not (tmp_path / "match.pdf").exists()
