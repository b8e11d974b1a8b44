"""A field for a passphrase that can be looked at, and a field for a place on the disk."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.asking import ask_folder
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.form import password_field
from desktop.gui.widgets.turning import TurningButton


class PassphraseField(QWidget):
    """A passphrase, hidden until the person wants to see what was typed.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = password_field()
        self.line.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setFocusProxy(self.line)
        self.show_button = TurningButton("quiet", (_("Show"), "eye"), (_("Hide"), "eye-off"))
        self.show_button.setAccessibleDescription(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SNUG)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        self.show_button.turned.connect(self._show_letters)
        self.line.returnPressed.connect(self.entered)

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide again."""
        self.line.clear()
        self.show_button.turn(on=False)

    @Slot(bool)
    def _show_letters(self, shown: bool) -> None:  # noqa: FBT001  Qt's signal
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class FolderField(QWidget):
    """A folder, typed or chosen."""

    def __init__(self, name: str, start: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.line = QLineEdit(start)
        self.line.setAccessibleName(name)
        self.setAccessibleName(name)
        self.setFocusProxy(self.line)
        self.choose_button = QuietButton(_("Choose"), "folder-open")
        self.choose_button.setAccessibleDescription(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SNUG)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose_button)
        self.choose_button.clicked.connect(self._ask)

    def folder(self) -> Path | None:
        """Return the folder, or None where none is named."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    @Slot()
    def _ask(self) -> None:
        ask_folder(self, self._name, self._take)

    @Slot(str)
    def _take(self, path: str) -> None:
        self.line.setText(path)
