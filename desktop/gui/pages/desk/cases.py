"""The open desk: its cases, how pictures are shown, what the counselor looked at, and a break now and then."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui import item_words, style, tokens
from desktop.gui.counsel import Counsel
from desktop.gui.pages.desk.care import DeskCareCard
from desktop.gui.pages.desk.tasks import Overview
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import Choice, LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card, EmptyState, Notice
from desktop.gui.widgets.text import Text
from desktop.services.counsel.desk import Case
from desktop.services.counsel.exposure import Looking, Seen

_FILTER_FROM = 8
_MINUTE_S = 60


class CasesView(View):
    """What is on the desk.

    Signals:
        new_wished, add_wished: Begin a case, or put a vault that is there on the list.
        case_wished: Open this Case, or show it where it is open.
        lock_wished: Lock this Case.
        lock_all_wished: Lock everything.
        looking_wished: Show pictures in this way (a Looking).
        break_taken: The counselor took a break.
    """

    new_wished = Signal()
    add_wished = Signal()
    case_wished = Signal(object)
    lock_wished = Signal(object)
    lock_all_wished = Signal()
    looking_wished = Signal(object)
    break_taken = Signal()

    def __init__(self, overview: Overview, counsel: Counsel) -> None:
        super().__init__()
        self.rows: list[CaseRow] = []
        self.new_button = PrimaryButton(_("New case"), "plus")
        self.add_button = QuietButton(_("A vault that is there"), "folder-open")
        self.lock_button = QuietButton(_("Lock everything"), "lock")
        if counsel.is_break_due():
            self._add_break()
        self.body.addWidget(in_a_row(self.new_button, self.add_button, self.lock_button))
        self._add_cases(overview, counsel)
        self.body.addWidget(self._looking(counsel))
        self.body.addWidget(_seen(overview))
        self.care = DeskCareCard(has_code=counsel.desk is not None and counsel.desk.has_recovery_code)
        self.body.addWidget(self.care)
        if overview.left:
            left = many("{count} case has left this desk.", "{count} cases have left this desk.", overview.left)
            self.body.addWidget(Text(left.format(count=overview.left), "small"))
        self.new_button.clicked.connect(self.new_wished)
        self.add_button.clicked.connect(self.add_wished)
        self.lock_button.clicked.connect(self.lock_all_wished)

    def _add_cases(self, overview: Overview, counsel: Counsel) -> None:
        if not overview.cases:
            self.body.addWidget(
                EmptyState(
                    "list",
                    _("There is no case at this desk yet."),
                    _("Begin with a new case when somebody comes. They choose the passphrase of their vault themselves."),
                )
            )
            return
        count = len(overview.cases)
        self.body.addWidget(Text(many("{count} case", "{count} cases", count).format(count=count), "heading"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find a code"))
        self.filter.setAccessibleName(_("Find a code"))
        self.filter.textChanged.connect(self._narrow)
        self.body.addWidget(self.filter)
        self.filter.setVisible(count >= _FILTER_FROM)
        for case in overview.cases:
            row = CaseRow(case, overview.by_case.get(case.id, Seen()), is_open=counsel.vault_of(case) is not None)
            row.case_wished.connect(self.case_wished)
            row.lock_wished.connect(self.lock_wished)
            self.rows.append(row)
            self.body.addWidget(row)

    def _add_break(self) -> None:
        notice = Notice(
            "info",
            _("You have been at this for a while. Perhaps a break?"),
            _("Stand up, drink something, look out of the window. The cases wait. Press Lock everything before you go."),
        )
        self.break_button = QuietButton(_("I took a break"))
        self.break_button.clicked.connect(self.break_taken)
        notice.offer(self.break_button)
        self.body.addWidget(notice)

    def _looking(self, counsel: Counsel) -> Card:
        card = Card(_("How pictures are shown at this desk"))
        card.body.addWidget(
            Text(_("Nobody has to look at a picture to report it. Until it is held, it stays covered in any case."), "soft")
        )
        self.looking = Choice(
            _("How pictures are shown at this desk"),
            [
                (Looking.GREY, _("Small and grey")),
                (Looking.PLAIN, _("Grey, then in colour")),
                (Looking.LINKS, _("No pictures, links only")),
            ],
        )
        self.looking.choose(counsel.looking or Looking.GREY)
        self.looking.chosen.connect(self.looking_wished)
        card.body.addWidget(self.looking)
        return card

    @Slot(str)
    def _narrow(self, text: str) -> None:
        for row in self.rows:
            row.setVisible(text.strip().casefold() in row.case.code.casefold())


class CaseRow(Card):
    """One case of the list.

    Signals:
        case_wished: Open or show it.
        lock_wished: Lock it.
    """

    case_wished = Signal(object)
    lock_wished = Signal(object)

    def __init__(self, case: Case, seen: Seen, *, is_open: bool) -> None:
        super().__init__()
        self.case = case
        code = names.shown(case.code)
        words = QVBoxLayout()
        words.setSpacing(tokens.TINY)
        words.addWidget(Text(code, "heading"))
        added = _("at this desk since {day}").format(day=item_words.day(case.added_on))
        last = _("last opened {day}").format(day=item_words.day(case.opened_on)) if case.opened_on else ""
        state = _("Open now") if is_open else _("Locked")
        closed = _("case closed {day}").format(day=item_words.day(case.closed_on)) if case.closed_on else ""
        words.addWidget(Text("  ·  ".join(part for part in (state, closed, added, last) if part), "soft"))
        if seen.pictures:
            words.addWidget(Text(seen_words(seen), "small"))
        self.open_button = QuietButton(_("Go on") if is_open else _("Open"), "arrow-right" if is_open else "lock-keyhole")
        self.open_button.setAccessibleName(_("{action}: {report}").format(action=self.open_button.text(), report=code))
        self.lock_button = LinkButton(_("Lock"), "lock")
        self.lock_button.setAccessibleName(_("{action}: {report}").format(action=self.lock_button.text(), report=code))
        buttons: list[QWidget] = [self.open_button, self.lock_button] if is_open else [self.open_button]
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if style.current().scale.is_large else QBoxLayout.Direction.LeftToRight)
        row.setSpacing(tokens.NEAR)
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        if not is_open:
            self.lock_button.setParent(self)
            self.lock_button.hide()
        self.open_button.clicked.connect(self._tell_open)
        self.lock_button.clicked.connect(self._tell_lock)

    @Slot()
    def _tell_open(self) -> None:
        self.case_wished.emit(self.case)

    @Slot()
    def _tell_lock(self) -> None:
        self.lock_wished.emit(self.case)


def _seen(overview: Overview) -> Card:
    card = Card(_("For you alone"))
    card.body.addWidget(Text(_("Today: {seen}").format(seen=seen_words(overview.today))))
    card.body.addWidget(Text(_("In seven days: {seen}").format(seen=seen_words(overview.week)), "soft"))
    card.body.addWidget(
        Text(
            _(
                "Only pictures that you uncovered count. This stays at your desk for two weeks, goes into no vault and no report, and is "
                "no measure of your work. We know of no study that names a limit; we suggest a break early."
            ),
            "small",
        )
    )
    return card


def seen_words(seen: Seen) -> str:
    """Return how much was uncovered, in words."""
    if not seen.pictures:
        return _("no picture uncovered")
    if seen.seconds < _MINUTE_S:
        how_long = many("{count} second", "{count} seconds", round(seen.seconds)).format(count=round(seen.seconds))
    else:
        minutes = round(seen.seconds / _MINUTE_S)
        how_long = many("{count} minute", "{count} minutes", minutes).format(count=minutes)
    words = many("{count} picture uncovered, for {how_long}", "{count} times a picture uncovered, for {how_long} in all", seen.pictures)
    return words.format(count=seen.pictures, how_long=how_long)
