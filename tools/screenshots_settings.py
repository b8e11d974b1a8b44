"""Scenes of the settings and of the page of help: added to those of screenshots.py."""

from screenshots import scene, scroll_down, wait_for

from desktop.gui.context import Place
from desktop.gui.pages.settings import SettingsPage
from desktop.gui.window import MainWindow


@scene("settings")
def _settings(window: MainWindow) -> None:
    window.show_page(Place.SETTINGS)


@scene("settings-safety")
def _settings_safety(window: MainWindow) -> None:
    window.show_page(Place.SETTINGS)
    scroll_down(window)
    assert isinstance(window.page, SettingsPage)
    window.page.show_part(window.page.safety)


@scene("settings-end")
def _settings_end(window: MainWindow) -> None:
    window.show_page(Place.SETTINGS)
    scroll_down(window)


@scene("help")
def _help(window: MainWindow) -> None:
    window.show_page(Place.HELP)
    wait_for(window.context.check_lane)


@scene("help-end")
def _help_end(window: MainWindow) -> None:
    _help(window)
    scroll_down(window)
