"""The custody log, readable by a person, and what verifying the vault found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.core.texts import _, many
from desktop.gui import item_words, style
from desktop.gui.pages.vault import log_words
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.corrections import Told
from desktop.services.vaults import LogEntry, Problem

_PROBLEMS_SHOWN = 50
PAGE = 200


class LogView(View):
    """The acts of the custody log, newest first.

    Signals:
        went_back: Back to the list.
    """

    went_back = Signal()

    def __init__(self, entries: Sequence[LogEntry], told: Told) -> None:
        super().__init__()
        self._told = told
        self.back_button = LinkButton(_("Back to the list"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        card = Card(_("Custody log"))
        card.body.addWidget(
            Text(
                _(
                    "Everything that was done in this vault, each entry sealed to the one before, so that nothing can be taken out or "
                    "changed later without it showing."
                ),
                "soft",
            )
        )
        card.body.addWidget(Text(many("{count} entry", "{count} entries", len(entries)).format(count=len(entries)), "strong"))
        self._entries = entries
        self._card = card
        self.table = _table(entries[-PAGE:], told)
        card.body.addWidget(self.table)
        self._range = Text("", "soft")
        self.older_button, self.newer_button = LinkButton(_("Older entries"), "arrow-right"), LinkButton(_("Newer entries"), "arrow-left")
        card.body.addWidget(self._range)
        card.body.addWidget(in_a_row(self.newer_button, self.older_button))
        self.body.addWidget(card)
        self.older_button.clicked.connect(self._show_older)
        self.newer_button.clicked.connect(self._show_newer)
        self._last = len(entries)
        self._show_page(len(entries))

    @Slot()
    def _show_older(self) -> None:
        self._show_page(self._last - PAGE)

    @Slot()
    def _show_newer(self) -> None:
        self._show_page(self._last + PAGE)

    def _show_page(self, last: int) -> None:
        """Show the entries that end with this number, counted from 1; a row for each of 10,000 would hold the window for seconds."""
        self._last = last
        first = max(0, last - PAGE)
        table = _table(self._entries[first:last], self._told)
        self._card.body.replaceWidget(self.table, table)
        self.table.hide()
        self.table.deleteLater()
        self.table = table
        self._range.setText(_("Entries {first} to {last}, the newest first").format(first=first + 1, last=last))
        is_paged = len(self._entries) > PAGE
        for part in (self._range, self.older_button, self.newer_button):
            part.setVisible(is_paged)
        self.older_button.setEnabled(first > 0)
        self.newer_button.setEnabled(last < len(self._entries))


class VerifiedView(View):
    """What verifying found.

    Signals:
        went_back: Back to the list.
    """

    went_back = Signal()

    def __init__(self, problems: Sequence[Problem], items: int) -> None:
        super().__init__()
        self.back_button = LinkButton(_("Back to the list"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        if not problems:
            whole = many("{count} item was read to its last byte.", "{count} items were read to their last byte.", items)
            self.body.addWidget(Notice("info", _("Everything in the vault is whole."), whole.format(count=items)))
            return
        self.body.addWidget(
            Notice(
                "warn",
                _("Not everything in the vault is as it was written."),
                _("Make a copy of the whole vault folder first, before anything else. Then show this list to someone you trust."),
            )
        )
        card = Card(_("What was found"))
        for problem in problems[:_PROBLEMS_SHOWN]:
            card.body.addWidget(Text(str(problem.text), "strong"))
            card.body.addWidget(Text(problem.part, "small", selectable=True))
        more = len(problems) - _PROBLEMS_SHOWN
        if more > 0:
            card.body.addWidget(Text(many("and {count} more", "and {count} more", more).format(count=more), "soft"))
        self.body.addWidget(card)


def _table(entries: Sequence[LogEntry], told: Told) -> QTableView:
    # Where the text is large, the moment would leave no room beside it for what was done.
    is_large = style.current().scale.is_large
    labels = [_("What was done")] if is_large else [_("When"), _("What was done")]
    model = QStandardItemModel(len(entries), len(labels))
    model.setHorizontalHeaderLabels(labels)
    for row, entry in enumerate(reversed(entries)):
        moment, done = item_words.exact_moment(entry.at), log_words.whole(entry, told)
        for column, text in enumerate([f"{moment}\n{done}"] if is_large else [moment, done]):
            cell = QStandardItem(text)
            cell.setEditable(False)
            cell.setToolTip(text)
            model.setItem(row, column, cell)
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.setAccessibleName(_("Custody log"))
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(len(labels) - 1, QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setMinimumHeight(320)
    return table
