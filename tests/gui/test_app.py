"""The program as it is started: the window opens, answers the system's wish to end, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90

# Starts the real program, tells when its window is shown, and then waits for whatever the test does.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from desktop.gui import app, window

shown = window.MainWindow.showEvent
def tell(self, event):
    shown(self, event)
    QTimer.singleShot(0, lambda: print("shown", flush=True))
window.MainWindow.showEvent = tell
sys.exit(app.run())
"""


def start(tmp_path: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LINDEN_SETTINGS": str(tmp_path / "own"),
    }
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "shown\n"
    return program


@pytest.mark.skipif(os.name != "posix", reason="the signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_the_program_ends_well_when_the_system_asks_it_to(tmp_path: Path, name: str) -> None:
    with start(tmp_path) as program:
        program.send_signal(getattr(signal, name))

        assert program.wait(PATIENCE_S) == 0


def test_opening_and_leaving_writes_nothing(tmp_path: Path) -> None:
    with start(tmp_path) as program:
        program.send_signal(signal.SIGTERM)
        program.wait(PATIENCE_S)

    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in written if not path.startswith(".cache/")], written
