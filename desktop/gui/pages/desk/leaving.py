"""A case leaves the desk: who takes it, the copy, the receipt, and only then destroying what is here."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import Choice, LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.tick import Tick
from desktop.services.counsel.desk import Case
from desktop.services.counsel.leaving import Copied
from desktop.services.counsel.receipt import Destination


class LeaveView(View):
    """Asks who takes the case, and where the copy goes.

    Signals:
        wished: Make the copy: the folder in which it is made, the Destination, and whether the notes go along.
        forget_wished: Only take it off the list: the vault lies with the person already.
        went_back: Back to the case.
    """

    wished = Signal(object, object, bool)
    forget_wished = Signal()
    went_back = Signal()

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.to = Choice(
            _("Who takes it"), [(Destination.HOME, _("The person takes everything")), (Destination.COLLEAGUE, _("A colleague"))]
        )
        self.to.choose(Destination.HOME)
        self.place = FolderField(_("Where the copy is made"))
        self.notes = Tick(_("The session notes go along, sealed in the vault"))
        self.notes.setChecked(True)
        self.copy_button = PrimaryButton(_("Make the copy"), "copy")
        self.back_button = LinkButton(_("Back"), "arrow-left")
        self._place_row = FormRow(
            _("Where the copy is made"), self.place, _("A stick that the person takes along. The new folder gets a name that says nothing.")
        )
        card = Card(_("{code} leaves this desk").format(code=names.shown(case.code)))
        card.body.addWidget(FormRow(_("Who takes it"), self.to))
        card.body.addWidget(self._place_row)
        card.body.addWidget(self.notes)
        card.body.addWidget(
            Text(
                _("Everything is copied and read back first. Nothing here is destroyed before you have seen that the copy is whole."),
                "soft",
            )
        )
        card.body.addWidget(in_a_row(self.copy_button, self.back_button))
        self.body.addWidget(card)
        self.body.addWidget(self._forgetting(case))
        self.copy_button.clicked.connect(self._tell)
        self.back_button.clicked.connect(self.went_back)

    def first(self) -> QWidget:
        """Return the field of the place."""
        return self.place.line

    def show_busy(self, *, busy: bool) -> None:
        """Take no second wish while the copy is made."""
        self.copy_button.setEnabled(not busy)

    def _forgetting(self, case: Case) -> Card:
        card = Card(_("The vault is the person's already?"))
        card.body.addWidget(Text(_("If it lies on their own stick, no copy is needed: the desk only forgets it, with your notes.")))
        card.body.addWidget(Text(_("Folder: {name}").format(name=names.shown(str(case.folder))), "small"))
        self.forget_button = QuietButton(_("Take it off the list"), "eraser")
        self.forget_question = Confirm(
            _("The desk forgets this case, and your notes on it."),
            _("The vault stays where it lies, as it is. Nobody can bring the notes back."),
            _("Forget it"),
            _("Leave it on the list"),
        )
        card.body.addWidget(in_a_row(self.forget_button))
        card.body.addWidget(self.forget_question)
        self.forget_button.clicked.connect(self.forget_question.ask)
        self.forget_question.agreed.connect(self.forget_wished)
        return card

    @Slot()
    def _tell(self) -> None:
        place = self.place.folder()
        self._place_row.show_wrong("" if place else _("Choose a place first."))
        if place:
            self.wished.emit(place, self.to.value(), self.notes.isChecked())


class CopiedView(View):
    """The copy is whole; the receipt, and destroying what is here.

    Signals:
        receipt_wished: Save the receipt.
        destroy_wished: Destroy what is at the desk; the copy is opened with this passphrase before.
        went_back: Leave everything here for now.
    """

    receipt_wished = Signal()
    destroy_wished = Signal(str)
    went_back = Signal()

    def __init__(self, copied: Copied) -> None:
        super().__init__()
        self.copied = copied
        count = copied.receipt.items
        whole = many("{count} item was read back to its last byte.", "{count} items were read back to their last byte.", count)
        self.body.addWidget(Notice("info", _("The copy is whole."), whole.format(count=count)))
        if copied.problems:
            self.body.addWidget(Notice("warn", _("Something was damaged before, and is so in the copy too."), str(copied.problems[0].text)))
        self.body.addWidget(self._receipt())
        self.body.addWidget(self._destroying())
        self.back_button = LinkButton(_("Not now: leave everything here"), "arrow-left")
        self.body.addWidget(self.back_button)
        self.back_button.clicked.connect(self.went_back)

    def show_receipt_saved(self, path: Path) -> None:
        """Say where the receipt is."""
        self.saved.setText(_("Saved as {name}. Print it twice: one for each of you.").format(name=names.shown(path.name)))

    def show_busy(self, *, busy: bool) -> None:
        """Take no second wish meanwhile."""
        self.destroy_button.setEnabled(not busy)

    def _receipt(self) -> Card:
        card = Card(_("1. The receipt"))
        card.body.addWidget(Text(_("One page to print and sign. It names the code, the numbers and the hashes, and nobody by name.")))
        self.receipt_button = PrimaryButton(_("Save the receipt"), "printer")
        self.saved = Text("", "soft")
        card.body.addWidget(in_a_row(self.receipt_button))
        card.body.addWidget(self.saved)
        self.receipt_button.clicked.connect(self.receipt_wished)
        return card

    def _destroying(self) -> Card:
        card = Card(_("2. What is here is destroyed"))
        card.body.addWidget(Text(_("Folder of the copy: {name}").format(name=names.shown(str(self.copied.folder))), "small"))
        self.passphrase = PassphraseField(_("Passphrase of this case"))
        self.passphrase_row = FormRow(
            _("Passphrase of this case"),
            self.passphrase,
            _("The person types it once more: the copy is opened with it before anything is destroyed."),
        )
        card.body.addWidget(self.passphrase_row)
        self.destroy_button = QuietButton(_("Destroy what is here"), "trash-2")
        self.destroy_question = Confirm(
            _("The vault at this desk and your notes on it are destroyed for good."),
            _("Only the copy is left then. Ask the person whether they have it in their hand."),
            _("Destroy what is here"),
            _("Not yet"),
        )
        card.body.addWidget(in_a_row(self.destroy_button))
        card.body.addWidget(self.destroy_question)
        self.destroy_button.clicked.connect(self._ask)
        self.destroy_question.agreed.connect(self._tell)
        return card

    @Slot()
    def _ask(self) -> None:
        """Ask once the passphrase is there: nobody agrees to something that is then refused."""
        self.passphrase_row.show_wrong("" if self.passphrase.text() else _("Type the passphrase of this vault."))
        if self.passphrase.text():
            self.destroy_question.ask()
        else:
            self.passphrase.line.setFocus()

    @Slot()
    def _tell(self) -> None:
        self.destroy_wished.emit(self.passphrase.text())
