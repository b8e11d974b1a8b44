"""The list, the tiles and the time line: one Qt view that shows the same items in three ways."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyledItemDelegate, QWidget

from desktop.gui import style, tokens
from desktop.gui.pages.vault.browser.model import ID, ItemModel, Order
from desktop.gui.pages.vault.browser.painting import RowPainting, TilePainting, TimePainting
from desktop.services.vaults import Item

MOST_ROWS_SHOWN = 7
_HIGH_PX = 460
_SETTLED_MS = 120
_ROWS_AT_A_TIME = 1000


class Way(StrEnum):
    """In which way items are shown."""

    ROWS = "rows"
    TILES = "tiles"
    TIME = "time"
    AGAIN = "again"
    """Where the same thing was seen: drawn by another widget."""


class ItemsList(QListView):
    """The items of a case.

    Signals:
        opened: The id of the item that was clicked, or pressed Enter on.
        covers_wished: The ids of items whose covered pictures would be seen now and are not there yet.
    """

    opened = Signal(str)
    covers_wished = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.model_of_items = ItemModel(self)
        self.setModel(self.model_of_items)
        self.setUniformItemSizes(True)
        # Ten thousand rows are laid out a few hundred at a time, between events.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_ROWS_AT_A_TIME)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._paintings: dict[Way, QStyledItemDelegate] = {
            Way.ROWS: RowPainting(self),
            Way.TILES: TilePainting(self),
            Way.TIME: TimePainting(self),
        }
        self._way = Way.ROWS
        self._items: Sequence[Item] = ()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._ask_for_covers)
        self.verticalScrollBar().valueChanged.connect(self._settled.start)
        self.clicked.connect(self._open)
        self._use_way()

    @property
    def way(self) -> Way:
        """How items are shown."""
        return self._way

    def count(self) -> int:
        """Return how many items are shown."""
        return self.model_of_items.rowCount()

    def text_of(self, row: int) -> str:
        """Return the name that is shown in a row."""
        return str(self.model_of_items.index(row).data())

    def stand_on(self, row: int) -> None:
        """Put the keyboard's place on a row."""
        self.setCurrentIndex(self.model_of_items.index(row))

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these items."""
        self._items = items
        self.model_of_items.show_items(items, self._order())
        self._fit()
        self._settled.start()

    def show_way(self, way: Way) -> None:
        """Show the same items in another way."""
        if way is not self._way:
            self._way = way
            self._use_way()
            self.model_of_items.show_items(self._items, self._order())
            self._fit()
            self._settled.start()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Stand on the first row when the keyboard comes; until then no row looks chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() is not Qt.FocusReason.MouseFocusReason and self.count():
            self.stand_on(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Open with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Other tiles may be seen now."""
        super().resizeEvent(event)
        self._settled.start()

    def _order(self) -> Order:
        return Order.BY_TIME if self._way is Way.TIME else Order.NEWEST_FIRST

    def _use_way(self) -> None:
        is_tiles = self._way is Way.TILES
        self.setViewMode(QListView.ViewMode.IconMode if is_tiles else QListView.ViewMode.ListMode)
        # Setting the mode resets these.
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setItemDelegate(self._paintings.get(self._way, self._paintings[Way.ROWS]))

    def _fit(self) -> None:
        edge = 2 * (tokens.TINY + tokens.FOCUS_PX) + 4
        if self._way is Way.ROWS:
            height = self.sizeHintForRow(0) if self.count() else 0
            self.setFixedHeight(min(self.count(), MOST_ROWS_SHOWN) * height + edge)
        else:
            self.setFixedHeight(style.current().scale.px(_HIGH_PX) if style.current().scale.percent <= 125 else _HIGH_PX)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(ID)))

    @Slot()
    def _ask_for_covers(self) -> None:
        """Ask for the covered pictures of the tiles that are seen."""
        if self._way is not Way.TILES or not self.count() or not self.isVisible():
            return
        seen, room = [], self.viewport().rect()
        first = self.indexAt(room.topLeft() + self.viewport().rect().topLeft())
        for row in range(max(0, first.row()), self.count()):
            if self.visualRect(self.model_of_items.index(row)).top() > room.bottom():
                break
            item = self.model_of_items.item(row)
            if item.has_bytes and not item.age.forbids_bytes and not self.model_of_items.has_cover(item.id):
                seen.append(item.id)
        if seen:
            self.covers_wished.emit(tuple(seen))
