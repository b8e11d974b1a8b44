"""The people shown in an item, each with the answer about age, and a way to take one away who was added in error."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import item_words, tokens
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Person


class PeopleList(QWidget):
    """Nothing, or a line for each person.

    Signals:
        taken_away: The place in the list of someone who is not shown in it after all.
    """

    taken_away = Signal(int)

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.TINY)
        self._rows: list[QWidget] = []
        self.buttons: list[LinkButton] = []
        self.show_people(people)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these people."""
        for row in self._rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], []
        if people:
            self._add(Text(_("People shown"), "strong"))
        for number, person in enumerate(people):
            name = names.shown(person.name) or _("Without a name")
            words = f"{name}  ·  {item_words.age(person.age)}"
            button = LinkButton(_("Take away"), "x")
            button.setAccessibleName(_("Take away {person}").format(person=words))
            button.setProperty("number", number)
            button.clicked.connect(self._tell)
            self.buttons.append(button)
            self._add(_beside(Text(words), button))

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._column.addWidget(row)

    @Slot()
    def _tell(self) -> None:
        self.taken_away.emit(int(self.sender().property("number")))


def _beside(words: Text, button: LinkButton) -> QWidget:
    """Return the words, as wide as there is room, and the button after them."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(button)
    return row
