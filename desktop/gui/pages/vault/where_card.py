"""Where and when an item was seen: shown to be copied, and corrected where it was written down wrongly."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import item_words, tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.copying import CopyRow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.where import WhereFields
from desktop.services.vaults import Item


class WhereCard(QWidget):
    """What was written down about where and when, and in its place, once that is asked for, the fields to correct it.

    Signals:
        copy_wished: Put this text on the clipboard.
        corrected: Where and when it was seen, as it is said now (a Where).
    """

    copy_wished = Signal(str)
    corrected = Signal(object)

    def __init__(self, item: Item, *, read_only: bool = False) -> None:
        super().__init__()
        self._item = item
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(tokens.NEAR)
        self.correct_button = LinkButton(_("Correct this, or add to it"), "pencil")
        self.correct_button.setVisible(not read_only)
        self.correct_button.clicked.connect(self._open)
        self._card = self._shown()
        self._body.addWidget(self._card)
        self.fields: WhereFields | None = None

    def _shown(self) -> Card:
        where = self._item.where
        card = Card(_("Where and when it was seen"))
        rows = [
            (_("Address"), where.url),
            (_("Website or app"), where.platform),
            (_("Account or room"), where.account),
            (_("Seen"), item_words.exact_moment(where.seen_at) if where.seen_at else ""),
            (_("Note for yourself"), where.note),
        ]
        for label, value in rows:
            if value:
                card.body.addWidget(self._copy_row(label, value))
        if not any(value for _label, value in rows):
            card.body.addWidget(Text(_("Nothing was written down about this."), "soft"))
        card.body.addWidget(self.correct_button)
        return card

    def _copy_row(self, label: str, value: str) -> CopyRow:
        row = CopyRow(label, value, item_words.visible(value))
        row.copy_wished.connect(self.copy_wished)
        return row

    @Slot()
    def _open(self) -> None:
        self.fields = WhereFields(where=self._item.where)
        self.keep_button, self.leave_button = PrimaryButton(_("Keep the correction"), "check"), LinkButton(_("Leave it as it was"), "x")
        self.fields.body.addWidget(
            Text(_("What was written here before stays readable in the custody log. The file never changes."), "soft")
        )
        self.fields.body.addWidget(in_a_row(self.keep_button, self.leave_button))
        self._body.addWidget(self.fields)
        self.fields.show()
        self._card.hide()
        self.keep_button.clicked.connect(self._tell)
        self.leave_button.clicked.connect(self._close)
        self.fields.url.setFocus()

    @Slot()
    def _close(self) -> None:
        if self.fields is not None:
            fields, self.fields = self.fields, None
            fields.hide()
            self._body.removeWidget(fields)
            fields.deleteLater()
        self._card.show()
        self.correct_button.setFocus()

    @Slot()
    def _tell(self) -> None:
        if self.fields is None:
            return
        where = self.fields.where()
        if self._item.kind == "link" and not where.url:
            self.fields.address_row.show_wrong(_("This item is an address: it cannot be empty. To remove it, delete the item."))
            self.fields.url.setFocus()
            return
        self.corrected.emit(where)
