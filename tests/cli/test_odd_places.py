"""Names and places that no ordinary file has: each command says in words what is wrong, waits for nothing and leaves nothing behind."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.cli import app
from desktop.core import files as core_files
from desktop.core import places
from desktop.core.errors import FileUnreadable
from desktop.media import files as media_files
from desktop.services import vaults
from desktop.vault import header
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.conftest import Ended

LINES = b"four quiet words here\nfour quiet words here\n"
TOO_LONG = "a" * 5000
only_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can be somebody else for a moment")
unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    place = tmp_path / "photo.jpg"
    place.write_bytes((places.resources() / "samples" / "untouched.jpg").read_bytes())
    return place


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be a user to whom nothing here belongs, for a moment."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def assert_told(ended: Ended, code: int, words: str) -> None:
    assert ended.code == code, ended.err
    assert words in ended.err
    assert "inside the program" not in ended.err


@pytest.mark.parametrize("command", ["check", "hashes"])
def test_a_name_that_is_too_long_is_not_found(linden, command: str) -> None:
    assert "was not found." in linden(command, TOO_LONG).err


def test_a_suspect_whose_name_is_too_long_is_not_found(linden, photo: Path) -> None:
    assert_told(linden("match", TOO_LONG, "--originals", photo.parent), 1, "was not found.")


@only_root
def test_a_place_where_nobody_may_look_is_said_to_be_so(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)

    with somebody_else():
        assert not core_files.is_folder(hidden / "inside")
        assert not core_files.is_there(hidden / "inside")
        with pytest.raises(FileUnreadable):
            media_files.opened(hidden / "inside")
        with pytest.raises(FileUnreadable):
            # Not a disk that went away.
            header.content_of(hidden / "vault.json")


def test_an_item_whose_name_is_as_long_as_a_name_may_be_is_saved(linden, photo: Path, tmp_path: Path) -> None:
    name = "가" * 80 + ".jpg"
    photo.rename(tmp_path / name)
    before = {*tmp_path.iterdir(), tmp_path / "case"}
    vaults.create(tmp_path / "case", "four quiet words here", cost=CHEAP_COST_FOR_TESTS_ONLY).lock()
    linden("vault", "add", tmp_path / "case", tmp_path / name, "--person-shown", "adult", "--passphrase-stdin", stdin=LINES)

    ended = linden("vault", "export", tmp_path / "case", "0001", "-o", tmp_path, "--passphrase-stdin", stdin=LINES)

    assert ended.code == 0, ended.err
    (saved,) = {*tmp_path.iterdir()} - before
    assert saved.name.startswith("0001-가")
    assert saved.name.endswith("가.jpg")
    assert len(saved.name.encode()) <= 205


def test_what_is_not_whole_yet_has_a_name_that_can_be(tmp_path: Path) -> None:
    longest = tmp_path / ("b" * 251 + ".pdf")

    core_files.write(longest, b"content")

    assert list(tmp_path.iterdir()) == [longest]


def test_own_photos_are_a_folder(linden, photo: Path) -> None:
    assert_told(linden("match", photo, "--originals", photo), 1, "photo.jpg is not a folder.")


@pytest.mark.parametrize("words", [("check", "--report"), ("hashes", "--out")])
def test_a_result_that_could_not_be_saved_is_told_before_the_work(linden, photo: Path, tmp_path: Path, words: tuple[str, str]) -> None:
    command, option = words

    ended = linden(command, photo, option, tmp_path / "no" / "such" / "place")

    assert_told(ended, 1, "Nothing could be saved in")
    assert ended.out == ""


@unix
@pytest.mark.parametrize("words", [("package", "verify"), ("package", "open", "--vault", "new", "--passphrase-stdin")])
def test_a_pipe_is_no_package_and_is_not_waited_for(
    linden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.zip")

    assert_told(linden(*words, "pipe.zip", stdin=LINES), 1, "pipe.zip is not an ordinary file.")
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.zip"]


@pytest.mark.parametrize("place", ["photo.jpg", "photo.jpg/inside", "b" * 300])
def test_no_vault_is_made_where_no_folder_can_be(linden, photo: Path, place: str) -> None:
    ended = linden("vault", "create", photo.parent / place, "--passphrase-stdin", stdin=LINES)

    assert_told(ended, 1, "Nothing could be saved in")
    assert [path.name for path in photo.parent.iterdir()] == ["photo.jpg"]


def test_what_cannot_be_said_is_told_as_such(
    linden: Callable[..., Ended], photo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device here")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        code = app.run(["hashes", str(photo)])
        monkeypatch.undo()
        # What could not be written would be tried once more on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())

    assert code == 1
    assert "could not be written to where it was sent." in capsys.readouterr().err
