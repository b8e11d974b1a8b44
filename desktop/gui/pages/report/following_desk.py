"""What is noted of a report after it was sent, and the dates that can be taken along."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.texts import _, many
from desktop.gui.pages.report import tasks
from desktop.gui.pages.report.following import FollowBoard
from desktop.gui.pages.report.tasks import Next, SeenAgain, SentNote
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_new_file
from desktop.services.vaults import Vault


class FollowingDesk(QObject):
    """Carries out on a page what is wished on the board of reports.

    Signals:
        changed: Something was noted; what is shown is older.
        next_wanted: A Next: the same was seen again, and this is the report to write.
    """

    changed = Signal()
    next_wanted = Signal(object)

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page

    def serve(self, board: FollowBoard) -> None:
        """Carry out what is wished on this board."""
        board.sent_noted.connect(self._note_sent)
        board.answered_noted.connect(self._note_answered)
        board.seen_again_noted.connect(self._make_next)
        board.calendar_wished.connect(self._ask_calendar)

    @property
    def _vault(self) -> Vault | None:
        return self._page.context.session.vault

    @Slot(object)
    def _note_sent(self, note: SentNote) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.mark_sent, self._vault, note), self._tell_changed)

    @Slot(int)
    def _note_answered(self, number: int) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.mark_answered, self._vault, number), self._tell_changed)

    @Slot(object)
    def _tell_changed(self, _nothing: object) -> None:
        self.changed.emit()

    @Slot(object)
    def _make_next(self, seen: SeenAgain) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.next_notice, self._vault, seen), self._tell_next)

    @Slot(object)
    def _tell_next(self, wanted: Next) -> None:
        self.next_wanted.emit(wanted)

    @Slot()
    def _ask_calendar(self) -> None:
        ask_new_file(self._page, _("Choose where to save the dates"), "calendar.ics", "*.ics", self._save_calendar)

    @Slot(str)
    def _save_calendar(self, path: str) -> None:
        if self._vault is not None:
            self._page.ask(partial(tasks.save_calendar, self._vault, Path(path)), self._say_saved)

    @Slot(object)
    def _say_saved(self, count: int) -> None:
        self._page.show_notice("info", many("{count} date was saved.", "{count} dates were saved.", count).format(count=count))
