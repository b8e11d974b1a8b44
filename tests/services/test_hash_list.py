"""The list of hashes for a hash-matching service."""

import csv
import hashlib
from pathlib import Path

import pytest

from desktop.core import places
from desktop.core.errors import AlreadyThere, FileMissing, Stopped
from desktop.core.work import Work
from desktop.services import hash_list
from desktop.services.hash_list import Hashed, NotHashed
from tests.media import pictures
from tests.vault.vaults import add, new_vault

COMPOSITE = places.resources() / "samples" / "composite.jpg"


def _of(*paths: Path) -> list[Hashed | NotHashed]:
    return list(hash_list.hashes_of(paths, Work()))


def test_a_picture_has_the_hashes_that_other_programs_make() -> None:
    (one,) = _of(COMPOSITE)

    assert isinstance(one, Hashed)
    assert one.md5 == hashlib.md5(COMPOSITE.read_bytes()).hexdigest()
    assert one.sha256 == hashlib.sha256(COMPOSITE.read_bytes()).hexdigest()
    assert len(bytes.fromhex(one.pdq)) == 32
    assert one.pdq_quality == 100


def test_the_perceptual_hash_is_the_one_that_the_vault_keeps(tmp_path: Path) -> None:
    (one,) = _of(COMPOSITE)
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, COMPOSITE.read_bytes(), "composite.jpg")

    assert isinstance(one, Hashed)
    assert (one.pdq, one.md5) == (item.pdq, item.md5)


def test_a_picture_with_too_little_in_it_has_no_perceptual_hash(tmp_path: Path) -> None:
    flat = tmp_path / "flat.png"
    flat.write_bytes(pictures.saved(pictures.Image.new("RGB", (300, 300), "white"), "PNG"))

    (one,) = _of(flat)

    assert isinstance(one, Hashed)
    assert one.pdq == ""
    assert one.pdq_quality is not None
    assert one.pdq_quality < 50


def test_any_other_file_has_md5_alone_and_one_that_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"not a film")

    film, missing = _of(tmp_path / "clip.mp4", tmp_path / "gone.jpg")

    assert isinstance(film, Hashed)
    assert (film.pdq, film.pdq_quality) == ("", None)
    assert isinstance(missing, NotHashed)
    assert isinstance(missing.error, FileMissing)


def test_the_list_is_written_once_and_its_names_are_no_formulas(tmp_path: Path) -> None:
    evil = tmp_path / "=cmd.jpg"
    evil.write_bytes(COMPOSITE.read_bytes())
    (one,) = _of(evil)
    assert isinstance(one, Hashed)

    hash_list.save([one], tmp_path / "list.csv")

    with (tmp_path / "list.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [{"file": "'=cmd.jpg", "md5": one.md5, "sha256": one.sha256, "pdq": one.pdq, "pdq_quality": "100"}]
    with pytest.raises(AlreadyThere):
        hash_list.save([one], tmp_path / "list.csv")


def test_it_can_be_stopped() -> None:
    work = Work()
    work.stop()

    with pytest.raises(Stopped):
        list(hash_list.hashes_of([COMPOSITE], work))
