"""What is done with one case of the desk: opened, shown, agreed on, noted, lent and let go."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.work import Work
from desktop.gui.pages.desk import tasks
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.tasks import Answer, CaseStory
from desktop.gui.pages.opening import Opening, Openings
from desktop.gui.pages.views import Answer as Answered
from desktop.gui.pages.views import PageOfViews
from desktop.services.counsel.consent import Scope
from desktop.services.counsel.desk import Case
from desktop.services.vaults import Vault

if TYPE_CHECKING:
    from desktop.gui.counsel import Counsel


class CaseDesk(QObject):
    """Shows one case on the page and carries out what is wished for it.

    Signals:
        went_back: Show the list.
        leave_wished: The case in front is to leave the desk.
    """

    went_back = Signal()
    leave_wished = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._openings = Openings(page)
        self._part = ""
        """Which card was used last, to be seen again once the page is drawn anew."""

    @property
    def _counsel(self) -> "Counsel":
        return self._page.context.counsel

    def open_case(self, kind: str, code: str, folder: Path, passphrase: str, failed: Answered) -> None:
        """Open or begin a case, then show it; `failed` is told where it could not be."""
        held = self._counsel.desk
        if held is None:
            return
        opening = Opening(tasks.opener(held, kind, code, folder, passphrase), vault_of=lambda opened: opened[1])
        self._openings.begin(opening, self._take, failed)

    @Slot(object)
    def _take(self, opened: tuple[Case, Vault]) -> None:
        case, vault = opened
        if self._openings.give(vault):
            self._counsel.open_case(case, vault)
            self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Show an open case, and let the other pages show its vault."""
        held, vault = self._counsel.desk, self._counsel.vault_of(case)
        if held is None or vault is None:
            return
        front = self._counsel.front
        if front is None or front.id != case.id:
            self._counsel.show_case(case)
        self._page.ask(partial(tasks.story, held, case, vault), self._show)

    @Slot(object)
    def _show(self, story: CaseStory) -> None:
        before = self._page.view
        view = CaseView(story)
        if isinstance(before, CaseView) and before.case.id == story.case.id:
            # A note that is half written outlives whatever else is kept meanwhile.
            view.notes.go_on(*before.notes.draft())
        view.went_back.connect(self.went_back)
        view.evidence_wished.connect(self._page.go_to_vault)
        view.report_wished.connect(self._page.go_to_reports)
        view.lend_wished.connect(self._lend)
        view.lock_wished.connect(self._lock)
        view.leave_wished.connect(self.leave_wished)
        view.consent.given.connect(self._give)
        view.consent.revoked.connect(self._revoke)
        view.checklist.ticked.connect(self._tick)
        view.notes.written.connect(self._write_note)
        view.notes.removed.connect(self._remove_note)
        self._page.show_view(view)
        part, self._part = self._part, ""
        if part:
            # Answering in the middle of the page does not throw the counselor back to its top.
            self._page.show_part_soon(view.consent if part == "consent" else view.notes)

    def _with_case(self, do: Callable[[Vault, Case, Vault], Callable[[Work], object]], *, again: bool = True) -> None:
        held, case = self._counsel.desk, self._counsel.front
        vault = self._counsel.vault_of(case) if case is not None else None
        if held is not None and case is not None and vault is not None:
            self._page.ask(do(held, case, vault), self._show_again if again else None)

    @Slot()
    def show_front(self) -> None:
        """Show the case in front again."""
        self._show_again(None)

    @Slot(object)
    def _show_again(self, _nothing: object) -> None:
        if self._counsel.front is not None:
            self.show_case(self._counsel.front)

    @Slot(object)
    def _give(self, answer: Answer) -> None:
        self._part = "consent"
        self._with_case(lambda _desk, _case, vault: partial(tasks.give, vault, answer))

    @Slot(object)
    def _revoke(self, scopes: tuple[Scope, ...]) -> None:
        self._part = "consent"
        self._with_case(lambda _desk, _case, vault: partial(tasks.revoke, vault, scopes))

    @Slot(str, bool)
    def _tick(self, step_id: str, done: bool) -> None:  # noqa: FBT001  Qt's signal
        self._with_case(lambda desk, case, _vault: partial(tasks.tick, desk, case, step_id, done), again=False)

    @Slot(str, str)
    def _write_note(self, text: str, note_id: str) -> None:
        self._part = "notes"
        self._with_case(lambda desk, case, _vault: partial(tasks.write_note, desk, case, text, note_id))

    @Slot(str)
    def _remove_note(self, note_id: str) -> None:
        self._part = "notes"
        self._with_case(lambda desk, case, _vault: partial(tasks.remove_note, desk, case, note_id))

    @Slot()
    def _lend(self) -> None:
        case = self._counsel.front
        vault = self._counsel.vault_of(case) if case is not None else None
        if vault is not None:
            self._page.ask(partial(tasks.lend, vault), self._lent)

    @Slot(object)
    def _lent(self, _nothing: object) -> None:
        self._counsel.lend_keyboard()

    @Slot()
    def _lock(self) -> None:
        if self._counsel.front is not None:
            self._counsel.lock_case(self._counsel.front)
            self.went_back.emit()
