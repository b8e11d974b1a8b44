"""How far the reports of a case are, in a few lines, beside its items: what is overdue, what is waited for, and the next limit."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal

from desktop.core import texts
from desktop.core.texts import _, many
from desktop.gui import item_words
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.following import Due, Followed, Stage


class BoardCard(Card):
    """Sums the reports up, and leads to the board where each can be gone on with.

    Signals:
        board_wished: Show the board of reports.
    """

    board_wished = Signal()

    def __init__(self, reports: Sequence[Followed]) -> None:
        super().__init__(_("Reports and limits"))
        self.body.addWidget(Text("  ·  ".join(_counts(reports))))
        closed = sum(one.case_closed_at is not None for one in reports)
        if closed:
            words = many("{count} of them is in a closed case", "{count} of them are in closed cases", closed)
            self.body.addWidget(Text(words.format(count=closed), "soft"))
        soon = next_limit(reports)
        if soon is not None:
            report, limit = soon
            words = _("Next: {what}, {when} ({report})")
            when, name = item_words.moment(limit.at.astimezone()), report.name(texts.language())
            self.body.addWidget(Text(words.format(what=limit.what, when=when, report=name), "soft"))
        self.board_button = QuietButton(_("Show the board"), "file-text")
        self.board_button.clicked.connect(self.board_wished)
        self.body.addWidget(in_a_row(self.board_button))


def next_limit(reports: Sequence[Followed]) -> tuple[Followed, Due] | None:
    """Return the next limit that is sure and has not passed, of the reports without an answer."""
    due = [(one, limit) for one in reports if one.answered_at is None for limit in one.dues if limit.is_sure and not limit.has_passed]
    return min(due, key=_when) if due else None


def _when(one: tuple[Followed, Due]) -> datetime:
    return one[1].at


def _counts(reports: Sequence[Followed]) -> list[str]:
    """Return how many reports are at each stage; what needs something done comes first."""
    count = {stage: sum(one.stage is stage for one in reports) for stage in Stage}
    words = {
        Stage.OVERDUE: many("{count} answer is overdue", "{count} answers are overdue", count[Stage.OVERDUE]),
        Stage.WRITTEN: many("{count} written, not sent yet", "{count} written, not sent yet", count[Stage.WRITTEN]),
        Stage.WAITING: many("{count} sent", "{count} sent", count[Stage.WAITING]),
        Stage.ANSWERED: many("{count} answered", "{count} answered", count[Stage.ANSWERED]),
        Stage.DRAFT: many("{count} draft", "{count} drafts", count[Stage.DRAFT]),
    }
    return [words[stage].format(count=count[stage]) for stage in words if count[stage]]
