"""At 200 % text: what was asked or said is brought into view, whose case it is stays said, and room is left for what is done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.vault.recovery import CodeView
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.surfaces import Notice
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow
from desktop.services.counsel import desk
from desktop.services.counsel.exposure import Looking
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.gui.cases import filled_vault, settle


def _below_the_edge(qtbot: QtBot, part: QWidget) -> QScrollArea:
    """Return a low scroll area with `part` far below what is seen."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addSpacing(900)
    column.addWidget(part)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inside)
    scroll.resize(500, 400)
    qtbot.addWidget(scroll)
    scroll.show()
    qtbot.waitExposed(scroll)
    return scroll


def _top(scroll: QScrollArea, part: QWidget) -> int:
    return part.mapTo(scroll.viewport(), QPoint(0, 0)).y()


def test_a_question_below_the_edge_comes_into_view(qtbot: QtBot) -> None:
    question = Confirm("It is deleted.", "Nobody can bring it back.", "Delete it", "Keep it")
    scroll = _below_the_edge(qtbot, question)

    question.ask()

    qtbot.waitUntil(lambda: _top(scroll, question) >= 0 and _top(scroll, question) + question.height() <= scroll.viewport().height())


def test_what_an_answer_about_age_means_comes_into_view(qtbot: QtBot) -> None:
    age = AgeQuestion("Is the person shown under 18?")
    scroll = _below_the_edge(qtbot, age)

    age.buttons()[1].click()

    (meaning,) = age.findChildren(Notice)
    qtbot.waitUntil(lambda: 0 <= _top(scroll, meaning) < scroll.viewport().height() - meaning.height() // 2)


@pytest.mark.parametrize("percent", [100, 200])
def test_what_a_page_is_for_is_said_at_its_entrance_and_leaves_room_inside(
    open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path, percent: int
) -> None:
    window = open_window(text_percent=percent)
    window.show_page(Place.VAULT)
    page = window.page
    assert page.lead.isVisible()

    window.context.session.open(filled_vault(tmp_path / "vault"))
    settle(qtbot, window)

    assert page.lead.isVisible() is (percent == 100)


def test_whose_case_it_is_is_said_at_every_size(open_window: Callable[..., MainWindow], tmp_path: Path) -> None:
    window = open_window(text_percent=200)
    held = desk.create(tmp_path / "desk", "a passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY)
    case, vault = desk.new_case(held, "K-77", tmp_path, "another passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY)

    window.context.counsel.open_desk(held, Looking.GREY)
    window.context.counsel.open_case(case, vault)

    assert window.top.case.text() == "Case K-77"
    assert window.top.case.isVisible()
    assert window.top.exit_button.isVisible()


def test_every_place_of_a_counselor_fits_into_the_side_bar(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window(text_percent=200, is_desk=True)
    window.resize(window.minimumSize())

    (scroll,) = window.side.findChildren(QScrollArea)

    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)


def test_a_notice_is_put_away_below_its_words(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window(text_percent=200)

    window.page.show_notice("info", "It is saved.", "You can close it.")

    assert window.page.notice is not None
    (close,) = window.page.notice.findChildren(QuietButton)
    words = window.page.notice.findChildren(Text)[-1]
    qtbot.waitUntil(lambda: close.y() >= words.geometry().bottom())


def test_no_group_of_the_recovery_code_lies_beyond_the_edge(open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(text_percent=200)
    window.resize(window.minimumSize())
    window.show_page(Place.VAULT)
    window.context.session.open(filled_vault(tmp_path / "vault"))
    settle(qtbot, window)

    window.page.show_view(CodeView("-".join(["WWWWW"] * 8)))
    QCoreApplication.processEvents()

    assert not window.page.overhang()
