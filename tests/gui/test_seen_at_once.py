"""What was asked for is seen without scrolling, with text twice as large in the smallest window: an answer, a form, two pictures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core import places
from desktop.gui.context import Place
from desktop.gui.pages.check.pair import PairView
from desktop.gui.pages.settings import PartsList
from desktop.gui.window import MainWindow
from desktop.services import reporting
from tests.gui.cases import filled_vault, settle
from tests.reports import cases

SAMPLES = places.resources() / "samples"
PATIENCE_MS = 60_000


@pytest.fixture
def large(open_window: Callable[..., MainWindow]) -> MainWindow:
    window = open_window(text_percent=200)
    window.resize(window.minimumSize())
    return window


def is_whole(window: MainWindow, part: QWidget) -> bool:
    """Return whether all of it lies between the top bar and the lower edge of the page."""
    page = window.page
    return page.rect().contains(QRect(part.mapTo(page, QPoint(0, 0)), part.size()))


@pytest.mark.parametrize("name", ["composite.jpg", "LICENSES.md"])
def test_the_answer_about_one_file_is_seen_when_it_comes(large: MainWindow, qtbot: QtBot, name: str) -> None:
    large.show_page(Place.CHECK)
    page = large.page

    page.check([SAMPLES / name])
    qtbot.waitUntil(lambda: not large.context.check_lane.is_busy, timeout=PATIENCE_MS)

    answer = page.failure or page.result.explanation
    qtbot.waitUntil(lambda: is_whole(large, answer))


def test_a_form_that_opens_under_its_button_is_seen(large: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = filled_vault(tmp_path / "papers")
    answers = cases.full(reporting.template("us_tida"))
    reporting.keep(vault, reporting.draft("us_tida", answers, "en", [vault.item("0001")]), answers, ["0001"])
    large.context.session.open(vault)
    large.show_page(Place.REPORTS)
    settle(qtbot, large)
    row = large.page.view.board.rows[0]

    row.again_button.click()

    qtbot.waitUntil(lambda: is_whole(large, row.confirm_button))


def test_what_is_higher_than_the_page_is_seen_from_its_beginning(large: MainWindow, qtbot: QtBot) -> None:
    large.show_page(Place.SETTINGS)
    large.page.pieces.finish()
    (listed,) = large.findChildren(PartsList)

    listed.button.click()

    qtbot.waitUntil(lambda: listed.height() > large.page.height())
    qtbot.waitUntil(lambda: is_whole(large, listed.button) and is_whole(large, listed.parts))


def test_two_pictures_that_are_compared_stand_side_by_side_and_are_seen_whole(large: MainWindow, qtbot: QtBot) -> None:
    pair = PairView()
    qtbot.addWidget(pair)
    pair.resize(700, 500)
    for view in (pair.own, pair.suspect):
        view.show_image(QImage(600, 900, QImage.Format.Format_RGB32), QSize(600, 900))
    pair.show()

    own, suspect = (view.mapTo(pair, QPoint(0, 0)) for view in (pair.own, pair.suspect))

    assert own.y() == suspect.y()
    assert own.x() + pair.own.width() < suspect.x()
    assert pair.own.height() < large.minimumHeight() * 0.6
