"""Saving a report, and what to know before it is sent."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import PrimaryButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Role, Text
from desktop.services.reporting import FORMATS, Draft, Format

_FORMAT_NAMES: dict[Format, str] = {"pdf": "PDF", "docx": "DOCX", "txt": "TXT"}
_ROLES: dict[str, Role] = {"title": "heading", "heading": "strong"}


class SendPart(QWidget):
    """Offers to save the report, and shows the page to read before sending.

    Signals:
        save_wished: Write the report in these formats (a tuple of Format).
    """

    save_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        card = Card(_("Save it"))
        card.body.addWidget(Text(_("PDF to send or to print, DOCX to change it, TXT to paste."), "soft"))
        card.body.addWidget(Text(_("Saved files are not locked: keep them where only you can get at them."), "soft"))
        self.formats: dict[Format, QCheckBox] = {}
        for kind in FORMATS:
            box = QCheckBox(_FORMAT_NAMES[kind])
            box.setAccessibleName(_("Save as {format}").format(format=_FORMAT_NAMES[kind]))
            box.setChecked(kind == "pdf")
            self.formats[kind] = box
        self.save_button = PrimaryButton(_("Save the report"), "save")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._tell)
        card.body.addWidget(in_a_row(*self.formats.values()))
        card.body.addWidget(self.save_button)
        column.addWidget(card)
        self._notes = Card()
        self._waiting: Draft | None = None
        column.addWidget(self._notes)

    def show_draft(self, draft: Draft) -> None:
        """Say whether it is a report or a draft, and show what to know about it."""
        self.save_button.setEnabled(True)
        self.save_button.say(_("Save the report") if draft.is_ready else _("Save as a draft"))
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
        empty(self._notes.body)
        for part in draft.notes.parts:
            role = _ROLES.get(str(part.kind), "body")
            self._notes.body.addWidget(Text(part.text, role, selectable=role == "body"))

    def show_no_draft(self) -> None:
        """Offer nothing to save."""
        self.save_button.setEnabled(False)

    @Slot()
    def _tell(self) -> None:
        chosen = tuple(kind for kind, box in self.formats.items() if box.isChecked())
        self.save_wished.emit(chosen or FORMATS[:1])
