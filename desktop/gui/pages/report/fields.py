"""One question of a report as a row of the form."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.texts import _
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.list_box import ListBox
from desktop.services.reporting import Field

_YES_NO = ("yes", "no")
# Up to so many choices stand side by side; more are in a list that opens.
_SIDE_BY_SIDE = 4
# The letter is written anew once the person pauses this long.
_PAUSE_MS = 500


class AnswerRow(QWidget):
    """Asks one field of a template, in the person's language. An empty answer is an empty text.

    Signals:
        changed: The person changed the answer and paused.
    """

    changed = Signal()

    def __init__(self, field: Field, answer: str) -> None:
        super().__init__()
        self.field_id = field.id
        self._condition = field.required_when
        language = texts.language()
        self.label = field.label(language)
        self._control = self._make(field, answer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        label = self.label if field.required or field.required_when else _("{label} (can stay empty)").format(label=self.label)
        self._row = FormRow(label, self._control, field.help(language))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def fit(self, answers: Mapping[str, str]) -> None:
        """Hide the question where another answer has made it needless, unless it is answered all the same."""
        if self._condition is not None:
            other = answers.get(self._condition.id, "")
            self.setVisible(not other or other == self._condition.value or bool(self.answer()))

    def answer(self) -> str:
        """Return the answer as the sheet holds it."""
        control = self._control
        if isinstance(control, QLineEdit):
            return control.text().strip()
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText().strip()
        if isinstance(control, QCheckBox):
            return "yes" if control.isChecked() else ""
        if isinstance(control, ListBox):
            return control.value()
        return str(control.value() or "") if isinstance(control, Choice) else ""

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong with the answer; an empty sentence takes it back."""
        self._row.show_wrong(sentence)

    def go_to(self) -> QWidget:
        """Put the keyboard on the answer, and return what is to be seen."""
        target = self._control.buttons()[0] if isinstance(self._control, Choice) else self._control
        target.setFocus()
        return self

    def _make(self, field: Field, answer: str) -> QWidget:
        match field.kind:
            case "long" | "addresses":
                return self._long(answer)
            case "yes_no" if field.must_be_yes:
                return self._statement(answer)
            case "yes_no":
                return self._choice([("yes", _("Yes")), ("no", _("No"))], answer)
            case "choice":
                options = [(one.value, one.label(texts.language())) for one in field.choices]
                return self._choice(options, answer) if len(options) <= _SIDE_BY_SIDE else self._box(options, answer)
            case kind:
                return self._line(answer, "2026-11-23" if kind == "date" else "")

    def _line(self, answer: str, example: str) -> QLineEdit:
        line = QLineEdit(answer)
        line.setPlaceholderText(_("for example {example}").format(example=example) if example else "")
        line.textEdited.connect(self._wait)
        return line

    def _long(self, answer: str) -> QPlainTextEdit:
        text = QPlainTextEdit(answer)
        text.setTabChangesFocus(True)
        text.setMinimumHeight(84)
        text.setMaximumHeight(150)
        text.textChanged.connect(self._wait)
        return text

    def _statement(self, answer: str) -> QCheckBox:
        box = QCheckBox(_("Yes, that is so"))
        box.setAccessibleName(self.label)
        box.setChecked(answer == "yes")
        box.toggled.connect(self._tell_at_once)
        return box

    def _choice(self, options: list[tuple[str, str]], answer: str) -> Choice:
        choice = Choice(self.label, options)
        if answer in {value for value, _words in options}:
            choice.choose(answer)
        choice.chosen.connect(self._tell_at_once)
        return choice

    def _box(self, options: list[tuple[str, str]], answer: str) -> ListBox:
        box = ListBox(self.label, [("", _("Please choose")), *options], answer)
        box.activated.connect(self._tell_at_once)
        return box

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def _tell_at_once(self) -> None:
        self.changed.emit()
