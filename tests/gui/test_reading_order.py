"""A screen reader goes through a page as it is read, and hears what comes by itself."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from desktop.gui import announcing
from desktop.gui.context import Place
from desktop.gui.reading_order import ReadingOrder, widgets_in
from desktop.gui.widgets.surfaces import Notice
from desktop.gui.window import MainWindow

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
PATIENCE_MS = 60_000


def read_by_a_screen_reader(widget: QWidget) -> list[str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return [interface.child(number).text(QAccessible.Text.Name) for number in range(interface.childCount())]


def items_held() -> int:
    """Return how many items of layouts Python holds something for, layouts themselves left out."""
    return sum(isinstance(one, QLayoutItem) and not isinstance(one, QLayout) for one in Shiboken.getAllValidWrappers())


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told: the events themselves, before they leave for the bus."""
    said: list[str] = []
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    return said


def test_what_is_put_in_later_is_read_where_it_stands(qtbot: QtBot) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    layout = QVBoxLayout(column)
    place = QVBoxLayout()
    layout.addWidget(QLabel("first"))
    layout.addLayout(place)
    layout.addWidget(QLabel("last"))
    ReadingOrder(column)

    place.addWidget(QLabel("between"))

    qtbot.waitUntil(lambda: read_by_a_screen_reader(column) == ["first", "between", "last"])


def test_a_result_is_told_when_it_arrives_and_read_before_what_lies_below(window: MainWindow, qtbot: QtBot, heard: list[str]) -> None:
    window.show_page(Place.CHECK)
    page = window.page
    page.check([SAMPLES / "composite.jpg"])
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy, timeout=PATIENCE_MS)

    assert [words for words in heard if words.startswith("composite.jpg: ")]
    below = page.specialist.parentWidget()
    qtbot.waitUntil(lambda: below.children().index(page.result) < below.children().index(page.specialist))


def test_a_notice_is_told(qtbot: QtBot, heard: list[str]) -> None:
    notice = Notice("info", "It is saved.", "You can close it.")
    qtbot.addWidget(notice)

    notice.announce()

    assert heard == ["It is saved. You can close it."]


@pytest.mark.parametrize(("tone", "wanted"), [("error", "Assertive"), ("info", "Polite")])
def test_only_a_failure_interrupts(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tone: str, wanted: str) -> None:
    told: list[str] = []
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", lambda event: told.append(event.politeness().name))
    notice = Notice(tone, "Something happened.")
    qtbot.addWidget(notice)

    notice.announce()

    assert told == [wanted]


def test_the_order_is_read_without_items_that_python_would_hold_on_to(qtbot: QtBot) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    outer, inner = QVBoxLayout(column), QHBoxLayout()
    outer.addWidget(QLabel("first"))
    outer.addLayout(inner)
    inner.addWidget(QLabel("second"))
    inner.addStretch(1)
    outer.addWidget(QLabel("last"))
    outer.insertWidget(1, QLabel("put in later"))
    held_before = items_held()

    read = [label.text() for label in widgets_in(outer) if isinstance(label, QLabel)]

    assert read == ["first", "put in later", "second", "last"]
    assert items_held() == held_before
