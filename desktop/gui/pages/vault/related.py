"""How an item has to do with others: what was found or said, what was withdrawn, and the way to say more."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot

from desktop.core.texts import _, many
from desktop.gui import item_words
from desktop.gui.pages.vault.log_details import relation_sentence
from desktop.gui.pages.vault.tasks import Story
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Item, Relation, RelationKind

MOST_SHOWN = 20


class RelatedCard(Card):
    """The items that this one has to do with.

    Signals:
        opened: The id of one of them.
        relate_wished: Say that it has to do with another.
        withdrawn: A Relation does not hold; the person agreed to what that means.
    """

    opened = Signal(str)
    relate_wished = Signal()
    withdrawn = Signal(object)

    def __init__(self, item: Item, story: Story) -> None:
        super().__init__(_("What it has to do with others"))
        self._item = item
        self._may_change = not story.is_read_only
        self.buttons: list[LinkButton] = []
        self.withdraw_buttons: list[LinkButton] = []
        self._wrong: Relation | None = None
        for relation in story.relations[:MOST_SHOWN]:
            other = self._other(relation, story.others)
            if other is not None:
                self._add(relation, other)
        more = len(story.relations) - MOST_SHOWN
        if more > 0:
            self.body.addWidget(Text(many("and {count} more", "and {count} more", more).format(count=more), "soft"))
        if not self.buttons:
            self.body.addWidget(Text(_("Nothing is noted yet. What looks the same, or is the same file, is noticed by itself."), "soft"))
        self.question = Confirm(
            _("Then this is no longer shown as belonging together."),
            _("Nothing is deleted: that it was once noted, and when it was withdrawn, stays in the log. You can say it again later."),
            _("Withdraw it"),
            _("Leave it"),
        )
        self.question.agreed.connect(self._tell_wrong)
        self.relate_button = QuietButton(_("Say what it belongs with"), "link")
        self.relate_button.clicked.connect(self.relate_wished)
        self.relate_button.setVisible(self._may_change)
        self.body.addWidget(self.question)
        self.body.addWidget(in_a_row(self.relate_button))
        for relation in story.withdrawn[:MOST_SHOWN]:
            self._add_withdrawn(relation, story.others)

    def _other(self, relation: Relation, others: Mapping[str, Item]) -> Item | None:
        return others.get(relation.other_id if relation.item_id == self._item.id else relation.item_id)

    def _add(self, relation: Relation, other: Item) -> None:
        words = relation_words(relation.kind, is_from_here=relation.item_id == self._item.id)
        self.body.addWidget(Text(words, "soft"))
        button = LinkButton(f"{other.id}  {_cut(item_words.title(other))}", item_words.icon(other))
        button.setAccessibleName(f"{words}: {item_words.title(other)}")
        button.setProperty("item", other.id)
        button.clicked.connect(self._tell)
        self.buttons.append(button)
        if not relation.number or not self._may_change:
            self.body.addWidget(button)
            return
        wrong = LinkButton(_("This is not so"), "x")
        wrong.setAccessibleName(_("This is not so: {sentence}").format(sentence=relation_sentence(relation)))
        wrong.setProperty("relation", relation)
        wrong.clicked.connect(self._ask)
        self.withdraw_buttons.append(wrong)
        self.body.addWidget(in_a_row(button, wrong))

    def _add_withdrawn(self, relation: Relation, others: Mapping[str, Item]) -> None:
        other = self._other(relation, others)
        if other is not None and relation.withdrawn_at is not None:
            when = item_words.moment(relation.withdrawn_at)
            said = _("Withdrawn on {when}: {sentence}").format(when=when, sentence=relation_sentence(relation))
            self.body.addWidget(Text(said, "small"))

    @Slot()
    def _tell(self) -> None:
        self.opened.emit(str(self.sender().property("item")))

    @Slot()
    def _ask(self) -> None:
        self._wrong = self.sender().property("relation")
        self.question.ask()

    @Slot()
    def _tell_wrong(self) -> None:
        if self._wrong is not None:
            self.withdrawn.emit(self._wrong)


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
