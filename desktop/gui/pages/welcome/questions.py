"""The two questions of the first minutes: who is beside the person, and whose computer this is. Each may be left open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.settings import Settings, with_beside, with_computer
from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import Button, LinkButton, QuietButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


@dataclass(frozen=True)
class Question:
    """One question, why it is asked, and its answers as (value, words, icon)."""

    name: str
    text: str
    reason: str
    answers: Sequence[tuple[str, str, str]]


def questions() -> tuple[Question, ...]:
    """Return the questions in the language that is shown, in the order in which they are asked."""
    return (
        Question(
            "beside",
            _("Is someone with you?"),
            _("You need not look at anything yourself. The program shows less where someone sees pictures all day."),
            (
                ("alone", _("I am alone"), "house"),
                ("someone", _("Someone I trust"), "heart-handshake"),
                ("counselor", _("A counselor, or I am one"), "life-buoy"),
            ),
        ),
        Question(
            "computer",
            _("Is this computer only yours?"),
            _("On a shared one, the vault locks after a minute and nothing is remembered here, not even these answers."),
            (
                ("mine", _("Only I use it"), "lock"),
                ("shared", _("Others use it too"), "globe"),
                ("shared", _("I am not sure"), "circle-help"),
            ),
        ),
    )


def answered(settings: Settings, name: str, value: str) -> Settings:
    """Return the settings once question `name` is answered with `value`."""
    return with_beside(settings, value) if name == "beside" else with_computer(settings, value)  # type: ignore[arg-type]  # the values stand above


class Questions(Card):
    """Shows one question at a time.

    Signals:
        was_answered: The name of a question and the value of its answer.
        done: No question is left.
    """

    was_answered = Signal(str, str)
    done = Signal()

    def __init__(self, wanted: Sequence[str]) -> None:
        """Ask the questions of these names."""
        super().__init__(surface="card")
        self.setAccessibleName(_("Before you begin"))
        self._left = [question for question in questions() if question.name in wanted]
        self._count = len(self._left)
        self._place = QVBoxLayout()
        self._place.setSpacing(tokens.NEAR)
        self.body.addLayout(self._place)
        self.buttons: list[Button] = []
        self._show_next()

    @property
    def is_asking(self) -> bool:
        """Whether a question is left."""
        return bool(self._left)

    def _show_next(self) -> None:
        empty(self._place)
        self.buttons = []
        if not self._left:
            self.hide()
            return
        question = self._left[0]
        number = self._count - len(self._left) + 1
        self._place.addWidget(_tag(number, self._count))
        self._place.addWidget(Text(question.text, "heading"))
        self._place.addWidget(Text(question.reason, "soft"))
        for value, words, icon in question.answers:
            button = QuietButton(words, icon)
            button.setProperty("answer", value)
            button.setAccessibleDescription(question.text)
            button.clicked.connect(self._take)
            self.buttons.append(button)
        self.skip_button = LinkButton(_("Not now"))
        self.skip_button.clicked.connect(self._skip)
        self._place.addWidget(in_a_row(*self.buttons, self.skip_button))

    @Slot()
    def _take(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.was_answered.emit(self._left[0].name, button.property("answer"))
            self._go_on()

    @Slot()
    def _skip(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        self._left = self._left[1:]
        self._show_next()
        if self._left:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.emit()


def _tag(number: int, count: int) -> QWidget:
    return Text(_("Before you begin: {number} of {count}").format(number=number, count=count), "small")
