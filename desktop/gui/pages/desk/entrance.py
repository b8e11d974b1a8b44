"""The way into a desk: opening it, making it, and taking the keyboard back with its passphrase."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from desktop.gui.pages.desk import tasks
from desktop.gui.pages.desk.doors import GiveBackView, NewDeskView, OpenDeskView
from desktop.gui.pages.opening import Entering
from desktop.gui.pages.vault.recovery import ForgottenView
from desktop.services import recovering
from desktop.services.counsel import desk, exposure
from desktop.services.vaults import Vault

if TYPE_CHECKING:
    from desktop.gui.counsel import Counsel


class DeskEntrance(Entering):
    """Shows the doors of a desk on a page, and opens or makes one.

    Signals:
        opened: A desk is open.
    """

    opened = Signal()

    @property
    def _counsel(self) -> "Counsel":
        return self._page.context.counsel

    @Slot()
    def show_open(self) -> None:
        """Show the fields for folder and passphrase."""
        view = OpenDeskView()
        view.wished.connect(self._unlock)
        view.new_wished.connect(self._show_new)
        view.forgotten.connect(self._show_forgotten)
        self._page.show_view(view)

    @Slot()
    def show_give_back(self) -> None:
        """Show how the keyboard is given back."""
        folder = self._counsel.desk_folder
        if folder is None:
            return
        view = GiveBackView(folder, can_go_on=self._page.context.session.vault is not None)
        view.wished.connect(self._take_back)
        view.went_back.connect(self._page.go_to_vault)
        self._page.show_view(view)

    @Slot()
    def _show_new(self) -> None:
        view = NewDeskView()
        view.wished.connect(self._create)
        view.went_back.connect(self.show_open)
        self._page.show_view(view)

    @Slot(str)
    def _show_forgotten(self, folder: str) -> None:
        view = ForgottenView(folder)
        # A desk has a recovery code and no shares.
        view.shares_button.hide()
        view.wished.connect(self._recover)
        view.went_back.connect(self.show_open)
        self._page.show_view(view)

    @Slot(object, str, str)
    def _recover(self, folder: Path, code: str, new: str) -> None:
        self.open(partial(_recovered, folder, new, code=code))

    @Slot(object, str)
    def _unlock(self, folder: Path, passphrase: str) -> None:
        self.open(partial(desk.unlock, folder, passphrase))

    @Slot(object, str)
    def _create(self, folder: Path, passphrase: str) -> None:
        self.open(partial(desk.create, folder, passphrase))

    @Slot(str)
    def _take_back(self, passphrase: str) -> None:
        folder = self._counsel.desk_folder
        if folder is not None:
            self.open(partial(desk.unlock, folder, passphrase))

    def take(self, vault: Vault) -> None:
        """Show the desk; the keyboard is the counselor's again where it was lent."""
        if self._counsel.is_lent and self._page.context.session.vault is not None:
            self._page.ask(partial(tasks.take_back, self._page.context.session.vault))
        self._page.put_view_away()
        self._counsel.open_desk(vault, exposure.looking(vault))
        self.opened.emit()


def _recovered(folder: Path, new: str, *, code: str) -> Vault:
    return recovering.recover(folder, code, new, desk.unlock)
