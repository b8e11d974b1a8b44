"""The way of an export into the open vault: chosen, read, looked over, taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from desktop.core import names
from desktop.core.texts import _, many
from desktop.core.work import Work
from desktop.gui.pages.vault.exports.choosing import ChooseExportView
from desktop.gui.pages.vault.exports.plan import PlanView
from desktop.gui.pages.vault.taking_in import TakingIn
from desktop.gui.pages.views import PageOfViews
from desktop.services import importing
from desktop.services.importing import Choice, Contents, Imported
from desktop.services.vaults import Vault


class ExportDesk(TakingIn):
    """Shows on a page what is asked before an export is taken in, and takes it in."""

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._path: Path | None = None

    @Slot()
    def show_choosing(self) -> None:
        """Ask which file it is."""
        view = ChooseExportView()
        view.chosen.connect(self.look)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot(str)
    def look(self, path: str) -> None:
        """Read the file, and show what is in it."""
        self._path = Path(path)
        self._page.ask(partial(_look, self._path), self._show_plan, busy=_("Reading what is in it"))

    @Slot(object)
    def _show_plan(self, contents: Contents) -> None:
        view = PlanView(contents)
        view.wished.connect(self._take_in)
        view.went_back.connect(self.went_back)
        view.help_wished.connect(self.help_wished)
        self._page.show_view(view)

    @Slot(object)
    def _take_in(self, choice: Choice) -> None:
        if self._vault is not None and self._path is not None:
            self._keep(partial(_take_in, self._vault, self._path, choice), self._show_taken)

    @Slot(object)
    def _show_taken(self, taken: Imported) -> None:
        self.changed.emit()
        if taken.failed:
            name, error = taken.failed[0]
            count = len(taken.failed)
            self._page.show_notice(
                "warn",
                many("{count} file could not be added.", "{count} files could not be added.", count).format(count=count),
                _("{name}: {what} {advice}").format(name=names.shown(name), what=error.what_happened, advice=error.what_to_do),
            )
            return
        count = len(taken.everything)
        self._page.show_notice(
            "info", many("{count} item was taken in.", "{count} items were taken in.", count).format(count=count), _left(taken)
        )


def _left(taken: Imported) -> str:
    stays = _("The exported files are still where they were, and are not locked there. If others use this computer, keep that in mind.")
    if not taken.left_out:
        return stays
    left = many("{count} file was not ticked and stays outside.", "{count} files were not ticked and stay outside.", taken.left_out)
    return f"{left.format(count=taken.left_out)} {stays}"


def _look(path: Path, work: Work) -> Contents:
    return importing.look(path, work=work)


def _take_in(vault: Vault, path: Path, choice: Choice, work: Work) -> Imported:
    return importing.take_in(vault, path, choice, work)
