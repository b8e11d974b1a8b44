"""Saving the chosen result as a page to print."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop.core.names import shown
from desktop.core.texts import _
from desktop.gui.check_desk import Seen
from desktop.gui.jobs import Job
from desktop.gui.pages.check.acts import save_pdf
from desktop.gui.pages.page import Page
from desktop.gui.widgets.asking import ask_new_file
from desktop.gui.widgets.busy import BusyBar


class SavingDesk(QObject):
    """Asks where the page goes, and writes it."""

    def __init__(self, page: Page, busy: BusyBar, chosen: Callable[[], Seen | None]) -> None:
        super().__init__(page)
        self._page, self._busy, self._chosen = page, busy, chosen

    @Slot()
    def ask_where(self) -> None:
        """Ask for the name of a new file."""
        ask_new_file(self._page, _("Save the page"), "linden-check.pdf", _("PDF (*.pdf)"), self._save)

    @Slot(str)
    def _save(self, name: str) -> None:
        seen = self._chosen()
        if seen is None:
            return
        job = Job(partial(save_pdf, seen, Path(name)))
        job.succeeded.connect(self._say_saved)
        job.failed.connect(self._page.show_error)
        self._busy.follow(job, _("Writing the page"))
        self._page.start(self._page.context.check_lane, job)

    @Slot(object)
    def _say_saved(self, path: Path) -> None:
        self._page.show_notice(
            "info",
            _("Saved as {name}.").format(name=shown(path.name)),
            _("It is an ordinary file: whoever uses this computer can open it. It holds words and no picture."),
        )
