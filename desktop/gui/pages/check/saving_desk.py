"""Saving a result, or what a search found, as a page to print."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop.core.names import shown
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui.jobs import Job
from desktop.gui.pages.page import Page
from desktop.gui.widgets.asking import ask_new_file
from desktop.gui.widgets.busy import BusyBar

Writing = Callable[[Path, Work], Path]


class SavingDesk(QObject):
    """Asks where the page goes, and writes it: `writing` returns what writes it, or None where there is nothing to save any more."""

    def __init__(self, page: Page, busy: BusyBar, suggested_name: str, writing: Callable[[], Writing | None]) -> None:
        super().__init__(page)
        self._page, self._busy, self._suggested_name, self._writing = page, busy, suggested_name, writing

    @Slot()
    def ask_where(self) -> None:
        """Ask for the name of a new file."""
        ask_new_file(self._page, _("Save the page"), self._suggested_name, _("PDF (*.pdf)"), self._save)

    @Slot(str)
    def _save(self, name: str) -> None:
        write = self._writing()
        if write is None:
            return
        job = Job(partial(write, Path(name)))
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
