"""The program's own window on a real screen: a part of that screen is marked with the mouse, and kept in the vault.

    python tests/gui/region_on_screen.py FOLDER LEFT TOP RIGHT BOTTOM    makes a vault in FOLDER; places are in pixels of the screen

The mouse is moved by xdotool, so that the marks come the way a person's do. Says "kept" when the part is in the vault, which stays
locked behind its passphrase, and ends.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.core.settings import Settings
from desktop.gui.app import build_window
from desktop.gui.context import Place
from desktop.gui.pages.vault.adding import AddFilesView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.window import MainWindow
from tests.gui.cases import new_vault

ADULT = 2
EACH_MS = 50


class Walk(QObject):
    """Does one step after another, each as soon as what it needs is there."""

    def __init__(self, window: MainWindow, places: list[int]) -> None:
        super().__init__()
        self._window, self._places = window, places
        self._taker = window.page._intake._taker  # type: ignore[attr-defined]
        self._steps: list[tuple[Callable[[], bool], Callable[[], None]]] = [
            (lambda: isinstance(window.page.view, ItemsView), self._begin),
            (self._is_marking, self._press),
            (lambda: not self._taker.capture.chosen.isEmpty(), self._release),
            (lambda: isinstance(window.page.view, AddFilesView), self._keep),
            (lambda: bool(window.context.session.vault.items()), self._end),
        ]
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        self._clock.start(EACH_MS)

    def _look(self) -> None:
        is_due, act = self._steps[0]
        if is_due():
            self._steps.pop(0)
            act()

    def _begin(self) -> None:
        self._window.page.view.capture_button.click()

    def _is_marking(self) -> bool:
        capture = self._taker.capture
        return capture is not None and capture.isVisible() and capture.windowHandle().isExposed() and not self._window.isVisible()

    def _press(self) -> None:
        left, top, right, bottom = self._places
        _mouse("mousemove", left, top, "mousedown", 1, "mousemove", (left + right) // 2, (top + bottom) // 2, "mousemove", right, bottom)

    def _release(self) -> None:
        _mouse("mouseup", 1)

    def _keep(self) -> None:
        assert self._window.isVisible()
        view = self._window.page.view
        view.age.buttons()[ADULT].click()
        view.keep_button.click()

    def _end(self) -> None:
        self._clock.stop()
        self._window.left.connect(QApplication.quit)
        self._window.leave_now()


def _mouse(*acts: object) -> None:
    # Not waited for: the window has to answer while the mouse is moved.
    subprocess.Popen(["xdotool", *map(str, acts)])


def main(folder: Path, places: list[int]) -> None:
    """Show the window with a new vault, take the part and keep it."""
    tempfile.tempdir = os.environ["TMPDIR"]
    app = QApplication([])
    window = build_window(Settings(language="en", appearance="light"))
    window.show()
    window.show_page(Place.VAULT)
    window.context.session.open(new_vault(folder))
    walk = Walk(window, places)
    app.exec()
    del walk
    window.close_lanes()
    sys.stdout.write("kept\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(place) for place in sys.argv[2:]])
