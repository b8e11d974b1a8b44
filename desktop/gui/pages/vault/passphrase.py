"""Changing the passphrase of the open vault."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.strength import StrengthHint
from desktop.gui.widgets.surfaces import Card, Notice


class ChangePassphraseView(View):
    """The passphrase as it is, and the new one twice.

    Signals:
        wished: Let the vault open by the second passphrase and no longer by the first.
        went_back: Back to the list.
    """

    wished = Signal(str, str)
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.old = PassphraseField(_("Passphrase until now"))
        self.new = PassphraseField(_("New passphrase"))
        self.again = PassphraseField(_("The new passphrase once more"))
        self.change_button = PrimaryButton(_("Change the passphrase"), "key-round")
        back = LinkButton(_("Back to the list"), "arrow-left")
        card = Card(_("Change the passphrase"))
        self._new_row = FormRow(
            _("New passphrase"), self.new, _("Four or five words that belong together only for you. Long is stronger than complicated.")
        )
        self._again_row = FormRow(_("The new passphrase once more"), self.again)
        card.body.addWidget(FormRow(_("Passphrase until now"), self.old))
        card.body.addWidget(self._new_row)
        self.hint = StrengthHint(self.new)
        card.body.addWidget(self.hint)
        card.body.addWidget(self._again_row)
        card.body.addWidget(
            Notice(
                "info",
                _("Copies of the vault that you made before still open with the old passphrase."),
                _("If someone may know the old one, delete those copies once this is done."),
            )
        )
        card.body.addWidget(in_a_row(self.change_button, back))
        self.body.addWidget(card)
        back.clicked.connect(self.went_back)
        self.change_button.clicked.connect(self._tell)
        self.again.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the field of the old passphrase."""
        return self.old.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the passphrase is being changed."""
        self.change_button.setEnabled(not busy)

    @Slot()
    def _tell(self) -> None:
        self._new_row.show_wrong("" if self.new.text() else _("Type a passphrase."))
        agree = self.new.text() == self.again.text()
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        if self.new.text() and agree and self.change_button.isEnabled():
            self.wished.emit(self.old.text(), self.new.text())
