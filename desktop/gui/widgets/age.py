"""The question about age, which comes before a picture is taken in, with what each answer means."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QWidget

from desktop.core.texts import _
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.vaults import AgeAnswer

_ORDER = (AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE, AgeAnswer.ADULT)


class AgeQuestion(Card):
    """Asks whether the person shown was under 18; nothing is answered beforehand.

    Signals:
        changed: An answer was picked.
        help_wished: Show who helps people under 18.
    """

    changed = Signal()
    help_wished = Signal()

    def __init__(self, question: str, explanation: str = "", parent: QWidget | None = None, *, stores_pictures: bool = True) -> None:
        super().__init__(question, parent)
        if explanation:
            self.body.addWidget(Text(explanation, "soft"))
        self._group = QButtonGroup(self)
        for number, words in enumerate((_("Yes"), _("Not sure"), _("No, an adult"))):
            button = QRadioButton(words)
            button.setAccessibleName(words)
            button.setAccessibleDescription(question)
            self._group.addButton(button, number)
            self.body.addWidget(button)
        self._meaning = _meaning(stores_pictures=stores_pictures)
        self.help_button = LinkButton(_("Who helps people under 18"), "life-buoy")
        self._meaning.offer(self.help_button)
        self._meaning.hide()
        self.body.addWidget(self._meaning)
        self._group.idClicked.connect(self._show_meaning)
        self.help_button.clicked.connect(self.help_wished)

    def buttons(self) -> list[QAbstractButton]:
        """Return the answers, in the order yes, not sure, no."""
        return list(self._group.buttons())

    def answer(self) -> AgeAnswer | None:
        """Return what was picked, or None."""
        number = self._group.checkedId()
        return _ORDER[number] if number >= 0 else None

    def answer_or_not_asked(self) -> AgeAnswer:
        """Return what was picked, for where the question may be left open."""
        return self.answer() or AgeAnswer.NOT_ASKED

    @Slot(int)
    def _show_meaning(self, number: int) -> None:
        self._meaning.setVisible(_ORDER[number].forbids_bytes)
        if self._meaning.isVisible():
            self._meaning.announce()
            bring_into_view(self._meaning)
        self.changed.emit()


def _meaning(*, stores_pictures: bool) -> Notice:
    if not stores_pictures:
        return Notice(
            "info",
            _("Thank you for saying so. Only the services that are there for people under 18 will be suggested."),
            _("“Not sure” is treated in the same way, to be on the safe side."),
        )
    return Notice(
        "info",
        _("The picture itself will not be stored. That protects you."),
        _(
            "Kept are its fingerprint (a number that only this exact file has), and where and when you saw it. That is what the police "
            "and the support services need. Nobody needs to see the picture from you, and none of this is your fault."
        ),
    )
