"""The custody log for a person: a page at a time, so that a long one holds nobody up, and consent in words."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.pages.vault import log_words
from desktop.gui.pages.vault.log import PAGE, LogView
from desktop.services.corrections import Told
from desktop.services.vaults import LogEntry

START = datetime(2026, 11, 1, tzinfo=UTC)


def entry(number: int, act: str = "linked", **detail: str) -> LogEntry:
    return LogEntry(number, START + timedelta(minutes=number), act, f"{number:04}", detail, "")


def sentences(view: LogView) -> list[str]:
    model = view.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


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


@pytest.mark.parametrize(
    ("act", "words"), [("consent_given", "agreed to: looking at pictures, writing"), ("consent_revoked", "took back: looking")]
)
def test_consent_is_told_with_what_it_is_about(act: str, words: str) -> None:
    assert words in log_words.sentence(entry(1, act, scopes="look report"))
