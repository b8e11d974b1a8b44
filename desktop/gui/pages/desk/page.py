"""The desk's page: shows the doors, the list or one case, and carries out what is wished there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.context import Context
from desktop.gui.counsel import Counsel
from desktop.gui.pages.desk import tasks
from desktop.gui.pages.desk.care import DeskCare
from desktop.gui.pages.desk.case import CaseView
from desktop.gui.pages.desk.case_desk import CaseDesk
from desktop.gui.pages.desk.cases import CasesView
from desktop.gui.pages.desk.doors import GiveBackView, NewDeskView, OpenDeskView
from desktop.gui.pages.desk.entrance import DeskEntrance
from desktop.gui.pages.desk.leaving_desk import LeavingDesk
from desktop.gui.pages.desk.opening import OpenCaseView
from desktop.gui.pages.desk.tasks import Overview
from desktop.gui.pages.views import PageOfViews
from desktop.services.counsel import desk as desks
from desktop.services.counsel.desk import Case
from desktop.services.counsel.exposure import Looking


class DeskPage(PageOfViews):
    """Shows the counselor's desk."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Counselor's desk"), _("Several people, each with a vault and a passphrase of their own."))
        self._entrance, self._case_desk = DeskEntrance(self), CaseDesk(self)
        self._entrance.opened.connect(self.show_due)
        self._case_desk.went_back.connect(self.show_due)
        self._leaving, self._care = LeavingDesk(self), DeskCare(self)
        self._care.went_back.connect(self.show_due)
        self._case_desk.leave_wished.connect(self._leaving.show_leaving)
        self._leaving.went_back.connect(self._case_desk.show_front)
        self._leaving.left.connect(self._show_left)
        self._news = ""
        context.counsel.keyboard_given.connect(self.put_view_away)

    @property
    def counsel(self) -> Counsel:
        """The desk and its open cases."""
        return self.context.counsel

    def enter(self) -> None:
        """Show what is due, or the case anew: it may have changed meanwhile."""
        if self.view is None or isinstance(self.view, CasesView | CaseView | GiveBackView):
            self.show_due(again=True)

    def leave(self) -> None:
        """Leave nothing of the desk behind another page: whoever sits beside may go back to it."""
        super().leave()
        if not isinstance(self.view, CaseView):
            self.put_view_away()

    def clear(self) -> None:
        """Forget what is shown; the cases that are open stay so."""
        was_seen = self.isVisible()
        super().clear()
        if was_seen and self.counsel.desk is None:
            self.show_due()

    @Slot()
    def show_due(self, *, again: bool = False) -> None:
        """Show the doors where no desk is open, the case in front where the counselor came back to it, else the list."""
        counsel = self.counsel
        if counsel.desk is None:
            if counsel.is_lent:
                self._entrance.show_give_back()
            else:
                self._entrance.show_open()
        elif again and isinstance(self.view, CaseView) and counsel.front is not None and counsel.front.id == self.view.case.id:
            self._case_desk.show_case(counsel.front)
        else:
            self.ask(partial(tasks.overview, counsel.desk), self._show_overview)

    @Slot(object)
    def _show_overview(self, overview: Overview) -> None:
        view = CasesView(overview, self.counsel)
        view.new_wished.connect(self._begin)
        view.add_wished.connect(self._add)
        view.case_wished.connect(self._open_or_show)
        view.lock_wished.connect(self._lock)
        view.lock_all_wished.connect(self._lock_all)
        view.looking_wished.connect(self._choose_looking)
        view.break_taken.connect(self._note_break)
        self._care.serve(view.care)
        self.show_view(view)
        news, self._news = self._news, ""
        if news:
            self.show_notice("info", news)

    @Slot(str)
    def _show_left(self, news: str) -> None:
        # Said once the list is shown, which takes away what was said before it.
        self._news = news
        self.show_due()

    # Opening and locking cases.

    @Slot()
    def _begin(self) -> None:
        self._ask_case(OpenCaseView("new", desks.suggested_code(), self._near_desk()))

    @Slot()
    def _add(self) -> None:
        self._ask_case(OpenCaseView("add", desks.suggested_code(), Path()))

    @Slot(object)
    def _open_or_show(self, case: Case) -> None:
        if self.counsel.vault_of(case) is not None:
            self._case_desk.show_case(case)
            return
        self._ask_case(OpenCaseView("open", case.code, case.folder))

    def _ask_case(self, view: OpenCaseView) -> None:
        view.wished.connect(self._open_case)
        view.went_back.connect(self.show_due)
        self.show_view(view)

    @Slot(str, object, str)
    def _open_case(self, code: str, folder: Path, passphrase: str) -> None:
        if isinstance(self.view, OpenCaseView) and self.counsel.desk is not None:
            self.view.show_busy(busy=True)
            self._case_desk.open_case(self.view.kind, code, folder, passphrase, self._show_not_opened)

    @Slot(object)
    def _show_not_opened(self, _error: LindenError) -> None:
        if isinstance(self.view, OpenCaseView):
            self.view.show_busy(busy=False)
            self.view.ask_again()

    @Slot(object)
    def _lock(self, case: Case) -> None:
        self.counsel.lock_case(case)
        self.show_due()

    @Slot()
    def _lock_all(self) -> None:
        self.counsel.lock_all()
        self.show_due()

    # How the counselor is doing.

    @Slot(object)
    def _choose_looking(self, way: Looking) -> None:
        if self.counsel.desk is not None:
            self.ask(partial(tasks.choose_looking, self.counsel.desk, way), self.counsel.show_pictures)

    @Slot()
    def _note_break(self) -> None:
        self.counsel.note_break()
        self.show_due()

    def _near_desk(self) -> Path:
        return self.counsel.desk.folder.absolute().parent if self.counsel.desk is not None else Path.home()

    def take_back(self, kept: object) -> None:
        """Nothing is kept: a page that is drawn anew begins with the list."""

    def show_busy(self, *, busy: bool) -> None:
        """Show on the doors whether a desk is being opened."""
        if isinstance(self.view, OpenDeskView | NewDeskView | GiveBackView):
            self.view.show_busy(busy=busy)
