"""Copied parts, blurred faces and missing noise: what is seen in pictures that were changed on purpose."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from desktop.checks import copied_part, face_sharpness, noise_level, odd_parts
from desktop.checks.result import Box, Face, Strength
from tests.checks.conftest import jpeg, resaved

FACE = Box(170, 75, 150, 190)


def _luma(image):
    return np.asarray(image.convert("L"))


def _with_a_copy(image):
    out = image.copy()
    out.paste(image.crop((20, 60, 190, 220)), (330, 170))
    return out


@pytest.mark.parametrize("quality", [95, 75, 50])
def test_a_copied_part_is_found_with_both_places(photograph, quality):
    found = copied_part.find(_luma(resaved(_with_a_copy(photograph("temple")), quality)))

    assert found is not None
    shift = (found.other.x - found.one.x, found.other.y - found.one.y)
    assert shift == pytest.approx((310, 110), abs=12)


@pytest.mark.parametrize("name", ["cat", "coffee", "dahlia", "portrait", "temple"])
def test_an_untouched_photograph_has_no_copied_part(photograph, name):
    assert copied_part.find(_luma(photograph(name))) is None


def test_things_that_look_alike_are_no_copies():
    chance = np.random.default_rng(4)
    window, curtain = (Image.fromarray(chance.integers(0, 255, (30, 24), np.uint8)).resize((120, 150), 3) for _ in range(2))
    house = Image.fromarray(np.clip(chance.normal(120, 8, (400, 600)), 0, 255).astype(np.uint8))
    house.paste(window, (60, 100))
    house.paste(Image.blend(window, curtain, 0.3), (380, 100))

    assert copied_part.find(np.asarray(house)) is None


def test_two_small_parts_that_are_equal_are_not_told(photograph, monkeypatch):
    """Two windows of one house are as alike as a copy; as small as this, both are left alone."""
    image = photograph("portrait")
    width, height = image.size
    part = image.crop((int(width * 0.4), int(height * 0.6), int(width * 0.52), int(height * 0.72)))
    image.paste(part, (int(width * 0.8), int(height * 0.15)))

    told = copied_part.find(_luma(image))
    monkeypatch.setattr(copied_part, "LEAST_AREA", 0.0)

    assert told is None
    assert copied_part.find(_luma(image)) is not None


def _enlarged(image, times):
    box = (FACE.x, FACE.y, FACE.x + FACE.width, FACE.y + FACE.height)
    part = image.crop(box).resize((FACE.width // times, FACE.height // times)).resize((FACE.width, FACE.height), Image.Resampling.BICUBIC)
    out = image.copy()
    out.paste(part, box[:2])
    return out


def test_an_enlarged_face_is_more_blurred_than_its_surroundings(photograph):
    portrait = photograph("portrait")

    sharp, blurred = (face_sharpness.compare(_luma(image), FACE) for image in (portrait, _enlarged(portrait, 5)))

    assert sharp.log_ratio < 0.5
    assert blurred.log_ratio > sharp.log_ratio + 0.6


def test_a_very_small_face_says_nothing(photograph):
    assert face_sharpness.compare(_luma(photograph("portrait")), Box(100, 100, 50, 60)) is None


def _with_grain(image, sigma):
    grain = np.random.default_rng(1).normal(0, sigma, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image, np.float32) + grain, 0, 255).astype(np.uint8))


def test_a_smoothed_part_of_a_grainy_photograph_is_found(photograph):
    image = _with_grain(photograph("temple").resize((1150, 768), Image.Resampling.BICUBIC), 3)
    box = (400, 250, 700, 520)
    image.paste(image.crop(box).filter(ImageFilter.GaussianBlur(1.2)), box[:2])

    found = noise_level.quietest(_luma(image))

    assert found.score > noise_level.WEAK_BEYOND
    assert 400 <= found.box.x + found.box.width / 2 <= 700
    assert 250 <= found.box.y + found.box.height / 2 <= 520


def test_even_grain_is_not_strange(photograph):
    image = _with_grain(photograph("temple").resize((1150, 768), Image.Resampling.BICUBIC), 3)

    assert noise_level.quietest(_luma(image)).score < noise_level.WEAK_BEYOND


def test_noise_that_saving_removed_says_nothing(photograph):
    assert noise_level.quietest(_luma(resaved(photograph("dahlia").filter(ImageFilter.GaussianBlur(2)), 40))) is None


def test_the_copied_part_is_a_moderate_finding_in_two_places(read, photograph):
    found = list(odd_parts.copied(read(jpeg(_with_a_copy(photograph("temple")), 90))))

    assert [finding.id for finding in found] == ["copied_part", "copied_part"]
    assert {finding.strength for finding in found} == {Strength.MODERATE}


def test_a_face_that_was_enlarged_is_a_weak_finding(read, photograph):
    found = odd_parts.blurred(read(jpeg(_enlarged(photograph("portrait"), 7), 92)), [Face(FACE, 0.9)])

    assert [(finding.id, finding.strength) for finding in found] == [("face_blurred", Strength.WEAK)]
