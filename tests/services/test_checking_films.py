"""Videos and documents, from the file to the result, through the real decoder and the real model."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.core.errors import Stopped
from desktop.core.work import Work
from desktop.services.checking import Checked, Checker, NotChecked, save_report
from tests.media import clips, pictures

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


@pytest.fixture(scope="module")
def checker():
    with Checker() as one:
        yield one


@pytest.fixture(scope="module")
def clip():
    portrait = Image.open(SAMPLES / "own-photos" / "portrait.jpg").convert("RGB").resize((384, 384))
    temple = Image.open(SAMPLES / "own-photos" / "temple.jpg").convert("RGB").resize((384, 384))
    return clips.clip(frames=[(number / 5, portrait if number < 10 else temple) for number in range(20)], rate=5)


def test_a_face_in_a_video_is_followed_and_its_best_moment_shown(checker, clip):
    result = checker.check(clip, "a clip")

    seen = result.result.video
    assert [(track.first, track.last) for track in seen.tracks] == [(0.0, pytest.approx(1.6, abs=0.3))]
    assert len(result.result.faces) == 1
    assert len(result.stills) == len(seen.moments)
    # Judged when it is first seen, and gone before it would be judged again: that moment is the one that is shown.
    assert [(moment.time, moment.track) for moment in seen.moments if moment.track] == [(0.0, 1)]
    assert seen.tracks[0].score is not None
    assert result.preview.shape[:2] == (480, 480)
    assert len(seen.hashes) == 4
    assert all(one.line.count(",") == 3 for one in seen.hashes)


def test_files_of_every_sort_in_a_folder_are_checked(checker, clip, tmp_path):
    (tmp_path / "a.mp4").write_bytes(clip)
    (tmp_path / "b.jpg").write_bytes(pictures.photograph())
    (tmp_path / "c.pdf").write_bytes(
        pictures.saved(pictures.scene(200, 200), "PDF", save_all=True, append_images=[pictures.scene(200, 200, 2)])
    )
    (tmp_path / "d.mov").write_bytes(clip[: len(clip) // 2])
    steps = []

    outcomes = list(checker.check_all([tmp_path], Work(lambda done, total: steps.append(done / total))))

    assert [(one.name, getattr(one, "page", None)) for one in outcomes] == [
        ("a.mp4", None),
        ("b.jpg", None),
        ("c.pdf", 0),
        ("c.pdf", 1),
        ("d.mov", None),
    ]
    assert isinstance(outcomes[-1], NotChecked)
    assert outcomes[-1].error.code == "film_damaged"
    assert steps == sorted(steps)
    assert steps[-1] == 1


def test_a_video_under_a_wrong_name_is_known_by_its_content(checker, clip, tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(clip)

    assert checker.check(path).result.video is not None


def test_a_document_of_very_many_pages_is_told_and_its_first_are_checked(checker, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.services.checking.MOST_PAGES", 2)
    path = tmp_path / "many.pdf"
    path.write_bytes(pictures.saved(pictures.scene(80, 80), "PDF", save_all=True, append_images=[pictures.scene(80, 80)] * 3))

    outcomes = list(checker.check_all([path], Work()))

    assert [type(one) for one in outcomes] == [Checked, Checked, NotChecked]
    assert outcomes[-1].error.code == "document_too_long"


def test_a_video_is_stopped_in_the_middle(checker, clip):
    work = Work()
    seen = []

    def stop_soon(done, total):
        seen.append(done)
        work.stop()

    work._on_step = stop_soon

    with pytest.raises(Stopped):
        checker.check(clip, "a clip", work)

    assert len(seen) == 1
    assert checker.check(clip, "a clip").result.video is not None


def test_nothing_of_a_video_is_written_but_the_report_and_it_shows_nobody(checker, clip, tmp_path):
    out = tmp_path / "result.pdf"

    save_report([checker.check(clip, "a clip")], out, "ko")

    assert out.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["result.pdf"]


def test_a_face_in_a_video_of_4k_is_told_in_its_own_pixels(checker):
    portrait = Image.open(SAMPLES / "own-photos" / "portrait.jpg").convert("RGB").resize((2160, 2160))
    result = checker.check(clips.clip(frames=[(0, portrait), (0.2, portrait)], rate=5, options={"preset": "ultrafast"}), "large").result

    assert (result.width, result.height) == (2160, 2160)
    assert result.faces[0].box.width > 360
    assert np.isfinite(result.seconds)
