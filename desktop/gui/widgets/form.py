"""Rows of a form: a label, why it is asked, the field, and what is wrong with it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.gui import tokens
from desktop.gui.widgets.text import Text


class FormRow(QWidget):
    """A field under its label, with a sentence of help and a place for what is wrong."""

    def __init__(self, label: str, field: QWidget, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TINY)
        self._label: QLabel = Text(label, "strong")
        self._label.setBuddy(field)
        column.addWidget(self._label)
        if help_text:
            column.addWidget(Text(help_text, "small"))
        column.addWidget(field)
        self._wrong = Text("", "small")
        self._wrong.setProperty("tone", "error")
        self._wrong.hide()
        column.addWidget(self._wrong)
        if not field.accessibleName():
            field.setAccessibleName(label)
        field.setAccessibleDescription(help_text)

    @property
    def is_wrong(self) -> bool:
        """Whether something is said to be wrong with the field."""
        return bool(self._wrong.text())

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong with the field; an empty sentence takes it back."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.field.setProperty("wrong", bool(sentence))
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


def first_wrong(rows: Iterable[FormRow]) -> FormRow | None:
    """Return the first row that says something is wrong, with the cursor put into its field."""
    row = next((row for row in rows if row.is_wrong), None)
    if row is not None:
        row.field.setFocus()
    return row


def password_field() -> QLineEdit:
    """Return a field whose letters are hidden and which no input method learns from."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return field
