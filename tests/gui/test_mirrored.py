"""In a language that is written from right to left, the window stands the other way round."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.gui import style
from desktop.gui.context import Place
from desktop.gui.pages.vault.browser.map_painting import Sample
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.where import WhereFields
from desktop.gui.window import MainWindow
from desktop.services.vaults import RelationKind


@pytest.fixture
def right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    # No such language is shipped yet; what it would change is here.
    monkeypatch.setattr(style, "direction", lambda: Qt.LayoutDirection.RightToLeft)


def left_of(window: MainWindow, widget: object) -> int:
    return widget.mapTo(window, QPoint(0, 0)).x()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("right_to_left")
def test_the_side_bar_stands_at_the_right_and_the_way_out_at_the_left(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()

    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert left_of(window, window.side) > left_of(window, window.page)
    assert left_of(window, window.exit_button) < window.width() / 2
    assert "border-right: 4px solid" in style.style_sheet(style.current())


@pytest.mark.usefixtures("right_to_left")
@pytest.mark.parametrize("place", [Place.START, Place.CHECK, Place.SETTINGS])
def test_no_page_is_too_wide_the_other_way_round(open_window: Callable[..., MainWindow], place: Place) -> None:
    window = open_window()
    window.resize(window.minimumSize())

    window.show_page(place)

    assert window.page.overhang() == 0


def test_text_begins_at_the_right(qtbot: QtBot) -> None:
    text = Text("words", "heading")
    qtbot.addWidget(text)
    text.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    text.resize(600, text.heightForWidth(600))

    assert _darkest_third(text.grab().toImage()) == "right"


@pytest.mark.usefixtures("right_to_left")
def test_a_number_that_can_be_copied_begins_at_the_right(open_window: Callable[..., MainWindow]) -> None:
    open_window()
    number = Text("1366", "heading", selectable=True)
    number.resize(600, 60)

    assert _darkest_third(number.grab().toImage()) == "right"
    number.deleteLater()


@pytest.mark.usefixtures("right_to_left")
def test_the_words_of_a_place_stand_beside_its_icon_at_the_right(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()

    assert _darkest_third(window.side.button(Place.CHECK).grab().toImage()) == "right"


@pytest.mark.usefixtures("right_to_left")
def test_the_numbers_of_a_moment_keep_their_order(open_window: Callable[..., MainWindow]) -> None:
    fields = WhereFields(open_window())

    assert fields.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert fields.when.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_english_and_korean_stand_as_they_are_read(open_window: Callable[..., MainWindow], language: str) -> None:
    window = open_window(language=language)

    assert left_of(window, window.side) == 0


@pytest.mark.parametrize("kind", list(RelationKind))
def test_the_key_of_the_map_is_drawn_the_other_way_round(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: RelationKind) -> None:
    sample = Sample(kind)
    qtbot.addWidget(sample)
    drawn = sample.grab().toImage()

    monkeypatch.setattr(style, "direction", lambda: Qt.LayoutDirection.RightToLeft)
    mirrored = sample.grab().toImage()

    has_an_arrow = kind in {RelationKind.MADE_FROM, RelationKind.PART_OF}
    assert (mirrored != drawn) is has_an_arrow
    assert _darkest_third(mirrored) == {"left": "right", "right": "left", "both": "both"}[_darkest_third(drawn)]


def _darkest_third(drawn: QImage) -> str:
    """Return at which end of a picture more is drawn: the head of an arrow."""
    background = drawn.pixelColor(0, 0)
    third = drawn.width() // 3
    left, right = (
        sum(drawn.pixelColor(x, y) != background for x in columns for y in range(drawn.height()))
        for columns in (range(third), range(drawn.width() - third, drawn.width()))
    )
    return "both" if abs(left - right) < drawn.height() // 2 else "left" if left > right else "right"
