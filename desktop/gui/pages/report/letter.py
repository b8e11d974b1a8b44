"""The letter as it stands, and the answers for a web form, each with a button that copies it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.copying import CopyRow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.reporting import Draft

_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


class LetterPart(QWidget):
    """Shows what will be sent.

    Signals:
        copy_wished: Put this text on the clipboard.
    """

    copy_wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        self._form = Card(_("For the web form, in its own order"))
        self._form.body.addWidget(Text(_("Copy each answer into the box of the same name."), "soft"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.APART)
        self._form.body.addLayout(self._rows)
        column.addWidget(self._form)
        card = Card(_("The whole text as it stands now"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The whole text as it stands now"))
        self.text.setMinimumHeight(style.current().scale.px(360))
        self.copy_button = QuietButton(_("Copy the whole text"), "copy")
        self.copy_button.clicked.connect(self._copy)
        card.body.addWidget(self.text)
        card.body.addWidget(self.copy_button)
        column.addWidget(card)
        self.rows: list[CopyRow] = []
        self._waiting: Draft | None = None

    def show_draft(self, draft: Draft) -> None:
        """Show this draft; the place that is being read stays."""
        bar = self.text.verticalScrollBar()
        place = bar.value()
        mirrored = draft.language in _RIGHT_TO_LEFT
        self.text.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
        self.text.setPlainText(draft.text)
        bar.setValue(place)
        self._form.setVisible(bool(draft.form_answers))
        self._waiting = draft
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Lay out what came while nobody was looking."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        draft, self._waiting = self._waiting, None
        if draft is None:
            return
        empty(self._rows)
        self.rows = []
        for (label, value), limit in zip(draft.form_answers, draft.form_limits, strict=True):
            row = CopyRow(label, value, value or _("Leave it empty"), _limit_note(value, limit))
            row.button.setEnabled(bool(value))
            row.copy_wished.connect(self.copy_wished)
            self.rows.append(row)
            self._rows.addWidget(row)

    @Slot()
    def _copy(self) -> None:
        self.copy_wished.emit(self.text.toPlainText())


def _limit_note(value: str, limit: int) -> str:
    if not limit or len(value) <= limit:
        return ""
    return _("The form takes {limit} letters here; this has {count}. Shorten it there.").format(limit=limit, count=len(value))
