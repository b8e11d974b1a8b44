"""The first promise, second way: the whole tour under a hook that fails on any use of a network."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Stricter than what the program refuses by itself: not even an unconnected socket is made, and no name is asked for.
WATCHED_RUN = """
import sys

seen = []

def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        seen.append(event)
        raise RuntimeError(event)

sys.addaudithook(watch)
sys.argv = ["linden", *sys.argv[1:]]
from desktop.__main__ import main
try:
    main()
finally:
    print("socket events:", len(seen), *seen, file=sys.stderr)
"""


def watched(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WATCHED_RUN, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=280
    )


def test_the_whole_tour_uses_no_socket(tmp_path: Path) -> None:
    ended = watched("tour", "--keep", str(tmp_path / "tour"))

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "socket events: 0" in ended.stderr
    assert any((tmp_path / "tour").rglob("*.zip"))


def test_running_a_model_leaves_nothing_in_the_home(tmp_path: Path) -> None:
    """A version of the inference library that reports its use makes a device number there, as soon as it is imported."""
    script = """
import numpy as np
from desktop.checks import inference
model = inference.Model("yunet")
print(sorted(model.run(np.zeros((1, 3, 640, 640), np.float32))) != [])
"""
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}

    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False, timeout=120
    )

    assert ended.stdout == "True\n", ended.stderr
    assert list(tmp_path.rglob("*")) == []


def test_the_watch_sees_a_socket() -> None:
    script = WATCHED_RUN.replace("from desktop.__main__ import main", "import socket\nmain = socket.socket")

    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60)

    assert ended.returncode != 0
    assert "socket events: 1 socket.__new__" in ended.stderr
