"""Local features: where they are, and what their mirror image is."""

import numpy as np
import pytest

from desktop.matching import features
from desktop.matching.features import Features


def of(pixels: np.ndarray, *, factor: float = 1.0) -> Features:
    height, width = pixels.shape[:2]
    return features.extract(pixels, round(width * factor), round(height * factor), side=720, most=500)


def test_a_photo_has_as_many_features_as_were_asked_for(samples) -> None:
    assert len(of(samples["temple"])) == 500


def test_a_blank_picture_has_none() -> None:
    assert len(of(np.full((300, 400, 3), 127, dtype=np.uint8))) == 0


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 1, 3)])
def test_a_sliver_of_a_picture_is_no_trouble(shape) -> None:
    noise = np.random.default_rng(0).integers(0, 255, shape).astype(np.uint8)

    assert of(noise).descriptors.shape[1] == features.DESCRIPTOR_LENGTH


def test_positions_are_in_pixels_of_the_full_picture(samples) -> None:
    small, large = of(samples["cat"]), of(samples["cat"], factor=10)

    assert np.allclose((large.points + 0.5) / 10 - 0.5, small.points, atol=0.01)
    assert np.allclose(large.scales, small.scales * 10, rtol=0.01)


def test_a_busy_part_does_not_use_up_all_features(samples) -> None:
    sky = np.full_like(samples["coffee"], 128)
    sky[:100, :150] = samples["temple"][150:250, 80:230]
    sky[250:, 300:] = samples["cat"][100:250, 50:350]

    points = of(sky).points
    busy = (points[:, 0] < 150) & (points[:, 1] < 100)

    assert 0.1 < busy.mean() < 0.8


def test_the_mirror_image_is_known_without_looking_at_it(samples) -> None:
    photo = samples["temple"]
    guessed, seen = features.mirrored(of(photo)), of(np.ascontiguousarray(photo[:, ::-1]))

    alike = features.as_unit(guessed.descriptors) @ features.as_unit(seen.descriptors).T
    partners = seen.points[alike.argmax(axis=1)]
    partners[:, 0] = photo.shape[1] - 1 - partners[:, 0]

    assert (np.abs(partners - guessed.points).max(axis=1) < 2).mean() > 0.8
    assert np.median(alike.max(axis=1)) > 0.99


def test_mirroring_twice_gives_the_same_back(samples) -> None:
    found = of(samples["portrait"])

    assert np.array_equal(features.mirrored(features.mirrored(found)).descriptors, found.descriptors)


def test_a_grey_picture_is_described_like_the_same_in_three_channels(samples) -> None:
    grey = np.ascontiguousarray(samples["temple"][:, :, 1])

    one, three = of(grey), of(np.stack([grey] * 3, axis=2))

    assert np.array_equal(one.points, three.points)
    assert np.array_equal(one.descriptors, three.descriptors)


def test_pictures_that_are_looked_at_together_share_the_processors(samples) -> None:
    import cv2

    alone = cv2.getNumThreads()
    before = of(samples["temple"])

    with features.shared_out(1000):
        together = cv2.getNumThreads()
        found = of(samples["temple"])

    assert (together, cv2.getNumThreads()) == (1, alone)
    assert np.array_equal(found.descriptors, before.descriptors)
