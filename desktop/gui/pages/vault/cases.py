"""The cases of a vault: named, begun, closed and taken up again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.texts import _, many
from desktop.gui import case_words, item_words, tokens
from desktop.gui.pages.vault.case_tasks import Cases
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Case

_NOTE_PX = 96


class CasesView(View):
    """Every case on a card, and below them the way to begin another.

    Signals:
        opened: Begin a case: (name, note).
        changed: Give the case of this id another name and note: (id, name, note).
        closed, reopened, shown: The id of a case that is done with, taken up again, or whose items are to be shown.
        went_back: Back to the list.
    """

    opened = Signal(str, str)
    changed = Signal(str, str, str)
    closed = Signal(str)
    reopened = Signal(str)
    shown = Signal(str)
    went_back = Signal()

    def __init__(self, cases: Cases) -> None:
        super().__init__()
        back = LinkButton(_("Back to the list"), "arrow-left")
        back.clicked.connect(self.went_back)
        self.body.addWidget(back)
        self.body.addWidget(
            Text(
                _("A case keeps together what belongs to one matter. One is enough for most people; a name helps to find it again."), "soft"
            )
        )
        self.cards: dict[str, CaseCard] = {}
        for case in sorted(cases.cases, key=lambda case: (case.is_closed, int(case.id))):
            card = CaseCard(case, cases.counts.get(case.id, 0), read_only=cases.is_read_only)
            card.changed.connect(self.changed)
            card.closed.connect(self.closed)
            card.reopened.connect(self.reopened)
            card.shown.connect(self.shown)
            self.cards[case.id] = card
            self.body.addWidget(card)
        self.new = NameFields()
        self.begin_button = QuietButton(_("Begin it"), "folder-plus")
        begin = Card(_("Begin another case"))
        begin.body.addWidget(self.new)
        begin.body.addWidget(in_a_row(self.begin_button))
        begin.setVisible(not cases.is_read_only)
        self.body.addWidget(begin)
        self.begin_button.clicked.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        if self.new.has_name():
            self.opened.emit(self.new.name.text(), self.new.note.toPlainText())


class NameFields(QWidget):
    """The name of a case and a note on it."""

    def __init__(self, case: Case | None = None) -> None:
        super().__init__()
        self.name = QLineEdit(case.name if case else "")
        self.note = QPlainTextEdit(case.note if case else "")
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(_NOTE_PX)
        self._name_row = FormRow(_("Name of the case"), self.name, _("It is only seen where the vault is open."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        for row in (self._name_row, FormRow(_("Note for yourself"), self.note)):
            column.addWidget(row)

    def has_name(self) -> bool:
        """Return whether there is a name; say so beside the field where there is none."""
        is_there = bool(self.name.text().strip())
        self._name_row.show_wrong("" if is_there else _("A case needs a name, so that you find it again."))
        if not is_there:
            self.name.setFocus()
        return is_there


class CaseCard(Card):
    """One case, and what can be done with it.

    Signals:
        changed, closed, reopened, shown: As of CasesView.
    """

    changed = Signal(str, str, str)
    closed = Signal(str)
    reopened = Signal(str)
    shown = Signal(str)

    def __init__(self, case: Case, count: int, *, read_only: bool) -> None:
        super().__init__(case_words.name(case))
        self._case = case
        self.body.addWidget(Text(_facts(case, count), "soft"))
        if case.note:
            self.body.addWidget(Text(item_words.visible(case.note)))
        self.show_button = QuietButton(_("Show what is in it"), "archive")
        self.rename_button = QuietButton(_("Name and note"), "pencil")
        self.close_button = QuietButton(_("Close the case"), "check")
        self.reopen_button = QuietButton(_("Take it up again"), "history")
        for button in (self.show_button, self.rename_button, self.close_button, self.reopen_button):
            button.setAccessibleDescription(case_words.name(case))
        self.show_button.setEnabled(bool(count))
        self.close_button.setVisible(not case.is_closed and not read_only)
        self.reopen_button.setVisible(case.is_closed and not read_only)
        self.rename_button.setVisible(not read_only)
        self.body.addWidget(in_a_row(self.show_button, self.rename_button, self.close_button, self.reopen_button))
        self.fields: NameFields | None = None
        self._connect()

    def _connect(self) -> None:
        self.show_button.clicked.connect(self._show)
        self.rename_button.clicked.connect(self._open_fields)
        # It asks nothing: nothing is removed, and one press takes it up again.
        self.close_button.clicked.connect(self._close)
        self.reopen_button.clicked.connect(self._reopen)

    @Slot()
    def _show(self) -> None:
        self.shown.emit(self._case.id)

    @Slot()
    def _close(self) -> None:
        self.closed.emit(self._case.id)

    @Slot()
    def _reopen(self) -> None:
        self.reopened.emit(self._case.id)

    @Slot()
    def _open_fields(self) -> None:
        if self.fields is None:
            self.fields = NameFields(self._case)
            self.keep_button = PrimaryButton(_("Keep this"), "check")
            self.keep_button.clicked.connect(self._tell)
            for row in (self.fields, in_a_row(self.keep_button)):
                self.body.addWidget(row)
                row.show()
        self.fields.name.setFocus()
        bring_into_view(self.fields)

    @Slot()
    def _tell(self) -> None:
        if self.fields is not None and self.fields.has_name():
            self.changed.emit(self._case.id, self.fields.name.text(), self.fields.note.toPlainText())


def _facts(case: Case, count: int) -> str:
    parts = [many("{count} item", "{count} items", count).format(count=count)]
    if case.opened_at:
        parts.append(_("begun {when}").format(when=item_words.day(case.opened_at)))
    if case.closed_at:
        parts.append(_("closed {when}").format(when=item_words.day(case.closed_at)))
    return "  ·  ".join(parts)
