"""Saying by hand that an item belongs with another: which one, and how."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.texts import _
from desktop.gui import item_words
from desktop.gui.pages.vault.browser.views import MOST_ROWS_SHOWN, ItemsList
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import Choice, LinkButton, PrimaryButton
from desktop.gui.widgets.surfaces import Card, EmptyState
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Item, RelationKind

_TYPED_MS = 150


class How(StrEnum):
    """How the item belongs with the other, as it is offered."""

    SAME_IMAGE = "same_image"
    SEEN_AGAIN = "seen_again"
    MADE_FROM = "made_from"
    USED_FOR = "used_for"


class RelateView(View):
    """Shows the other items, to choose one from, and how it may belong.

    Signals:
        wished: Keep that an item belongs with another: (item id, RelationKind, id of the other).
        search_wished: Find those of the others (a sequence of Item) in which these words occur: (others, str).
        went_back: Back to the item, and nothing is kept.
    """

    wished = Signal(str, object, str)
    search_wished = Signal(object, str)
    went_back = Signal()

    def __init__(self, item: Item, others: Sequence[Item]) -> None:
        super().__init__()
        self._item, self._others = item, others
        self._chosen: Item | None = None
        back = LinkButton(_("Back to the item"), "arrow-left")
        back.clicked.connect(self.went_back)
        self.body.addWidget(back)
        self.how = Choice(_("How it belongs"), list(_offered().items()))
        self.how.choose(How.SAME_IMAGE)
        self.words = QLineEdit()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self.list = ItemsList(_("The other items"))
        self.sentence = Text("", "strong")
        self.keep_button = PrimaryButton(_("Keep this"), "check")
        if others:
            self._lay_out()
            self._connect()
            self.list.show_items(others)
            self._show_choice()
        else:
            self.body.addWidget(
                EmptyState(
                    "archive", _("There is no other item yet."), _("Add the other one first. Then you can say how they belong together.")
                )
            )

    def first(self) -> QWidget:
        """Return the first thing to be answered."""
        return self.how.buttons()[0] if self._others else self

    def choose(self, item_id: str) -> None:
        """Take this item as the other one."""
        self._chosen = next((item for item in self._others if item.id == item_id), None)
        self._show_choice()

    def show_found(self, found: Sequence[Item]) -> None:
        """Show those of the others that fit."""
        self.list.show_items(found)

    def _lay_out(self) -> None:
        title = item_words.title(self._item)
        how = Card(_("How does item {number} belong with another?").format(number=self._item.id))
        how.body.addWidget(Text(title, "soft"))
        how.body.addWidget(self.how)
        self.body.addWidget(how)
        which = Card(_("Which one?"))
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(_("Find by name, address, account, tag or note"))
        self.words.setAccessibleName(_("Find by name, address, account, tag or note"))
        self.words.setVisible(len(self._others) > MOST_ROWS_SHOWN)
        for part in (self.words, self.list, self.sentence, in_a_row(self.keep_button)):
            which.body.addWidget(part)
        which.body.addWidget(
            Text(_("It is noted in the custody log as your word. The files do not change, and you can withdraw it."), "soft")
        )
        self.body.addWidget(which)

    def _connect(self) -> None:
        self.how.chosen.connect(self._show_choice)
        self.words.textChanged.connect(self._typed.start)
        self._typed.timeout.connect(self._search)
        self.list.opened.connect(self.choose)
        self.keep_button.clicked.connect(self._tell)

    @Slot()
    def _search(self) -> None:
        self.search_wished.emit(self._others, self.words.text())

    @Slot()
    def _show_choice(self) -> None:
        self.keep_button.setEnabled(self._chosen is not None)
        if self._chosen is None:
            self.sentence.setText(_("Choose an item from the list."))
            return
        sentence = {
            How.SAME_IMAGE: _("Item {item} and item {other} show the same picture."),
            How.SEEN_AGAIN: _("Item {item} and item {other} are the same thing, seen at two places."),
            How.MADE_FROM: _("Item {item} was made from item {other}."),
            How.USED_FOR: _("Item {other} was made from item {item}."),
        }[How(str(self.how.value()))]
        self.sentence.setText(f"{sentence.format(item=self._item.id, other=self._chosen.id)}\n{item_words.title(self._chosen)}")

    @Slot()
    def _tell(self) -> None:
        if self._chosen is None:
            return
        how = How(str(self.how.value()))
        if how is How.USED_FOR:
            self.wished.emit(self._chosen.id, RelationKind.MADE_FROM, self._item.id)
        else:
            self.wished.emit(self._item.id, RelationKind(how.value), self._chosen.id)


def _offered() -> dict[How, str]:
    return {
        How.SAME_IMAGE: _("Shows the same picture"),
        How.SEEN_AGAIN: _("Seen again at another place"),
        How.MADE_FROM: _("Was made from the other"),
        How.USED_FOR: _("Was used to make the other"),
    }
