"""The index of own photos as bytes: what is written is read back, and anything else is refused."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.matching import kept
from desktop.matching.kept import FORMAT, Kept, NotAnIndex, decoded, encoded
from desktop.matching.search import describe
from tests.matching.suspects import Pixels


@pytest.fixture(scope="module")
def photo() -> Kept:
    pixels: Pixels = np.random.default_rng(1).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    return Kept(describe(Path("사진/a.jpg"), "ab" * 32, pixels, 160, 120), 1234, 987654321)


def test_what_is_written_is_read_back(photo: Kept) -> None:
    content = b"".join(encoded([photo, photo]))

    first, second = decoded(io.BytesIO(content).read)

    for one in (first, second):
        assert (one.photo.path, one.photo.sha256, one.size, one.modified_ns) == (photo.photo.path, photo.photo.sha256, 1234, 987654321)
        assert one.photo.hash.hex == photo.photo.hash.hex
        for name in ("points", "scales", "angles", "descriptors"):
            assert np.array_equal(getattr(one.photo.features, name), getattr(photo.photo.features, name))


def test_an_index_without_photos_is_one() -> None:
    assert list(decoded(io.BytesIO(b"".join(encoded([]))).read)) == []


def test_a_changed_file_is_noticed(photo: Kept) -> None:
    assert photo.is_of(1234, 987654321)
    assert not photo.is_of(1235, 987654321)
    assert not photo.is_of(1234, 987654322)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_index_is_refused(photo: Kept, share: float) -> None:
    content = b"".join(encoded([photo]))

    with pytest.raises(NotAnIndex):
        list(decoded(io.BytesIO(content[: int(len(content) * share)]).read))


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(NotAnIndex):
        list(decoded(io.BytesIO(FORMAT + b"\x05" + untrusted).read))


def test_facts_out_of_range_are_refused(photo: Kept) -> None:
    content = b"".join(encoded([photo])).replace(b'"width": 160', b'"width": -16')

    with pytest.raises(NotAnIndex):
        list(decoded(io.BytesIO(content).read))


def test_an_index_of_an_older_version_is_not_mixed_with_this_one(photo: Kept) -> None:
    older = b"".join(encoded([photo])).replace(b"photos 3", b"photos 2")

    with pytest.raises(NotAnIndex):
        list(decoded(io.BytesIO(older).read))


def test_the_format_is_kept_for_ever() -> None:
    assert kept.FORMAT == b"linden own photos 3\n"
