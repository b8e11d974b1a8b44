"""Draw every page in every language, look and text size into a folder, to be looked at.

    python tools/screenshots.py FOLDER [--only NAME...] [--language ko|en] [--look light|dark|contrast] [--percent 100|200]

Runs offscreen unless QT_QPA_PLATFORM or DISPLAY says otherwise. A scene is a function that is given the window and brings it into a
state worth seeing; it waits on jobs, never on time. A module beside this one named screenshots_<part>.py adds its own with `scene`.
"""

import argparse
import gc
import importlib
import itertools
import math
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
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.checks.result import ScoreMap
from desktop.core.settings import Settings
from desktop.gui import style
from desktop.gui.app import build_window
from desktop.gui.check_desk import Seen
from desktop.gui.context import Place
from desktop.gui.jobs import Lane
from desktop.gui.pages.check import CheckPage
from desktop.gui.pages.welcome import WelcomePage
from desktop.gui.window import MainWindow
from desktop.services import vaults

Scene = Callable[[MainWindow], None]
SCENES: dict[str, Scene] = {}
LONGEST_WAIT_MS = 120_000
SAMPLES = ROOT / "resources" / "samples"


def scene(name: str) -> Callable[[Scene], Scene]:
    """Register a scene under the name its pictures get."""

    def register(function: Scene) -> Scene:
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


def _checked(window: MainWindow, *names: str) -> CheckPage:
    window.show_page(Place.CHECK)
    page = window.page
    assert isinstance(page, CheckPage)
    page.check([SAMPLES / name for name in names])
    wait_for(window.context.check_lane)
    return page


@scene("check-empty")
def _check_empty(window: MainWindow) -> None:
    window.show_page(Place.CHECK)


@scene("check-result")
def _check_result(window: MainWindow) -> None:
    _checked(window, "own-photos/portrait.jpg")


@scene("check-findings")
def _check_findings(window: MainWindow) -> None:
    _checked(window, "own-photos/portrait.jpg")
    scroll_down(window, 0.6)


@scene("check-finding-open")
def _check_finding_open(window: MainWindow) -> None:
    page = _checked(window, "own-photos/portrait.jpg")
    page.result.cards[0].toggle.turn(on=True)
    settle()
    page.show_part(page.result.cards[0].more)


@scene("check-end")
def _check_end(window: MainWindow) -> None:
    _checked(window, "own-photos/portrait.jpg")
    scroll_down(window)


@scene("check-held")
def _check_held(window: MainWindow) -> None:
    page = _checked(window, "own-photos/portrait.jpg")
    page.show_part(page.result.panel.hold)
    page.result.panel.hold.button.pressed.emit()


@scene("check-many")
def _check_many(window: MainWindow) -> None:
    _checked(window, "own-photos", "LICENSES.md")


@scene("check-source")
def _check_source(window: MainWindow) -> None:
    page = _checked(window, "composite.jpg")
    page.next_steps.source_button.click()
    page.source.folder_given.emit(SAMPLES / "own-photos")
    wait_for(window.context.check_lane)


@scene("check-source-held")
def _check_source_held(window: MainWindow) -> None:
    _check_source(window)
    assert isinstance(window.page, CheckPage)
    window.page.show_part(window.page.source.pair.hold)
    window.page.source.pair.hold.button.pressed.emit()
    settle()


def _compared(window: MainWindow, way: str, *, held: bool) -> None:
    _check_source(window)
    assert isinstance(window.page, CheckPage)
    pair = window.page.source.pair
    next(
        button for button in pair.way.buttons() if button.objectName().endswith(f"-{('beside', 'slider', 'difference').index(way)}")
    ).click()
    settle()
    window.page.show_part(pair.hold)
    if held:
        pair.hold.button.pressed.emit()
    settle()


@scene("check-source-slider")
def _check_source_slider(window: MainWindow) -> None:
    _compared(window, "slider", held=True)


@scene("check-source-difference")
def _check_source_difference(window: MainWindow) -> None:
    _compared(window, "difference", held=True)


@scene("check-tinted")
def _check_tinted(window: MainWindow) -> None:
    page = _checked(window, "own-photos/portrait.jpg")
    entry = page.entries[0]
    assert isinstance(entry.outcome, Seen)
    # Drawn by hand: what a learned model would say, to see how it looks.
    grid = tuple(tuple(max(0.0, 1 - math.hypot(x - 6, y - 5) / 7) for x in range(14)) for y in range(14))
    box = entry.outcome.checked.result.faces[0].box
    result = replace(entry.outcome.checked.result, maps=(ScoreMap(box, grid),))
    page.result.show_seen(replace(entry.outcome, checked=replace(entry.outcome.checked, result=result)))
    page.result.panel.heat_box.setChecked(True)
    page.result.panel.hold.button.pressed.emit()
    page.show_part(page.result.panel.heat_words)


@scene("check-no-vault")
def _check_no_vault(window: MainWindow) -> None:
    page = _checked(window, "own-photos/portrait.jpg")
    page.next_steps.keep_button.click()
    scroll_down(window)


@scene("check-minor")
def _check_minor(window: MainWindow) -> None:
    with tempfile.TemporaryDirectory() as folder:
        window.context.session.open(vaults.create(Path(folder) / "vault", "for pictures only"))
        page = _checked(window, "own-photos/portrait.jpg")
        page.next_steps.keep_button.click()
        settle()
        assert page.keeping is not None
        page.keeping.age.buttons()[1].click()
        settle()
        page.show_part(page.keeping.age)
        settle()


@scene("check-failure")
def _check_failure(window: MainWindow) -> None:
    _checked(window, "LICENSES.md")


@scene("check-busy")
def _check_busy(window: MainWindow) -> None:
    page = _checked(window, "own-photos/portrait.jpg")
    page.check([SAMPLES / "own-photos"] * 9)
    settle()


@scene("check-dialog")
def _check_dialog(window: MainWindow) -> None:
    window.show_page(Place.CHECK)
    assert isinstance(window.page, CheckPage)
    window.page.intake.choose_button.click()
    settle()
    dialog = window.page.findChild(QFileDialog)
    dialog.setDirectory(str(SAMPLES))
    # A picture of the window holds no other window: the dialog is drawn in its place.
    dialog.setParent(window, Qt.WindowType.Widget)
    dialog.move(100, 60)
    dialog.show()
    settle()


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
