"""How far a job is, with a button that stops it."""

from time import monotonic

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.jobs import Job
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.remaining import how_far
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

_FINE_STEPS = 1000


class BusyBar(Card):
    """Follows one job at a time: hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._began = 0.0
        self._text = Text("", "strong")
        self._percent = Text("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("How far it is"))
        self.stop_button = QuietButton(_("Stop"), "circle-stop")
        self.stop_button.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(tokens.APART)
        column = QVBoxLayout()
        above = QHBoxLayout()
        above.addWidget(self._text, 1)
        above.addWidget(self._percent)
        column.addLayout(above)
        column.addWidget(self._bar)
        row.addLayout(column, 1)
        row.addWidget(self.stop_button)
        self.body.addLayout(row)
        self.hide()

    def follow(self, job: Job, text: str) -> None:
        """Show this job, called `text`, until it ends. Call it before the job is started."""
        self._job = job
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        # A bar that runs to and fro tells nothing, and moves; an empty one says "begun".
        self._bar.setRange(0, _FINE_STEPS)
        self._bar.setValue(0)
        self._percent.setText("")
        self._began = monotonic()
        self.stop_button.say(_("Stop"))
        self.stop_button.setEnabled(True)
        job.progressed.connect(self._show_step)
        job.ended.connect(self._become_idle)
        self.show()

    @Slot(object, object)
    def _show_step(self, done: int, total: int) -> None:
        if total > 0:
            self._bar.setValue(min(_FINE_STEPS, done * _FINE_STEPS // total))
            said = how_far(done, total, monotonic() - self._began)
            if said != self._percent.text():
                self._percent.setText(said)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self.stop_button.say(_("Stopping"))
            self.stop_button.setEnabled(False)
            self._job.stop()

    @Slot()
    def _become_idle(self) -> None:
        if self._job is None or self._job.has_ended:
            self._job = None
            self.hide()
