"""Before something goes into the vault: the question about age, and where and when it was seen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.said import SaidFields
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.where import WhereFields
from desktop.services.adding import Addresses, Source, addresses_in
from desktop.services.vaults import HowItCame

_NAMES_SHOWN = 6


class AddFilesView(View):
    """Files on their way into the vault.

    Signals:
        wished: Keep these sources, seen there, with that answer about age: (sources, Where, AgeAnswer, Said).
        went_back: Leave it.
        help_wished: Show who helps people under 18.
    """

    wished = Signal(object, object, object, object)
    went_back = Signal()
    help_wished = Signal()

    def __init__(self, sources: Sequence[Source], how: HowItCame = HowItCame.NOT_SAID) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self._add_names()
        self.age = AgeQuestion(
            _("Is, or might the person shown have been, under 18 at that time?"),
            _("For a file that shows nobody, such as a chat in writing, choose “No, an adult”."),
        )
        self.where = WhereFields()
        self.said = SaidFields(how=how)
        self.keep_button = PrimaryButton(_("Keep in the vault"), "archive")
        self.keep_button.setEnabled(False)
        back = LinkButton(_("Back to the list"), "arrow-left")
        self.body.addWidget(self.age)
        self.body.addWidget(self.where)
        self.body.addWidget(self.said)
        self.body.addWidget(in_a_row(self.keep_button, back))
        self.age.changed.connect(self._show_answer)
        self.age.help_wished.connect(self.help_wished)
        self.keep_button.clicked.connect(self._tell)
        back.clicked.connect(self.went_back)

    def _add_names(self) -> None:
        card = Card(many("{count} file to keep", "{count} files to keep", len(self._sources)).format(count=len(self._sources)))
        for source in self._sources[:_NAMES_SHOWN]:
            card.body.addWidget(Text(names.shown(source.name)))
        more = len(self._sources) - _NAMES_SHOWN
        if more > 0:
            card.body.addWidget(Text(many("and {count} more", "and {count} more", more).format(count=more), "soft"))
        if len(self._sources) > 1:
            card.body.addWidget(Text(_("What you say below holds for all of them. Add them one by one if it differs."), "small"))
        self.body.addWidget(card)

    @Slot()
    def _show_answer(self) -> None:
        answer = self.age.answer()
        self.keep_button.setEnabled(answer is not None)
        if answer is not None:
            self.keep_button.say(_("Keep the record without the picture") if answer.forbids_bytes else _("Keep in the vault"))

    @Slot()
    def _tell(self) -> None:
        answer = self.age.answer()
        if answer is not None:
            self.wished.emit(self._sources, self.where.where(), answer, self.said.said())


class AddLinksView(View):
    """Addresses on their way into the vault, one a line, without a file.

    Signals:
        wished: Keep these addresses: (list of str, Where, AgeAnswer).
        went_back: Leave it.
        help_wished: Show who helps people under 18.
    """

    wished = Signal(object, object, object)
    went_back = Signal()
    help_wished = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.addresses = QPlainTextEdit(text)
        self.addresses.setTabChangesFocus(True)
        self.addresses.setMinimumHeight(96)
        self.addresses.setMaximumHeight(160)
        self._row = FormRow(
            _("Addresses"),
            self.addresses,
            _("One address a line, as the browser shows it. You need not open the page again to copy it."),
        )
        card = Card(_("Add an address"))
        card.body.addWidget(self._row)
        self.age = AgeQuestion(
            _("Is, or might the person shown there have been, under 18 at that time?"),
            _("The answer decides which reports fit. No picture is stored with an address."),
            stores_pictures=False,
        )
        self.where = WhereFields(with_address=False)
        self.keep_button = PrimaryButton(_("Keep in the vault"), "archive")
        back = LinkButton(_("Back to the list"), "arrow-left")
        for part in (card, self.age, self.where, in_a_row(self.keep_button, back)):
            self.body.addWidget(part)
        self.age.help_wished.connect(self.help_wished)
        self.keep_button.clicked.connect(self._tell)
        back.clicked.connect(self.went_back)

    def first(self) -> QWidget:
        """Return the field of the addresses."""
        return self.addresses

    @Slot()
    def _tell(self) -> None:
        addresses = addresses_in(self.addresses.toPlainText())
        self._row.show_wrong(_wrong(addresses))
        if addresses.refused or not addresses.found:
            self.addresses.setFocus()
            return
        self.wished.emit(list(addresses.found), self.where.where(), self.age.answer_or_not_asked())


def _wrong(addresses: Addresses) -> str:
    """Return what is wrong with the lines, of the first of them in words; nothing where all are addresses."""
    if addresses.refused:
        first = addresses.refused[0]
        more = len(addresses.refused) - 1
        said = _("“{line}”: {why}").format(line=first.line, why=first.why)
        rest = many("{count} other line is no address either.", "{count} other lines are no addresses either.", more).format(count=more)
        return f"{said} {rest}" if more else said
    return "" if addresses.found else _("Write at least one address.")
