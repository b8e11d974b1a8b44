"""The kind of picture, by which error rates are looked up."""

import io

import numpy as np
import pytest
from PIL import Image

from desktop.checks import picture_kind
from desktop.checks.picture_kind import FaceSize, Saved
from desktop.checks.result import Box
from desktop.core import places
from desktop.media.decoder import Decoder
from desktop.media.facts import FileFacts, JpegFacts
from desktop.media.jpeg_tables import scaled

SAMPLE = places.resources() / "samples" / "own-photos" / "portrait.jpg"


@pytest.mark.parametrize(
    ("side", "size"),
    [(47, FaceSize.TINY), (48, FaceSize.SMALL), (96, FaceSize.MEDIUM), (160, FaceSize.LARGE), (299, FaceSize.LARGE), (300, FaceSize.HUGE)],
)
def test_the_shorter_side_of_the_box_is_the_size(side: int, size: FaceSize) -> None:
    assert picture_kind.size_of(Box(0, 0, side, side + 30)) is size


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def _as_jpeg(quality: int) -> bytes:
    out = io.BytesIO()
    with Image.open(SAMPLE) as image:
        image.convert("RGB").resize((400, 400)).save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize(
    ("quality", "kind"), [(95, Saved.FINE), (85, Saved.FINE), (75, Saved.MIDDLE), (50, Saved.COARSE), (30, Saved.COARSE)]
)
def test_how_a_jpeg_was_saved_is_read_from_its_tables(decoder: Decoder, quality: int, kind: Saved) -> None:
    assert picture_kind.saved(decoder.read(_as_jpeg(quality)).facts) is kind


def test_a_table_of_its_own_counts_as_the_setting_that_is_as_coarse() -> None:
    own = tuple(reversed(scaled(50)))

    facts = FileFacts("JPEG", jpeg=JpegFacts((own,), "4:2:0", is_progressive=False, estimated_quality=None))

    assert picture_kind.saved(facts) is Saved.COARSE


def test_what_is_not_jpeg_has_a_kind_of_its_own() -> None:
    assert picture_kind.saved(FileFacts("PNG")) is Saved.OTHER
    assert picture_kind.saved(FileFacts("JPEG")) is Saved.OTHER


def test_an_enlarged_picture_is_soft_and_noise_is_sharp() -> None:
    noise = np.random.default_rng(8).integers(0, 255, (64, 64, 3)).astype(np.uint8)
    enlarged = np.asarray(Image.fromarray(noise).resize((256, 256), Image.Resampling.BICUBIC))
    box = Box(0, 0, 64, 64)

    assert not picture_kind.kind_of(box, noise, FileFacts("PNG")).is_soft
    assert picture_kind.kind_of(Box(0, 0, 256, 256), enlarged, FileFacts("PNG")).is_soft


def test_a_flat_picture_has_no_detail_and_is_soft() -> None:
    assert picture_kind.kind_of(Box(0, 0, 64, 64), np.zeros((64, 64, 3), np.uint8), FileFacts("PNG")).name == "small/other/soft"


def test_a_very_large_face_is_judged_by_the_detail_of_its_middle() -> None:
    grain = np.random.default_rng(3).integers(0, 255, (1500, 1400, 3), np.uint8)
    softened = grain.copy()
    softened[:200], softened[-200:] = 128, 128

    whole = picture_kind.detail(Box(0, 0, 1400, 1500), softened)
    middle = picture_kind.detail(Box(188, 238, 1024, 1024), grain)

    assert whole == pytest.approx(middle, rel=1e-3)
