"""What a locked vault's folder tells a thief is what FORMAT.md (section 1) lists, and no more."""

import json
import os
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault import recovery_code
from tests.vault.vaults import add, new_vault

# A sealed file of a MiB or less is this much longer than its label and what it holds: head and tags (section 5).
SEALED_MORE = 108 + 16


@pytest.fixture
def stolen(tmp_path: Path) -> Path:
    with new_vault(tmp_path / "vault") as vault:
        vault.use_recovery_code(recovery_code.new())
        add(vault, b"x" * 1000, "a name.jpg", Where("https://example.org/1", "an account"))
        add(vault, b"x" * 1000, "the same again.jpg")
        add(vault, b"y" * 5000, "another.jpg")
        add(vault, b"z" * 700, "of a minor.jpg", Where(), AgeAnswer.UNDER_18)
        vault.add_link("https://example.org/2", Where(), AgeAnswer.ADULT)
        vault.back_up(tmp_path / "copy", Work())
    return tmp_path


def test_the_names_of_its_files_say_nothing_of_what_they_hold(stolen: Path) -> None:
    files = {path.relative_to(stolen / "vault").as_posix() for path in (stolen / "vault").rglob("*") if path.is_file()}

    objects = {name for name in files if name.startswith("objects/")}
    assert files - objects == {"vault.json", "vault.copy.json", "index.db", "log.head", "lock"}
    assert all(len(name) == len("objects/") + 32 and set(name[8:]) <= set("0123456789abcdef") for name in objects)
    # Five items: two share a file, one is an address, one a record without the picture.
    assert len(objects) == 2


def test_sizes_tell_how_long_a_file_is_and_nothing_of_its_name(stolen: Path) -> None:
    sizes = sorted(path.stat().st_size for path in (stolen / "vault" / "objects").iterdir())

    # A short name and a long one have the same label of 256 bytes.
    assert sizes == [SEALED_MORE + 256 + length for length in (1000, 5000)]


def test_the_header_tells_what_opens_it_and_how_often_that_changed(stolen: Path) -> None:
    header = json.loads((stolen / "vault" / "vault.json").read_bytes())

    assert sorted(header) == ["checksum", "format", "mac", "revision", "slots", "vault", "version"]
    assert [slot["kind"] for slot in header["slots"]] == ["passphrase", "recovery"]
    assert header["revision"] == 2


@pytest.mark.skipif(os.name == "nt", reason="rights of files as POSIX has them")
@pytest.mark.parametrize("name", ["vault", "copy"])
def test_nobody_else_who_uses_the_computer_may_read_any_of_it(stolen: Path, name: str) -> None:
    modes = {path.name: path.stat().st_mode for path in (stolen / name, *(stolen / name).rglob("*"))}

    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}
