"""Scenes of checking a picture, and of the own photo that it was made from: added to those of screenshots.py."""

import math
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from screenshots import SAMPLES, scene, scroll_down, settle, wait_for

from desktop.checks.result import ScoreMap
from desktop.gui.check_desk import Seen
from desktop.gui.context import Place
from desktop.gui.pages.check import CheckPage
from desktop.gui.window import MainWindow
from desktop.services import vaults


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


@scene("check-words")
def _check_words(window: MainWindow) -> None:
    info = PngInfo()
    asked = "a woman at the sea <lora:somebody:0.8>\nNegative prompt: fog\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1"
    info.add_text("parameters", asked)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.png"
        Image.open(SAMPLES / "own-photos" / "portrait.jpg").save(made, pnginfo=info)
        page = _checked(window, str(made))
    (card,) = (one for one in page.result.cards if one.quoting is not None)
    page.show_part(card)
    settle()
    card.quoting.turn(on=True)
    settle()
    page.show_part(card.quoted)
    settle()


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


@scene("check-source-end")
def _check_source_end(window: MainWindow) -> None:
    _check_source(window)
    assert isinstance(window.page, CheckPage)
    window.page.show_part(window.page.source.save_button)
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
