"""What all pages share: a title, a sentence that says what it is for, a column that scrolls, and jobs that end with it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.errors import LindenError
from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.context import Context, Place
from desktop.gui.jobs import Job, Lane
from desktop.gui.piecemeal import Piecemeal
from desktop.gui.reading_order import ReadingOrder
from desktop.gui.widgets.bringing import bring_into_view, scroll_to
from desktop.gui.widgets.surfaces import Notice, Tone
from desktop.gui.widgets.text import Text


class Page(QWidget):
    """A page of the window. A subclass puts its parts into `body` and answers the hooks it needs.

    The window calls `enter` when the page is shown, `leave` when another is, and `clear` when everything must go: the vault
    was locked, or the person left the program. The window rebuilds pages when the language or the look changes; what a
    page returns from `kept` is then given to `take_back` of its successor.
    """

    def __init__(self, context: Context, title: str, lead: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.context = context
        self._jobs: list[Job] = []
        self._notice: Notice | None = None
        self.pieces = Piecemeal(self)
        """What is built after the page is shown: the parts that lie further down, or are not needed at first."""
        self.heading = QHBoxLayout()
        """The row of the title; a page may add a control at its end."""
        self.heading.addWidget(Text(title, "title"), 1)
        self.top = QVBoxLayout()
        self.top.setSpacing(tokens.SNUG)
        self.top.addLayout(self.heading)
        self.lead = Text(lead, "lead")
        """The sentence under the title."""
        self.top.addWidget(self.lead)
        if not lead:
            self.lead.hide()
        self.body = QVBoxLayout()
        """The column of the page, under title and lead."""
        self.body.setSpacing(tokens.APART)
        self._scroll = self._lay_out()

    @Slot()
    def go_to_vault(self) -> None:
        """Show the page of the vault."""
        self.context.go(Place.VAULT, None)

    @Slot()
    def go_to_reports(self) -> None:
        """Show the page of reports."""
        self.context.go(Place.REPORTS, None)

    @Slot()
    def go_to_help(self) -> None:
        """Show the page of help."""
        self.context.go(Place.HELP, None)

    @Slot()
    def go_to_help_for_minors(self) -> None:
        """Show the page of help, at the part for whoever was or may have been under 18."""
        self.context.go(Place.HELP, "under_18")

    def enter(self) -> None:
        """The page is shown."""

    def receive(self, brought: object) -> None:
        """Take what the page before has sent along (never None)."""

    def leave(self) -> None:
        """Another page is shown: cover pictures; jobs may go on."""

    def clear(self) -> None:
        """Forget everything of the case and drop the jobs. A page that holds more than jobs extends this."""
        self.drop_jobs()
        self.clear_notice()

    def kept(self) -> object | None:
        """Return what a rebuilt page needs to show the same, or None."""
        return None

    def take_back(self, kept: object) -> None:
        """Show again what `kept` returned."""

    def start(self, lane: Lane, job: Job) -> None:
        """Give a connected job to a lane, and drop it when the page is cleared."""
        self._jobs = [running for running in self._jobs if not running.has_ended]
        self._jobs.append(job)
        lane.start(job)

    def drop_jobs(self) -> None:
        """Stop the jobs of this page; nothing of them arrives any more."""
        for job in self._jobs:
            job.drop()
        self._jobs = []

    @Slot(object)
    def show_error(self, error: LindenError) -> None:
        """Say at the top of the page what happened and what to do. Fits `Job.failed`."""
        is_question = error.code.startswith("consent_")
        # What the person has not agreed to is no failure, and they may be reading along.
        is_closable = not is_question or error.code == "consent_receiver_open"
        notice = Notice("warn" if is_question else "error", str(error.what_happened), str(error.what_to_do), closable=is_closable)
        self._put_notice(notice)
        if is_question:
            # Loaded only where a counselor works: it brings the vault with it.
            from desktop.gui.pages.consent_desk import ConsentDesk
            from desktop.services.counsel.errors import ConsentRefused

            if isinstance(error, ConsentRefused):
                ConsentDesk(self, notice, error)

    @Slot(object)
    def say_consent_noted(self, _nothing: object) -> None:
        """Say that the person's consent is kept, and that what was refused can be done now."""
        self.show_notice("info", _("Their answer is noted in their own vault."), _("What was refused can be done now: press it once more."))

    def show_notice(self, tone: Tone, what_happened: str, what_to_do: str = "") -> None:
        """Say something at the top of the page."""
        self._put_notice(Notice(tone, what_happened, what_to_do, closable=True))

    @Slot()
    def clear_notice(self) -> None:
        """Take away what was said at the top."""
        if self._notice is not None:
            notice, self._notice = self._notice, None
            notice.hide()
            notice.deleteLater()

    @property
    def notice(self) -> Notice | None:
        """What is said at the top, if anything."""
        return self._notice

    @property
    def scroll_bar(self) -> QScrollBar:
        """The upright scroll bar of the page."""
        return self._scroll.verticalScrollBar()

    def overhang(self) -> int:
        """Return how many pixels of the page's width cannot be seen without scrolling sideways."""
        return max(0, self._scroll.horizontalScrollBar().maximum())

    def show_top(self) -> None:
        """Scroll to the title."""
        self.scroll_bar.setValue(0)

    def show_part(self, part: QWidget) -> None:
        """Scroll until `part` is seen; where it is higher than what is seen, until it begins at the top."""
        scroll_to(part)

    def show_part_soon(self, part: QWidget) -> None:
        """Scroll to `part` once it has been laid out."""
        bring_into_view(part)

    def _put_notice(self, notice: Notice) -> None:
        self.clear_notice()
        self._notice = notice
        notice.closed.connect(self._forget_notice)
        self.column.insertWidget(1, notice)
        self.show_top()
        notice.announce()

    @Slot()
    def _forget_notice(self) -> None:
        self._notice = None

    def _lay_out(self) -> QScrollArea:
        column = QWidget()
        column.setObjectName("pageBody")
        column.setMaximumWidth(style.current().scale.px(tokens.COLUMN_PX) + 2 * tokens.WIDE)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(tokens.WIDE, tokens.SNUG, tokens.WIDE, tokens.WIDE)
        inside.setSpacing(tokens.APART)
        self.column = inside
        """All of the page: title, what is said at the top, and the body."""
        inside.addLayout(self.top)
        inside.addLayout(self.body)
        inside.addStretch(1)
        ReadingOrder(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        return scroll
