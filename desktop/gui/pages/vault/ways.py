"""What opens the vault: each way on a card, with what can be done about it."""

from PySide6.QtCore import Signal

from desktop.core.texts import _, many
from desktop.gui.pages.views import View
from desktop.gui.widgets.acts import ActsCard
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.surfaces import Card
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
        for card in (self._passphrase(ways), self._code(ways), self._shares(ways), self._quick_unlock(ways, shared=shared)):
            self.body.addWidget(card)
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

    def _passphrase(self, ways: WaysIn) -> Card:
        count = many("{count} passphrase opens this vault.", "{count} passphrases open this vault.", ways.passphrases)
        card = ActsCard(_("Passphrase"), count.format(count=ways.passphrases))
        self.passphrase_button = QuietButton(_("Change the passphrase"), "key-round")
        card.offer(self.passphrase_button, self.passphrase_wished)
        return card

    def _code(self, ways: WaysIn) -> Card:
        there, none = _("A code on paper opens it too."), _("There is none. It is the simplest second way in.")
        card = ActsCard(_("Recovery code"), there if ways.has_recovery_code else none)
        self.code_button = QuietButton(_("Make a new code") if ways.has_recovery_code else _("Make a recovery code"), "life-buoy")
        self.remove_code_button = QuietButton(_("Remove the code"), "x")
        self.code_question = _question(_("Then the recovery code no longer opens this vault."), _("Remove the code"))
        card.offer(self.code_button, self.code_wished)
        if ways.has_recovery_code:
            card.offer(self.remove_code_button, self.code_unwished, self.code_question)
        return card

    def _shares(self, ways: WaysIn) -> Card:
        none = _("There are none. With shares, you and your counselor can open it together, or one of you with the page on paper.")
        card = ActsCard(_("Three shares"), _("Any two of three shares open it too.") if ways.has_shares else none)
        self.shares_button = QuietButton(_("Make new shares") if ways.has_shares else _("Make three shares"), "heart-handshake")
        self.remove_shares_button = QuietButton(_("Remove the shares"), "x")
        self.shares_question = _question(_("Then the shares no longer open this vault."), _("Remove the shares"))
        card.offer(self.shares_button, self.shares_wished)
        if ways.has_shares:
            card.offer(self.remove_shares_button, self.shares_unwished, self.shares_question)
        return card

    def _quick_unlock(self, ways: WaysIn, *, shared: bool) -> Card:
        self.quick_button = QuietButton(_("Switch quick unlock on"), "lock-keyhole")
        self.forget_button = QuietButton(_("Switch it off everywhere"), "x")
        self.quick_question = Confirm(
            _("Then whoever uses this computer under your name can open the vault without the passphrase."),
            _("Do this only on a computer that is yours alone. The passphrase stays as it is, and you can switch this off at any time."),
            _("Switch it on"),
            _("Leave it off"),
        )
        count = many("Quick unlock opens it on {count} computer.", "Quick unlock opens it on {count} computers.", ways.computers)
        if ways.computers:
            card = ActsCard(_("Quick unlock on this computer"), count.format(count=ways.computers))
            card.offer(self.forget_button, self.quick_unwished)
        elif shared:
            card = ActsCard(_("Quick unlock on this computer"), _("Not offered, because others use this computer."))
        else:
            says = _("It is off. Your computer can remember a key, so that you need not type the passphrase here.")
            card = ActsCard(_("Quick unlock on this computer"), says)
            card.offer(self.quick_button, self.quick_wished, self.quick_question)
        return card


def _question(what: str, yes: str) -> Confirm:
    consequence = _("The pages become useless; destroy them. Copies of the vault from before still open by them.")
    return Confirm(what, consequence, yes, _("Keep it"))
