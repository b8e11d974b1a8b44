"""Making the views of the chosen picture, for the check page: asked for, made on the check lane, shown if it is still chosen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from desktop.core.texts import _
from desktop.gui.check_desk import Seen
from desktop.gui.jobs import Job
from desktop.gui.pages.check.specialist import SpecialistPanel
from desktop.gui.pages.page import Page
from desktop.gui.widgets.busy import BusyBar


class SpecialistDesk(QObject):
    """Stands between the page and its panel for specialists."""

    def __init__(self, page: Page, busy: BusyBar, chosen: Callable[[], Seen | None]) -> None:
        """Work for `page`, show the work in `busy`; `chosen` tells which result is seen."""
        super().__init__(page)
        self._page, self._busy, self._chosen = page, busy, chosen
        self.panel = SpecialistPanel()
        self.panel.wished.connect(self._make)
        self._asked: Seen | None = None

    def follow(self, seen: Seen | None) -> None:
        """Forget the views; offer those of `seen` where it has a picture that may still be shown. A video has none."""
        self._asked = None
        self.panel.clear()
        self.panel.setVisible(seen is not None and not seen.image.isNull() and seen.checked.result.video is None)

    @Slot()
    def _make(self) -> None:
        seen = self._chosen()
        if seen is None or seen.image.isNull():
            return
        self._asked = seen
        self.panel.show_busy(busy=True)
        job = Job(partial(self._page.context.check_desk.views, seen))
        job.succeeded.connect(self._take)
        job.failed.connect(self._page.show_error)
        job.ended.connect(self._ended)
        self._busy.follow(job, _("Making the views"))
        self._page.start(self._page.context.check_lane, job)

    @Slot(object)
    def _take(self, views: object) -> None:
        # Another picture may have been chosen since, or this one have been taken off the page.
        if isinstance(views, list) and self._asked is not None and self._asked is self._chosen():
            self.panel.show_views(views, self._asked)
            self._page.show_part_soon(self.panel)

    @Slot()
    def _ended(self) -> None:
        self.panel.show_busy(busy=False)
