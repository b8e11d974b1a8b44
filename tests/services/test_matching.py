"""Searching the source photo as the window and the command do: files in, matches out, every decoder a child process."""

import shutil
from itertools import cycle
from pathlib import Path

import cv2
import numpy as np
import pytest

from desktop.core import places
from desktop.core.errors import FileMissing, Stopped
from desktop.core.work import Work
from desktop.matching.errors import NoPhotosFound, PhotoChanged
from desktop.matching.result import MatchKind
from desktop.media.encode import to_jpeg, to_png
from desktop.media.errors import NotAPicture
from desktop.services.matching import OwnPhotos, align, find_source, index_photos
from tests.matching.conftest import pixels_of
from tests.matching.suspects import SAME_IMAGE, WAYS

SAMPLES = places.resources() / "samples"
OWN = SAMPLES / "own-photos"


@pytest.fixture(scope="module")
def own() -> OwnPhotos:
    return index_photos(OWN, Work())


def stopping_after(steps: int) -> Work:
    """Return a work that is asked to stop at its n-th step."""
    seen = 0

    def count(_done: int, _total: int) -> None:
        nonlocal seen
        seen += 1
        if seen == steps:
            work.stop()

    work = Work(count)
    return work


def test_every_photo_of_the_folder_is_indexed(own: OwnPhotos) -> None:
    assert (own.count, own.skipped) == (5, ())


def test_the_composite_leads_to_the_photo_it_was_made_from(own: OwnPhotos) -> None:
    best = find_source(SAMPLES / "composite.jpg", own, Work())[0]

    assert best.path == OWN / "portrait.jpg"
    assert best.kind is MatchKind.SAME_SOURCE
    assert best.inliers > 100
    assert not best.mirrored
    # It was cut 32 pixels from the left, and nothing else was moved; the cup covers about a fifth.
    assert np.allclose(best.transform, [[1, 0, -32], [0, 1, 0], [0, 0, 1]], atol=0.2)
    assert 0.1 < best.changed_fraction < 0.3


def test_the_photo_that_the_pasted_part_came_from_is_found_too(own: OwnPhotos) -> None:
    paths = [match.path.name for match in find_source(SAMPLES / "composite.jpg", own, Work())]

    assert paths == ["portrait.jpg", "coffee.jpg"]


def test_an_unrelated_photo_leads_nowhere(own: OwnPhotos) -> None:
    assert find_source(SAMPLES / "untouched.jpg", own, Work()) == ()


@pytest.mark.parametrize("name", ["portrait", "coffee", "cat", "temple", "dahlia"])
def test_a_photo_leads_nowhere_among_other_photos(tmp_path: Path, name: str) -> None:
    for photo in OWN.glob("*.jpg"):
        if photo.stem != name:
            shutil.copy(photo, tmp_path)

    assert find_source(OWN / f"{name}.jpg", index_photos(tmp_path, Work()), Work()) == ()


@pytest.mark.parametrize(("name", "way"), [*zip(cycle(["portrait", "temple", "coffee"]), WAYS, strict=False)])
def test_the_source_is_found_however_the_suspect_was_made(own: OwnPhotos, name: str, way: str) -> None:
    suspect = WAYS[way](pixels_of(OWN / f"{name}.jpg"), pixels_of(SAMPLES / "untouched.jpg"))

    matches = find_source(to_jpeg(suspect, 80), own, Work())

    assert [match.path.name for match in matches] == [f"{name}.jpg"]
    assert matches[0].kind is (MatchKind.SAME_IMAGE if way in SAME_IMAGE else MatchKind.SAME_SOURCE)
    assert matches[0].mirrored == (way in {"mirror", "filtered_crop"})


def test_the_transform_is_in_pixels_of_the_full_pictures(tmp_path: Path) -> None:
    large = cv2.resize(pixels_of(OWN / "temple.jpg"), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    (tmp_path / "large.jpg").write_bytes(to_jpeg(np.asarray(large, dtype=np.uint8), 90))
    suspect = np.asarray(large[400:1600, 300:2100], dtype=np.uint8)

    match = find_source(to_jpeg(suspect, 80), index_photos(tmp_path, Work()), Work())[0]

    assert np.allclose(match.transform, [[1, 0, -300], [0, 1, -400], [0, 0, 1]], atol=2.5)
    assert match.kind is MatchKind.SAME_IMAGE


def test_a_photo_held_upright_by_its_orientation_tag_is_matched_upright(tmp_path: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(OWN / "temple.jpg").rotate(90, expand=True).save(tmp_path / "phone.jpg", quality=92, exif=exif)

    match = find_source(OWN / "temple.jpg", index_photos(tmp_path, Work()), Work())[0]

    assert np.allclose(match.transform, np.eye(3), atol=0.5)


def test_a_picture_with_hardly_any_detail_is_found_as_a_whole(tmp_path: Path) -> None:
    y, x = np.mgrid[0:1:300j, 0:1:400j]
    waves = 128 + 60 * np.sin(5 * x + 3 * y**2) + 50 * np.cos(6 * y - 2 * x)
    soft = np.repeat(np.clip(waves, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    (tmp_path / "soft.png").write_bytes(to_png(soft))
    shutil.copy(OWN / "cat.jpg", tmp_path)

    matches = find_source(to_png(np.rot90(soft)), index_photos(tmp_path, Work()), Work())

    assert [match.path.name for match in matches] == ["soft.png"]
    assert matches[0].kind is MatchKind.SAME_IMAGE


def test_a_folder_of_blank_pictures_is_searched_in_vain(tmp_path: Path) -> None:
    (tmp_path / "blank.png").write_bytes(to_png(np.full((300, 400, 3), 200, dtype=np.uint8)))

    assert find_source(OWN / "cat.jpg", index_photos(tmp_path, Work()), Work()) == ()


def test_files_that_cannot_be_read_are_listed_and_the_rest_is_indexed(tmp_path: Path) -> None:
    shutil.copy(OWN / "cat.jpg", tmp_path)
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "words.png").write_bytes(b"these are words, not a picture")
    (tmp_path / "notes.txt").write_bytes(b"not even named as a picture")

    found = index_photos(tmp_path, Work())

    assert found.count == 1
    assert {one.path.name: one.error.code for one in found.skipped} == {"empty.jpg": "file_empty", "words.png": "not_a_picture"}


def test_a_folder_without_photos_is_told_apart_from_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(NoPhotosFound):
        index_photos(tmp_path, Work())
    with pytest.raises(FileMissing):
        index_photos(tmp_path / "gone", Work())


def test_a_suspect_that_is_no_picture_is_a_typed_error(own: OwnPhotos) -> None:
    with pytest.raises(NotAPicture):
        find_source(b"words", own, Work())


@pytest.mark.parametrize("steps", [1, 3])
def test_indexing_stops_when_asked(steps: int) -> None:
    with pytest.raises(Stopped):
        index_photos(OWN, stopping_after(steps))


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_searching_stops_when_asked(own: OwnPhotos, steps: int) -> None:
    with pytest.raises(Stopped):
        find_source(SAMPLES / "composite.jpg", own, stopping_after(steps))


def test_progress_never_runs_backwards_while_a_folder_is_indexed() -> None:
    steps: list[int] = []

    index_photos(OWN, Work(lambda done, _total: steps.append(done)))

    assert steps == sorted(steps)
    assert set(steps) == {1, 2, 3, 4, 5}


def test_the_aligned_pair_shows_what_was_replaced(own: OwnPhotos) -> None:
    match = find_source(SAMPLES / "composite.jpg", own, Work())[0]

    aligned = align(SAMPLES / "composite.jpg", match)

    assert aligned.suspect.shape == aligned.original.shape == (488, 480, 3)
    assert aligned.changed.shape == (488, 480)
    assert aligned.changed.dtype == np.float32
    # The cup is at the lower right; the face at the upper left is the photo's own.
    assert aligned.changed[300:420, 300:440].mean() > 0.8
    assert aligned.changed[20:180, 120:270].mean() < 0.02


def test_bytes_and_a_file_lead_to_the_same_answer(own: OwnPhotos) -> None:
    path = SAMPLES / "composite.jpg"

    assert find_source(path.read_bytes(), own, Work()) == find_source(path, own, Work())


def test_a_photo_that_was_replaced_since_is_not_shown_as_the_source(tmp_path: Path) -> None:
    shutil.copy(OWN / "portrait.jpg", tmp_path / "mine.jpg")
    indexed = index_photos(tmp_path, Work())
    match = find_source(SAMPLES / "composite.jpg", indexed, Work())[0]

    shutil.copy(OWN / "cat.jpg", tmp_path / "mine.jpg")

    with pytest.raises(PhotoChanged):
        align(SAMPLES / "composite.jpg", match)
    assert find_source(SAMPLES / "composite.jpg", indexed, Work()) == ()


def test_nothing_is_written_beside_the_photos(tmp_path: Path) -> None:
    shutil.copy(OWN / "portrait.jpg", tmp_path)
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*")}

    find_source(SAMPLES / "composite.jpg", index_photos(tmp_path, Work()), Work())

    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*")} == before
