"""vPDQ: a frame a second, and the same video found again after it was saved smaller."""

import numpy as np
from PIL import Image

from desktop.matching.film_hashes import FilmHasher, are_same, shared
from tests.media import pictures


def _halved(pixels):
    return np.asarray(Image.fromarray(pixels).resize((pixels.shape[1] // 2, pixels.shape[0] // 2), Image.Resampling.BOX))


def hashes(seeds, change=lambda pixels: pixels):
    hasher = FilmHasher()
    for number, seed in enumerate(seeds):
        for part in (0, 0.5):
            hasher.see(2 * number + int(part * 2), number + part, change(np.asarray(pictures.scene(512, 384, seed))))
    return hasher.hashes()


def test_one_frame_a_second_is_hashed_as_the_services_write_it():
    found = hashes([1, 2, 3])

    assert [(one.number, one.time) for one in found] == [(0, 0), (2, 1), (4, 2)]
    assert all(len(one.hex) == 64 and int(one.hex, 16) >= 0 for one in found)


def test_a_hash_in_digits_is_that_of_the_reference():
    import pdqhash

    pixels = np.asarray(pictures.scene(512, 384, 1))
    bits, _quality = pdqhash.compute(pixels)

    assert hashes([1])[0].hex == f"{int(''.join(str(bit) for bit in bits), 2):064x}"


def test_the_same_video_saved_smaller_is_found_and_another_is_not():
    whole = hashes(range(1, 11))
    smaller = hashes(range(1, 11), _halved)
    other = hashes(range(50, 60))

    assert are_same(whole, smaller)
    assert not are_same(whole, other)


def test_a_part_of_a_video_is_found_in_the_whole():
    whole, part = hashes(range(1, 11)), hashes([4, 5, 6])

    assert shared(part, whole) == 1
    assert shared(whole, part) < 0.5
    assert are_same(whole, part)


def test_blank_frames_are_compared_with_nothing():
    blank = hashes([1, 2], np.zeros_like)

    assert shared(blank, blank) == 0
