"""A file is written whole or not at all."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.core import files
from desktop.core.errors import AlreadyThere, DiskFull, FileMissing, FileUnreadable, FolderNotWritable

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_written_is_there(tmp_path) -> None:
    files.write(tmp_path / "a", b"new")

    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_this_user_may_read_it(tmp_path) -> None:
    files.write(tmp_path / "a", b"new")

    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_a_failure_in_the_middle_leaves_the_old_content_and_nothing_beside(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"old")

    with pytest.raises(ZeroDivisionError), files.replacing(tmp_path / "a") as file:
        file.write(b"half")
        raise ZeroDivisionError

    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_is_there_is_never_written_over(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")

    for name in ("a", "dangling"):
        with pytest.raises(AlreadyThere), files.creating(tmp_path / name):
            pass

    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_as_such_and_leaves_the_old_content(tmp_path, monkeypatch, number) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        files.write(tmp_path / "a", b"new")

    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_real_full_device_is_told_as_a_full_disk(tmp_path) -> None:
    with pytest.raises(OSError, match="No space") as caught, Path("/dev/full").open("wb") as file:
        file.write(b"x")
        file.flush()

    assert isinstance(files.as_writing_error(caught.value, tmp_path / "a"), DiskFull)


def test_a_folder_that_is_not_there_is_told_as_not_writable(tmp_path) -> None:
    with pytest.raises(FolderNotWritable):
        files.write(tmp_path / "none" / "a", b"new")


def test_a_missing_file_and_an_unreadable_one_are_two_errors(tmp_path) -> None:
    assert isinstance(files.as_reading_error(FileNotFoundError(), tmp_path / "a"), FileMissing)
    assert isinstance(files.as_reading_error(PermissionError(), tmp_path / "a"), FileUnreadable)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot kill in this way")
def test_killed_at_any_moment_the_file_is_old_or_new_and_never_half(tmp_path) -> None:
    path = tmp_path / "a"
    old, new = b"o" * 100_000, b"n" * 100_000
    script = (
        "import sys; from pathlib import Path; from desktop.core import files\n"
        "print('ready', flush=True)\n"
        f"while True: files.write(Path(sys.argv[1]), b'n' * {len(new)}); files.write(Path(sys.argv[1]), b'o' * {len(old)})"
    )

    for pause_ms in (1, 3, 7, 11, 19, 31):
        path.write_bytes(old)
        with subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(pause_ms / 1000)
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in (old, new)
