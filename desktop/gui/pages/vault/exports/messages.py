"""Which messages of a chat are noted one by one, beside the export that has them all."""

from itertools import islice

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from desktop.core.texts import _, many
from desktop.gui.pages.vault.exports import words
from desktop.gui.pages.vault.exports.ticked import TickList
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.importing import Contents

# More lines than these make the list slow; the rest can be chosen by command.
_MOST_LINES = 3_000


class MessagesCard(Card):
    """The messages of a chat, to be found by words and ticked."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(_("Messages that matter"))
        self.body.addWidget(
            Text(
                _("The exported chat is kept whole, exactly as it is. Tick those that matter most: they are noted one by one as well."),
                "soft",
            )
        )
        telling = (one for one in contents.messages if one.text or one.media or one.missing)
        lines = [(str(one.number), words.message_line(one)) for one in islice(telling, _MOST_LINES)]
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Find in the messages"))
        self.search.setAccessibleName(_("Find in the messages"))
        self.list = TickList(_("Messages"), lines, ticked=False)
        self.count = Text("", "small")
        none = LinkButton(_("Tick none"))
        shown = LinkButton(_("Tick what is shown"))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self.body.addWidget(self.count)
        self.body.addWidget(in_a_row(shown, none))
        self.count.hide()
        more = contents.messages.tally.telling - len(lines)
        if more > 0:
            text = many(
                "{count} later message is not listed here. It is in the export.",
                "{count} later messages are not listed here. They are in the export.",
                more,
            )
            self.body.addWidget(Text(text.format(count=more), "small"))
        self.search.textChanged.connect(self.list.show_only)
        self.list.ticked.connect(self._show)
        none.clicked.connect(self._tick_none)
        shown.clicked.connect(self._tick_shown)

    def chosen(self) -> frozenset[int] | None:
        """Return the numbers of the ticked messages; None where none is."""
        return frozenset(int(one) for one in self.list.chosen()) or None

    @Slot()
    def _tick_none(self) -> None:
        self.list.tick_all(ticked=False)

    @Slot()
    def _tick_shown(self) -> None:
        self.list.tick_all(ticked=True)

    @Slot()
    def _show(self) -> None:
        count = len(self.list.chosen())
        self.count.setText(many("{count} message ticked", "{count} messages ticked", count).format(count=count))
        self.count.setVisible(bool(count))
