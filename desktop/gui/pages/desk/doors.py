"""The way to a desk: opening it, making it, and taking the keyboard back."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.folder_form import NewForm, OpenForm
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text


class OpenDeskView(View):
    """No desk is open.

    Signals:
        wished: Open the desk in this folder with this passphrase.
        forgotten: The passphrase is forgotten; the folder so far.
        new_wished: Make a new one.
    """

    is_entrance = True

    wished = Signal(object, str)
    forgotten = Signal(str)
    new_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = OpenForm(
            (_("Folder of the desk"), ""), (_("Passphrase of the desk"), _("It opens the list and your notes, and no case."))
        )
        self.folder, self.passphrase = self.form.folder, self.form.passphrase
        self.open_button = PrimaryButton(_("Open the desk"), "lock-keyhole")
        self.new_button = LinkButton(_("Make a new desk"), "plus")
        card = Card(_("Open your desk"))
        card.body.addWidget(self.form)
        self.forgotten_button = LinkButton(_("I forgot my passphrase"), "life-buoy")
        card.body.addWidget(in_a_row(self.open_button, self.forgotten_button, self.new_button))
        self.body.addWidget(card)
        self.body.addWidget(_what_a_desk_is())
        self.open_button.clicked.connect(self._tell)
        self.new_button.clicked.connect(self.new_wished)
        self.forgotten_button.clicked.connect(self._tell_forgotten)
        self.form.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the field of the folder."""
        return self.folder.line

    @Slot()
    def _tell_forgotten(self) -> None:
        self.forgotten.emit(self.folder.line.text())

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the desk is being opened."""
        self.open_button.setEnabled(not busy)
        self.open_button.say(_("Opening") if busy else _("Open the desk"))

    @Slot()
    def _tell(self) -> None:
        folder = self.form.given_folder()
        if folder and self.open_button.isEnabled():
            self.wished.emit(folder, self.passphrase.text())


class NewDeskView(View):
    """Place, name and passphrase of a new desk.

    Signals:
        wished: Make a desk in this folder with this passphrase.
        went_back: Back to opening one.
    """

    wished = Signal(object, str)
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = NewForm(
            _("Office"),
            (_("Passphrase of the desk"), _("Four or five words that belong together only for you. Colleagues need not know it.")),
            name_help=_("Choose a name that tells nothing."),
        )
        self.where, self.name, self.passphrase, self.again = self.form.where, self.form.name, self.form.passphrase, self.form.again
        self.make_button = PrimaryButton(_("Make the desk"), "list")
        back = LinkButton(_("Back"), "arrow-left")
        card = Card(_("Make a new desk"))
        card.body.addWidget(self.form)
        card.body.addWidget(in_a_row(self.make_button, back))
        self.body.addWidget(card)
        self.body.addWidget(_what_a_desk_is())
        back.clicked.connect(self.went_back)
        self.make_button.clicked.connect(self._tell)
        self.form.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the field of the place."""
        return self.where.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the desk is being made."""
        self.make_button.setEnabled(not busy)
        self.make_button.say(_("Making the desk") if busy else _("Make the desk"))

    @Slot()
    def _tell(self) -> None:
        given = self.form.given()
        if given is not None and self.make_button.isEnabled():
            self.wished.emit(*given)


class GiveBackView(View):
    """The person has the keyboard; only the counselor's passphrase takes it back.

    Signals:
        wished: Open the desk with this passphrase.
        went_back: Go on with the case (offered while its vault is open).
    """

    wished = Signal(str)
    went_back = Signal()

    def __init__(self, folder: Path, *, can_go_on: bool) -> None:
        super().__init__()
        self.passphrase = PassphraseField(_("Passphrase of the desk"))
        self.open_button = PrimaryButton(_("Take the keyboard back"), "hand")
        self.go_on_button = LinkButton(_("Go on with my papers"), "arrow-left")
        self.go_on_button.setVisible(can_go_on)
        card = Card(_("This is for the counselor"))
        card.body.addWidget(Text(_("You are done for now? Give the keyboard back. The counselor types the passphrase here.")))
        if not can_go_on:
            card.body.addWidget(Text(_("Your vault is locked. Nothing of it is shown any more."), "soft"))
        card.body.addWidget(FormRow(_("Passphrase of the desk"), self.passphrase, names.shown(folder.name)))
        buttons = in_a_row(self.open_button, self.go_on_button) if can_go_on else in_a_row(self.open_button)
        card.body.addWidget(buttons)
        self.body.addWidget(card)
        if not can_go_on:
            self.go_on_button.setParent(self)
        self.open_button.clicked.connect(self._tell)
        self.passphrase.entered.connect(self._tell)
        self.go_on_button.clicked.connect(self.went_back)

    def first(self) -> QWidget:
        """Return the field of the passphrase."""
        return self.passphrase.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the passphrase is being tried."""
        self.open_button.setEnabled(not busy)

    @Slot()
    def _tell(self) -> None:
        if self.open_button.isEnabled():
            self.wished.emit(self.passphrase.text())


def _what_a_desk_is() -> Notice:
    return Notice(
        "info",
        _("A desk is a sealed list of the people you work with."),
        _(
            "Each of them has a vault with a passphrase of their own; the desk holds none of these. It holds codes instead of names, your "
            "notes and the checklist. Without its passphrase nobody sees whom you work with."
        ),
    )
