"""Pages that show one view at a time: a view is made when it is shown and thrown away when it is left."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.work import Work
from desktop.gui import style, tokens
from desktop.gui.context import Context
from desktop.gui.jobs import Job
from desktop.gui.pages.page import Page
from desktop.gui.piecemeal import Piecemeal
from desktop.gui.reading_order import ReadingOrder
from desktop.gui.widgets.asking import close_questions
from desktop.gui.widgets.busy import BusyBar
from desktop.gui.widgets.flow import Flow

Answer = Callable[..., None]


class View(QWidget):
    """One view of a page: what it shows is given to it once, and what is wished comes out as signals."""

    is_entrance = False
    """Whether whoever comes to the page stands here first, and wants to be told what it is for."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.APART)
        ReadingOrder(self)
        self.pieces = Piecemeal(self)
        """What is built after the view is shown."""

    def first(self) -> QWidget:
        """Return what the keyboard goes to when the view is shown: the view itself, so that Tab goes to its first control."""
        return self


class PageOfViews(Page):
    """A page with one view at a time. Whatever it shows of a case is in the view, so that clearing is throwing away."""

    def __init__(self, context: Context, title: str, lead: str = "") -> None:
        super().__init__(context, title, lead)
        self.busy = BusyBar()
        """How far a long job of this page is."""
        self.body.addWidget(self.busy)
        self._view: View | None = None

    @property
    def view(self) -> View | None:
        """The view that is shown."""
        return self._view

    def show_view(self, view: View) -> None:
        """Show `view` in place of the one before."""
        self.put_view_away()
        self.clear_notice()
        self._view = view
        self._show_lead(is_wanted=view.is_entrance)
        self.body.addWidget(view)
        self.show_top()
        view.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def put_view_away(self) -> None:
        """Throw the view away, and close what it asked."""
        close_questions(self)
        if self._view is not None:
            view, self._view = self._view, None
            view.hide()
            self.body.removeWidget(view)
            view.deleteLater()

    def ask(
        self,
        task: Callable[[Work], object],
        answered: Answer | None = None,
        *,
        busy: str = "",
        failed: Answer | None = None,
        stopped: Answer | None = None,
        ended: Answer | None = None,
    ) -> None:
        """Do `task` on the vault's lane; slots of QObjects get what comes of it. A failure is said at the top in any case.

        With `busy` (what is being done, in words) the bar shows how far it is, with a button that stops it.
        """
        job = Job(task)
        job.failed.connect(self.show_error)
        for signal, slot in ((job.succeeded, answered), (job.failed, failed), (job.stopped, stopped), (job.ended, ended)):
            if slot is not None:
                signal.connect(slot)
        if busy:
            self.busy.follow(job, busy)
        self.start(self.context.vault_lane, job)

    def _show_lead(self, *, is_wanted: bool) -> None:
        """Leave room for what is done, where text is large: what the page is for was said at its entrance."""
        self.lead.setVisible(bool(self.lead.text()) and (is_wanted or not style.current().scale.is_large))

    def clear(self) -> None:
        """Throw the view away as well."""
        super().clear()
        self.put_view_away()


def in_a_row(*widgets: QWidget) -> QWidget:
    """Return the widgets side by side, going on in the next line where there is no room."""
    row = QWidget()
    flow = Flow(row, tokens.SNUG)
    for widget in widgets:
        flow.addWidget(widget)
    policy = row.sizePolicy()
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row
