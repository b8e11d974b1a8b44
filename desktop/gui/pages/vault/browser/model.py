"""The items that are shown, as Qt's views ask for them: words are made only for the rows that are seen, so that 10,000 are no burden."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from desktop.gui import item_words
from desktop.services import sightings
from desktop.services.vaults import Item

_Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1
LINE = Qt.ItemDataRole.UserRole + 2
COVER = Qt.ItemDataRole.UserRole + 3
DAY = Qt.ItemDataRole.UserRole + 4
TIME = Qt.ItemDataRole.UserRole + 5
PLACE = Qt.ItemDataRole.UserRole + 6
# Covered pictures are seven points across; so many are a few megabytes at most.
MOST_COVERS = 5_000


class Order(StrEnum):
    """In which order items stand."""

    NEWEST_FIRST = "newest_first"
    BY_TIME = "by_time"
    """When they were seen, the earliest first."""


class ItemModel(QAbstractListModel):
    """Items in an order, with the covered pictures that have been made of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._rows: dict[str, int] = {}
        self._order = Order.NEWEST_FIRST
        self._covers: dict[str, QImage] = {}

    def show_items(self, items: Sequence[Item], order: Order) -> None:
        """Show these items in this order."""
        self.beginResetModel()
        self._order = order
        self._items = sorted(items, key=sightings.when) if order is Order.BY_TIME else list(reversed(items))
        self._rows = {item.id: row for row, item in enumerate(self._items)}
        self.endResetModel()

    def show_order(self, order: Order) -> None:
        """Show the same items in another order."""
        if order is not self._order:
            self.show_items(sorted(self._items, key=lambda item: int(item.id)), order)

    def item(self, row: int) -> Item:
        """Return the item of a row."""
        return self._items[row]

    def items(self) -> Sequence[Item]:
        """Return the items in the order in which they are shown."""
        return self._items

    def put_cover(self, item_id: str, cover: QImage) -> None:
        """Keep the covered picture of an item, which is a null image where there is none."""
        if len(self._covers) >= MOST_COVERS:
            del self._covers[next(iter(self._covers))]
        self._covers[item_id] = cover
        row = self._rows.get(item_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [COVER])

    def has_cover(self, item_id: str) -> bool:
        """Return whether the covered picture of an item was asked for before."""
        return item_id in self._covers

    def forget_covers(self) -> None:
        """Let go of every picture."""
        self._covers.clear()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """Return how many items are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for of one item."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item_words.title(item)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{item_words.title(item)}. {item_words.line(item)}"
            case _:
                return self._more(item, index.row(), role)

    def _more(self, item: Item, row: int, role: int) -> object:
        made: dict[int, Callable[[], object]] = {
            ID: lambda: item.id,
            ICON: lambda: item_words.icon(item),
            LINE: lambda: item_words.line(item),
            PLACE: lambda: item_words.place(item),
            COVER: lambda: self._covers.get(item.id),
            DAY: lambda: self._day(row),
            TIME: lambda: f"{sightings.when(item):%H:%M}",
        }
        return made[role]() if role in made else None

    def _day(self, row: int) -> str:
        """Return the day of a row, said once, at the first of the day."""
        when = sightings.when(self._items[row])
        is_same = row > 0 and sightings.when(self._items[row - 1]).date() == when.date()
        return "" if is_same else item_words.day(when)
