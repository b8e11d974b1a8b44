"""The session: a checklist with what each step stands on, and notes that stay at the desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.texts import _
from desktop.gui import item_words, style, tokens
from desktop.gui.pages.desk.tasks import CaseStory
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.surfaces import Card, Rule
from desktop.gui.widgets.text import Text
from desktop.reports.guides import Fact, Part, SessionStep
from desktop.services.counsel.notes import Note


class ChecklistCard(Card):
    """The steps of a session, to be ticked.

    Signals:
        ticked: A step was done, or is not: its id, and whether.
    """

    ticked = Signal(str, bool)

    def __init__(self, story: CaseStory) -> None:
        super().__init__(_("Steps of a session"))
        self.body.addWidget(Text(_("A help to remember, in no fixed order. Nothing has to be ticked."), "soft"))
        self.boxes: dict[str, QCheckBox] = {}
        part: Part | None = None
        for step in story.steps:
            if step.part is not part:
                part = step.part
                self.body.addWidget(Text(_part(part), "strong"))
            self._add(step, story)

    def _add(self, step: SessionStep, story: CaseStory) -> None:
        words = step.text(texts.language())
        done_on = story.ticks.get(step.id)
        more = [_("Done on {day}").format(day=item_words.day(done_on))] if done_on is not None else []
        more += [fact_words(step.fact, texts.language())] if step.fact is not None else []
        row = _WrappingBox(words, step.id, more)
        row.box.setChecked(done_on is not None)
        row.box.toggled.connect(self._tell)
        self.boxes[step.id] = row.box
        self.body.addWidget(row)

    @Slot(bool)
    def _tell(self, done: bool) -> None:  # noqa: FBT001  Qt's signal
        self.ticked.emit(str(self.sender().property("step")), done)


class NotesCard(Card):
    """Notes on the sessions, written and read.

    Signals:
        written: Keep this text; the id of the note it takes the place of, or empty.
        removed: Forget the note with this id.
    """

    written = Signal(str, str)
    removed = Signal(str)

    def __init__(self, notes: Sequence[Note]) -> None:
        super().__init__(_("Your notes"))
        self.body.addWidget(
            Text(_("They stay at your desk, apart from the evidence: they are in no vault of the person and in no package."), "soft")
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("A new note"))
        self.text.setPlaceholderText(_("What was agreed, what comes next. No names needed."))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(style.current().scale.px(110))
        self.keep_button = QuietButton(_("Keep the note"), "check")
        self.body.addWidget(self.text)
        self.body.addWidget(in_a_row(self.keep_button))
        self.keep_button.clicked.connect(self._tell)
        self._replaced, self._sent = "", ""
        self._texts = {note.id: note.text for note in notes}
        for note in reversed(notes):
            self._add(note)

    def _add(self, note: Note) -> None:
        self.body.addWidget(Rule())
        when = item_words.moment(note.at)
        self.body.addWidget(Text(when, "small"))
        self.body.addWidget(Text(note.text, selectable=True))
        edit, remove = LinkButton(_("Change"), "pencil"), LinkButton(_("Forget it"), "eraser")
        for button, slot in ((edit, self._edit), (remove, self._remove)):
            button.setAccessibleName(_("{action}: {report}").format(action=button.text(), report=when))
            button.setProperty("note", note.id)
            button.clicked.connect(slot)
        self.body.addWidget(in_a_row(edit, remove))

    def draft(self) -> tuple[str, str]:
        """Return what was typed and not kept yet, and the id of the note that it is to take the place of."""
        text = self.text.toPlainText()
        return ("", "") if text.strip() == self._sent else (text, self._replaced)

    def go_on(self, text: str, replaced: str) -> None:
        """Go on with what was typed before the page was drawn anew."""
        self.text.setPlainText(text)
        self._replaced = replaced if replaced in self._texts else ""

    @Slot()
    def _tell(self) -> None:
        if self.text.toPlainText().strip():
            self._sent = self.text.toPlainText().strip()
            self.written.emit(self.text.toPlainText().strip(), self._replaced)

    @Slot()
    def _edit(self) -> None:
        self._replaced = str(self.sender().property("note"))
        self.text.setPlainText(self._texts[self._replaced])
        self.text.setFocus()

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(str(self.sender().property("note")))


class _WrappingBox(QWidget):
    """A box to tick beside words that go on in the next line, as a check box of Qt's cannot, and what they stand on below."""

    def __init__(self, words: str, step_id: str, more: Sequence[str]) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(words)
        self.box.setObjectName(f"step-{step_id}")
        self.box.setProperty("step", step_id)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout()
        column.setSpacing(tokens.TINY)
        column.addWidget(Text(words))
        for sentence in more:
            column.addWidget(Text(sentence, "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


def fact_words(fact: Fact, language: str) -> str:
    """Return what a step stands on, with the date of its source; what is not certain begins with saying so."""
    words = fact.words(language)
    if not fact.is_sure:
        return _("Check, this is not certain: {what} (noted {date})").format(what=words, date=fact.date)
    return _("{what} (source of {date})").format(what=words, date=fact.date)


def _part(part: Part) -> str:
    return {Part.BEFORE: _("Before anything is looked at"), Part.DURING: _("Together"), Part.AFTER: _("At the end")}[part]
