"""Words on the window, set so that both Hangul and Latin read well."""

import html
import re
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.gui.widgets.paragraph import Paragraph

Role = Literal["title", "heading", "lead", "body", "strong", "soft", "small", "tag", "brand"]

# Qt breaks a line between any two Hangul syllables; Korean is read more easily when a word stays whole.
_WORD_JOINER = "\N{WORD JOINER}"
_BETWEEN_SYLLABLES = re.compile(r"(?<=[\uac00-\ud7a3])(?=[\uac00-\ud7a3.,?)·%’”])|(?<=[(‘“])(?=[\uac00-\ud7a3])")
# A word longer than this (an address, a run of syllables) may break anywhere, else it would be cut off.
_LONGEST_WHOLE = 12

# A longer one without Hangul (an address, a hash) gets places where it may break: Qt finds none in it and would cut it off.
_LONG_LATIN = re.compile(r"[^\s\uac00-\ud7a3]{32,}")
_BREAKS = re.compile(r"(?<=[/_.?&=-])(?=[^/_.?&=-])|(?<=[^/_.?&=-]{12})(?=[^/_.?&=-]{4})")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"

# Running text gets air between its lines.
_AIRY = {"body", "strong", "lead", "soft", "small"}
_LINE_PERCENT = 128
_ONE_LINE = {"tag", "brand"}


class Text(QLabel):
    """A piece of text in one of the roles of the type scale. It wraps, and what it is given is never taken for markup."""

    def __init__(self, text: str = "", role: Role = "body", parent: QWidget | None = None, *, selectable: bool = False) -> None:
        """Show `text`; `selectable` where a person may want to copy it."""
        super().__init__(parent)
        self._plain = ""
        self._is_selectable = selectable
        self._is_airy = role in _AIRY
        # What wraps and is not marked with the mouse is laid out here: Qt's label takes three times as long.
        self._is_own = role not in _ONE_LINE and not selectable
        self._paragraph: Paragraph | None = None
        # Qt's label gives air between lines in rich text only, so the text is escaped and set in one paragraph.
        self.setTextFormat(Qt.TextFormat.RichText if self._is_airy and not self._is_own else Qt.TextFormat.PlainText)
        self.setWordWrap(role not in _ONE_LINE)
        self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(role not in _ONE_LINE)
        self.setSizePolicy(policy)
        if role in _ONE_LINE:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                # Numbers and addresses would stand at the left, where a line of their letters begins.
                self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Show `text`."""
        self._plain = text
        self._paragraph = None
        self.setAccessibleName(text)
        if self.textFormat() is Qt.TextFormat.RichText:
            lines = html.escape(text).replace("\n", "<br>")
            super().setText(f'<p style="line-height:{_LINE_PERCENT}%; margin:0">{lines}</p>' if text else "")
        else:
            # A label of a field would take the letter after a single one for a key.
            super().setText(text.replace("&", "&&"))
        self.update()

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the least room: one line of the longest word; the height for a width is asked for apart."""
        if self._is_own:
            return QSize(self._laid_out().least_width, self.fontMetrics().height() if self._plain else 0)
        least = super().minimumSizeHint()
        return QSize(least.width(), self.fontMetrics().height()) if self.wordWrap() else least

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the room in which the text reads well."""
        if not self._is_own:
            return super().sizeHint()
        paragraph = self._laid_out()
        return QSize(paragraph.wished_width, paragraph.height(paragraph.wished_width))

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """Return the height at this width, both in px."""
        return self._laid_out().height(width) if self._is_own else super().heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the text in the colour of its role."""
        if not self._is_own:
            super().paintEvent(event)
            return
        paragraph = self._laid_out()
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            paragraph.draw(painter, QPointF(0, (self.height() - paragraph.height(self.width())) / 2), self.width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Lay out anew with another font or direction."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange}:
            self._paragraph = None
        super().changeEvent(event)

    def _laid_out(self) -> Paragraph:
        self.ensurePolished()
        if self._paragraph is None:
            percent = _LINE_PERCENT if self._is_airy else 100
            self._paragraph = Paragraph(keeping_words_whole(self._plain), self.font(), self.layoutDirection(), percent)
        return self._paragraph


def keeping_words_whole(text: str) -> str:
    """Return the text with Hangul words tied together, so that a line breaks between words, and within very long ones without Hangul."""
    text = _LONG_LATIN.sub(lambda long: _BREAKS.sub(_MAY_BREAK, long.group()), text)
    return " ".join(_BETWEEN_SYLLABLES.sub(_WORD_JOINER, word) if len(word) <= _LONGEST_WHOLE else word for word in text.split(" "))
