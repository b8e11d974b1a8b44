"""A made-up language whose words are 40 % longer: nothing is cut off, and nothing is shown that cannot be translated."""

import gettext
from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.core import texts
from desktop.gui.context import Place
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow

PATIENCE_MS = 60_000
# Shown as they are in every language: our name, languages in their own words, version and numbers, paths.
UNTRANSLATED = {"Linden", "한국어", "English"}


class Longer(gettext.NullTranslations):
    """Puts each text in brackets and makes it longer; named fields stay."""

    def gettext(self, message: str) -> str:
        return f"[{message}{'~ ' * (len(message) // 5)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def _longer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_catalogue", lambda code: Longer())


def show(window: MainWindow, place: Place, qtbot: QtBot) -> None:
    window.resize(window.minimumSize())
    window.show_page(place)
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy and not window.context.vault_lane.is_busy, timeout=PATIENCE_MS)


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
