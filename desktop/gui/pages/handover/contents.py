"""The list of everything that would leave this computer, with sizes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words, style
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.handing_over import PackageEntry


class ContentsCard(Card):
    """Shows the files of a package before it is made."""

    def __init__(self) -> None:
        super().__init__(_("Exactly this would leave"))
        self._total = Text("", "strong")
        self._model = QStandardItemModel(0, 3, self)
        self.table = QTableView()
        self.table.setModel(self._model)
        self.table.setAccessibleName(_("Exactly this would leave"))
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(style.current().scale.px(240))
        self.body.addWidget(self._total)
        self.body.addWidget(self.table)
        self.entries: tuple[PackageEntry, ...] = ()
        self.show_entries(())

    def show_entries(self, entries: Sequence[PackageEntry]) -> None:
        """Show these files; originals first, since they are what matters most."""
        self.entries = tuple(entries)
        self._model.clear()
        self._model.setHorizontalHeaderLabels([_("What"), _("File"), _("Size")])
        self._model.horizontalHeaderItem(2).setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        originals = [entry for entry in entries if entry.what == "item"]
        for entry in (*originals, *(entry for entry in entries if entry.what != "item")):
            texts = (_what(entry), names.shown(entry.path), item_words.size(entry.size))
            row = [QStandardItem(text) for text in texts]
            for cell in row:
                cell.setEditable(False)
                cell.setToolTip(texts[1])
            row[2].setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self._model.appendRow(row)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in enumerate(
            (QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch)
        ):
            header.setSectionResizeMode(column, mode)
        self._total.setText(_total(entries, len(originals)))
        self.table.setVisible(bool(entries))


def _total(entries: Sequence[PackageEntry], originals: int) -> str:
    if not entries:
        return _("Nothing is chosen yet.")
    size = item_words.size(sum(entry.size for entry in entries))
    if not originals:
        return _("No picture and no original file is in it. In all {size}.").format(size=size)
    text = many("{count} original file is in it. In all {size}.", "{count} original files are in it. In all {size}.", originals)
    return text.format(count=originals, size=size)


def _what(entry: PackageEntry) -> str:
    match entry.what:
        case "item":
            return _("Original of item {number}").format(number=entry.item_id) if entry.item_id else _("Original")
        case "document":
            return _("Report or result")
        case "list":
            return _("List of the items")
        case "custody":
            return _("Custody log")
        case "page":
            return _("Page for the receiver")
        case _:
            return _("For verifying")
