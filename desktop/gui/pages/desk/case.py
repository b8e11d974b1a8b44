"""One open case at the desk: what to go on with, consent, the session, notes, and giving the keyboard or the case away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.pages.desk.consent_card import ConsentCard
from desktop.gui.pages.desk.session_cards import ChecklistCard, NotesCard
from desktop.gui.pages.desk.tasks import CaseStory
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


class CaseView(View):
    """Shows one case. What its cards wish comes out of the cards themselves.

    Signals:
        went_back: Back to the list; the case stays open.
        evidence_wished, report_wished: Go to what the vault holds, or to the reports.
        lend_wished: Hand the keyboard over; the counselor has read what that means.
        leave_wished: The case leaves this desk.
        lock_wished: Lock this case.
    """

    went_back = Signal()
    evidence_wished = Signal()
    report_wished = Signal()
    lend_wished = Signal()
    leave_wished = Signal()
    lock_wished = Signal()

    def __init__(self, story: CaseStory) -> None:
        super().__init__()
        self.case = story.case
        self.back_button = LinkButton(_("All cases"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        self.body.addWidget(self._go_on(story))
        self.consent = ConsentCard(story.standing)
        self.checklist = ChecklistCard(story)
        self.notes = NotesCard(story.notes)
        for card in (self.consent, self.notes, self.checklist):
            self.body.addWidget(card)
        self.body.addWidget(self._leaving())

    def first(self) -> QWidget:
        """Return the first thing to do."""
        return self.evidence_button

    def _go_on(self, story: CaseStory) -> Card:
        card = Card(names.shown(story.case.code))
        facts = [many("{count} item", "{count} items", story.items).format(count=story.items)]
        facts.append(many("{count} report", "{count} reports", story.reports).format(count=story.reports))
        if story.overdue:
            facts.append(many("{count} answer is overdue", "{count} answers are overdue", story.overdue).format(count=story.overdue))
        card.body.addWidget(Text("  ·  ".join(facts)))
        self.evidence_button = PrimaryButton(_("What the vault holds"), "archive")
        self.report_button = QuietButton(_("Reports and limits"), "file-text")
        self.lend_button = QuietButton(_("Hand the keyboard over"), "hand")
        self.lock_button = LinkButton(_("Lock this case"), "lock")
        card.body.addWidget(in_a_row(self.evidence_button, self.report_button, self.lend_button, self.lock_button))
        self.lend_question = Confirm(
            _("The person sees their own papers, and nothing else of this desk."),
            _("Your desk and every other case are locked now. Your passphrase takes the keyboard back; other cases are then opened anew."),
            _("Hand the keyboard over"),
            _("Not yet"),
        )
        card.body.addWidget(self.lend_question)
        self.evidence_button.clicked.connect(self.evidence_wished)
        self.report_button.clicked.connect(self.report_wished)
        self.lend_button.clicked.connect(self.lend_question.ask)
        self.lend_question.agreed.connect(self.lend_wished)
        self.lock_button.clicked.connect(self.lock_wished)
        return card

    def _leaving(self) -> Card:
        card = Card(_("When the case leaves this desk"))
        card.body.addWidget(
            Text(_("The person takes everything home, or a colleague goes on. A copy is made and checked first; then nothing stays here."))
        )
        self.leave_button = QuietButton(_("Let the case leave"), "package")
        self.leave_button.clicked.connect(self.leave_wished)
        card.body.addWidget(in_a_row(self.leave_button))
        return card
