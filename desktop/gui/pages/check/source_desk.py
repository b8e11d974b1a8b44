"""Finding the photo that the chosen picture was made from: opens the panel on a page, searches, and saves what was found."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from desktop.core.texts import _
from desktop.gui import style
from desktop.gui.check_desk import NotFound, Pair, Seen
from desktop.gui.jobs import Job
from desktop.gui.pages.check.acts import save_match_pdf
from desktop.gui.pages.check.entries import Entry
from desktop.gui.pages.check.saving_desk import SavingDesk, Writing
from desktop.gui.pages.check.source import SourcePanel
from desktop.gui.pages.page import Page
from desktop.gui.widgets.busy import BusyBar


class SourceDesk(QObject):
    """Searches a folder for the source of the entry that is chosen, and shows what was found if it is still chosen then."""

    def __init__(self, page: Page, busy: BusyBar, chosen: Callable[[], Entry | None]) -> None:
        super().__init__(page)
        self._page, self._busy, self._chosen = page, busy, chosen
        self._saving = SavingDesk(page, busy, "linden-match.pdf", self._writing)
        self._panel: SourcePanel | None = None
        self._searched: Entry | None = None

    def serve(self, panel: SourcePanel) -> None:
        """Search where this panel wishes it, and show there what was found."""
        self._panel = panel
        panel.folder_given.connect(self._find)
        panel.page_wished.connect(self._saving.ask_where)

    def open(self, panel: SourcePanel) -> None:
        """Show the panel, and go there with the keyboard."""
        panel.offer_keeping(self._page.context.session.vault is not None)
        panel.show()
        panel.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.show_part_soon(panel)

    @Slot(object)
    def _find(self, folder: Path) -> None:
        entry = self._chosen()
        if entry is None or not isinstance(entry.outcome, Seen) or self._panel is None:
            return
        self._panel.clear()
        colours, context = style.current().palette, self._page.context
        vault = context.session.vault if self._panel.is_index_wished else None
        in_colours = (colours.mark, colours.mark_halo, colours.tint)
        job = Job(partial(context.check_desk.find_source, entry.outcome.source, folder, in_colours, vault))
        job.succeeded.connect(self._take_outcome)
        job.failed.connect(self._page.show_error)
        self._busy.follow(job, _("Comparing with your photos"))
        self._page.start(context.check_lane, job)
        self._searched = entry

    @Slot(object)
    def _take_outcome(self, outcome: Pair | NotFound) -> None:
        if self._searched is None or self._panel is None:
            return
        self._searched.searched = outcome
        if self._searched is self._chosen():
            self._panel.show_outcome(outcome)
            self._panel.show()
            self._page.show_part_soon(self._panel)

    def _writing(self) -> Writing | None:
        entry = self._chosen()
        if entry is None or entry.searched is None or not isinstance(entry.outcome, Seen):
            return None
        return partial(save_match_pdf, entry.outcome, entry.searched)
