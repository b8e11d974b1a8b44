"""Words on the window, set so that both Hangul and Latin read well."""

import html
import re
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

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

# Running text gets air between its lines; Qt can do that in rich text only, so the text is escaped and set in one paragraph.
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
        self.setTextFormat(Qt.TextFormat.RichText if role in _AIRY else Qt.TextFormat.PlainText)
        self._is_airy = role in _AIRY
        self.setWordWrap(role not in _ONE_LINE)
        self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(role not in _ONE_LINE)
        self.setSizePolicy(policy)
        if role in _ONE_LINE:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Show `text`."""
        self._plain = text
        self.setAccessibleName(text)
        shown = text if self._is_selectable else keeping_words_whole(text)
        if self._is_airy:
            lines = html.escape(shown).replace("\n", "<br>")
            shown = f'<p style="line-height:{_LINE_PERCENT}%; margin:0">{lines}</p>' if text else ""
        super().setText(shown)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the least room: one line of the longest word; the height for a width is asked for apart."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.fontMetrics().height()) if self.wordWrap() else least


def keeping_words_whole(text: str) -> str:
    """Return the text with Hangul words tied together, so that a line breaks between words, and within very long ones without Hangul."""
    text = _LONG_LATIN.sub(lambda long: _BREAKS.sub(_MAY_BREAK, long.group()), text)
    return " ".join(_BETWEEN_SYLLABLES.sub(_WORD_JOINER, word) if len(word) <= _LONGEST_WHOLE else word for word in text.split(" "))
