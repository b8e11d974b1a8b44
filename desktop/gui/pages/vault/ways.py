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
    """The passphrase, the recovery code, the shares and quick unlock of the open vault.

    Signals:
        passphrase_wished, code_wished, shares_wished: Change or make one.
        code_unwished, shares_unwished: Remove it; the person agreed.
        quick_wished, quick_unwished: Switch quick unlock on, as the person agreed to, or off.
        went_back: Back to the list.
    """

    passphrase_wished = Signal()
    code_wished = Signal()
    shares_wished = Signal()
    code_unwished = Signal()
    shares_unwished = Signal()
    quick_wished = Signal()
    quick_unwished = Signal()
    went_back = Signal()

    def __init__(self, ways: WaysIn, *, read_only: bool, shared: bool = False) -> None:
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
        self._add_quick_unlock(ways, shared=shared)
        for button in (
            self.quick_button,
            self.forget_button,
            self.passphrase_button,
            self.code_button,
            self.remove_code_button,
            self.shares_button,
            self.remove_shares_button,
        ):
            button.setEnabled(not read_only)

    def _add_quick_unlock(self, ways: WaysIn, *, shared: bool) -> None:
        self.quick_button = QuietButton(_("Switch quick unlock on"), "lock-keyhole")
        self.forget_button = QuietButton(_("Switch it off everywhere"), "x")
        count = many("Quick unlock opens it on {count} computer.", "Quick unlock opens it on {count} computers.", ways.computers)
        if ways.computers:
            says, buttons = count.format(count=ways.computers), [self.forget_button]
        elif shared:
            says, buttons = _("Not offered, because others use this computer."), []
        else:
            says, buttons = (
                _("It is off. Your computer can remember a key, so that you need not type the passphrase here."),
                [self.quick_button],
            )
        self._add_card(_("Quick unlock on this computer"), says, [*buttons])
        self.quick_question = Confirm(
            _("Then whoever uses this computer under your name can open the vault without the passphrase."),
            _("Do this only on a computer that is yours alone. The passphrase stays as it is, and you can switch this off at any time."),
            _("Switch it on"),
            _("Leave it off"),
        )
        self.quick_button.clicked.connect(self.quick_question.ask)
        self.quick_question.agreed.connect(self.quick_wished)
        self.forget_button.clicked.connect(self.quick_unwished)
        self._card.body.addWidget(self.quick_question)

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
