"""Three shares in the window: what they are, and each shown once, on its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services import sharing
from desktop.services.vaults import Share

_COLUMNS, _COLUMNS_LARGE = 4, 2


class MakeSharesView(View):
    """What shares are, before any are made.

    Signals:
        show_wished: Make them and show them one after another.
        pages_wished: Make them and write each on a page.
        went_back: Back to the ways in.
    """

    show_wished = Signal()
    pages_wished = Signal()
    went_back = Signal()

    def __init__(self, *, has_shares: bool) -> None:
        super().__init__()
        self.show_button = PrimaryButton(_("Make them and show them one by one"), "eye")
        self.pages_button = QuietButton(_("Make them and save three pages to print"), "printer")
        back = LinkButton(_("Back"), "arrow-left")
        card = Card(_("Three shares"))
        card.body.addWidget(
            Text(_("Twenty words each. Any two of the three open this vault if the passphrase is forgotten. One alone opens nothing."))
        )
        for number in range(1, sharing.COUNT + 1):
            card.body.addWidget(Text(f"{number}.  {sharing.holder(number)}"))
        card.body.addWidget(
            Notice(
                "info",
                _("Keep them in three places."),
                _("Then a lost page locks nobody out, and a page that somebody finds opens nothing. Never keep two of them together."),
            )
        )
        if has_shares:
            card.body.addWidget(
                Notice("warn", _("This vault has shares. New ones end them."), _("Then destroy the three pages from before."))
            )
        card.body.addWidget(in_a_row(self.show_button, self.pages_button, back))
        self.body.addWidget(card)
        self.show_button.clicked.connect(self.show_wished)
        self.pages_button.clicked.connect(self.pages_wished)
        back.clicked.connect(self.went_back)

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the shares are being made."""
        for button in (self.show_button, self.pages_button):
            button.setEnabled(not busy)


class ShareView(View):
    """One new share, this once; it cannot be selected, so that it does not land in the clipboard.

    Signals:
        written_down: Go on to the next, or after the last one let the vault open by them.
        went_back: Stop here; nothing is changed.
    """

    written_down = Signal()
    went_back = Signal()

    def __init__(self, share: Share) -> None:
        super().__init__()
        is_last = share.number == sharing.COUNT
        self.done_button = PrimaryButton(_("I have written down all three") if is_last else _("Written down. The next one"), "check")
        self.stop_button = LinkButton(_("Stop, change nothing"), "x")
        card = Card(_("Share {number} of 3").format(number=share.number))
        card.body.addWidget(Text(str(sharing.holder(share.number)), "strong"))
        card.body.addWidget(Text(_("Write the words down in their order, on a page of their own. They are not shown again.")))
        card.body.addWidget(_words(share))
        if not is_last:
            card.body.addWidget(
                Text(_("If someone else is to keep this share, let them write it down, and look away yourself if you like."), "small")
            )
        card.body.addWidget(in_a_row(self.done_button, self.stop_button))
        self.body.addWidget(card)
        self.done_button.clicked.connect(self.written_down)
        self.stop_button.clicked.connect(self.went_back)


def _words(share: Share) -> QWidget:
    shown = QWidget()
    shown.setAccessibleName(" ".join(share.words))
    grid = QGridLayout(shown)
    grid.setSpacing(tokens.SNUG)
    columns = _COLUMNS_LARGE if style.current().scale.is_large else _COLUMNS
    for place, word in enumerate(share.words):
        grid.addWidget(Text(f"{place + 1}.  {word}", "strong"), place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
    return shown
