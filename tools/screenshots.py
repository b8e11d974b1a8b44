"""Draw every page in every language, look and text size into a folder, to be looked at.

    python tools/screenshots.py FOLDER [--only NAME...] [--language ko|en] [--look light|dark|contrast] [--percent 100|200]

Runs offscreen unless QT_QPA_PLATFORM or DISPLAY says otherwise. A scene is a function that is given the window and brings it into a
state worth seeing; it waits on jobs, never on time. A module beside this one named screenshots_<part>.py adds its own with `scene`.
"""

import argparse
import gc
import importlib
import itertools
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nothing here may touch the settings of whoever runs it.
os.environ["LINDEN_SETTINGS"] = tempfile.mkdtemp(prefix="linden-screenshots-")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.core.settings import Settings
from desktop.gui import style
from desktop.gui.app import build_window
from desktop.gui.context import Place
from desktop.gui.jobs import Lane
from desktop.gui.pages.welcome import WelcomePage
from desktop.gui.window import MainWindow

Scene = Callable[[MainWindow], None]
SCENES: dict[str, Scene] = {}
LONGEST_WAIT_MS = 120_000
SAMPLES = ROOT / "resources" / "samples"


def scene(name: str) -> Callable[[Scene], Scene]:
    """Register a scene under the name its pictures get."""

    def register(function: Scene) -> Scene:
        if name in SCENES:
            raise ValueError(f"two scenes are called {name}")
        SCENES[name] = function
        return function

    return register


def wait_for(*lanes: Lane) -> None:
    """Let the window live until these lanes have no job."""
    for lane in lanes:
        if lane.is_busy:
            loop = QEventLoop()
            lane.became_idle.connect(loop.quit)
            QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
            loop.exec()
    settle()


def settle() -> None:
    """Let layouts and paints that are due happen."""
    for _round in range(6):
        QCoreApplication.processEvents()


def put_away(window: MainWindow) -> None:
    """Leave the window and let it be gone: one that stays alive is drawn anew with every window that comes after it."""
    window.leave_now()
    settle()
    window.close_lanes()
    window.deleteLater()
    # What is to be deleted waits for a loop that nobody runs here.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    gc.collect()


def scroll_down(window: MainWindow, part: float = 1.0) -> None:
    """Scroll the shown page down to this part of its height."""
    window.page.pieces.finish()
    settle()
    bar = window.page.scroll_bar
    bar.setValue(round(bar.maximum() * part))
    settle()


@scene("welcome")
def _welcome(window: MainWindow) -> None:
    window.show_page(Place.START)


@scene("welcome-answered")
def _welcome_answered(window: MainWindow) -> None:
    window.show_page(Place.START)
    page = window.page
    assert isinstance(page, WelcomePage)
    page.questions.buttons[0].click()
    page.questions.buttons[1].click()
    settle()
    # What is shown next must not find these answers.
    window.context.preferences.use(replace(window.context.preferences.settings, computer="", beside=""))
    scroll_down(window)


@scene("curtain")
def _curtain(window: MainWindow) -> None:
    window.show_page(Place.CHECK)
    window.curtain.draw()


def main() -> int:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description="Draw every page into a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--language", nargs="*", default=["ko", "en"])
    parser.add_argument("--look", nargs="*", default=["light", "dark", "contrast"])
    parser.add_argument("--percent", nargs="*", type=int, default=[100, 200])
    parser.add_argument("--mirrored", action="store_true", help="as in a language that is written from right to left")
    parser.add_argument("--size", default="1024x640")
    wanted = parser.parse_args()
    for extra in sorted((ROOT / "tools").glob("screenshots_*.py")):
        importlib.import_module(extra.stem)
    if wanted.mirrored:
        style.direction = lambda: Qt.LayoutDirection.RightToLeft
    wanted.folder.mkdir(parents=True, exist_ok=True)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(["linden"])
    app.setQuitOnLastWindowClosed(False)
    width, height = (int(side) for side in wanted.size.split("x"))
    for language, look, percent in itertools.product(wanted.language, wanted.look, wanted.percent):
        for name, show in SCENES.items():
            if wanted.only and not any(name.startswith(start) for start in wanted.only):
                continue
            window = build_window(Settings(language=language, appearance=look, text_percent=percent))
            window.resize(width, height)
            window.show()
            settle()
            show(window)
            settle()
            window.grab().save(str(wanted.folder / f"{name}-{language}-{look}-{percent}.png"))
            put_away(window)
    return 0


if __name__ == "__main__":
    # The engine registers itself under one name, however it is started, so that scenes added elsewhere land in the same table.
    sys.modules["screenshots"] = sys.modules["__main__"]
    sys.exit(main())
