"""The rows of the map of a case, as Qt's views ask for them: each says in words what the lines beside it show."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import item_words
from desktop.gui.pages.vault.browser.model import PLACE, ItemModel, Order
from desktop.services import sighting_map, sightings
from desktop.services.sighting_map import Link, Sighting
from desktop.services.vaults import RelationKind

_Index = QModelIndex | QPersistentModelIndex
LINES = Qt.ItemDataRole.UserRole + 7
BELONGS = Qt.ItemDataRole.UserRole + 8
IN_SHORT = Qt.ItemDataRole.UserRole + 9
_MOST_LINKS = 2


class MapModel(ItemModel):
    """Items in the order of time, with what is drawn beside each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sightings: Sequence[Sighting] = ()

    def show_map(self, rows: Sequence[Sighting]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._sightings = rows
        self._order = Order.BY_TIME
        # They are in that order already.
        self._items = [row.item for row in rows]
        self.endResetModel()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a view asks for of one row."""
        made: dict[int, Callable[[Sighting], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda row: f"{row.item.id}  {item_words.title(row.item)}",
            Qt.ItemDataRole.AccessibleTextRole: said,
            Qt.ItemDataRole.ToolTipRole: said,
            PLACE: place,
            BELONGS: _belongs,
            IN_SHORT: lambda row: "  ·  ".join(part for part in (place(row), _belongs(row)) if part),
            LINES: lambda row: row,
        }
        if not index.isValid() or role not in made:
            return super().data(index, role)
        return made[role](self._sightings[index.row()])


def said(row: Sighting) -> str:
    """Return everything that the map says of one item, as sentences for someone who does not see it."""
    item = row.item
    when = item_words.moment(sightings.when(item).astimezone())
    seen = _("Seen {when}, {place}.") if item.where.seen_at else _("Added {when}, {place}; when it was seen is not known.")
    title = _("Item {number}: {title}.").format(number=item.id, title=item_words.title(item))
    return " ".join([title, seen.format(when=when, place=place(row)), *(link_sentence(link) for link in row.links)])


def place(row: Sighting) -> str:
    """Return where an item was seen, in a few words."""
    return names.shown(sighting_map.place_of(row.item)) or _("place not known")


def link_sentence(link: Link) -> str:
    """Return how an item has to do with another, as a sentence about the item."""
    match link.kind:
        case RelationKind.SAME_IMAGE:
            sentence = _("Looks the same as item {other}.")
        case RelationKind.SEEN_AGAIN:
            sentence = _("Seen before as item {other}.") if link.is_from_here else _("Seen again as item {other}.")
        case RelationKind.MADE_FROM:
            sentence = _("Made from item {other}.") if link.is_from_here else _("Item {other} was made from it.")
        case _:
            sentence = _("Came in item {other}.") if link.is_from_here else _("Item {other} came in it.")
    return sentence.format(other=link.other_id)


def _belongs(row: Sighting) -> str:
    """Return what an item belongs with, in few words; the other rows say the rest."""
    words = {
        RelationKind.SAME_IMAGE: _("looks like {other}"),
        RelationKind.SEEN_AGAIN: _("seen before as {other}"),
        RelationKind.MADE_FROM: _("made from {other}"),
        RelationKind.PART_OF: _("came in {other}"),
    }
    links = [words[link.kind].format(other=link.other_id) for link in row.links if link.is_from_here]
    more = [_("and more")] if len(links) > _MOST_LINKS else []
    unknown = [] if row.item.where.seen_at else [_("seen when is not known")]
    return "  ·  ".join([*links[:_MOST_LINKS], *more, *unknown])
