"""How an item has to do with others."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot

from desktop.core.texts import _
from desktop.gui import item_words
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Item, Relation, RelationKind

MOST_SHOWN = 20


class RelatedCard(Card):
    """The items that this one has to do with.

    Signals:
        opened: The id of one of them.
    """

    opened = Signal(str)

    def __init__(self, item: Item, relations: Sequence[Relation], others: Mapping[str, Item]) -> None:
        super().__init__(_("How it has to do with others"))
        self.buttons: list[LinkButton] = []
        for relation in relations[:MOST_SHOWN]:
            is_from_here = relation.item_id == item.id
            other = others.get(relation.other_id if is_from_here else relation.item_id)
            if other is not None:
                self._add(relation_words(relation.kind, is_from_here=is_from_here), other)

    def _add(self, words: str, other: Item) -> None:
        self.body.addWidget(Text(words, "soft"))
        button = LinkButton(f"{other.id}  {_cut(item_words.title(other))}", item_words.icon(other))
        button.setAccessibleName(f"{words}: {item_words.title(other)}")
        button.setProperty("item", other.id)
        button.clicked.connect(self._tell)
        self.buttons.append(button)
        self.body.addWidget(button)

    @Slot()
    def _tell(self) -> None:
        self.opened.emit(str(self.sender().property("item")))


def relation_words(kind: RelationKind, *, is_from_here: bool) -> str:
    """Return how an item has to do with another, as seen from the item."""
    match kind:
        case RelationKind.SAME_IMAGE:
            return _("Looks the same as")
        case RelationKind.MADE_FROM:
            return _("Was made from") if is_from_here else _("Was used to make")
        case RelationKind.SEEN_AGAIN:
            return _("Was seen before as") if is_from_here else _("Was seen again as")
        case _:
            return _("Came in") if is_from_here else _("Held")


def _cut(text: str) -> str:
    most = 60
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 2 :]}"
