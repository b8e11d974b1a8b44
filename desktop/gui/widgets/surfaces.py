"""What content lies on: cards, hairlines, notices and empty places."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.announcing import announce
from desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.text import Text

Tone = Literal["info", "warn", "error"]
_ICONS: dict[Tone, str] = {"info": "info", "warn": "circle-alert", "error": "triangle-alert"}


class Card(QFrame):
    """A rounded surface with room around what is put into `body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, surface: str = "card") -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.APART, tokens.APART - 2, tokens.APART, tokens.APART - 2)
        self.body.setSpacing(tokens.NEAR)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(Text(heading, "heading"))


class Rule(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rule")


class Notice(QFrame):
    """What happened, and what to do; said by icon and words, not by colour alone, and told to screen readers.

    Signals:
        closed: The person has read it and put it away.
    """

    closed = Signal()

    def __init__(
        self, tone: Tone, what_happened: str, what_to_do: str = "", parent: QWidget | None = None, *, closable: bool = False
    ) -> None:
        super().__init__(parent)
        colours = style.current().palette
        self._tone = tone
        self.setProperty("surface", tone)
        self.setAccessibleName(" ".join(part for part in (what_happened, what_to_do) if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.APART - 4, tokens.NEAR + 2, tokens.APART - 4, tokens.NEAR + 2)
        row.setSpacing(tokens.NEAR)
        # At the top by alignment: a stretch would make the notice want height, and take it from what stands around it.
        mark = Icon(_ICONS[tone], {"info": colours.accent, "warn": colours.warn, "error": colours.error}[tone])
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.TINY)
        self.body.addWidget(Text(what_happened, "strong" if what_to_do else "body"))
        if what_to_do:
            self.body.addWidget(Text(what_to_do))
        row.addLayout(self.body, 1)
        if closable:
            close = QuietButton(_("OK"))
            close.clicked.connect(self._close)
            if style.current().scale.is_large:
                self.offer(close)
            else:
                row.addWidget(close)

    def offer(self, button: QWidget) -> None:
        """Put what can be done about it under the words."""
        self.body.addSpacing(tokens.TINY)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    @classmethod
    def of(cls, error: LindenError, parent: QWidget | None = None, *, closable: bool = True) -> "Notice":
        """Return the notice of a failure, in its own two sentences."""
        return cls("error", str(error.what_happened), str(error.what_to_do), parent, closable=closable)

    def announce(self) -> None:
        """Let a screen reader say it now."""
        announce(self, self.accessibleName(), now=self._tone == "error")

    @Slot()
    def _close(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()


class EmptyState(Card):
    """A place with nothing in it yet: it says so, and what to do next.

    Signals:
        wished: The button was pressed.
    """

    wished = Signal()

    def __init__(self, icon: str, title: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addWidget(Icon(icon, style.current().palette.accent, 32))
        self.body.addWidget(Text(title, "heading"))
        self.body.addWidget(Text(sentence, "soft"))
        self.button: PrimaryButton | None = None
        if action:
            self.button = PrimaryButton(action)
            self.button.clicked.connect(self.wished)
            self.body.addWidget(self.button)
