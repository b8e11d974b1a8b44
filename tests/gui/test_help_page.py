"""The page of help: real hotlines, by country, and as a page to take along."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.help import HelpPage
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow
from desktop.services import reporting

PATIENCE_MS = 60_000


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HelpPage:
    """The page of help, loaded."""
    window.show_page(Place.HELP)
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy, timeout=PATIENCE_MS)
    assert isinstance(window.page, HelpPage)
    page = window.page
    qtbot.waitUntil(lambda: page.content is not None and page.pieces.is_done, timeout=PATIENCE_MS)
    return page


def words(page: HelpPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Text) if label.isVisibleTo(page))


def test_every_hotline_of_a_country_is_shown_with_number_hours_and_date(page: HelpPage, qtbot: QtBot) -> None:
    assert page.content is not None
    for country in page.content.countries:
        page.content.choice.setCurrentIndex(page.content.countries.index(country))
        lines = [line for line in reporting.help_lines() if line.country == country]
        qtbot.waitUntil(lambda lines=lines: lines[0].what("en") in words(page))
        shown = words(page)
        for line in lines:
            assert line.name("en") in shown
            assert line.number in shown
            assert line.hours("en") in shown
            assert line.date in shown


def test_every_card_of_guidance_is_shown(page: HelpPage) -> None:
    shown = words(page)

    for card in reporting.guides():
        assert card.title("en") in shown


def test_for_minors_no_service_for_adults_only_is_shown(page: HelpPage, window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(Place.HELP, "under_18")
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy, timeout=PATIENCE_MS)

    assert page.content is not None
    qtbot.waitUntil(lambda: "These help people under 18 as well." in words(page))
    assert all(line.age_rule.value != "adult_only" for line in page.content.lines)


def test_the_page_is_saved_with_every_number(page: HelpPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.save_button.click()
    dialog = page.findChild(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "help.pdf")])
    dialog.reject()
    qtbot.waitUntil(lambda: not page.context.check_lane.is_busy, timeout=PATIENCE_MS)

    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(tmp_path / "help.pdf").pages)
    for line in reporting.help_lines():
        assert line.number in text
