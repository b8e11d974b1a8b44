"""What is said of a file that could not be checked: which one, what happened, what to do, and the way to the vault."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop.core.names import shown
from desktop.core.texts import _
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Notice
from desktop.gui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.checking import NotChecked


class NotCheckedNotice(Notice):
    """A caution, not an alarm: one file that cannot be read changes nothing else.

    Signals:
        vault_wished: Go to the vault, where the file can be kept as it is.
    """

    vault_wished = Signal()

    def __init__(self, outcome: "NotChecked") -> None:
        super().__init__("warn", str(outcome.error.what_happened), str(outcome.error.what_to_do))
        name = shown(outcome.name)
        self.setAccessibleName(_("{name}: {answer}").format(name=name, answer=self.accessibleName()))
        self.body.insertWidget(0, Text(name, "small"))
        self.vault_button = LinkButton(_("My vault"), "lock-keyhole")
        self.vault_button.clicked.connect(self.vault_wished)
        self.body.addWidget(self.vault_button, 0, Qt.AlignmentFlag.AlignLeading)
