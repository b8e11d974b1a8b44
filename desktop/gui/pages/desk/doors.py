"""The way to a desk: opening it, making it, and taking the keyboard back."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text


class OpenDeskView(View):
    """No desk is open.

    Signals:
        wished: Open the desk in this folder with this passphrase.
        forgotten: The passphrase is forgotten; the folder so far.
        new_wished: Make a new one.
    """

    wished = Signal(object, str)
    forgotten = Signal(str)
    new_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.folder = FolderField(_("Folder of the desk"))
        self.passphrase = PassphraseField(_("Passphrase of the desk"))
        self.open_button = PrimaryButton(_("Open the desk"), "lock-keyhole")
        self.new_button = LinkButton(_("Make a new desk"), "plus")
        card = Card(_("Open your desk"))
        self._folder_row = FormRow(_("Folder of the desk"), self.folder)
        card.body.addWidget(self._folder_row)
        card.body.addWidget(FormRow(_("Passphrase of the desk"), self.passphrase, _("It opens the list and your notes, and no case.")))
        self.forgotten_button = LinkButton(_("I forgot my passphrase"), "life-buoy")
        card.body.addWidget(in_a_row(self.open_button, self.forgotten_button, self.new_button))
        self.body.addWidget(card)
        self.body.addWidget(_what_a_desk_is())
        self.open_button.clicked.connect(self._tell)
        self.new_button.clicked.connect(self.new_wished)
        self.forgotten_button.clicked.connect(self._tell_forgotten)
        self.passphrase.entered.connect(self._tell)
        self.folder.line.returnPressed.connect(self.passphrase.line.setFocus)

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
        folder = self.folder.folder()
        self._folder_row.show_wrong("" if folder else _("Choose the folder first."))
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
        self.where = FolderField(_("Where"), str(Path.home()))
        self.name = QLineEdit(_("Office"))
        self.passphrase, self.again = PassphraseField(_("Passphrase of the desk")), PassphraseField(_("The passphrase once more"))
        self.make_button = PrimaryButton(_("Make the desk"), "list")
        back = LinkButton(_("Back"), "arrow-left")
        self._where_row = FormRow(_("Where"), self.where)
        self._name_row = FormRow(_("Name of the new folder"), self.name, _("Choose a name that tells nothing."))
        self._passphrase_row = FormRow(
            _("Passphrase of the desk"),
            self.passphrase,
            _("Four or five words that belong together only for you. Colleagues need not know it."),
        )
        self._again_row = FormRow(_("The passphrase once more"), self.again)
        card = Card(_("Make a new desk"))
        for row in (self._where_row, self._name_row, self._passphrase_row, self._again_row):
            card.body.addWidget(row)
        card.body.addWidget(in_a_row(self.make_button, back))
        self.body.addWidget(card)
        self.body.addWidget(_what_a_desk_is())
        back.clicked.connect(self.went_back)
        self.make_button.clicked.connect(self._tell)
        self.again.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the field of the place."""
        return self.where.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the desk is being made."""
        self.make_button.setEnabled(not busy)
        self.make_button.say(_("Making the desk") if busy else _("Make the desk"))

    @Slot()
    def _tell(self) -> None:
        where, name = self.where.folder(), self.name.text().strip()
        self._where_row.show_wrong("" if where else _("Choose a place first."))
        self._name_row.show_wrong("" if name else _("Give the folder a name."))
        self._passphrase_row.show_wrong("" if self.passphrase.text() else _("Type a passphrase."))
        agree = self.passphrase.text() == self.again.text()
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        if where and name and self.passphrase.text() and agree and self.make_button.isEnabled():
            self.wished.emit(where / name, self.passphrase.text())


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
