"""What one can do now; none of it depends on the result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


class NextSteps(Card):
    """The ways to go on.

    Signals:
        keep_wished: Keep the picture in the vault.
        source_wished: Find the photo it was made from.
        report_wished: Write a report.
        help_wished: See who helps.
        pdf_wished: Save the result as a page.
    """

    keep_wished = Signal()
    source_wished = Signal()
    report_wished = Signal()
    help_wished = Signal()
    pdf_wished = Signal()

    def __init__(self) -> None:
        super().__init__(_("What you can do now"))
        self.body.addWidget(Text(_("You can do any of this whatever the result says."), "soft"))
        self.keep_button = PrimaryButton(_("Keep it in my vault"), "lock-keyhole")
        self.source_button = QuietButton(_("Find the photo it was made from"), "images")
        self.report_button = QuietButton(_("Write a report"), "file-text")
        self.help_button = QuietButton(_("Get help now"), "life-buoy")
        self.pdf_button = QuietButton(_("Save the result as a page (PDF)"), "save")
        row = QWidget()
        flow = Flow(row, tokens.SNUG)
        for button, wish in (
            (self.keep_button, self.keep_wished),
            (self.source_button, self.source_wished),
            (self.report_button, self.report_wished),
            (self.help_button, self.help_wished),
            (self.pdf_button, self.pdf_wished),
        ):
            button.clicked.connect(wish)
            flow.addWidget(button)
        self.body.addWidget(row)

    def allow_picture(self, *, allowed: bool) -> None:
        """Offer the search for the source photo only where the picture may still be shown."""
        self.source_button.setVisible(allowed)
