"""That a case is closed: said above its items, with what it means and the way to take it up again."""

from PySide6.QtCore import Signal

from desktop.core.texts import _
from desktop.gui import case_words
from desktop.gui.widgets.buttons import LinkButton
from desktop.gui.widgets.surfaces import Notice
from desktop.services.vaults import Case


class ClosedNotice(Notice):
    """Says when the case was closed.

    Signals:
        cases_wished: Show the cases, where it can be taken up again.
    """

    cases_wished = Signal()

    def __init__(self, case: Case) -> None:
        super().__init__("info", *case_words.closed(case))
        self.button = LinkButton(_("Cases"), "folder")
        self.button.clicked.connect(self.cases_wished)
        self.offer(self.button)
