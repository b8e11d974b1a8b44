"""The hand-over's page: shows what would leave, makes the package once the person agreed, and verifies packages."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from desktop.core import clock
from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.context import Context
from desktop.gui.jobs import Job
from desktop.gui.pages.handover import tasks
from desktop.gui.pages.handover.doors import DoorsView
from desktop.gui.pages.handover.making import MakeView
from desktop.gui.pages.handover.results import BuiltView, VerifiedView, VerifyView
from desktop.gui.pages.handover.taking_over import TakingOver
from desktop.gui.pages.handover.tasks import Preview
from desktop.gui.pages.views import PageOfViews
from desktop.gui.widgets.asking import ask_file, ask_files, ask_new_file
from desktop.services.handing_over import Built, Compared, Verified


class HandoverPage(PageOfViews):
    """Makes and verifies packages."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, _("Hand over"), _("Everything in one file, for people who act on it. They can check it without this program.")
        )
        self._previewing: Job | None = None
        self._is_stale = False
        self._package = Path()
        self._taking_over = TakingOver(self)
        self._taking_over.went_back.connect(self._show_doors)

    def enter(self) -> None:
        """Show the doors, if nothing is shown yet."""
        if self.view is None or isinstance(self.view, DoorsView):
            self._show_doors()

    def leave(self) -> None:
        """Look anew when the page is shown again: the vault may hold more by then."""
        super().leave()
        if isinstance(self.view, MakeView):
            self.put_view_away()

    def clear(self) -> None:
        """Forget the case."""
        super().clear()
        self._previewing, self._is_stale = None, False
        if self.isVisible():
            self._show_doors()

    @Slot()
    def _show_doors(self) -> None:
        view = DoorsView(has_vault=self.context.session.vault is not None)
        view.make_wished.connect(self._begin)
        view.verify_wished.connect(self._show_verify)
        view.take_wished.connect(self._taking_over.show_view)
        view.vault_wished.connect(self.go_to_vault)
        self.show_view(view)

    # Making

    @Slot()
    def _begin(self) -> None:
        vault = self.context.session.vault
        if vault is not None:
            self.ask(partial(tasks.begin, vault), self._show_make)

    @Slot(object)
    def _show_make(self, beginning: tasks.Beginning) -> None:
        view = MakeView(beginning.items, asks_receiver=beginning.asks_receiver)
        view.went_back.connect(self._show_doors)
        view.changed.connect(self._look)
        view.reports_wished.connect(self._ask_reports)
        view.make_wished.connect(self._ask_where)
        view.help_wished.connect(self.go_to_help_for_minors)
        self.show_view(view)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Ask what would leave; while that is being found out, only remember that it is stale."""
        vault = self.context.session.vault
        if vault is None or not isinstance(self.view, MakeView):
            return
        self.view.forget_agreement()
        if self._previewing is not None and not self._previewing.has_ended:
            self._is_stale = True
            return
        self._is_stale = False
        job = Job(partial(tasks.preview, vault, self.view.wish()))
        job.succeeded.connect(self._show_preview)
        job.failed.connect(self._show_no_preview)
        job.ended.connect(self._look_again)
        self._previewing = job
        self.start(self.context.vault_lane, job)

    @Slot()
    def _look_again(self) -> None:
        if self._is_stale:
            self._look()

    @Slot(object)
    def _show_preview(self, preview: Preview) -> None:
        if isinstance(self.view, MakeView) and not self._is_stale:
            self.clear_notice()
            self.view.show_preview(preview)

    @Slot(object)
    def _show_no_preview(self, error: LindenError) -> None:
        if isinstance(self.view, MakeView):
            self.view.show_no_preview()
        self.show_error(error)

    @Slot()
    def _ask_reports(self) -> None:
        ask_files(self, _("Choose saved reports"), self._take_reports)

    @Slot(list)
    def _take_reports(self, chosen: list[str]) -> None:
        if isinstance(self.view, MakeView):
            self.view.add_reports([Path(name) for name in chosen])

    @Slot()
    def _ask_where(self) -> None:
        name = f"package-{clock.now():%Y-%m-%d}.zip"
        ask_new_file(self, _("Choose where to save the package"), name, _("Packages (*.zip)"), self._make)

    @Slot(str)
    def _make(self, out: str) -> None:
        vault = self.context.session.vault
        if vault is None or not isinstance(self.view, MakeView):
            return
        task = partial(tasks.build, vault, self.view.wish(), Path(out))
        self.ask(task, self._show_built, busy=_("Making the package"), stopped=self._say_stopped)

    @Slot()
    def _say_stopped(self) -> None:
        self.show_notice("info", _("Stopped."), _("No package was made, and nothing of it is left on the disk."))

    @Slot(object)
    def _show_built(self, built: Built) -> None:
        view = BuiltView(built)
        view.went_back.connect(self._show_doors)
        view.copy_wished.connect(self.context.clipboard.copy)
        self.show_view(view)

    # Verifying

    @Slot()
    def _show_verify(self) -> None:
        view = VerifyView()
        view.went_back.connect(self._show_doors)
        view.wished.connect(self._ask_package)
        self.show_view(view)

    @Slot()
    def _ask_package(self) -> None:
        ask_file(self, _("Choose the package"), _("Packages (*.zip *.age *.zip.001)"), self._verify)

    @Slot(str)
    def _verify(self, name: str) -> None:
        if isinstance(self.view, VerifyView):
            self._package = Path(name)
            task = partial(tasks.verify, self._package, self.view.fingerprint.text().strip())
            self.ask(task, self._show_verified, busy=_("Reading every byte of the package"))

    @Slot(object)
    def _show_verified(self, verified: Verified) -> None:
        view = VerifiedView(self._package.name, verified)
        view.went_back.connect(self._show_doors)
        view.copy_wished.connect(self.context.clipboard.copy)
        view.compare_wished.connect(self._ask_other)
        view.take_wished.connect(self._take_this_over)
        self.show_view(view)

    @Slot()
    def _take_this_over(self) -> None:
        self._taking_over.begin(self._package)

    @Slot()
    def _ask_other(self) -> None:
        ask_file(self, _("Choose the other package"), _("Packages (*.zip *.zip.001)"), self._compare)

    @Slot(str)
    def _compare(self, name: str) -> None:
        if isinstance(self.view, VerifiedView):
            task = partial(tasks.compare, self.view.verified, Path(name))
            self.ask(task, self._show_compared, busy=_("Reading every byte of the package"))

    @Slot(object)
    def _show_compared(self, compared: Compared | Verified) -> None:
        if isinstance(compared, Verified):
            self.show_notice("warn", _("The other package is not whole, so the two cannot be compared."), "")
            return
        is_good = compared.relation in {"same", "newer"}
        self.show_notice("info" if is_good else "warn", str(compared.text), "")
