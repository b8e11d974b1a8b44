"""Something that is often copied: a label, the value, and a button that copies it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.text import Text

# A long word may be broken after so many letters: a hash has nowhere else to break.
_PIECE = 8
_LONG = 16
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


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
        text = Text(breakable(shown or value))
        text.setAccessibleName(shown or value)
        words.addWidget(text)
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


def breakable(text: str) -> str:
    """Return the text with places at which long words may be broken. For showing only: never copy it."""
    return "\n".join(" ".join(_in_pieces(word) if len(word) > _LONG else word for word in line.split(" ")) for line in text.split("\n"))


def _in_pieces(word: str) -> str:
    return _MAY_BREAK.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
