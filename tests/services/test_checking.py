"""Checking files, one after another, and the report."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdf
import pytest

from desktop.checks import preview
from desktop.checks.result import Band
from desktop.core import places
from desktop.core.errors import FileMissing, Stopped
from desktop.core.work import Work
from desktop.media.errors import FileEmpty, FileTooLarge
from desktop.media.limits import Limits
from desktop.services.checking import Checked, Checker, NotChecked, save_report, without_pixels
from tests.media import pictures

SAMPLE = places.resources() / "samples" / "own-photos" / "portrait.jpg"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def checker():
    with Checker() as one:
        yield one


def test_a_photograph_with_a_face_and_nothing_found_cannot_be_told(checker):
    checked = checker.check(SAMPLE)

    assert checked.result.band is Band.CANNOT_TELL
    assert len(checked.result.faces) == 1
    assert checked.result.probability is not None
    # Its face is one of a kind that was measured, and its score lies below every threshold: no answer, with how many score as high.
    assert "learned_unsure" in {finding.id for finding in checked.result.findings}


def test_bytes_and_their_file_give_the_same_result(checker, tmp_path):
    content = pictures.with_text("parameters", "x\nSteps: 20, Sampler: Euler, Seed: 1, Size: 8x8")
    (tmp_path / "a.png").write_bytes(content)

    from_file, from_bytes = checker.check(tmp_path / "a.png"), checker.check(content, "a.png")

    assert from_file.result.band is Band.CLEAR_SIGNS
    assert from_file.result.sha256 == from_bytes.result.sha256
    assert from_file.result.findings == from_bytes.result.findings
    assert from_file.name == from_bytes.name


def test_the_most_telling_finding_comes_first(checker):
    content = pictures.with_exif(Software="FaceApp 1")

    strengths = [finding.strength.value for finding in checker.check(content).result.findings]

    assert strengths == sorted(strengths, key=["strong", "moderate", "weak", "none"].index)


def test_bytes_that_cannot_be_read_are_a_known_error(checker):
    with pytest.raises(FileEmpty):
        checker.check(b"", "a.jpg")
    with Checker(Limits(max_bytes=10)) as strict, pytest.raises(FileTooLarge):
        strict.check(b"x" * 11, "a.jpg")


def test_a_folder_is_walked_and_a_bad_file_does_not_end_it(checker, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "good.jpg").write_bytes(pictures.photograph())
    for name, (content, _code) in pictures.bad_files().items():
        (tmp_path / name).write_bytes(content)

    outcomes = {outcome.name: outcome for outcome in checker.check_all([tmp_path, tmp_path / "gone.jpg"], Work())}

    assert isinstance(outcomes.pop("good.jpg"), Checked)
    missing = outcomes.pop("gone.jpg")
    assert isinstance(missing, NotChecked)
    assert isinstance(missing.error, FileMissing)
    assert {name: outcome.error.code for name, outcome in outcomes.items()} == {
        name: "film_damaged" if name == "renamed_video.jpg" else code for name, (_content, code) in pictures.bad_files().items()
    }


def test_an_empty_folder_is_told(checker, tmp_path):
    (outcome,) = checker.check_all([tmp_path], Work())

    assert outcome.error.code == "nothing_to_check"


def test_a_check_tells_its_steps_and_can_be_stopped(checker, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(pictures.photograph())
    steps = []
    work = Work(lambda done, total: steps.append((done, total)))

    seen = []
    with pytest.raises(Stopped):
        for outcome in checker.check_all([tmp_path], work):
            seen.append(outcome)
            work.stop()

    assert len(seen) == 1
    assert [done / total for done, total in steps] == [0]


def test_nothing_is_written_by_a_check(tmp_path, monkeypatch):
    (tmp_path / "a.jpg").write_bytes(pictures.photograph())
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))

    with Checker() as checker:
        checker.check(tmp_path / "a.jpg")

    assert sorted(tmp_path.rglob("*")) == before


def test_the_preview_holds_almost_nothing_of_the_picture():
    chance = np.random.default_rng(1)
    pixels = chance.integers(0, 256, (600, 800, 3), np.uint8)
    other = np.kron(np.zeros((75, 100, 1)), np.ones((8, 8, 3))).astype(np.uint8) + pixels.mean(dtype=float).astype(np.uint8)

    shown = preview.unrecognisable(pixels)

    assert shown.shape == (360, 480, 3)
    assert np.abs(shown.astype(int) - preview.unrecognisable(other).astype(int)).mean() < 8


@pytest.mark.parametrize(("language", "headline"), [("en", "Some signs of manipulation"), ("ko", "조작의 흔적이 조금 있어요")])
def test_a_report_says_what_was_found_in_its_language(checker, tmp_path, language, headline):
    checked = [checker.check(pictures.with_exif(Software="FaceApp"), "one.jpg"), checker.check(SAMPLE)]

    save_report([without_pixels(one) for one in checked], tmp_path / "out.pdf", language)

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO((tmp_path / "out.pdf").read_bytes())).pages]
    whole = "".join("".join(pages).split())
    assert headline.replace(" ", "") in whole
    assert "one.jpg" in whole
    assert "FaceApp" in whole
    for one in checked:
        assert one.result.sha256 in whole
        for finding in one.result.findings:
            assert "".join(finding.text.within(language).split()) in whole
            assert "".join(finding.limits.within(language).split()) in whole


@pytest.mark.parametrize(("picture", "frames"), [(SAMPLE, "White frames: faces."), (pictures.photograph(), "")], ids=["face", "none"])
def test_a_report_explains_only_the_frames_that_it_shows(checker, tmp_path, picture, frames):
    checked = checker.check(picture)

    save_report([checked], tmp_path / "out.pdf", "en")

    said = " ".join(pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text().split())
    assert bool(checked.result.faces) == bool(frames)
    assert f"Made unrecognisable on purpose. {frames}".strip() in said
    assert [colour for colour in ("White frames", "Red frames") if colour in said] == ([frames[:12]] if frames else [])


def test_names_of_strangers_reach_the_report_as_text_and_nothing_else(checker, tmp_path):
    checked = checker.check(pictures.photograph(), '#panic("x")\u202egpj.exe $x$ *b*')

    save_report([checked], tmp_path / "out.pdf", "en")

    said = "".join("".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out.pdf").pages).split())
    assert '#panic("x")<U+202E>gpj.exe$x$*b*' in said


def test_neither_models_nor_opencv_are_loaded_before_the_first_check():
    code = "import sys, desktop.services.checking; print([name for name in ('cv2', 'onnxruntime', 'PIL', 'c2pa') if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"
