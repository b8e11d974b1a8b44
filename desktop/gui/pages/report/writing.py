"""Writing one report: the answers, the letter as it stands, and saving it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.language_names import language_name
from desktop.gui.pages.report.fields import AnswerRow
from desktop.gui.pages.report.letter import LetterPart
from desktop.gui.pages.report.missing import MissingNote
from desktop.gui.pages.report.sending import SendPart
from desktop.gui.pages.views import View
from desktop.gui.widgets.buttons import Choice, LinkButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.item_list import ItemList
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services import reporting
from desktop.services.reporting import Draft, Template
from desktop.services.vaults import Item

ANSWERS, LETTER, SEND = 0, 1, 2


class WriteView(View):
    """One report on its way.

    Signals:
        went_back: Back to the recipients.
        changed: An answer, the language or the chosen items changed.
        copy_wished: Put this text on the clipboard.
        save_wished: Write the report in these formats (a tuple of Format).
        seen_wished: Scroll until this widget is seen.
    """

    went_back = Signal()
    changed = Signal()
    copy_wished = Signal(str)
    save_wished = Signal(object)
    seen_wished = Signal(object)

    def __init__(
        self, template: Template, answers: Mapping[str, str], items: Sequence[Item], chosen: frozenset[str] | None, *, has_vault: bool
    ) -> None:
        super().__init__()
        self.template = template
        self.draft: Draft | None = None
        self._items = {item.id: item for item in items}
        self.back_button = LinkButton(_("Back to the recipients"), "arrow-left")
        self.body.addWidget(self.back_button)
        self.body.addWidget(self._head(has_vault=has_vault))
        self.missing = MissingNote()
        self.body.addWidget(self.missing)
        self.letter, self.sending = LetterPart(), SendPart()
        self._parts = (self._answers_part(answers, chosen), self.letter, self.sending)
        for part in self._parts:
            self.body.addWidget(part)
        self._show_part(ANSWERS)
        self._connect()

    def language(self) -> str:
        """Return the language the letter is written in."""
        return self.letter_language.value()

    def choose_language(self, code: str) -> None:
        """Write the letter in this language where the template has it."""
        self.letter_language.choose(code)

    def answers(self) -> dict[str, str]:
        """Return every answer of the form."""
        return {row.field_id: row.answer() for row in self.rows}

    def chosen_items(self) -> tuple[Item, ...]:
        """Return the items the report is about."""
        return tuple(self._items[item_id] for item_id in self.items.chosen())

    def row(self, field_id: str) -> AnswerRow | None:
        """Return the row of a field, or None."""
        return next((row for row in self.rows if row.field_id == field_id), None)

    def show_draft(self, draft: Draft) -> None:
        """Show the report as it stands now, and what is still missing."""
        self.draft = draft
        for row in self.rows:
            row.show_wrong("")
        self.missing.show_missing(draft.missing, {row.field_id: row.label for row in self.rows})
        self.letter.show_draft(draft)
        self.sending.show_draft(draft)

    def show_no_draft(self) -> None:
        """Show that no letter can be made from these answers."""
        self.draft = None
        self.missing.clear()
        self.letter.text.clear()
        self.sending.show_no_draft()

    def go_to_part(self, part: int) -> None:
        """Show the answers, the letter or saving."""
        self.parts.choose(part)
        self._show_part(part)

    def _head(self, *, has_vault: bool) -> Card:
        card = Card(self.template.name(texts.language()))
        card.body.addWidget(Text(self.template.about(texts.language()), "soft"))
        names = {code: language_name(code) for code in self.template.languages}
        copies = {code: _("{language} (a copy for you to read)").format(language=name) for code, name in names.items()}
        offered = [(code, name if code in self.template.sent_in else copies[code]) for code, name in names.items()]
        self.letter_language = ListBox(_("Language of the letter"), offered)
        if len(self.template.languages) > 1:
            card.body.addWidget(FormRow(_("Language of the letter"), self.letter_language))
        if not has_vault:
            sentence = _("No vault is open. What you write here is only in memory, and gone when you leave.")
            card.body.addWidget(Notice("info", sentence))
        self.parts = Choice(
            _("Part of the report"), [(ANSWERS, _("1. Your answers")), (LETTER, _("2. The letter")), (SEND, _("3. Save and send"))]
        )
        self.parts.choose(ANSWERS)
        card.body.addWidget(self.parts)
        return card

    def _answers_part(self, answers: Mapping[str, str], chosen: frozenset[str] | None) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        self.items = ItemList(_("Items the report is about"), choosing=True)
        if self._items:
            self.items.show_items(list(self._items.values()), chosen)
            card = Card(_("What is it about?"))
            card.body.addWidget(Text(_("Every address of the ticked items stands in the report. No picture is ever put in."), "soft"))
            card.body.addWidget(self.items)
            column.addWidget(card)
        card = Card(_("Your answers"))
        card.body.setSpacing(tokens.APART)
        # Before a name is put in, not after.
        who_learns = " ".join(str(one) for one in reporting.who_learns_the_name(self.template))
        card.body.addWidget(Notice("info", _("Who will see your name"), who_learns))
        self.rows = [AnswerRow(field, answers.get(field.id, "")) for field in self.template.fields]
        for row in self.rows:
            card.body.addWidget(row)
        column.addWidget(card)
        self.on_button = LinkButton(_("On to the letter"), "arrow-right")
        column.addWidget(self.on_button)
        return part

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.went_back)
        self.letter_language.activated.connect(self.changed)
        self.parts.chosen.connect(self._show_part)
        self.on_button.clicked.connect(self._go_on)
        self.items.choice_changed.connect(self.changed)
        for row in self.rows:
            row.changed.connect(self._fit_rows)
            row.changed.connect(self.changed)
        self._fit_rows()
        self.missing.jump_wished.connect(self._jump)
        self.missing.list_wished.connect(self._go_back_to_answers)
        self.letter.copy_wished.connect(self.copy_wished)
        self.sending.save_wished.connect(self.save_wished)

    @Slot(object)
    def _show_part(self, wanted: int) -> None:
        for number, part in enumerate(self._parts):
            part.setVisible(number == wanted)
        self.missing.become_short(short=wanted != ANSWERS)

    @Slot()
    def _fit_rows(self) -> None:
        answers = self.answers()
        for row in self.rows:
            row.fit(answers)

    @Slot()
    def _go_on(self) -> None:
        self.go_to_part(LETTER)
        self.seen_wished.emit(self.parts)

    @Slot()
    def _go_back_to_answers(self) -> None:
        self.go_to_part(ANSWERS)
        self.seen_wished.emit(self.missing)

    @Slot(str)
    def _jump(self, field_id: str) -> None:
        row = self.row(field_id)
        if row is not None:
            self.go_to_part(ANSWERS)
            self.seen_wished.emit(row.go_to())
