"""Scenes of taking a case over and of the parts of the program: added to those of screenshots.py."""

from pathlib import Path

from screenshots import scene, scroll_down

from desktop.gui.context import Place
from desktop.gui.pages.handover.taking_over import TakenView, TakeOverView
from desktop.gui.pages.settings import PartsList
from desktop.gui.window import MainWindow
from desktop.services.taking_over import TakenOver


@scene("handover-take-over")
def _take_over(window: MainWindow) -> None:
    window.show_page(Place.HANDOVER)
    window.page.view.take_door.click()  # type: ignore[attr-defined]
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, TakeOverView)
    view.show_package(Path("evidence-2026-11-27.zip"))
    view.take_button.click()


@scene("handover-taken")
def _taken(window: MainWindow) -> None:
    window.show_page(Place.HANDOVER)
    pairs = tuple((f"{number:04}", f"{number:04}") for number in range(1, 5))
    taken = TakenOver(Path.home() / "papers", "20261127-0123456789abcdef", "5d" * 32, pairs, ("0003",))
    window.page.show_view(TakenView(taken))  # type: ignore[attr-defined]


@scene("settings-parts")
def _parts(window: MainWindow) -> None:
    window.show_page(Place.SETTINGS)
    scroll_down(window)
    (listed,) = window.findChildren(PartsList)
    listed.button.click()
    listed.parts.choose("FFmpeg")
