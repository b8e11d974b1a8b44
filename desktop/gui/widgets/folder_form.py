"""The fields of a place with a passphrase: one that is there and is opened, and one that is made."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.strength import StrengthHint


class OpenForm(QWidget):
    """Folder and passphrase of what is there.

    Signals:
        entered: Enter was pressed in the last field.
    """

    entered = Signal()

    def __init__(self, folder: tuple[str, str], passphrase: tuple[str, str], start: str = "") -> None:
        """Show both fields, each with its label and a sentence of help, which may be empty; `start` is the folder at first."""
        super().__init__()
        self.folder, self.passphrase = FolderField(folder[0], start), PassphraseField(passphrase[0])
        self._folder_row = FormRow(folder[0], self.folder, folder[1])
        _in_a_column(self, self._folder_row, FormRow(passphrase[0], self.passphrase, passphrase[1]))
        self.folder.line.returnPressed.connect(self.passphrase.line.setFocus)
        self.passphrase.entered.connect(self.entered)

    def given_folder(self) -> Path | None:
        """Return the folder, or say beside its field that one has to be chosen."""
        folder = self.folder.folder()
        self._folder_row.show_wrong("" if folder else _("Choose the folder first."))
        return folder

    def ask_again(self) -> None:
        """Let the passphrase be typed once more."""
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus()


class NewForm(QWidget):
    """Place, name and passphrase of what is made.

    Signals:
        entered: Enter was pressed in the last field.
    """

    entered = Signal()

    def __init__(self, name: str, passphrase: tuple[str, str], where_help: str = "", name_help: str = "") -> None:
        """Suggest `name` for the new folder; the passphrase has a label and a sentence of help."""
        super().__init__()
        self.where, self.name = FolderField(_("Where"), str(Path.home())), QLineEdit(name)
        self.passphrase, self.again = PassphraseField(passphrase[0]), PassphraseField(_("The passphrase once more"))
        self.hint = StrengthHint(self.passphrase)
        self._where_row = FormRow(_("Where"), self.where, where_help)
        self._name_row = FormRow(_("Name of the new folder"), self.name, name_help)
        self._passphrase_row = FormRow(passphrase[0], self.passphrase, passphrase[1])
        self._again_row = FormRow(_("The passphrase once more"), self.again)
        _in_a_column(self, self._where_row, self._name_row, self._passphrase_row, self.hint, self._again_row)
        self.again.entered.connect(self.entered)

    def given(self) -> tuple[Path, str] | None:
        """Return the new folder and its passphrase, or say beside the fields what is missing."""
        where, name = self.where.folder(), self.name.text().strip()
        agree = self.passphrase.text() == self.again.text()
        self._where_row.show_wrong("" if where else _("Choose a place first."))
        self._name_row.show_wrong("" if name else _("Give the folder a name."))
        self._passphrase_row.show_wrong("" if self.passphrase.text() else _("Type a passphrase."))
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        return (where / name, self.passphrase.text()) if where and name and self.passphrase.text() and agree else None


def _in_a_column(form: QWidget, *rows: QWidget) -> None:
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.NEAR)
    for row in rows:
        column.addWidget(row)
