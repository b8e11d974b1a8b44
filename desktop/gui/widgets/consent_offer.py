"""Where the person's consent is missing: asking them and noting the answer there and then."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import tokens
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import Choice, QuietButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.text import Text
from desktop.services.counsel.consent import WHAT, How, Scope


def how_choice() -> Choice:
    """Return the choice of how consent was said; face to face at first."""
    name = _("How it was said")
    ways = [(How.IN_PERSON, _("Said face to face")), (How.SIGNED, _("Signed on paper")), (How.BY_PHONE, _("By phone"))]
    choice = Choice(name, ways)
    choice.choose(How.IN_PERSON)
    return choice


class ConsentOffer(QWidget):
    """One question for the person, opened by a button; what they agreed to before stays as it is.

    Signals:
        agreed: The person agrees, and it was said in this way (a How).
        put_off: They do not, or are not asked now.
    """

    agreed = Signal(object)
    put_off = Signal()

    def __init__(self, scope: Scope, receiver: str = "") -> None:
        super().__init__()
        what = str(WHAT[scope])
        question = (
            _("“Do you agree to this: {what}, to {receiver}?” Nobody has to, and it can be taken back at any time.")
            if receiver
            else _("“Do you agree to this: {what}?” Nobody has to, and it can be taken back at any time.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.SNUG, 0, 0)
        column.setSpacing(tokens.SNUG)
        self.open_button = QuietButton(_("Ask the person now"), "pencil")
        # None of these is the main action: a question of consent has no answer that is wished for.
        self.agree_button = QuietButton(_("The person agrees: note it"), "check")
        self.later_button = QuietButton(_("Not now"))
        self._form = QWidget()
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(tokens.SNUG)
        rows.addWidget(Text(question.format(what=what, receiver=names.shown(receiver)), "strong"))
        self.how = how_choice()
        rows.addWidget(FormRow(_("How it was said"), self.how))
        column.addWidget(self._form)
        column.addWidget(in_a_row(self.open_button, self.agree_button, self.later_button))
        for part in (self._form, self.agree_button):
            part.hide()
        self.open_button.clicked.connect(self._open)
        self.later_button.clicked.connect(self.put_off)
        self.agree_button.clicked.connect(self._tell)

    @Slot()
    def _open(self) -> None:
        self.open_button.hide()
        for part in (self._form, self.agree_button):
            part.show()
        self.how.buttons()[0].setFocus()

    @Slot()
    def _tell(self) -> None:
        self.agree_button.setEnabled(False)
        self.agreed.emit(How(str(self.how.value())))
