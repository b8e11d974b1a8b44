"""Scenes of the board of reports: what was sent, what is overdue, and the two small forms; added to those of screenshots.py."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from screenshots import scene, settle, wait_for

from desktop.core import clock
from desktop.gui.context import Place
from desktop.gui.pages.report.choosing import ChooseView
from desktop.gui.pages.report.following import FollowBoard
from desktop.gui.window import MainWindow
from desktop.services import following, reporting, vaults
from desktop.services.vaults import AgeAnswer, Vault, Where

_ANSWERS = {"age": "adult", "writing_for": "self", "reply_email": "quiet@example.org", "real_or_fake": "fake", "no_consent": "yes",
            "consent_facts": "An account that I do not know posted it.", "good_faith": "yes", "signature": "Kim Haneul",
            "service_name": "Example", "knowledge_date": date(2026, 11, 1).isoformat()}  # fmt: skip


def _case() -> Vault:
    vault = vaults.create(Path(tempfile.mkdtemp(prefix="linden-screenshots-")) / "papers", "one quiet morning by the lake")
    vault.add_link("https://example.org/board/post/77120?page=3", Where(account="user_4410"), AgeAnswer.ADULT)
    for template_id, language in (("us_tida", "en"), ("us_tida", "en"), ("kr_kmcsc", "ko"), ("us_tida", "en"), ("us_tida", "en")):
        answers = {**_ANSWERS, "letter_date": date(2026, 11, 23).isoformat()}
        made = reporting.draft(template_id, answers, language, vault.items())
        reporting.keep(vault, made, answers, ["0001"])
    ready = [one.number for one in following.followed(vault) if one.content.get("ready") is True]
    following.mark_sent(vault, ready[0], clock.now() - timedelta(hours=60), "", "US-2026-118")
    following.mark_answered(vault, ready[0])
    following.mark_sent(vault, ready[1], clock.now() - timedelta(hours=50), "", "US-2026-204")
    following.mark_sent(vault, ready[2], clock.now() - timedelta(hours=3))
    return vault


def _board(window: MainWindow) -> FollowBoard:
    window.context.session.open(_case())
    window.show_page(Place.REPORTS)
    wait_for(window.context.vault_lane, window.context.check_lane)
    settle()
    view = window.page.view  # type: ignore[attr-defined]
    assert isinstance(view, ChooseView)
    assert view.board is not None
    return view.board


@scene("reports-board")
def _followed(window: MainWindow) -> None:
    _board(window)


@scene("reports-board-sent")
def _sent(window: MainWindow) -> None:
    board = _board(window)
    next(row for row in board.rows if not row.sent_button.isHidden()).sent_button.click()
    settle()


@scene("reports-board-again")
def _again(window: MainWindow) -> None:
    board = _board(window)
    board.rows[0].again_button.click()
    settle()
