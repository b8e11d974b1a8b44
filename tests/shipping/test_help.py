"""A command that a maintainer runs tells how it is used, and takes nothing for a folder that is none."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("module", ["shipping.archives", "shipping.compiled", "shipping.sockets", "shipping.two_builds"])
def test_help_is_told_and_nothing_is_made(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"python -m {module}" in done.stdout
    assert list(tmp_path.iterdir()) == []
