"""Measure how long it takes from starting the program to the first paint of its window, warm and cold.

    python3 tests/benchmarks/first_paint.py [--times 10] [--cold 3]

Cold: the pages of the program's files (this checkout with its .venv) are dropped from the system's file cache before each start, on Linux;
those of Python itself are not. Where no screen is named, the window is drawn offscreen, which leaves out the work of the screen's server.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What `linden-window` does, with a look at the clock at the first paint.
SCRIPT = """
import sys, time
sys.argv = ["linden"]
from desktop import __main__ as start
start._prepare()
from PySide6.QtCore import QEvent, QObject, QTimer
from desktop.gui import app, window

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        # Everything of the first paint is drawn: this comes after it in the queue.
        print(time.time(), flush=True)
        self.parent().leave_now()

class Seen(window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        self.installEventFilter(FirstPaint(self))

app.MainWindow = Seen
sys.exit(app.run())
"""


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--cold", type=int, default=3)
    wanted = parser.parse_args()
    cold = [_once(cold=True) for _time in range(wanted.cold)]
    _once(cold=False)
    warm = [_once(cold=False) for _time in range(wanted.times)]
    for name, seconds in (("warm", warm), ("cold", cold)):
        if seconds:
            print(f"{name}: median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s, of {len(seconds)} starts")


def _once(*, cold: bool) -> float:
    if cold:
        _forget_files()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LINDEN_SETTINGS": folder}
        if not os.environ.get("DISPLAY"):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        began = time.time()
        ended = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return float(ended.stdout.split()[0]) - began


def _forget_files() -> None:
    for folder in (ROOT / ".venv", ROOT / "desktop", ROOT / "resources"):
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                handle = os.open(file, os.O_RDONLY)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)


if __name__ == "__main__":
    main()
