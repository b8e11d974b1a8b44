"""What the person agreed to: how each scope stands, and noting a new answer or that one was taken back."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import item_words, style, tokens
from desktop.gui.pages.desk.tasks import Answer
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.consent_offer import how_choice
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.tick import Tick
from desktop.services.counsel.consent import How, Scope, Standing, State

_ICONS = {State.NOT_ASKED: "circle-help", State.GIVEN: "circle-check", State.REVOKED: "circle-x", State.ENDED: "clock"}
_DAYS_AT_FIRST = 90


class ConsentCard(Card):
    """Shows how consent stands.

    Signals:
        given: The person agreed: an Answer.
        revoked: The person took back these scopes (a tuple of Scope).
    """

    given = Signal(object)
    revoked = Signal(object)

    def __init__(self, standing: Sequence[Standing]) -> None:
        super().__init__(_("Consent"))
        self.body.addWidget(
            Text(_("What is not agreed to is not done here. The person can take back any of it at any time, and needs no reason."), "soft")
        )
        for one in standing:
            self.body.addWidget(_row(one))
        self.give_button = QuietButton(_("Note an answer"), "pencil")
        self.revoke_button = LinkButton(_("It was taken back"), "x")
        self.body.addWidget(in_a_row(self.give_button, self.revoke_button))
        self._form: QWidget | None = None
        self._given = tuple(one.scope for one in standing if one.state is State.GIVEN)
        self.revoke_button.setEnabled(bool(self._given))
        self.give_button.clicked.connect(self._ask_given)
        self.revoke_button.clicked.connect(self._ask_revoked)

    @Slot()
    def _ask_given(self) -> None:
        form, column = self._begin_form()
        self.boxes = _boxes(column, _("The person agrees to"), tuple(Scope), self._given)
        self.how = how_choice()
        self.to = QLineEdit()
        self.has_end = QCheckBox(_("It ends on a day"))
        self.has_end.setAccessibleName(_("It ends on a day"))
        self.until = QDateEdit(QDate.currentDate().addDays(_DAYS_AT_FIRST))
        self.until.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.until.setDisplayFormat("yyyy-MM-dd")
        self.until.setCalendarPopup(True)
        self.until.setAccessibleName(_("The last day"))
        self.until.setFixedWidth(style.current().scale.px(180))
        self.until.hide()
        self.has_end.toggled.connect(self.until.setVisible)
        column.addWidget(FormRow(_("How it was said"), self.how))
        column.addWidget(
            FormRow(
                _("To whom things may go (can stay empty)"),
                self.to,
                _("Names with commas between them, for example: police, D4U. To nobody else is then anything reported or handed over."),
            )
        )
        column.addWidget(self.has_end)
        column.addWidget(self.until)
        self.keep_button = PrimaryButton(_("Keep this"), "check")
        self.keep_button.clicked.connect(self._tell_given)
        column.addWidget(self.keep_button)
        self._show_form(form)

    @Slot()
    def _ask_revoked(self) -> None:
        form, column = self._begin_form()
        self.boxes = _boxes(column, _("The person takes back"), self._given, ())
        self.keep_button = PrimaryButton(_("Keep this"), "check")
        self.keep_button.clicked.connect(self._tell_revoked)
        column.addWidget(self.keep_button)
        self._show_form(form)

    def _begin_form(self) -> tuple[QWidget, QVBoxLayout]:
        if self._form is not None:
            self.body.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SNUG)
        return self._form, column

    def _show_form(self, form: QWidget) -> None:
        # Put in when it is whole, so that the page makes room for all of it at once.
        self.body.addWidget(form)
        next(iter(self.boxes.values())).setFocus()
        bring_into_view(form)

    def _ticked(self) -> tuple[Scope, ...]:
        return tuple(scope for scope, box in self.boxes.items() if box.isChecked())

    @Slot()
    def _tell_given(self) -> None:
        if scopes := self._ticked():
            until = self.until.date().toPython() if self.has_end.isChecked() else None
            self.given.emit(Answer(scopes, How(str(self.how.value())), self.to.text().strip(), until))  # type: ignore[arg-type]  # a date

    @Slot()
    def _tell_revoked(self) -> None:
        if scopes := self._ticked():
            self.revoked.emit(scopes)


def _boxes(column: QVBoxLayout, name: str, scopes: Sequence[Scope], ticked: Sequence[Scope]) -> dict[Scope, Tick]:
    column.addWidget(Text(name, "strong"))
    boxes = {}
    for scope in scopes:
        box = Tick(scope_words(scope))
        box.setAccessibleName(f"{name}: {scope_words(scope)}")
        box.setChecked(scope in ticked)
        column.addWidget(box)
        boxes[scope] = box
    return boxes


def scope_words(scope: Scope) -> str:
    """Return what a scope is about, as the beginning of a line."""
    return {
        Scope.LOOK: _("Looking at pictures"),
        Scope.KEEP: _("Keeping pictures, addresses and checks"),
        Scope.REPORT: _("Writing and sending reports"),
        Scope.HAND_OVER: _("Giving copies or packages to others"),
    }[scope]


def _row(one: Standing) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    words = f"{scope_words(one.scope)}: {_state(one)}"
    head = in_a_row(Icon(_ICONS[one.state], style.current().palette.accent, 20), Text(scope_words(one.scope), "strong"))
    head.setAccessibleName(words)
    column.addWidget(head)
    column.addWidget(Text(_state(one), "soft"))
    return row


def _state(one: Standing) -> str:
    day = item_words.day(one.since) if one.since else ""
    match one.state:
        case State.GIVEN:
            parts = [_("Agreed on {day}").format(day=day)]
            parts += [_("until {day}").format(day=item_words.day(one.until))] if one.until else []
            parts += [names.shown(one.to)] if one.to else []
            return "  ·  ".join(parts)
        case State.REVOKED:
            return _("Taken back on {day}").format(day=day)
        case State.ENDED:
            return _("Agreed until {day}, and that day has passed").format(day=item_words.day(one.until) if one.until else day)
        case _:
            return _("Not asked yet")
