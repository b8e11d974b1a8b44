"""Which page stands at which place; a page is loaded when it is first shown, so that the window opens at once."""

from collections.abc import Callable

from desktop.gui.context import Context, Place
from desktop.gui.pages.page import Page


def _welcome(context: Context) -> Page:
    from desktop.gui.pages.welcome import WelcomePage

    return WelcomePage(context)


def _check(context: Context) -> Page:
    from desktop.gui.pages.check import CheckPage

    return CheckPage(context)


def _vault(context: Context) -> Page:
    from desktop.gui.pages.vault import VaultPage

    return VaultPage(context)


def _reports(context: Context) -> Page:
    from desktop.gui.pages.report import ReportPage

    return ReportPage(context)


def _handover(context: Context) -> Page:
    from desktop.gui.pages.handover import HandoverPage

    return HandoverPage(context)


def _desk(context: Context) -> Page:
    from desktop.gui.pages.desk import DeskPage

    return DeskPage(context)


def _help(context: Context) -> Page:
    from desktop.gui.pages.help import HelpPage

    return HelpPage(context)


def _settings(context: Context) -> Page:
    from desktop.gui.pages.settings import SettingsPage

    return SettingsPage(context)


PAGES: dict[Place, Callable[[Context], Page]] = {
    Place.START: _welcome,
    Place.CHECK: _check,
    Place.VAULT: _vault,
    Place.REPORTS: _reports,
    Place.HANDOVER: _handover,
    Place.DESK: _desk,
    Place.HELP: _help,
    Place.SETTINGS: _settings,
}
"""Makes the page of each place."""
