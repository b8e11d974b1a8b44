"""What stands above every page: whose case is shown, giving the keyboard back, locking, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.buttons import Button
from desktop.gui.widgets.text import Text


class TopBar(QWidget):
    """The row above the page.

    Signals:
        lock_wished: Lock the vault that is shown.
        exit_wished: Leave at once.
        back_wished: Give the keyboard back to the counselor.
    """

    lock_wished = Signal()
    exit_wished = Signal()
    back_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("top")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.APART, tokens.SNUG)
        column.setSpacing(tokens.SNUG)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(tokens.SNUG)
        column.addLayout(row)
        self.case = Text("", "tag")
        self.case.hide()
        if style.current().scale.is_large:
            # Below the buttons: whose case it is must not be left out, and the way out must not be pushed aside.
            column.addWidget(self.case, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            row.addWidget(self.case)
        row.addStretch(1)
        self.back_button = Button(_("Give the keyboard back"), "quiet", "hand")
        self.back_button.setObjectName("back")
        self.back_button.clicked.connect(self.back_wished)
        self.back_button.hide()
        row.addWidget(self.back_button)
        self.lock_button = Button(_("Lock"), "quiet", "lock")
        self.lock_button.setAccessibleName(_("Lock the vault"))
        self.lock_button.setObjectName("lock")
        self.lock_button.clicked.connect(self.lock_wished)
        row.addWidget(self.lock_button)
        self.exit_button = Button(_("Leave now (Shift 3 times)"), "exit", "door-open")
        self.exit_button.setObjectName("exit")
        self.exit_button.setAccessibleDescription(_("Locks the vault, clears what is shown and closes the window at once."))
        self.exit_button.setToolTip(_("Locks the vault, clears what is shown and closes the window at once."))
        self.exit_button.clicked.connect(self.exit_wished)
        row.addWidget(self.exit_button)
        self._row = row
        for button in (self.back_button, self.lock_button, self.exit_button):
            row.setAlignment(button, Qt.AlignmentFlag.AlignTrailing)

    def show_case(self, code: str, *, is_lent: bool) -> None:
        """Say whose case is shown (nothing for an empty code), and offer to give the keyboard back where it is lent."""
        # The person need not read under which code they are kept.
        self.case.setText(_("Case {code}").format(code=names.shown(code)) if code and not is_lent else "")
        self.case.setVisible(bool(code) and not is_lent)
        self.back_button.setVisible(is_lent)
        # Both are needed then, and do not fit beside each other: the way out stands above.
        stands = is_lent and style.current().scale.is_large
        self._row.setDirection(QBoxLayout.Direction.BottomToTop if stands else QBoxLayout.Direction.LeftToRight)
        if stands:
            self.lock_button.hide()
            self.back_button.setText(_("Give back"))
