"""Something that is often copied: a label, the value, and a button that copies it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.text import Text


class CopyRow(QWidget):
    """A value under its label, with a button that wishes to copy it.

    Signals:
        copy_wished: Put this text on the clipboard.
    """

    copy_wished = Signal(str)

    def __init__(self, label: str, value: str, shown: str = "", note: str = "", parent: QWidget | None = None) -> None:
        """Show `shown` (the value itself where it is empty); `value` is what is copied, `note` what to know about it."""
        super().__init__(parent)
        self._value = value
        words = QVBoxLayout()
        words.setSpacing(tokens.TINY)
        words.addWidget(Text(label, "strong"))
        words.addWidget(Text(shown or value, selectable=True))
        if note:
            words.addWidget(Text(note, "small"))
        self.button = QuietButton(_("Copy"), "copy")
        self.button.setAccessibleName(_("Copy: {label}").format(label=label))
        self.button.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.APART)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _tell(self) -> None:
        self.copy_wished.emit(self._value)
        self.button.setText(_("Copied"))
