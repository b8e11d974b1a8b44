"""A made-up language whose words are 40 % longer: nothing is cut off, and nothing is shown that cannot be translated."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.core import texts
from desktop.gui.context import Place
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow
from tests.tools_of import load_tool

PATIENCE_MS = 60_000
longer = load_tool("longer")
# Shown as they are in every language: our name, languages in their own words, version and numbers, paths.
UNTRANSLATED = {"Linden", "한국어", "English"}


@pytest.fixture(autouse=True)
def _longer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_catalogue", lambda _code: longer.Longer())


def show(window: MainWindow, place: Place, qtbot: QtBot) -> None:
    window.resize(window.minimumSize())
    window.show_page(place)
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy and not window.context.vault_lane.is_busy, timeout=PATIENCE_MS)
    window.page.pieces.finish()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("place", Place)
def test_longer_words_are_not_cut_off(open_window: Callable[..., MainWindow], qtbot: QtBot, place: Place, percent: int) -> None:
    window = open_window(text_percent=percent)
    show(window, place, qtbot)

    cut = [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.width() < QFontMetrics(button.font()).horizontalAdvance(button.text())
    ]

    assert not cut


@pytest.mark.parametrize("place", [Place.START, Place.CHECK, Place.VAULT, Place.HANDOVER, Place.SETTINGS])
def test_every_word_went_through_translation(window: MainWindow, qtbot: QtBot, place: Place) -> None:
    show(window, place, qtbot)

    shown = [label.text() for label in window.findChildren(Text)] + [button.text() for button in window.findChildren(QAbstractButton)]
    escaped = [
        text
        for text in shown
        if text and text not in UNTRANSLATED and not text.startswith(("[", "/")) and any(letter.isalpha() for letter in text)
    ]

    assert not escaped
