"""The built program, and the ways to run it where there is no network and every system call is seen."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.screens import x_screen

ROOT = Path(__file__).resolve().parents[2]
BUILD_LIMIT_S = 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and give it the time that a build takes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.built)
            item.add_marker(pytest.mark.timeout(BUILD_LIMIT_S))


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program once and return its folder; who has just built it may name the folder in LINDEN_BUILT."""
    if os.environ.get("LINDEN_BUILT"):
        return Path(os.environ["LINDEN_BUILT"])
    dist = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "PyInstaller",
            "build.spec",
            "--noconfirm",
            "--log-level",
            "ERROR",
            "--distpath",
            dist,
            "--workpath",
            dist / "work",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-4000:]
    return dist / "linden"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty folder that is the person's home for one test."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def clean_environment(home: Path) -> dict[str, str]:
    """Return the surroundings of someone who has just logged in: nothing of this test run shines through."""
    runtime = home.parent / "runtime"
    runtime.mkdir(mode=0o700)
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(home.parent)}


@dataclass(frozen=True)
class Trace:
    """The network system calls that were seen."""

    lines: tuple[str, ...]

    def sockets_beyond_this_computer(self) -> list[str]:
        """Return every socket that was made and is not a local one."""
        return [line for line in self.lines if re.search(r"\bsocket\((?!AF_UNIX)", line)]

    def reached(self) -> list[str]:
        """Return where each connection and each addressed message went, in order, once each."""
        acts = (re.search(r"\b(?:connect|bind|sendto|sendmsg|sendmmsg)\(.*?(\{sa_family=.*?\})", line) for line in self.lines)
        return list(dict.fromkeys(found[1] for found in acts if found))


@pytest.fixture
def without_network(tmp_path: Path) -> tuple[list[str], Callable[[], Trace]]:
    """Return what to put before a command so that it has no network and is watched, and a function that reads what was seen."""
    for name in ("unshare", "strace"):
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed")
    alone = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    for attempt in ([*alone, "true"], ["strace", "-f", "-o", os.devnull, "true"]):
        tried = subprocess.run(attempt, capture_output=True, text=True, check=False)
        if tried.returncode != 0:
            pytest.skip(f"this place does not permit {attempt[0]}: {tried.stderr.strip()}")
    log = tmp_path / "strace.log"
    prefix = [*alone, "strace", "-f", "-qq", "-s", "200", "-e", "trace=%network", "-o", str(log)]
    return prefix, lambda: Trace(tuple(log.read_text(errors="replace").splitlines()))


@pytest.fixture
def screen() -> Iterator[str]:
    """Return the name of an X11 display of its own."""
    with x_screen() as display:
        yield display
