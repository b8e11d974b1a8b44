"""What the pages need is loaded beside the drawn window, and not before."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui import warming
from desktop.gui.warming import Warming

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "numpy",
    "cv2",
    "onnxruntime",
    "PIL",
    "av",
    "c2pa",
    "cryptography",
    "apsw",
    "typst",
    "docx",
    "jinja2",
    "pydantic",
    "babel",
    "typer",
)
# What is loaded when the window is painted for the first time, and whether it all is once the warming is over.
SCRIPT = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from desktop.gui import app, warming, window

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            print(*sys.modules)
        return False

class Seen(window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        self.first = FirstPaint(self)
        self.installEventFilter(self.first)
        QTimer.singleShot(100, self.look)
    def look(self):
        loaded = [part in sys.modules for part in warming.PARTS]
        print(*loaded, file=sys.stderr) if all(loaded) else None
        QTimer.singleShot(100, self.leave_now if all(loaded) else self.look)

app.MainWindow = Seen
sys.exit(app.run())
"""


def test_nothing_heavy_is_loaded_at_the_first_paint_and_everything_soon_after(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "LINDEN_SETTINGS": str(tmp_path), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ended.returncode == 0, ended.stderr
    at_first_paint = set(ended.stdout.split())
    assert "PySide6.QtWidgets" in at_first_paint
    assert not at_first_paint & set(HEAVY)
    assert "True" in ended.stderr


def test_a_part_is_loaded_after_the_first_paint(qtbot: QtBot) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    loading = Warming(shown, ("colorsys",))
    sys.modules.pop("colorsys", None)

    assert loading.wait(0)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: "colorsys" in sys.modules)

    assert loading.wait()


def test_a_warming_that_is_stopped_loads_no_more(qtbot: QtBot) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    sys.modules.pop("colorsys", None)
    loading = Warming(shown, ("colorsys",))
    loading.stop()

    with qtbot.waitExposed(shown):
        shown.show()

    assert loading.wait()
    assert "colorsys" not in sys.modules


def test_every_page_is_among_the_parts() -> None:
    folder = ROOT / "desktop" / "gui" / "pages"
    names = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"__init__"}

    assert {f"desktop.gui.pages.{name}" for name in names} <= set(warming.PARTS)
