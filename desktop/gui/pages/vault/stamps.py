"""Time stamps in the window: what they show, and the two files that go out and come back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.core import names
from desktop.core.texts import _
from desktop.gui import item_words
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.vaults import Stamp


class StampsView(View):
    """The time stamps of the open vault.

    Signals:
        request_wished: Write a request for the whole custody log.
        answer_wished: Bring an answer back.
        rooted_answer_wished: Bring an answer back, with a root certificate of the person's own choice.
        went_back: Back to the list.
    """

    request_wished = Signal()
    answer_wished = Signal()
    rooted_answer_wished = Signal()
    went_back = Signal()

    def __init__(self, stamps: Sequence[Stamp], *, read_only: bool) -> None:
        super().__init__()
        back = LinkButton(_("Back to the list"), "arrow-left")
        back.clicked.connect(self.went_back)
        self.body.addWidget(back)
        self.request_button = PrimaryButton(_("Write a request"), "file-text")
        self.answer_button = QuietButton(_("Bring the answer back"), "download")
        self.rooted_button = QuietButton(_("Bring it back with a certificate"), "shield-check")
        card = Card(_("Have the time confirmed"))
        card.body.addWidget(
            Text(
                _(
                    "The times in the custody log are those of this computer. An authority can confirm that the log existed at a time. "
                    "You rarely need this at once; for a court it can help. A counselor or a lawyer can do it with you."
                )
            )
        )
        for step in (
            _("1. Write a request. The file holds a hash and a random number, and nothing of what is in the vault."),
            _("2. Take it to a computer with a connection and send it to a time-stamping authority. This program sends nothing."),
            _("3. Bring the answer back (a file that ends in .tsr). It is checked here and kept."),
        ):
            card.body.addWidget(Text(step))
        card.body.addWidget(in_a_row(self.request_button, self.answer_button, self.rooted_button))
        self.body.addWidget(card)
        for button in (self.request_button, self.answer_button, self.rooted_button):
            button.setEnabled(not read_only)
        self.request_button.clicked.connect(self.request_wished)
        self.answer_button.clicked.connect(self.answer_wished)
        self.rooted_button.clicked.connect(self.rooted_answer_wished)
        for stamp in stamps:
            self.body.addWidget(_card(stamp))


def _card(stamp: Stamp) -> Card:
    what = (
        _("The file of item {item} existed at this time.").format(item=stamp.item_id)
        if stamp.item_id
        else _("The custody log up to entry {number} existed at this time.").format(number=stamp.log_records)
    )
    card = Card(item_words.exact_moment(stamp.at))
    card.body.addWidget(Text(what))
    card.body.addWidget(Text(_("Stamped by {name}").format(name=names.shown(stamp.authority)), "small"))
    card.body.addWidget(Text(_("Root certificate: {name}").format(name=names.shown(stamp.root)), "small"))
    card.body.addWidget(Text(_("Its fingerprint: {hash}").format(hash=stamp.root_sha256[:32]), "small"))
    if not stamp.is_by_chosen_root:
        card.body.addWidget(
            Notice(
                "info",
                _("The signature is right. Who the authority is, the answer says itself."),
                _("To be sure, get the root certificate from the authority's own page, and bring the answer back once more with it."),
            )
        )
    return card
