"""Reading files that strangers gave."""

import os
import sys

import pytest

from desktop.core.errors import FileMissing, FileUnreadable
from desktop.media.errors import FileEmpty, FileTooLarge, NotARegularFile
from desktop.media.files import pictures_in, read_file
from desktop.media.limits import Limits


def test_the_bytes_of_a_file_come_back_whole(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"content")

    assert read_file(tmp_path / "a.jpg") == b"content"


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(FileMissing):
        read_file(tmp_path / "none.jpg")


def test_a_name_with_a_zero_byte_is_a_missing_file(tmp_path):
    with pytest.raises(FileMissing):
        read_file(tmp_path / "no\0ne.jpg")


def test_an_empty_file_says_so(tmp_path):
    (tmp_path / "a.jpg").touch()

    with pytest.raises(FileEmpty):
        read_file(tmp_path / "a.jpg")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(NotARegularFile):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")

    with pytest.raises(NotARegularFile):
        read_file(tmp_path / "pipe.jpg")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a device that every Linux has")
def test_a_device_is_refused(tmp_path):
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")

    with pytest.raises(NotARegularFile):
        read_file(tmp_path / "zero.jpg")


def test_a_file_over_the_limit_is_refused(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"x" * 101)

    with pytest.raises(FileTooLarge):
        read_file(tmp_path / "a.jpg", Limits(max_bytes=100))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_of_another_user_is_unreadable(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "a.jpg").chmod(0)

    with pytest.raises(FileUnreadable):
        read_file(tmp_path / "a.jpg")


def test_pictures_in_a_folder_are_found_below_it_and_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("c.JPG", "a.png", "b/d.heic", "b/notes.txt"):
        (tmp_path / name).touch()

    assert [path.relative_to(tmp_path).as_posix() for path in pictures_in(tmp_path)] == ["a.png", "c.JPG", "b/d.heic"]


def test_a_loop_of_links_ends(tmp_path):
    (tmp_path / "a.png").touch()
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert pictures_in(tmp_path) == [tmp_path / "a.png"]


def test_a_missing_folder_says_so(tmp_path):
    with pytest.raises(FileMissing):
        pictures_in(tmp_path / "none")
