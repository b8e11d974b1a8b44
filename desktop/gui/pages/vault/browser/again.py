"""The map of a case in words: everything that was seen more than once with its places, then what was seen at one place."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words, style, tokens
from desktop.gui.pages.vault.browser.map_model import link_sentence, said
from desktop.gui.piecemeal import Piecemeal
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.lines import in_lines
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services import sightings
from desktop.services.sighting_map import SightingMap
from desktop.services.sightings import SAME_THING, Sightings
from desktop.services.vaults import Item

AT_ONCE = 8
# A card with many places is a lot of building: the others follow between events.
_AT_FIRST = 2
ALONE_ON_A_CARD = 15
MOST_PLACES = 40


class AgainDiagram(QWidget):
    """Every thing that was seen more than once, a card each, and what stands alone; what belongs together is said in sentences.

    Signals:
        opened: The id of an item that was pressed.
    """

    opened = Signal(str)

    def __init__(self, drawn: SightingMap) -> None:
        super().__init__()
        self._rows = {row.item.id: row for row in drawn.rows}
        self.setAccessibleName(_("Where the same thing was seen"))
        self.buttons: list[LinkButton | QuietButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.NEAR)
        if not drawn.groups:
            none = _("Nothing was seen at a second place yet. It is noticed by itself when you add the same thing again.")
            self._column.addWidget(Text(none, "soft"))
        self._pieces = Piecemeal(self)
        self._left = list(self._parts(drawn))
        self.more_button = LinkButton(_("Show more"), "chevron-down")
        self.more_button.clicked.connect(self._show_more)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._show_more()

    def _parts(self, drawn: SightingMap) -> Iterator[Callable[[], Card]]:
        """Yield what makes each card: those seen more than once, then the others, a few on a card."""
        for group in drawn.groups:
            yield partial(self._group, group)
        grouped = {item.id for group in drawn.groups for item in group.items}
        alone = [row.item for row in drawn.rows if row.item.id not in grouped]
        for start in range(0, len(alone), ALONE_ON_A_CARD):
            yield partial(self._alone, alone[start : start + ALONE_ON_A_CARD])

    @Slot()
    def _show_more(self) -> None:
        """Show the next few cards: all of a large case at once would hold the window."""
        # What was asked for before stands above.
        self._pieces.finish()
        shown, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        for make in shown[:_AT_FIRST]:
            self._add(make)
        self._pieces.add(*(partial(self._add, make) for make in shown[_AT_FIRST:]))
        self.more_button.setVisible(bool(self._left))

    def _add(self, make: Callable[[], Card]) -> None:
        card = make()
        self._column.insertWidget(self._column.indexOf(self.more_button), card)
        card.show()

    def _alone(self, items: Sequence[Item]) -> Card:
        card = Card(_("Seen at one place"))
        for item in items:
            button = self._place(item, is_first=False)
            button.setText(in_lines(f"{item.id}  {item_words.title(item)}  ·  {place_words(item)}"))
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            self._add_links(card, item)
        return card

    def _add_links(self, card: Card, item: Item) -> None:
        """Say how an item has to do with things that are not the same."""
        links = [link for link in self._rows[item.id].links if link.kind not in SAME_THING]
        if links:
            sentences = " ".join(link_sentence(link) for link in links)
            card.body.addWidget(Text(_("Item {number}: {sentences}").format(number=item.id, sentences=sentences), "small"))

    def _group(self, group: Sightings) -> Card:
        count = len(group.items)
        card = Card(item_words.title(group.first))
        card.body.addWidget(Text(many("seen at {count} place", "seen at {count} places", count).format(count=count), "soft"))
        branch = _Branch()
        for number, item in enumerate(group.items[:MOST_PLACES]):
            button = self._place(item, is_first=number == 0)
            branch.add(button)
        card.body.addWidget(branch)
        if count > MOST_PLACES:
            more = many("and {count} more", "and {count} more", count - MOST_PLACES)
            card.body.addWidget(Text(more.format(count=count - MOST_PLACES), "soft"))
        for item in group.items[:MOST_PLACES]:
            self._add_links(card, item)
        return card

    def _place(self, item: Item, *, is_first: bool) -> QuietButton | LinkButton:
        words = f"{item.id}  {place_words(item)}"
        button = QuietButton(words, item_words.icon(item)) if is_first else LinkButton(words, item_words.icon(item))
        button.setAccessibleName(said(self._rows[item.id]))
        button.setProperty("item", item.id)
        button.clicked.connect(self._tell)
        self.buttons.append(button)
        return button

    @Slot()
    def _tell(self) -> None:
        self.opened.emit(str(self.sender().property("item")))


class _Branch(QWidget):
    """Places one under the other, with a line from the first that branches to each."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.TINY)
        self._parts: list[QWidget] = []

    def add(self, part: QWidget) -> None:
        """Add a place; the first stands out, the others branch off from it."""
        row = QVBoxLayout()
        row.setContentsMargins(style.current().scale.px(44) if self._parts else 0, 0, 0, 0)
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addLayout(row)
        self._parts.append(part)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Draw the lines."""
        if len(self._parts) < 2:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(style.current().palette.edge), 2))
            first, *later = self._parts
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            x = style.current().scale.px(22)
            stem = self.width() - x if mirrored else x
            painter.drawLine(stem, first.geometry().bottom(), stem, later[-1].geometry().center().y())
            for part in later:
                y = part.geometry().center().y()
                painter.drawLine(stem, y, part.geometry().right() if mirrored else part.geometry().left(), y)


def place_words(item: Item) -> str:
    """Return when and where something was seen, in one line."""
    where = item.where.platform or item.where.account or item.where.url
    when = item_words.moment(sightings.when(item).astimezone())
    said = names.shown(where) if where else _("place not known")
    return f"{when}  ·  {said}"
