"""What opens the vault: each way on a card, with what can be done about it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.core.texts import _, many
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.vaults import WaysIn


class WaysView(View):
    """The passphrase, the recovery code and the shares of the open vault.

    Signals:
        passphrase_wished, code_wished, shares_wished: Change or make one.
        code_unwished, shares_unwished: Remove it; the person agreed.
        went_back: Back to the list.
    """

    passphrase_wished = Signal()
    code_wished = Signal()
    shares_wished = Signal()
    code_unwished = Signal()
    shares_unwished = Signal()
    went_back = Signal()

    def __init__(self, ways: WaysIn, *, read_only: bool) -> None:
        super().__init__()
        back = LinkButton(_("Back to the list"), "arrow-left")
        back.clicked.connect(self.went_back)
        self.body.addWidget(back)
        self.passphrase_button = QuietButton(_("Change the passphrase"), "key-round")
        self.passphrase_button.clicked.connect(self.passphrase_wished)
        count = many("{count} passphrase opens this vault.", "{count} passphrases open this vault.", ways.passphrases)
        self._add_card(_("Passphrase"), count.format(count=ways.passphrases), [self.passphrase_button])
        self.code_button = QuietButton(_("Make a new code") if ways.has_recovery_code else _("Make a recovery code"), "life-buoy")
        self.remove_code_button = QuietButton(_("Remove the code"), "x")
        self._add_card(
            _("Recovery code"),
            _("A code on paper opens it too.") if ways.has_recovery_code else _("There is none. It is the simplest second way in."),
            [self.code_button, *([self.remove_code_button] if ways.has_recovery_code else [])],
        )
        self.code_button.clicked.connect(self.code_wished)
        self.code_question = self._ask_first(
            self.remove_code_button, _("Then the recovery code no longer opens this vault."), _("Remove the code"), self.code_unwished
        )
        self.shares_button = QuietButton(_("Make new shares") if ways.has_shares else _("Make three shares"), "heart-handshake")
        self.remove_shares_button = QuietButton(_("Remove the shares"), "x")
        self._add_card(
            _("Three shares"),
            _("Any two of three shares open it too.")
            if ways.has_shares
            else _("There are none. With shares, you and your counselor can open it together, or one of you with the page on paper."),
            [self.shares_button, *([self.remove_shares_button] if ways.has_shares else [])],
        )
        self.shares_button.clicked.connect(self.shares_wished)
        self.shares_question = self._ask_first(
            self.remove_shares_button, _("Then the shares no longer open this vault."), _("Remove the shares"), self.shares_unwished
        )
        for button in (self.passphrase_button, self.code_button, self.remove_code_button, self.shares_button, self.remove_shares_button):
            button.setEnabled(not read_only)

    def _add_card(self, heading: str, says: str, buttons: list[QWidget]) -> None:
        self._card = Card(heading)
        self._card.body.addWidget(Text(says))
        self._card.body.addWidget(in_a_row(*buttons))
        self.body.addWidget(self._card)

    def _ask_first(self, button: QuietButton, what: str, yes: str, agreed: SignalInstance) -> Confirm:
        question = Confirm(
            what, _("The pages become useless; destroy them. Copies of the vault from before still open by them."), yes, _("Keep it")
        )
        button.clicked.connect(question.ask)
        question.agreed.connect(agreed)
        self._card.body.addWidget(question)
        return question
