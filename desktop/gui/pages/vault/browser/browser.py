"""Finding items of the open case again: words and filters above, and below them the items in one of four ways."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import case_words, style, tokens
from desktop.gui.pages.vault.browser.map import CaseMap, Form
from desktop.gui.pages.vault.browser.views import MOST_ROWS_SHOWN, ItemsList, Way
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.text import Text
from desktop.services.searching import Query, tags_of
from desktop.services.sighting_map import SightingMap
from desktop.services.vaults import Case, Item

_TYPED_MS = 150
_MOST_TAGS = 200


class ItemBrowser(QWidget):
    """Shows the items of a vault and lets them be found.

    Signals:
        opened: Show the item with this id.
        search_wished: Find what fits this Query.
        again_wished: Find where everything was seen, in the case that is chosen.
        covers_wished: Make the covered pictures of these items.
    """

    opened = Signal(str)
    search_wished = Signal(object)
    again_wished = Signal()
    covers_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[Item] = ()
        self._wanted_case = ""
        self._wanted_way = Way.ROWS
        self._map: CaseMap | None = None
        self.count = Text("", "heading")
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(_("Find by name, address, account, tag or note"))
        self.words.setAccessibleName(_("Find by name, address, account, tag or note"))
        self.way = Choice(
            _("How the items are shown"),
            [(Way.ROWS, _("List")), (Way.TILES, _("Tiles")), (Way.TIME, _("Time line")), (Way.AGAIN, _("At a glance"))],
        )
        self.way.choose(Way.ROWS)
        self.kind = ListBox(_("Kind"), _kinds())
        self.tag, self.case = ListBox(_("Tag"), ()), ListBox(_("Case"), ())
        self.filters = in_a_row(self.kind, self.tag, self.case)
        self.list = ItemsList(_("Items in this vault"))
        self._nothing = Text(_("Nothing fits. Take a word or a filter away."), "soft")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._lay_out()
        self._connect()

    def show_items(self, items: Sequence[Item], cases: Sequence[Case]) -> None:
        """Show everything that the vault holds."""
        self._items = items
        self.way.setVisible(len(items) > 1)
        tags = [(tag, names.shown(tag)) for tag in tags_of(items)[:_MOST_TAGS]]
        _offer(self.tag, [("", _("All tags")), *tags])
        _offer(self.case, [("", _("All cases")), *((case.id, case_words.name(case)) for case in cases)])
        self._show_filters()
        if self._wanted_case:
            self.case.choose(self._wanted_case)
            self._wanted_case = ""
        self.show_found(items)
        if self._wanted_way is not Way.ROWS:
            way, self._wanted_way = self._wanted_way, Way.ROWS
            self.way.choose(way)
            self._show_way(way)
        elif self._map is not None:
            self.again_wished.emit()

    def show_case(self, case_id: str) -> None:
        """Show the items of this case only, once the cases are known."""
        self._wanted_case = case_id

    def begin_in(self, way: Way) -> None:
        """Show the items in this way, once they are there."""
        self._wanted_way = way

    def show_found(self, found: Sequence[Item]) -> None:
        """Show those that fit."""
        self.list.show_items(found)
        self._nothing.setVisible(not found and bool(self._items))
        self.list.setVisible(bool(found) and self._map is None)
        whole = many("{count} item", "{count} items", len(self._items)).format(count=len(self._items))
        part = _("{found} of {all}").format(found=len(found), all=whole)
        self.count.setText(whole if len(found) == len(self._items) else part)

    def show_map(self, drawn: SightingMap) -> None:
        """Show where everything was seen, in the form that was chosen before."""
        form = self._map.form.value() if self._map is not None else Form.PICTURE
        self._drop_map()
        self._map = CaseMap(drawn, Form(str(form)))
        self._map.opened.connect(self.opened)
        self._column.addWidget(self._map)
        if style.current().scale.is_large:
            bring_into_view(self._map.list)
        self._show_filters()
        for part in (self.list, self._nothing):
            part.hide()

    def query(self) -> Query:
        """Return what is looked for."""
        kind = self.kind.value()
        return Query(
            words=self.words.text(),
            case_id=self.case.value(),
            tag=self.tag.value(),
            kind=kind if kind in {"file", "link", "record"} else None,  # type: ignore[arg-type]  # one of the three
        )

    @property
    def map(self) -> CaseMap | None:
        """The map of the case, where it is shown."""
        return self._map

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.NEAR)
        for part in (self.count, self.way, self.words, self.filters, self._nothing, self.list):
            self._column.addWidget(part)
        self._nothing.hide()

    def _connect(self) -> None:
        self.list.opened.connect(self.opened)
        self.list.covers_wished.connect(self.covers_wished)
        self.words.textChanged.connect(self._typed.start)
        for box in (self.kind, self.tag, self.case):
            box.currentIndexChanged.connect(self._typed.start)
        self._typed.timeout.connect(self._search)
        self.way.chosen.connect(self._show_way)

    @Slot()
    def _search(self) -> None:
        if self._map is not None:
            self.again_wished.emit()
        else:
            self.search_wished.emit(self.query())

    @Slot(object)
    def _show_way(self, way: Way) -> None:
        if way is Way.AGAIN:
            self.again_wished.emit()
            return
        had_map = self._map is not None
        self._drop_map()
        self.list.show_way(way)
        if style.current().scale.is_large:
            # What was chosen would lie below the edge.
            bring_into_view(self.list)
        if had_map:
            self._show_filters()
            self._search()

    def _show_filters(self) -> None:
        """Show those that narrow anything."""
        has_many = len(self._items) > MOST_ROWS_SHOWN and self._map is None
        self.words.setVisible(has_many)
        self.kind.setVisible(has_many)
        self.tag.setVisible(has_many and self.tag.count() > 1)
        self.case.setVisible(self.case.count() > 2)
        self.filters.setVisible(has_many or self.case.count() > 2)

    def _drop_map(self) -> None:
        if self._map is not None:
            drawn, self._map = self._map, None
            drawn.hide()
            self._column.removeWidget(drawn)
            drawn.deleteLater()


def _kinds() -> list[tuple[str, str]]:
    return [("", _("Everything")), ("file", _("Files")), ("link", _("Addresses")), ("record", _("Records without a picture"))]


def _offer(box: ListBox, options: Sequence[tuple[str, str]]) -> None:
    """Offer these options, and keep what was chosen where it is still there; nobody is told."""
    chosen = box.value()
    box.blockSignals(True)  # noqa: FBT003  Qt's signature
    box.clear()
    for value, words in options:
        box.addItem(words, value)
    box.choose(chosen)
    box.blockSignals(False)  # noqa: FBT003  Qt's signature
