"""The custody log for a person: a page at a time, so that a long one holds nobody up, and consent in words."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.vault import log_words
from desktop.gui.pages.vault.log import PAGE, LogView
from desktop.gui.pages.views import PageOfViews
from desktop.gui.window import MainWindow
from desktop.services.corrections import Told
from desktop.services.vaults import LogEntry

START = datetime(2026, 11, 1, tzinfo=UTC)


def entry(number: int, act: str = "linked", **detail: str) -> LogEntry:
    return LogEntry(number, START + timedelta(minutes=number), act, f"{number:04}", detail, "")


def sentences(view: LogView) -> list[str]:
    model = view.table.model()
    # Where the text is large, the moment stands above the sentence.
    return [model.index(row, model.columnCount() - 1).data().splitlines()[-1] for row in range(model.rowCount())]


def test_a_long_log_is_shown_page_by_page_without_losing_an_entry(qtbot: QtBot) -> None:
    view = LogView([entry(number) for number in range(1, 2 * PAGE + 6)], Told())
    qtbot.addWidget(view)
    view.show()
    seen = sentences(view)
    assert len(seen) == PAGE
    assert not view.newer_button.isEnabled()

    while view.older_button.isEnabled():
        view.older_button.click()
        seen += sentences(view)

    assert len(seen) == 2 * PAGE + 5
    assert seen[0] == log_words.sentence(entry(2 * PAGE + 5))
    assert seen[-1] == log_words.sentence(entry(1))
    view.newer_button.click()
    assert sentences(view)[0] == log_words.sentence(entry(PAGE + 5))


def test_a_short_log_has_no_pages(qtbot: QtBot) -> None:
    view = LogView([entry(1)], Told())
    qtbot.addWidget(view)
    view.show()

    assert not view.older_button.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_what_was_done_has_room_at_every_size(open_window: Callable[..., MainWindow], qtbot: QtBot, percent: int) -> None:
    window = open_window(text_percent=percent)
    window.resize(window.minimumSize())
    window.show_page(Place.VAULT)
    assert isinstance(window.page, PageOfViews)
    view = LogView([entry(1)], Told())
    window.page.show_view(view)
    model = view.table.model()
    last = model.index(0, model.columnCount() - 1)

    longest_word = max(view.table.fontMetrics().horizontalAdvance(word) for word in last.data().split())

    qtbot.waitUntil(lambda: view.table.columnWidth(last.column()) > 2 * longest_word)
    assert "2026" in last.data() or "2026" in model.index(0, 0).data()


@pytest.mark.parametrize(
    ("act", "words"), [("consent_given", "agreed to: looking at pictures, writing"), ("consent_revoked", "took back: looking")]
)
def test_consent_is_told_with_what_it_is_about(act: str, words: str) -> None:
    assert words in log_words.sentence(entry(1, act, scopes="look report"))
