"""Scenes of the views for specialists at the end of a result."""

from screenshots import SAMPLES, scene, scroll_down, settle, wait_for

from desktop.gui.context import Place
from desktop.gui.pages.check import CheckPage
from desktop.gui.window import MainWindow


@scene("views-closed")
def views_closed(window: MainWindow) -> None:
    """The card, closed."""
    _checked(window)
    scroll_down(window)


@scene("views-covered")
def views_covered(window: MainWindow) -> None:
    """The views, covered."""
    _opened(window)


@scene("views-held")
def views_held(window: MainWindow) -> None:
    """The second view, held."""
    _held(window, 1)


@scene("views-parts")
def views_parts(window: MainWindow) -> None:
    """The last view, held: what a model says of the parts."""
    _held(window, -1)


def _held(window: MainWindow, number: int) -> None:
    page = _opened(window)
    assert page.specialist.choice is not None
    page.specialist.choice.buttons()[number].click()
    settle()
    page.show_part(page.specialist.hold)
    page.specialist.hold.button.pressed.emit()
    settle()


def _opened(window: MainWindow) -> CheckPage:
    page = _checked(window)
    page.specialist.open_button.click()
    wait_for(window.context.check_lane)
    settle()
    page.show_part(page.specialist)
    return page


def _checked(window: MainWindow) -> CheckPage:
    window.show_page(Place.CHECK)
    page = window.page
    assert isinstance(page, CheckPage)
    page.check([SAMPLES / "composite.jpg"])
    wait_for(window.context.check_lane)
    return page
