"""The JPEG grid check: what it sees in pictures whose history is known."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from desktop.checks import jpeg_grid, saving
from desktop.checks.result import Strength
from desktop.media.decoder import Decoder
from tests.media import pictures


def _resaved(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def _grids(image: Image.Image) -> jpeg_grid.Grids:
    found = jpeg_grid.find_grids(np.asarray(image.convert("L")))
    assert found is not None
    return found


def test_a_picture_never_saved_as_jpeg_has_no_grid():
    grids = _grids(pictures.scene(400, 300))

    assert grids.main is None
    assert grids.foreign == ()


def test_a_large_smooth_picture_never_saved_as_jpeg_has_no_grid():
    # In smooth pictures the edges of a cell win more often than its inside: in large ones that alone was taken for a grid.
    noise = np.random.default_rng(3).normal(128, 400, (1600, 2000)).astype(np.float32)
    smooth = np.clip(cv2.GaussianBlur(noise, (0, 0), 2.5), 0, 255).astype(np.uint8)

    grids = jpeg_grid.find_grids(smooth)

    assert grids is not None
    assert grids.main is None
    assert grids.foreign == ()


@pytest.mark.parametrize("times", [2, 4])
def test_an_enlarged_picture_never_saved_as_jpeg_has_no_grid(times):
    noise = np.random.default_rng(3).normal(128, 200, (1600 // times, 2000 // times)).astype(np.float32)
    smooth = Image.fromarray(np.clip(cv2.GaussianBlur(noise, (0, 0), 1.2), 0, 255).astype(np.uint8))

    grids = _grids(smooth.resize((2000, 1600), Image.Resampling.BILINEAR))

    assert grids.main is None
    assert grids.foreign == ()


@pytest.mark.parametrize("quality", [50, 75, 90, 95, 98])
def test_a_saved_picture_has_its_grid_at_the_corner(quality):
    grids = _grids(_resaved(pictures.scene(400, 300), quality))

    assert grids.main is not None
    assert (grids.main.x, grids.main.y) == (0, 0)
    assert grids.foreign == ()


@pytest.mark.parametrize("cut", [(1, 0), (3, 5), (7, 7)])
def test_a_cut_moves_the_grid(cut):
    image = _resaved(pictures.scene(400, 300), 80).crop((*cut, 400, 300))

    main = _grids(image).main

    assert main is not None
    assert ((main.x + cut[0]) % 8, (main.y + cut[1]) % 8) == (0, 0)


def test_a_pasted_part_is_found_where_it_lies():
    base, other = (_resaved(pictures.scene(480, 360, seed), 80) for seed in (1, 2))
    base.paste(other.crop((43, 62, 43 + 150, 62 + 130)), (200, 100))

    (part, *_more) = _grids(base).foreign

    assert abs(part.box.x - 200) <= 24
    assert abs(part.box.y - 100) <= 24
    assert abs(part.box.width - 150) <= 40
    assert abs(part.box.height - 130) <= 40


def test_a_part_saved_as_jpeg_is_found_in_a_picture_that_never_was():
    base = pictures.scene(800, 640, 1)
    base.paste(_resaved(pictures.scene(480, 360, 2), 80).crop((40, 64, 40 + 56, 64 + 64)), (200, 96))

    grids = _grids(base)

    assert grids.main is None
    assert [(part.grid.x, part.grid.y) for part in grids.foreign] == [(0, 0)]


@pytest.mark.parametrize("origin", [(7, 0), (0, 7), (7, 7)])
def test_a_part_on_a_mirrored_grid_is_found_beside_the_main_one(origin):
    base, other = (_resaved(pictures.scene(480, 360, seed), 80) for seed in (1, 2))
    base.paste(other.crop((40, 64, 40 + 150, 64 + 130)), (200 + origin[0], 96 + origin[1]))

    assert [(part.grid.x, part.grid.y) for part in _grids(base).foreign] == [origin]


@pytest.mark.parametrize("quality", [60, 75, 85])
def test_smooth_clouds_saved_as_jpeg_have_no_foreign_part(quality):
    rows = np.mgrid[0:400, 0:640][0]
    noise = np.random.default_rng(0).normal(0, 1, (400, 640)).astype(np.float32)
    clouds = cv2.GaussianBlur(noise, (0, 0), sigmaX=18, sigmaY=3)
    sky = np.clip(110 + rows / 8 + clouds * 0.8 / clouds.std(), 0, 255).astype(np.uint8)
    image = pictures.scene(640, 800)
    image.paste(Image.fromarray(sky).convert("RGB"), (0, 0))

    assert _grids(_resaved(image, quality).crop((3, 5, 640, 800))).foreign == ()


def test_a_part_pasted_on_the_same_grid_is_not_found():
    base, other = (_resaved(pictures.scene(480, 360, seed), 80) for seed in (1, 2))
    base.paste(other.crop((40, 64, 40 + 152, 64 + 128)), (200, 96))

    assert _grids(base).foreign == ()


def test_flat_parts_and_straight_lines_do_not_vote():
    drawing = np.full((320, 400), 240, np.uint8)
    drawing[40:44] = 20
    drawing[:, 100:103] = 60
    drawing[150:250, 200:300] = 128

    grids = jpeg_grid.find_grids(drawing)

    assert grids is not None
    assert grids.main is None
    assert grids.foreign == ()


def test_a_picture_too_small_says_nothing():
    assert jpeg_grid.find_grids(np.zeros((95, 400), np.uint8)) is None


@pytest.mark.parametrize("apart", [9, 17, 25])
def test_votes_name_the_grid_and_not_the_place_in_the_cell(apart):
    luma = np.asarray(_resaved(pictures.scene(480, 360), 80).crop((3, 5, 480, 360)).convert("L"))

    votes = jpeg_grid.cast_votes(luma, apart)

    cast = votes[votes != jpeg_grid.NO_VOTE]
    assert (cast == 8 * 3 + 5).mean() > 0.9


def test_noise_of_chance_alone_is_seldom_a_finding():
    chance = np.random.default_rng(5)

    found = [jpeg_grid.find_grids(chance.integers(0, 256, (256, 256), np.uint8)) for _ in range(20)]

    assert not any(grids.main or grids.foreign for grids in found if grids)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_untouched_photograph_is_not_called_cut_however_it_was_held(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    untouched = pictures.saved(pictures.scene(405, 299), "JPEG", quality=80, exif=exif)

    with Decoder() as decoder:
        found = saving.find(decoder.read(untouched))

    assert found == ()


def test_a_png_made_from_a_jpeg_says_so():
    with Decoder() as decoder:
        found = saving.find(decoder.read(pictures.saved(_resaved(pictures.scene(400, 300), 80), "PNG")))

    assert [finding.id for finding in found] == ["jpeg_before"]


def test_a_cut_photograph_says_so_and_that_it_means_nothing():
    cut = _resaved(pictures.scene(400, 300), 60).crop((3, 5, 400, 300))

    with Decoder() as decoder:
        found = saving.find(decoder.read(pictures.saved(cut, "PNG")))

    assert [(finding.id, finding.strength) for finding in found] == [("jpeg_cut_out", Strength.NONE)]


def _on(ground: Image.Image) -> list[tuple[str, Strength]]:
    """Two pictures that were saved as JPEG, shown pixel for pixel on a ground that never was, with some words."""
    for seed, place in ((1, (44, 101)), (2, (235, 450)), (3, (49, 806))):
        ground.paste(_resaved(pictures.scene(416, 320, seed), 80), place)
    with Decoder() as decoder:
        found = saving.find(decoder.read(pictures.saved(ground, "PNG")))
    return [(finding.id, finding.strength) for finding in found]


def test_pictures_shown_in_a_screenshot_are_no_sign_of_pasting():
    screen = Image.new("RGB", (750, 1334), (178, 199, 217))
    pen = ImageDraw.Draw(screen)
    for row in range(6):
        pen.text((60, 20 + 12 * row), "look who this is", (20, 20, 20))

    assert _on(screen) == [("jpeg_part_shown", Strength.NONE)]


def test_the_same_pictures_in_a_photograph_are_a_sign_of_pasting():
    assert set(_on(pictures.scene(750, 1334, 4))) == {("jpeg_foreign_part", Strength.MODERATE)}
