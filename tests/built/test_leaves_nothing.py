"""The built program leaves nothing behind: no secret in clear on the disk, and on a stick nothing on the computer at all."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.places import PORTABLE_FOLDER
from shipping import sockets
from tests.reliability.test_nothing_left_behind import Planted, _found, _with_comment

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
PATIENCE_S = 60
# Opened for writing: a file that is made, or one that may be changed.
WRITTEN = re.compile(r'open(?:at)?\([^"]*"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)|(?:mkdir|rename)(?:at2?)?\([^"]*"([^"]+)"')


def _run(program: Path, environment: dict[str, str], *arguments: object, said: str = "") -> str:
    command = [str(program / "linden"), *map(str, arguments)]
    ended = subprocess.run(command, input=said, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=300)
    assert ended.returncode in {0, 3}, ended.stderr
    return ended.stdout


def test_after_the_whole_path_no_secret_is_on_the_disk(
    program: Path, home: Path, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    picture, url, note, answer, passphrase = planted = [Planted(what) for what in ("picture", "url", "note", "answer", "passphrase")]
    stick, own = tmp_path / "stick", clean_environment | {"TMPDIR": str(home / "temp")}
    stick.mkdir()
    (home / "temp").mkdir()
    given = stick / "given.jpg"
    given.write_bytes(_with_comment((SAMPLES / "composite.jpg").read_bytes(), picture.text.encode()))
    (stick / "answers.toml").write_text(f'facts = "{answer.text}"\n', encoding="utf-8")
    vault, typed = home / "papers", f"{passphrase.text}\n"

    _run(program, own, "check", given, "--json")
    _run(program, own, "match", given, "--originals", SAMPLES / "own-photos", "--json")
    _run(program, own, "vault", "create", vault, "--passphrase-stdin", said=typed)
    where = ("--url", f"https://example.com/{url.text}", "--note", note.text, "--person-shown", "adult")
    _run(program, own, "vault", "add", vault, given, *where, "--passphrase-stdin", said=typed)
    told = ("--vault", vault, "--answers", stick / "answers.toml", "--lang", "ko", "--format", "pdf", "-o", stick)
    _run(program, own, "report", "make", "kr_ecrm", *told, "--passphrase-stdin", said=typed)
    _run(program, own, "package", "build", "--vault", vault, "-o", stick / "out.zip", "--passphrase-stdin", said=typed)
    _run(program, own, "package", "verify", stick / "out.zip")
    _run(program, own, "vault", "verify", vault, "--passphrase-stdin", said=typed)

    assert picture.text.encode() in (stick / "out.zip").read_bytes()
    assert list(_found(home, planted)) == []
    # The one file says nothing to whoever has not the key of a vault (desktop/vault/FORMAT.md, section 8).
    assert [path for path in home.rglob("*") if path.is_file() and not path.is_relative_to(vault)] == [home / ".config/linden/seen"]


def test_after_a_walk_through_the_window_with_a_vault_open_no_secret_is_on_the_disk(
    program: Path, home: Path, tmp_path: Path, clean_environment: dict[str, str], without_network
) -> None:
    for tool in ("Xvfb", "xdotool"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    picture, url, note, passphrase = planted = [Planted(what) for what in ("picture", "url", "note", "passphrase")]
    stick, own = tmp_path / "stick", clean_environment | {"TMPDIR": str(home / "temp")}
    stick.mkdir()
    (home / "temp").mkdir()
    given = stick / "given.jpg"
    given.write_bytes(_with_comment((SAMPLES / "composite.jpg").read_bytes(), picture.text.encode()))
    vault, typed = home / "papers", f"{passphrase.text}\n"
    _run(program, own, "vault", "create", vault, "--passphrase-stdin", said=typed)
    where = ("--url", f"https://example.com/{url.text}", "--note", note.text, "--person-shown", "adult")
    _run(program, own, "vault", "add", vault, given, *where, "--passphrase-stdin", said=typed)

    # On a busy computer a press can come before what it is meant for is there: the vault stays shut, and the walk is made more slowly.
    for patience in (1, 3, 6):
        before = sockets.times_opened(program, own, vault, typed)
        status = sockets.walk(program, own, tmp_path / "walk.log", vault, typed, patience=patience)
        # Once for the window, once for asking.
        if was_open := sockets.times_opened(program, own, vault, typed) == before + 2:
            break

    assert was_open
    assert status == 0
    assert sockets.beyond(sockets.seen((tmp_path / "walk.log").read_text(errors="replace").splitlines())) == 0
    assert list(_found(home, planted)) == []


@pytest.fixture
def carried(program: Path) -> Iterator[Path]:
    """Return the folder for settings beside the program; it is there for one test."""
    folder = program / PORTABLE_FOLDER
    folder.mkdir()
    try:
        yield folder
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_from_a_stick_the_settings_are_those_beside_the_program(program: Path, carried: Path, clean_environment: dict[str, str]) -> None:
    (carried / "settings.json").write_text(json.dumps({"language": "ko"}))

    assert "사용법" in _run(program, clean_environment, "--help") or re.search("[가-힣]", _run(program, clean_environment, "--help"))


@pytest.mark.usefixtures("carried", "without_network")
def test_from_a_stick_the_window_writes_nothing_on_the_computer(
    program: Path, home: Path, tmp_path: Path, clean_environment: dict[str, str], screen: str
) -> None:
    log = tmp_path / "written.log"
    surroundings = {**clean_environment, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    watched = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=open,openat,creat,mkdir,mkdirat,rename,renameat2", "-o", str(log)]

    def xdotool(*command: str) -> str:
        ended = subprocess.run(
            ["timeout", str(PATIENCE_S), "xdotool", *command], env=surroundings, capture_output=True, text=True, check=False
        )
        return ended.stdout.strip()

    started = subprocess.Popen([*watched, program / "linden-window"], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        windows = xdotool("search", "--sync", "--onlyvisible", "--name", "Linden").split()
        assert windows
        time.sleep(1)
        xdotool("windowfocus", "--sync", windows[0], "key", "--delay", "60", "shift", "shift", "shift")
        started.wait(timeout=PATIENCE_S)
    finally:
        started.kill()
        started.communicate()

    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert _elsewhere(log.read_text(errors="replace"), (program, Path(clean_environment["XDG_RUNTIME_DIR"]))) == []


def _elsewhere(log: str, allowed: tuple[Path, ...]) -> list[str]:
    """Return what was opened for writing, or made, outside of these folders, of devices and of what the kernel shows as files."""
    found = (made[1] or made[2] for line in log.splitlines() if "ENOENT" not in line and (made := WRITTEN.search(line)))
    return [
        path for path in dict.fromkeys(found)
        if not path.startswith(("/dev/", "/proc/")) and not any(Path(path).is_relative_to(folder) for folder in allowed)
    ]  # fmt: skip


def test_the_watch_sees_what_is_written(tmp_path: Path) -> None:
    lines = (
        'openat(AT_FDCWD, "/home/me/.cache/x", O_WRONLY|O_CREAT, 0666) = 3',
        'openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3',
        'mkdir("/home/me/a", 0777) = 0',
    )

    assert _elsewhere("\n".join(lines), (tmp_path,)) == ["/home/me/.cache/x", "/home/me/a"]
