"""Keeping a checked picture in the vault: the question of age comes first, and decides what may be kept."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import PrimaryButton
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.where import WhereFields
from desktop.services.vaults import AgeAnswer, Where


@dataclass(frozen=True)
class Wish:
    """What the person wants to be kept."""

    age: AgeAnswer
    where: Where


class KeepPanel(QWidget):
    """The questions before a picture is kept; made anew each time, so that no answer is carried over.

    Signals:
        is_for_minor: The answer was "yes" or "not sure": the picture must go from the page at once.
        wished: A Wish: keep it.
        help_wished: The person wants to see who helps someone under 18.
    """

    is_for_minor = Signal()
    wished = Signal(object)
    help_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Keep it in my vault"))
        self.age = AgeQuestion(_("Was the person shown under 18, or might they have been?"))
        self.age.changed.connect(self._answer)
        self.age.help_wished.connect(self.help_wished)
        self.where = WhereFields()
        self.keep_button = PrimaryButton("", "archive")
        self.keep_button.clicked.connect(self._wish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        for part in (Text(_("Keep it in my vault"), "heading"), self.age, self.where, self.keep_button):
            column.addWidget(part)
        self.where.hide()
        self.keep_button.hide()

    def show_busy(self, *, busy: bool) -> None:
        """Take no second wish while the first is carried out."""
        self.setEnabled(not busy)

    @Slot()
    def _answer(self) -> None:
        answer = self.age.answer()
        if answer is None:
            return
        self.where.show()
        self.keep_button.say(_("Keep the record without the picture") if answer.forbids_bytes else _("Keep in the vault"))
        self.keep_button.show()
        if answer.forbids_bytes:
            self.is_for_minor.emit()

    @Slot()
    def _wish(self) -> None:
        answer = self.age.answer()
        if answer is not None:
            self.wished.emit(Wish(answer, self.where.where()))


class NoVaultPanel(Card):
    """Says that a vault must be open first.

    Signals:
        vault_wished: The person wants to open one.
    """

    vault_wished = Signal()

    def __init__(self) -> None:
        super().__init__(_("Keep it in my vault"))
        self.body.addWidget(Text(_("Your vault is not open. Open it or make one, then come back: what you checked stays on this page.")))
        self.open_button = PrimaryButton(_("Open or make a vault"), "lock-keyhole")
        self.open_button.clicked.connect(self.vault_wished)
        self.body.addWidget(self.open_button)
