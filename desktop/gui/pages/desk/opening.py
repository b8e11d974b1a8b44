"""Opening a case by its own passphrase, beginning one, and putting a vault that is there on the list."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

Kind = Literal["new", "add", "open"]


class OpenCaseView(View):
    """Asks for what is needed to open or begin a case.

    Signals:
        wished: The code, the folder (where it is made or lies) and the passphrase.
        went_back: Back to the list.
    """

    wished = Signal(str, object, str)
    went_back = Signal()

    def __init__(self, kind: Kind, code: str, place: Path) -> None:
        """Ask for a passphrase, and for code and place where they are not known (kind "open": `place` is the vault)."""
        super().__init__()
        self.kind = kind
        self.code = QLineEdit(code)
        self.place = FolderField(_("Where"), str(place))
        self.passphrase, self.again = PassphraseField(_("Passphrase of this case")), PassphraseField(_("The passphrase once more"))
        self.button = PrimaryButton(_words(kind), "lock-keyhole")
        self.back_button = LinkButton(_("Back"), "arrow-left")
        self._code_row = FormRow(_("Code"), self.code, _("No name: only you need to know who it is. You can change it."))
        self._place_row = FormRow(
            _("Folder of the vault") if kind == "add" else _("Where"),
            self.place,
            "" if kind == "add" else _("The new folder gets a name that says nothing. A stick that the person keeps is a good place."),
        )
        self._passphrase_row = FormRow(_("Passphrase of this case"), self.passphrase, _help(kind))
        self._again_row = FormRow(_("The passphrase once more"), self.again)
        rows = {"new": (self._code_row, self._place_row, self._passphrase_row, self._again_row), "add": self._add_rows(), "open": ()}
        card = Card(names.shown(code) if kind == "open" else _words(kind))
        for row in rows[kind] or (self._passphrase_row,):
            card.body.addWidget(row)
        if kind == "open":
            card.body.addWidget(Text(_("Folder: {name}").format(name=names.shown(str(place))), "small"))
        card.body.addWidget(in_a_row(self.button, self.back_button))
        self.body.addWidget(card)
        for left_out in (self._code_row, self._place_row, self._passphrase_row, self._again_row):
            if left_out.parent() is None:
                left_out.setParent(self)
                left_out.hide()
        self.button.clicked.connect(self._tell)
        self.back_button.clicked.connect(self.went_back)
        (self.again if kind == "new" else self.passphrase).entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the first field."""
        return self.passphrase.line if self.kind == "open" else self.code

    def show_busy(self, *, busy: bool) -> None:
        """Show whether it is being opened."""
        self.button.setEnabled(not busy)
        self.button.say(_("Opening") if busy else _words(self.kind))

    def ask_again(self) -> None:
        """Let the passphrase be typed once more."""
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus()

    def _add_rows(self) -> tuple[FormRow, ...]:
        return (self._code_row, self._place_row, self._passphrase_row)

    @Slot()
    def _tell(self) -> None:
        place, agree = self.place.folder(), self.kind != "new" or self.passphrase.text() == self.again.text()
        self._place_row.show_wrong("" if place else _("Choose a place first."))
        self._passphrase_row.show_wrong("" if self.passphrase.text() else _("Type a passphrase."))
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        if place and self.passphrase.text() and agree and self.button.isEnabled():
            self.wished.emit(self.code.text(), place, self.passphrase.text())


def _words(kind: Kind) -> str:
    return {"new": _("Begin the case"), "add": _("Put it on the list"), "open": _("Open")}[kind]


def _help(kind: Kind) -> str:
    if kind == "new":
        return _("The person chooses and types it. Whether you may know it, they decide. It is not kept at the desk.")
    return _("The one that the person chose for this vault. Small and capital letters are different.")
