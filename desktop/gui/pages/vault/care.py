"""What can be done with the open vault as a whole."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.acts import ActsCard
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text


class CareCard(ActsCard):
    """The buttons for the vault as a whole.

    Signals:
        cases_wished, log_wished, verify_wished, passphrase_wished, ways_wished, backup_wished, stamps_wished, removal_wished: What is
            wished.
    """

    cases_wished = Signal()
    log_wished = Signal()
    verify_wished = Signal()
    passphrase_wished = Signal()
    ways_wished = Signal()
    backup_wished = Signal()
    stamps_wished = Signal()
    removal_wished = Signal()

    def __init__(self, folder_name: str, *, read_only: bool) -> None:
        super().__init__(_("Take care of the vault"), _("Folder: {name}").format(name=names.shown(folder_name)), "small")
        self.cases_button = QuietButton(_("Cases"), "folder")
        self.log_button = QuietButton(_("Custody log"), "history")
        self.verify_button = QuietButton(_("Verify the vault"), "shield-check")
        self.passphrase_button = QuietButton(_("Change the passphrase"), "key-round")
        self.ways_button = QuietButton(_("Ways to open it"), "life-buoy")
        self.backup_button = QuietButton(_("Copy it to another place"), "copy")
        self.stamps_button = QuietButton(_("Time stamps"), "clock")
        self.remove_button = LinkButton(_("Delete the whole vault"), "trash-2")
        wishes = {
            self.cases_button: self.cases_wished,
            self.log_button: self.log_wished,
            self.verify_button: self.verify_wished,
            self.passphrase_button: self.passphrase_wished,
            self.ways_button: self.ways_wished,
            self.backup_button: self.backup_wished,
            self.stamps_button: self.stamps_wished,
            self.remove_button: self.removal_wished,
        }
        for button, wish in wishes.items():
            self.offer(button, wish)
        for button in (self.passphrase_button, self.remove_button):
            button.setEnabled(not read_only)


class RemoveView(View):
    """What deleting a whole vault means, and the passphrase that it takes.

    Signals:
        wished: Delete it; this passphrase was typed.
        went_back: Keep it, back to the list.
    """

    wished = Signal(str)
    went_back = Signal()

    def __init__(self, item_count: int) -> None:
        super().__init__()
        self.passphrase = PassphraseField(_("Passphrase"))
        self.keep_button = PrimaryButton(_("Keep the vault"), "arrow-left")
        self.remove_button = QuietButton(_("Delete it for good"), "trash-2")
        self._row = FormRow(_("Passphrase"), self.passphrase, _("So that nobody deletes it in passing."))
        card = Card(_("Delete the whole vault"))
        card.body.addWidget(
            Text(
                _(
                    "Items in it: {count}. All of them, the reports and the custody log are deleted. Nobody can bring them back, not even "
                    "we."
                ).format(count=item_count)
            )
        )
        card.body.addWidget(
            Notice(
                "info",
                _("There is no hurry. A vault that is locked tells nobody what is in it."),
                _("If a report or a case is still open, the police or a court may need what is in here. A counselor can help you decide."),
            )
        )
        card.body.addWidget(
            Text(
                _(
                    "Its keys are destroyed first, so that nobody can open what is left. Copies that you made elsewhere stay, and open as "
                    "before. "
                    "An SSD or a stick may keep old data in places that no program reaches."
                ),
                "small",
            )
        )
        card.body.addWidget(self._row)
        card.body.addWidget(in_a_row(self.keep_button, self.remove_button))
        self.body.addWidget(card)
        self.keep_button.clicked.connect(self.went_back)
        self.remove_button.clicked.connect(self._tell)

    def first(self) -> QWidget:
        """Return the careful answer."""
        return self.keep_button

    def show_busy(self, *, busy: bool) -> None:
        """Show whether it is being deleted."""
        self.remove_button.setEnabled(not busy)
        self.keep_button.setEnabled(not busy)

    def _tell(self) -> None:
        self._row.show_wrong("" if self.passphrase.text() else _("Type the passphrase of this vault."))
        if self.passphrase.text() and self.remove_button.isEnabled():
            self.wished.emit(self.passphrase.text())
