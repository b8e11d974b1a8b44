"""The report of a search for the source photo: what it tells, and that nobody can be recognised in it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from desktop.core import places
from desktop.core.work import Work
from desktop.matching.result import Aligned, Match, MatchKind
from desktop.services import match_report
from desktop.services.match_report import Searched
from desktop.services.matching import find_source, index_photos

SAMPLES = places.resources() / "samples"
OWN = SAMPLES / "own-photos"
SUSPECT = SAMPLES / "composite.jpg"
IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@pytest.fixture(scope="module")
def found() -> list[tuple[Match, float | None]]:
    return [(match, None) for match in find_source(SUSPECT, index_photos(OWN, Work()), Work())]


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)).split())


def pictures_in_pdf(path: Path) -> int:
    return sum(
        1
        for page in pypdfium2.PdfDocument(path)
        for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])  # type: ignore[arg-type]  # the stub wants a number
    )


def of(match: Match, **changed: object) -> Searched:
    return replace(Searched("suspect.jpg", "ab" * 32, 12, (match,), (None,)), **changed)  # type: ignore[arg-type]  # facts of the test


@pytest.mark.parametrize("with_pair", [True, False])
def test_it_tells_by_what_the_photo_was_found_and_shows_pictures_only_if_wished(tmp_path: Path, found, language, with_pair: bool) -> None:
    one = match_report.searched(SUSPECT, "composite.jpg", 5, found, Work(), with_pair=with_pair)

    match_report.save([one], tmp_path / "match.pdf", language)

    told = text_of(tmp_path / "match.pdf")
    for part in ("composite.jpg", "portrait.jpg", "coffee.jpg", one.sha256, found[0][0].sha256, str(found[0][0].inliers), "91"):
        assert part in told
    assert {"en": "What it does not say", "ko": "이 결과가 말해 주지 않는 것"}[language] in told
    assert {"en": "a camera that stood still", "ko": "움직이지 않은 카메라로"}[language] in told
    assert pictures_in_pdf(tmp_path / "match.pdf") == (2 if with_pair else 0)


def test_of_the_same_picture_it_is_told_that_it_may_be_another_of_that_moment(tmp_path: Path, found, language) -> None:
    match_report.save([of(replace(found[0][0], kind=MatchKind.SAME_IMAGE))], tmp_path / "match.pdf", language)

    assert {"en": "Another picture of the same moment", "ko": "같은 순간의 다른 사진도"}[language] in text_of(tmp_path / "match.pdf")


def test_what_was_not_found_is_not_told_as_not_made_from_these(tmp_path: Path, language) -> None:
    one = match_report.searched(SAMPLES / "untouched.jpg", "untouched.jpg", 5, [], Work(), with_pair=True)

    match_report.save([one], tmp_path / "match.pdf", language)

    assert {"en": "This does not mean that the picture was not made from one of them", "ko": "만들지 않았다는 뜻은 아닙니다"}[
        language
    ] in text_of(tmp_path / "match.pdf")
    assert pictures_in_pdf(tmp_path / "match.pdf") == 0


def test_the_pair_holds_no_more_than_rough_patches_of_either() -> None:
    chance = np.random.default_rng(1)
    fine = chance.integers(0, 255, (400, 600, 3)).astype(np.uint8)
    changed = np.zeros((400, 600), dtype=np.float32)
    changed[100:300:2, 200:400] = 1.0

    for shown in match_report.unrecognisable_pair(Aligned(fine, fine[::-1].copy(), changed)):
        # What is left of noise from pixel to pixel after it was averaged over patches of 40 pixels.
        assert np.abs(np.diff(shown[:40].astype(float), axis=1)).mean() < 3
        assert max(shown.shape) <= 480


def test_what_differs_is_marked_where_it_is() -> None:
    grey = np.full((400, 400, 3), 128, dtype=np.uint8)
    changed = np.zeros((400, 400), dtype=np.float32)
    changed[:200, :200] = 1.0

    for shown in match_report.unrecognisable_pair(Aligned(grey, grey, changed)):
        assert shown[120, 120, 2] > 180
        assert abs(int(shown[360, 360, 2]) - 128) < 3


def test_a_video_says_when_and_a_mirrored_photo_says_so(tmp_path: Path) -> None:
    match = Match(Path("a.jpg"), MatchKind.SAME_IMAGE, 40, IDENTITY, 0.0, mirrored=True, sha256="cd" * 32)

    match_report.save([of(match, times=(75.0,))], tmp_path / "match.pdf", "en")

    told = text_of(tmp_path / "match.pdf")
    assert "Found at 1:15 of the video." in told
    assert "The photo is mirrored in it." in told
    assert "The same picture as one of the photos" in told


def test_a_name_that_attacks_the_page_is_only_text(tmp_path: Path) -> None:
    match = Match(Path('"#panic().jpg'), MatchKind.SAME_SOURCE, 40, IDENTITY, 0.5, mirrored=False, sha256="cd" * 32)

    match_report.save([of(match, name='#import "/etc/passwd"\u202e.jpg')], tmp_path / "match.pdf", "en")

    assert '#import "/etc/passwd"' in text_of(tmp_path / "match.pdf")
    assert '"#panic().jpg' in text_of(tmp_path / "match.pdf")


def test_many_matches_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    match = Match(Path("a.jpg"), MatchKind.SAME_IMAGE, 40, IDENTITY, 0.0, mirrored=False, sha256="cd" * 32)
    several = tuple(replace(match, path=Path(f"copy-{number}.jpg")) for number in range(9))

    match_report.save([of(match, matches=several, times=())], tmp_path / "match.pdf", "en")

    told = text_of(tmp_path / "match.pdf")
    assert "copy-5.jpg" in told
    assert "copy-6.jpg" not in told
    assert "Further photos found 3" in told
