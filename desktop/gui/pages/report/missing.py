"""What a report still lacks, live: each line leads to its field."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.texts import _, many
from desktop.gui import tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.surfaces import Notice
from desktop.gui.widgets.text import Text
from desktop.services.reporting import Missing

_ADDRESSES = "addresses"


class MissingNote(QWidget):
    """Says what is missing, or that nothing is.

    Signals:
        jump_wished: Go to the field with this id.
        list_wished: Go to where the form is.
    """

    jump_wished = Signal(str)
    list_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.links: list[LinkButton] = []
        self.sentences: list[str] = []
        self._details: QWidget | None = None
        self._is_short = False

    def become_short(self, *, short: bool) -> None:
        """Say only how many, where there is no form beside it to go to."""
        self._is_short = short
        self.setMinimumHeight(0)
        self._show_details()

    def show_missing(self, missing: tuple[Missing, ...], labels: Mapping[str, str]) -> None:
        """Show this; `labels` are those of the fields on the form."""
        if self.isVisible() and not self._is_short:
            # While the list grows shorter, the field under the pointer stays where it is.
            self.setMinimumHeight(self.height())
        empty(self._column)
        self._details = None
        self.links, self.sentences = [], [str(one.text) for one in missing]
        if not missing:
            self._column.addWidget(Notice("info", _("Nothing that is required is missing.")), 0, Qt.AlignmentFlag.AlignTop)
            return
        count = len(missing)
        note = Notice("warn", many("{count} thing is still missing.", "{count} things are still missing.", count).format(count=count))
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TINY)
        for one in missing:
            if one.field_id in labels and one.field_id not in {link.property("field") for link in self.links}:
                self.links.append(self._link(one, labels[one.field_id]))
            if one.field_id not in labels or one.field_id == _ADDRESSES:
                # Addresses can be there and still not fit the form: the sentence says why.
                column.addWidget(Text(str(one.text)))
        column.addWidget(in_a_row(*self.links))
        self._show_button = LinkButton(_("Show what is missing"), "arrow-right")
        self._show_button.clicked.connect(self.list_wished)
        self._show_details()
        note.body.addWidget(self._show_button, 0, Qt.AlignmentFlag.AlignLeading)
        note.body.addWidget(self._details)
        self._column.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)

    def clear(self) -> None:
        """Say nothing."""
        self.setMinimumHeight(0)
        empty(self._column)
        self._details = None

    def _show_details(self) -> None:
        if self._details is not None:
            self._details.setVisible(not self._is_short)
            self._show_button.setVisible(self._is_short)

    def _link(self, one: Missing, label: str) -> LinkButton:
        link = LinkButton(label, "arrow-right")
        link.setAccessibleDescription(str(one.text))
        link.setToolTip(str(one.text))
        link.setProperty("field", one.field_id)
        link.clicked.connect(self._tell)
        return link

    @Slot()
    def _tell(self) -> None:
        self.jump_wished.emit(str(self.sender().property("field")))
