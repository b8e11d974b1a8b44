"""The board of reports: what was written, what was sent, when an answer is due, and what to do then."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QVBoxLayout, QWidget

from desktop.core import names, texts
from desktop.core.texts import _
from desktop.gui import item_words, style, tokens
from desktop.gui.pages.report.tasks import SeenAgain, SentNote
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services import reporting
from desktop.services.following import Due, Followed, Stage


class FollowBoard(QWidget):
    """Lists the reports that the vault keeps, the overdue and then the newest first, each with what can be done about it.

    Signals:
        sent_noted: A report was sent: a SentNote.
        answered_noted: An answer came to the report with this number.
        seen_again_noted: The same was seen again, and the next notice is wished: a SeenAgain.
        template_wished: Write the report with this id.
        calendar_wished: Write a calendar file.
    """

    sent_noted = Signal(object)
    answered_noted = Signal(int)
    seen_again_noted = Signal(object)
    template_wished = Signal(str)
    calendar_wished = Signal()

    def __init__(self, reports: Sequence[Followed]) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.NEAR)
        self.body.addWidget(Text(_("Reports you have already saved"), "heading"))
        # What nobody answered in time comes first, then the newest; what belongs to a closed case comes last.
        ordered = sorted(reports, key=lambda one: (one.case_closed_at is not None, one.stage is not Stage.OVERDUE, -one.number))
        self.rows = [_ReportRow(one) for one in ordered]
        for row in self.rows:
            self.body.addWidget(row)
            row.sent_noted.connect(self.sent_noted)
            row.answered_noted.connect(self.answered_noted)
            row.seen_again_noted.connect(self.seen_again_noted)
            row.template_wished.connect(self.template_wished)
        self.calendar_button = LinkButton(_("Save the dates for a calendar"), "clock")
        self.calendar_button.setAccessibleDescription(_("The entries only say “Appointment”."))
        self.calendar_button.setToolTip(_("The entries only say “Appointment”."))
        self.calendar_button.clicked.connect(self.calendar_wished)
        self.body.addWidget(self.calendar_button)
        self.calendar_button.setVisible(any(one.dues and one.answered_at is None for one in reports))


class _ReportRow(Card):
    """One report, its dates, and its buttons; a button that needs an answer opens a small form under it."""

    sent_noted = Signal(object)
    answered_noted = Signal(int)
    seen_again_noted = Signal(object)
    template_wished = Signal(str)

    def __init__(self, report: Followed) -> None:
        super().__init__()
        self.report = report
        column = self.body
        self._name = report.name(texts.language())
        column.addWidget(Text(self._name, "strong"))
        column.addWidget(Text(_stage(report), "soft"))
        if report.case_closed_at is not None:
            when = item_words.day(report.case_closed_at.astimezone())
            column.addWidget(Text(_("Its case was closed on {when}. What is due is still counted.").format(when=when), "soft"))
        for limit in report.dues if report.answered_at is None else ():
            column.addWidget(self._limit(limit))
        column.addWidget(self._buttons())
        self._column = column
        self._form_box: QWidget | None = None

    def _limit(self, limit: Due) -> QWidget:
        when = item_words.moment(limit.at.astimezone())
        if not limit.is_sure:
            return Text(_("Check, this is not certain: {what}: {when}").format(what=limit.what, when=when), "small")
        if not limit.has_passed:
            left_out = f" {limit.left_out}" if limit.left_out is not None else ""
            return Text(_("Due: {what}: {when}").format(what=limit.what, when=when) + left_out)
        notice = Notice("warn", _("Passed: {what}: {when}").format(what=limit.what, when=when), str(limit.then))
        if limit.then_template:
            wanted = reporting.template(limit.then_template).name(texts.language())
            button = LinkButton(_("Write “{report}”").format(report=wanted), "pencil")
            button.setProperty("template", limit.then_template)
            button.clicked.connect(self._wish_template)
            notice.offer(button)
        return notice

    def _buttons(self) -> QWidget:
        self.sent_button = QuietButton(_("I have sent it"), "mail")
        self.sent_button.clicked.connect(self._ask_sent)
        self.answered_button = QuietButton(_("An answer came"), "check")
        self.answered_button.clicked.connect(self._tell_answered)
        self.again_button = QuietButton(_("I saw it again"), "link")
        self.again_button.clicked.connect(self._ask_again)
        buttons = {
            self.sent_button: self.report.stage is Stage.WRITTEN,
            self.answered_button: self.report.stage in {Stage.WAITING, Stage.OVERDUE},
            self.again_button: self.report.stage is not Stage.DRAFT and bool(self.report.item_ids),
        }
        row = in_a_row(*buttons)
        # Only now: a button without a parent would show as a window of its own.
        for button, is_offered in buttons.items():
            button.setAccessibleName(_("{action}: {report}").format(action=button.text(), report=self._name))
            button.setVisible(is_offered)
        return row

    @Slot()
    def _ask_sent(self) -> None:
        self._begin_form()
        self.when = QDateTimeEdit(QDateTime.currentDateTime())
        self.when.setCalendarPopup(True)
        self.when.setFixedWidth(style.current().scale.px(230))
        # Turned round, its numbers would stand in another order and say another time.
        self.when.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.when.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.how, self.reference = QLineEdit(), QLineEdit()
        self._form.addWidget(FormRow(_("When you sent it"), self.when))
        self._form.addWidget(FormRow(_("How (can stay empty)"), self.how, _("For example: web form, e-mail, at the station.")))
        self._form.addWidget(FormRow(_("Number it was given (can stay empty)"), self.reference))
        self.confirm_button = PrimaryButton(_("Keep this"), "check")
        self.confirm_button.clicked.connect(self._tell_sent)
        self._form.addWidget(self.confirm_button)
        self._show_form(self.when)

    @Slot()
    def _ask_again(self) -> None:
        self._begin_form()
        self.url, self.account = QLineEdit(), QLineEdit()
        self._form.addWidget(FormRow(_("The new address"), self.url, _("The link to the page or the message.")))
        self._form.addWidget(FormRow(_("Account or room (can stay empty)"), self.account))
        self.confirm_button = PrimaryButton(_("Write the next notice"), "pencil")
        self.confirm_button.clicked.connect(self._tell_again)
        self._form.addWidget(self.confirm_button)
        self._show_form(self.url)

    def _begin_form(self) -> None:
        if self._form_box is not None:
            self._column.removeWidget(self._form_box)
            self._form_box.hide()
            self._form_box.deleteLater()
        self._form_box = QWidget()
        self._form = QVBoxLayout(self._form_box)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(tokens.SNUG)

    def _show_form(self, first: QWidget) -> None:
        # Put in when it is whole, so that the page makes room for all of it at once.
        if self._form_box is not None:
            self._column.addWidget(self._form_box)
            bring_into_view(self._form_box)
        first.setFocus()

    @Slot()
    def _tell_sent(self) -> None:
        moment = datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch()).astimezone()
        self.sent_noted.emit(SentNote(self.report.number, moment, self.how.text().strip(), self.reference.text().strip()))

    @Slot()
    def _tell_answered(self) -> None:
        self.answered_noted.emit(self.report.number)

    @Slot()
    def _tell_again(self) -> None:
        # With no new address, the next notice is about what was added since.
        self.seen_again_noted.emit(SeenAgain(self.report.number, self.url.text().strip(), self.account.text().strip()))

    @Slot()
    def _wish_template(self) -> None:
        self.template_wished.emit(str(self.sender().property("template")))


def _stage(report: Followed) -> str:
    if report.answered_at is not None:
        return _("Answered on {when}").format(when=item_words.moment(report.answered_at))
    if report.sent is not None:
        sentence = _("Sent on {when}; reference {reference}") if report.sent.reference else _("Sent on {when}")
        return sentence.format(when=item_words.moment(report.sent.at), reference=names.shown(report.sent.reference))
    written = _("Written on {when}, not sent yet") if report.stage is Stage.WRITTEN else _("Written on {when}: a draft, not complete")
    return written.format(when=item_words.moment(report.kept_at))
