"""The check page: pictures go in, and each gets a result, its source photo, and ways to go on."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from desktop.core.texts import _, many
from desktop.gui import style
from desktop.gui.announcing import announce
from desktop.gui.check_desk import Seen, Source
from desktop.gui.context import Context
from desktop.gui.jobs import Job
from desktop.gui.pages.check.acts import writing_of
from desktop.gui.pages.check.entries import Entry, Kept, line
from desktop.gui.pages.check.failure import NotCheckedNotice
from desktop.gui.pages.check.intake import Intake
from desktop.gui.pages.check.keeping_desk import KeepingDesk
from desktop.gui.pages.check.next_steps import NextSteps
from desktop.gui.pages.check.parts import ResultParts
from desktop.gui.pages.check.result import ResultView
from desktop.gui.pages.check.saving_desk import SavingDesk
from desktop.gui.pages.check.source import SourcePanel
from desktop.gui.pages.check.source_desk import SourceDesk
from desktop.gui.pages.check.specialist import SpecialistPanel
from desktop.gui.pages.check.specialist_desk import SpecialistDesk
from desktop.gui.pages.page import Page
from desktop.gui.widgets.asking import close_questions
from desktop.gui.widgets.busy import BusyBar
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.gui.pages.check.keeping import KeepPanel, NoVaultPanel, Wish
    from desktop.services.checking import NotChecked

# So many pictures are held at once, each small enough for the screen (about 2 MB): a quarter of a gigabyte in all.
MOST_HELD = 100


class CheckPage(Page):
    """Checks pictures, one or many."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Check an image"), _("What is checked stays on this computer, and is forgotten when you leave."))
        self._entries: list[Entry] = []
        self.intake = Intake()
        self.busy = BusyBar()
        self.clear_button = QuietButton(_("Clear this page"), "eraser")
        self.clear_button.setToolTip(_("Forgets the pictures and results shown here. What you kept or saved stays."))
        self.list = QListWidget()
        self._list_title = Text("", "heading")
        self.failure: NotCheckedNotice | None = None
        self._failure_place = QVBoxLayout()
        self._keeping, self._saving = (
            KeepingDesk(self, self.busy),
            SavingDesk(self, self.busy, "linden-check.pdf", partial(writing_of, self._chosen_seen)),
        )
        self._specialist = SpecialistDesk(self, self.busy, self._chosen_seen)
        self._searching = SourceDesk(self, self.busy, self._chosen)
        self._lay_out_parts()
        self._connect()
        self._show_chosen()

    @property
    def result(self) -> ResultView:
        """The result of the chosen picture, hidden where there is none."""
        return self._parts.result

    @property
    def next_steps(self) -> NextSteps:
        """What can be done now, hidden while there is no result."""
        return self._parts.next_steps

    @property
    def source(self) -> SourcePanel:
        """The search for the photo that the chosen picture was made from, hidden until it is wished."""
        return self._parts.source

    @property
    def entries(self) -> Sequence[Entry]:
        """What was checked, in the order of the list."""
        return self._entries

    @property
    def keeping(self) -> "KeepPanel | None":
        """The questions before the chosen picture is kept, while they are asked."""
        return self._keeping.panel

    @property
    def no_vault(self) -> "NoVaultPanel | None":
        """What says that a vault must be open first, while it is said."""
        return self._keeping.no_vault

    @property
    def specialist(self) -> SpecialistPanel:
        """The views for specialists."""
        return self._specialist.panel

    def enter(self) -> None:
        """Go on with keeping where the vault was opened for it."""
        if self.no_vault is not None and self.context.session.vault is not None:
            self._open_keeping()

    def receive(self, brought: object) -> None:
        """Check the sources that another page has sent along."""
        if isinstance(brought, list):
            self.check(brought)

    def leave(self) -> None:
        """Cover the pictures."""
        self._parts.cover()
        self.specialist.cover()

    @Slot()
    def clear(self) -> None:
        """Forget every picture and every result."""
        super().clear()
        close_questions(self)
        self._entries = []
        self.context.check_desk.forget()
        self.list.clear()
        self._show_chosen()

    def kept(self) -> Kept | None:
        """Return the results, so that a change of language or look does not lose them."""
        return Kept(self._entries, self.list.currentRow()) if self._entries else None

    def take_back(self, kept: object) -> None:
        """Show the results again."""
        if isinstance(kept, Kept):
            for entry in kept.entries:
                self._add(entry)
            self.list.setCurrentRow(kept.chosen)

    @Slot(object)
    def check(self, sources: Sequence[Source]) -> None:
        """Check these, after whatever is being checked."""
        self.clear_notice()
        task = partial(self.context.check_desk.check, sources, _("Pasted image"))
        job = Job(task, one_by_one=True)
        job.found.connect(self._take_outcome)
        job.failed.connect(self.show_error)
        job.ended.connect(self._show_answer)
        self.busy.follow(job, _("Checking"))
        self.start(self.context.check_lane, job)

    def _lay_out_parts(self) -> None:
        self.intake.add_button(self.clear_button)
        self.list.setAccessibleName(_("Pictures that were checked"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(style.current().scale.px(150))
        for part in (self.intake, self.busy, self._list_title, self.list):
            self.body.addWidget(part)
        self.body.addLayout(self._failure_place)
        self._parts = ResultParts(self.body, self._connect_steps, self._searching.serve)
        self._parts.make_in(self.pieces)
        self.body.addWidget(self.specialist)

    def _connect(self) -> None:
        self.clear_button.clicked.connect(self.clear)
        self.intake.given.connect(self.check)
        self.intake.not_taken.connect(self._say_not_taken)
        self.list.currentRowChanged.connect(self._show_chosen)
        self._keeping.is_for_minor.connect(self._clear_picture)
        self._keeping.wished.connect(self._keep)
        self._keeping.help_wished.connect(self.go_to_help_for_minors)

    def _connect_steps(self, steps: NextSteps) -> None:
        steps.keep_wished.connect(self._open_keeping)
        steps.source_wished.connect(self._open_source)
        steps.report_wished.connect(self.go_to_reports)
        steps.help_wished.connect(self.go_to_help)
        steps.pdf_wished.connect(self._saving.ask_where)

    def _chosen(self) -> Entry | None:
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def _chosen_seen(self) -> Seen | None:
        entry = self._chosen()
        return entry.outcome if entry is not None and isinstance(entry.outcome, Seen) else None

    @Slot(object)
    def _take_outcome(self, outcome: "Seen | NotChecked") -> None:
        if len(self._entries) >= MOST_HELD:
            self._say_full()
            return
        entry = Entry(outcome)
        self._add(entry)
        if len(self._entries) == 1:
            self.list.setCurrentRow(0)
        announce(self.list, line(entry))

    def _add(self, entry: Entry) -> None:
        self._entries.append(entry)
        self.list.addItem(QListWidgetItem(line(entry)))
        count = len(self._entries)
        self._list_title.setText(many("{count} picture", "{count} pictures", count).format(count=count))
        self._list_title.setVisible(count > 1)
        self.list.setVisible(count > 1)

    @Slot()
    def _show_chosen(self) -> None:
        """Show what the list says is chosen, or the empty page."""
        entry = self._chosen()
        seen = self._chosen_seen()
        self.intake.become_small(small=bool(self._entries))
        self.clear_button.setVisible(bool(self._entries))
        self._list_title.setVisible(len(self._entries) > 1)
        self.list.setVisible(len(self._entries) > 1)
        self._show_failure(entry)
        self._keeping.close()
        self._parts.clear()
        self._specialist.follow(seen)
        if entry is not None and seen is not None:
            self.result.show_seen(seen)
            self.next_steps.allow_picture(allowed=not entry.is_for_minor)
            self.result.show()
            self.next_steps.show()
            if entry.searched is not None:
                self.source.show_outcome(entry.searched)
                self.source.show()

    @Slot()
    def _show_answer(self) -> None:
        """Scroll to the answer about one file, which lies below what is seen where the text is large."""
        if len(self._entries) == 1:
            self.show_part_soon(self.failure or self.result.explanation)

    def _show_failure(self, entry: Entry | None) -> None:
        if self.failure is not None:
            self.failure.hide()
            self.failure.deleteLater()
            self.failure = None
        if entry is not None and not isinstance(entry.outcome, Seen):
            self.failure = NotCheckedNotice(entry.outcome)
            self.failure.vault_wished.connect(self.go_to_vault)
            self._failure_place.addWidget(self.failure)
            self.failure.announce()

    def _say_full(self) -> None:
        self.drop_jobs()
        self.show_notice(
            "info",
            _("{count} pictures are shown, and no more fit here.").format(count=MOST_HELD),
            _("Keep or save what you need, clear the page, and check the rest."),
        )

    @Slot(str)
    def _say_not_taken(self, sentence: str) -> None:
        self.show_notice("info", sentence)

    @Slot()
    def _open_source(self) -> None:
        self._searching.open(self.source)

    # Keeping it.

    @Slot()
    def _open_keeping(self) -> None:
        self._keeping.open(self.body)

    @Slot()
    def _clear_picture(self) -> None:
        """Let the chosen picture go: the person shown was, or may have been, under 18."""
        entry, seen = self._chosen(), self._chosen_seen()
        if entry is None or seen is None:
            return
        entry.outcome, entry.searched, entry.is_for_minor = seen.without_picture(), None, True
        self.source.clear()
        self.source.hide()
        self.result.show_seen(entry.outcome)
        self._specialist.follow(entry.outcome)
        self.next_steps.allow_picture(allowed=False)

    @Slot(object)
    def _keep(self, wish: "Wish") -> None:
        entry, seen = self._chosen(), self._chosen_seen()
        if entry is not None and seen is not None:
            self._keeping.keep(seen, entry.pair, wish)
