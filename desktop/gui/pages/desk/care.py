"""Taking care of the desk itself: a recovery code, another passphrase, a copy elsewhere. It is a vault, so the vault's own ways serve."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui.pages.vault import tasks
from desktop.gui.pages.vault.care_desk import CareDesk
from desktop.gui.pages.vault.passphrase import ChangePassphraseView
from desktop.gui.pages.vault.recovery_desk import RecoveryDesk
from desktop.gui.pages.views import PageOfViews, in_a_row
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Vault


class DeskCareCard(Card):
    """What can be done with the desk as a whole.

    Signals:
        recovery_wished, passphrase_wished, copy_wished: Each of its buttons.
    """

    recovery_wished = Signal()
    passphrase_wished = Signal()
    copy_wished = Signal()

    def __init__(self, *, has_code: bool) -> None:
        super().__init__(_("Take care of the desk"))
        if not has_code:
            self.body.addWidget(
                Text(
                    _("Now only your passphrase opens this desk. If it is forgotten, the list and your notes are lost, but no case."),
                    "soft",
                )
            )
        self.recovery_button = QuietButton(_("Recovery code"), "life-buoy")
        self.passphrase_button = QuietButton(_("Change the passphrase"), "key-round")
        self.copy_button = QuietButton(_("Make a copy elsewhere"), "copy")
        self.body.addWidget(in_a_row(self.recovery_button, self.passphrase_button, self.copy_button))
        self.recovery_button.clicked.connect(self.recovery_wished)
        self.passphrase_button.clicked.connect(self.passphrase_wished)
        self.copy_button.clicked.connect(self.copy_wished)


class DeskCare(QObject):
    """Carries out what that card wishes, for the open desk.

    Signals:
        went_back: Show the list again.
    """

    went_back = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page
        self._recovery = RecoveryDesk(page, self._desk)
        self._recovery.went_back.connect(self.went_back)
        self._copying = CareDesk(page, self._desk)

    def _desk(self) -> Vault | None:
        return self._page.context.counsel.desk

    def serve(self, card: DeskCareCard) -> None:
        """Carry out what this card wishes."""
        card.recovery_wished.connect(self._recovery.show_making)
        card.passphrase_wished.connect(self._show_change_passphrase)
        card.copy_wished.connect(self._copying.ask_where_to)

    @Slot()
    def _show_change_passphrase(self) -> None:
        view = ChangePassphraseView()
        view.wished.connect(self._change_passphrase)
        view.went_back.connect(self.went_back)
        self._page.show_view(view)

    @Slot(str, str)
    def _change_passphrase(self, old: str, new: str) -> None:
        held = self._desk()
        if held is not None and isinstance(self._page.view, ChangePassphraseView):
            self._page.view.show_busy(busy=True)
            self._page.ask(partial(tasks.change_passphrase, held, old, new), self._show_changed, failed=self._show_kept)

    @Slot(object)
    def _show_changed(self, _nothing: object) -> None:
        self.went_back.emit()

    @Slot(object)
    def _show_kept(self, _error: LindenError) -> None:
        if isinstance(self._page.view, ChangePassphraseView):
            self._page.view.show_busy(busy=False)
