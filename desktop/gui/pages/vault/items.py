"""The open vault: what it holds, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot

from desktop.core.texts import _
from desktop.gui.pages.vault.board import BoardCard
from desktop.gui.pages.vault.browser.browser import ItemBrowser
from desktop.gui.pages.vault.care import CareCard
from desktop.gui.pages.vault.closed import ClosedNotice
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card, EmptyState, Notice
from desktop.gui.widgets.text import Text
from desktop.services.following import Followed
from desktop.services.vaults import Case, Item


class ItemsView(View):
    """The items of the vault, and the ways to add to them.

    Signals:
        files_wished, paste_wished, link_wished, export_wished, capture_wished: Add something.
        item_wished: Show the item with this id.
        recovery_wished: Make a recovery code.
        cases_wished: Show the cases.
        board_wished: Show how far the reports are.

        care_added: What can be done with the vault as a whole is there (a CareCard); it lies further down and is built between events.
    """

    files_wished = Signal()
    paste_wished = Signal()
    link_wished = Signal()
    export_wished = Signal()
    capture_wished = Signal()
    item_wished = Signal(str)
    recovery_wished = Signal()
    board_wished = Signal()
    cases_wished = Signal()
    care_added = Signal(object)

    def __init__(self, folder_name: str, *, read_only: bool = False, has_code: bool = True) -> None:
        super().__init__()
        self.files_button = PrimaryButton(_("Add files"), "image-plus")
        self.paste_button = QuietButton(_("Paste"), "clipboard-paste")
        self.link_button = QuietButton(_("Add an address"), "link")
        self.export_button = QuietButton(_("Take in a chat or e-mail"), "message-circle")
        self.capture_button = QuietButton(_("Capture the screen"), "scan-search")
        ways = (self.files_button, self.paste_button, self.link_button, self.export_button, self.capture_button)
        self.body.addWidget(in_a_row(*ways))
        if read_only:
            for button in ways:
                button.setEnabled(False)
            self.body.addWidget(
                Notice(
                    "info",
                    _("This vault can be read, but nothing can be added."),
                    _("It lies where nothing can be written. Copy its whole folder to your own computer or stick to add to it."),
                )
            )
        self.closed: ClosedNotice | None = None
        self.browser = ItemBrowser()
        self.items = self.browser.list
        self._empty = EmptyState(
            "archive",
            _("The vault is open and empty."),
            _("Add a picture or a screenshot, or the address where you saw it. You can also drop files here or paste a copied picture."),
        )
        for part in (self.browser, self._empty):
            self.body.addWidget(part)
            part.hide()
        self._cases: Sequence[Case] = ()
        self.board: BoardCard | None = None
        self._connect()
        self.pieces.add(
            partial(self._add_offer, is_wanted=not has_code and not read_only), partial(self._add_care, folder_name, read_only=read_only)
        )

    @property
    def offer(self) -> Card:
        """The offer of a recovery code, built now where it was not yet."""
        self.pieces.finish()
        return self._offer

    @property
    def care(self) -> CareCard:
        """What can be done with the vault as a whole, built now where it was not yet."""
        self.pieces.finish()
        return self._care

    def show_items(self, items: Sequence[Item], cases: Sequence[Case] = ()) -> None:
        """Show what the vault holds."""
        self._cases = cases
        self.browser.show_items(items, cases)
        self._show_closed()
        self.browser.setVisible(bool(items))
        self._empty.setVisible(not items)

    def show_board(self, reports: Sequence[Followed]) -> None:
        """Show how far the reports are, where there are any."""
        if self.board is not None:
            self.body.removeWidget(self.board)
            self.board.hide()
            self.board.deleteLater()
            self.board = None
        if reports:
            self.board = BoardCard(reports)
            self.board.board_wished.connect(self.board_wished)
            self.body.insertWidget(self.body.indexOf(self._empty) + 1, self.board)

    @Slot()
    def _show_closed(self) -> None:
        """Say that the case whose items are shown is closed: the one that was chosen, or the only one there is."""
        chosen = self.browser.case.value() or (self._cases[0].id if len(self._cases) == 1 else "")
        case = next((one for one in self._cases if one.id == chosen and one.is_closed), None)
        if self.closed is not None:
            self.closed.hide()
            self.body.removeWidget(self.closed)
            self.closed.deleteLater()
            self.closed = None
        if case is not None:
            self.closed = ClosedNotice(case)
            self.closed.cases_wished.connect(self.cases_wished)
            self.body.insertWidget(self.body.indexOf(self.browser), self.closed)

    def _add_offer(self, *, is_wanted: bool) -> None:
        self.make_code_button = QuietButton(_("Make a recovery code"), "life-buoy")
        self.make_code_button.clicked.connect(self.recovery_wished)
        self._offer = card = Card(_("If you should forget the passphrase"))
        card.body.addWidget(
            Text(
                _(
                    "Now only your passphrase opens this vault. A recovery code on paper is a second way in. It takes a minute, and later "
                    "is fine."
                )
            )
        )
        card.body.addWidget(in_a_row(self.make_code_button))
        self.body.addWidget(card)
        card.setVisible(is_wanted)

    def _add_care(self, folder_name: str, *, read_only: bool) -> None:
        self._care = CareCard(folder_name, read_only=read_only)
        self.body.addWidget(self._care)
        self.care_added.emit(self._care)

    def _connect(self) -> None:
        self.files_button.clicked.connect(self.files_wished)
        self.paste_button.clicked.connect(self.paste_wished)
        self.link_button.clicked.connect(self.link_wished)
        self.export_button.clicked.connect(self.export_wished)
        self.capture_button.clicked.connect(self.capture_wished)
        self.browser.opened.connect(self.item_wished)
        self.browser.case.currentIndexChanged.connect(self._show_closed)
