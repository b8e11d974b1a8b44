"""A question in the page itself, asked before something that cannot be taken back."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui import tokens
from desktop.gui.widgets.bringing import bring_into_view
from desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.surfaces import Notice


class Confirm(Notice):
    """Hidden until it is asked; says what will happen, and offers to go on or to leave it.

    Signals:
        agreed: Go on.
        declined: Leave it.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self, what: str, consequence: str, yes: str, no: str, parent: QWidget | None = None) -> None:
        super().__init__("warn", what, consequence, parent)
        # The careful answer is the prominent one.
        self.yes_button = QuietButton(yes)
        self.no_button = PrimaryButton(no)
        buttons = QWidget()
        row = Flow(buttons, tokens.SNUG)
        row.addWidget(self.no_button)
        row.addWidget(self.yes_button)
        self.body.addSpacing(tokens.SNUG)
        self.body.addWidget(buttons)
        self.yes_button.clicked.connect(self._agree)
        self.no_button.clicked.connect(self._decline)
        self.hide()

    @Slot()
    def ask(self) -> None:
        """Show the question; the keyboard stands on the careful answer."""
        self.show()
        self.announce()
        self.no_button.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self)

    @Slot()
    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()

    @Slot()
    def _decline(self) -> None:
        self.hide()
        self.declined.emit()
