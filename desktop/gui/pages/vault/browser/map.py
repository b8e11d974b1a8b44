"""One picture of a whole case: what was seen where and when, and how it belongs together; the same in words beside it."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words, tokens
from desktop.gui.pages.vault.browser.again import AgainDiagram
from desktop.gui.pages.vault.browser.map_model import MapModel
from desktop.gui.pages.vault.browser.map_painting import MapPainting, Sample
from desktop.gui.pages.vault.browser.views import ItemsList, Way
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.sighting_map import Place, SightingMap
from desktop.services.vaults import ItemKind, RelationKind

_MOST_PLACES = 6
_HIGH_PX = 460


class Form(StrEnum):
    """In which form the map is shown."""

    PICTURE = "picture"
    WORDS = "words"


class MapList(ItemsList):
    """The picture: a row for each item in the order of time, and the lines that join them. Arrow keys walk it, Enter opens."""

    def __init__(self) -> None:
        super().__init__(_("What was seen where and when, in the order of time"))
        self._map_model = MapModel(self)
        self.model_of_items = self._map_model
        self.setModel(self._map_model)
        self._painting = MapPainting(self)
        self._paintings = {Way.TIME: self._painting, Way.ROWS: self._painting}
        self._way = Way.TIME
        self._use_way()

    def show_map(self, drawn: SightingMap) -> None:
        """Show this map."""
        self._painting.columns = drawn.columns
        self._map_model.show_map(drawn.rows)
        height = self.sizeHintForRow(0) * self.count() + 2 * (tokens.TINY + tokens.FOCUS_PX) + 4
        self.setFixedHeight(min(height, _HIGH_PX))


class CaseMap(QWidget):
    """The map of a case.

    Signals:
        opened: The id of an item that was pressed.
    """

    opened = Signal(str)

    def __init__(self, drawn: SightingMap, form: Form = Form.PICTURE) -> None:
        super().__init__()
        self._drawn = drawn
        self.setAccessibleName(_("Where everything was seen"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.NEAR)
        self.form = Choice(_("How the map is shown"), [(Form.PICTURE, _("As a picture")), (Form.WORDS, _("In words"))])
        self.form.choose(form)
        self.form.chosen.connect(self._show_form)
        self._column.addWidget(self.form)
        self.list = MapList()
        self.list.opened.connect(self.opened)
        self.list.show_map(drawn)
        self.legend = _legend(drawn)
        self._column.addWidget(self.list)
        self._column.addWidget(self.legend)
        self._column.addWidget(self._places())
        self.words: AgainDiagram | None = None
        self._show_form(form)

    def _places(self) -> Card:
        places = self._drawn.places
        card = Card(many("Seen at {count} place", "Seen at {count} places", len(places)).format(count=len(places)))
        if places:
            card.body.addWidget(Text("\n".join(_place_words(place) for place in places[:_MOST_PLACES])))
        more = len(places) - _MOST_PLACES
        if more > 0:
            card.body.addWidget(Text(many("and {count} more", "and {count} more", more).format(count=more), "soft"))
        if not places:
            card.body.addWidget(Text(_("No place is written down yet. You can add it to each item: “Correct this, or add to it”."), "soft"))
        return card

    @Slot(object)
    def _show_form(self, form: Form) -> None:
        if form is Form.WORDS and self.words is None:
            self.words = AgainDiagram(self._drawn)
            self.words.opened.connect(self.opened)
            self._column.insertWidget(self._column.indexOf(self.list), self.words)
        for part in (self.list, self.legend):
            part.setVisible(form is Form.PICTURE)
        if self.words is not None:
            self.words.setVisible(form is Form.WORDS)


def _place_words(place: Place) -> str:
    first, last = item_words.day(place.first.astimezone()), item_words.day(place.last.astimezone())
    if first == last:
        words = many("{place}: {count} time, on {first}", "{place}: {count} times, on {first}", place.count)
    else:
        words = many("{place}: {count} time, from {first} to {last}", "{place}: {count} times, from {first} to {last}", place.count)
    return words.format(place=names.shown(place.name), count=place.count, first=first, last=last)


def _legend(drawn: SightingMap) -> QWidget:
    """Return what the lines and points that occur in this map stand for."""
    lines = {
        RelationKind.SEEN_AGAIN: _("the same, seen again"),
        RelationKind.SAME_IMAGE: _("looks the same, in another form"),
        RelationKind.MADE_FROM: _("made from it"),
        RelationKind.PART_OF: _("came in it"),
    }
    points: dict[ItemKind, str] = {"file": _("file in the vault"), "link": _("address only"), "record": _("record without the picture")}
    shown = [_entry(kind, words) for kind, words in lines.items() if kind in drawn.kinds]
    shown += [_entry(shape, words) for shape, words in points.items() if shape in drawn.shapes]
    return in_a_row(*shown)


def _entry(shows: RelationKind | ItemKind, words: str) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, tokens.NEAR, 0)
    row.setSpacing(tokens.SNUG)
    row.addWidget(Sample(shows), 0, Qt.AlignmentFlag.AlignVCenter)
    label = Text(words, "small")
    # Short enough for one line, and a label that wraps would ask the row for more height than it needs.
    label.setWordWrap(False)
    row.addWidget(label)
    return entry
