"""What one can do now; none of it depends on the result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.buttons import Door
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

# With larger text than this (in %), the ways stand one under the other.
_TWO_BESIDE_UP_TO = 125


class NextSteps(Card):
    """The ways to go on, the same for every result.

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
        self.keep_button = Door(
            "lock-keyhole", _("Keep it in my vault"), _("Locked with your passphrase, so that it is there when you need it."), low=True
        )
        self.help_button = Door("life-buoy", _("Get help now"), _("People who can stop it from spreading, and who listen."), low=True)
        self.report_button = Door("file-text", _("Write a report"), _("For the police, a platform or a search engine."), low=True)
        self.source_button = Door(
            "images", _("Find the photo it was made from"), _("Compare it with your own photos, here on this computer."), low=True
        )
        self.pdf_button = Door(
            "printer", _("Save the result as a page (PDF)"), _("To show to someone. It holds words and no picture."), low=True
        )
        self._ways = QGridLayout()
        self._ways.setSpacing(tokens.NEAR)
        for button, wish in (
            (self.keep_button, self.keep_wished),
            (self.help_button, self.help_wished),
            (self.report_button, self.report_wished),
            (self.source_button, self.source_wished),
            (self.pdf_button, self.pdf_wished),
        ):
            button.clicked.connect(wish)
        self.body.addLayout(self._ways)
        self.allow_picture(allowed=True)

    def allow_picture(self, *, allowed: bool) -> None:
        """Offer the search for the source photo only where the picture may still be shown."""
        self.source_button.setVisible(allowed)
        ways = [self.keep_button, self.help_button, self.report_button, *([self.source_button] if allowed else []), self.pdf_button]
        columns = 1 if style.current().scale.percent > _TWO_BESIDE_UP_TO else 2
        for way in ways:
            self._ways.removeWidget(way)
        for number, way in enumerate(ways):
            self._ways.addWidget(way, number // columns, number % columns)
