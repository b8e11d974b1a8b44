"""The recovery code in the window: making it, seeing it once, and coming back in with it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.form import FormRow, first_wrong
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.strength import StrengthHint
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text

_COLUMNS = 4
# Where text is large all of it must be seen at once: a group beyond the edge would be left out on the paper.
_COLUMNS_LARGE = 2


class MakeCodeView(View):
    """What a recovery code is, before one is made.

    Signals:
        show_wished: Make one and show it.
        page_wished: Make one and write it on a page.
        went_back: Back to the list.
    """

    show_wished = Signal()
    page_wished = Signal()
    went_back = Signal()

    def __init__(self, *, has_code: bool) -> None:
        super().__init__()
        self.show_button = PrimaryButton(_("Make it and show it once"), "eye")
        self.page_button = QuietButton(_("Make it and save a page to print"), "printer")
        back = LinkButton(_("Back to the list"), "arrow-left")
        card = Card(_("Recovery code"))
        card.body.addWidget(Text(_("Forty letters and digits that open this vault if you forget the passphrase. They belong on paper.")))
        card.body.addWidget(where_to_keep())
        if has_code:
            card.body.addWidget(
                Notice("warn", _("This vault has a recovery code. A new one ends it."), _("Then destroy the page with the earlier one."))
            )
        card.body.addWidget(in_a_row(self.show_button, self.page_button, back))
        self.body.addWidget(card)
        self.show_button.clicked.connect(self.show_wished)
        self.page_button.clicked.connect(self.page_wished)
        back.clicked.connect(self.went_back)

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the code is being made."""
        for button in (self.show_button, self.page_button):
            button.setEnabled(not busy)


class CodeView(View):
    """A new recovery code, this once; it cannot be selected, so that it does not land in the clipboard.

    Signals:
        went_back: It is written down.
    """

    went_back = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self.done_button = PrimaryButton(_("I have written it down"), "check")
        card = Card(_("Your recovery code"))
        card.body.addWidget(Text(_("Write it down now. It is not shown again.")))
        card.body.addWidget(_groups(code))
        card.body.addWidget(Text(_("There is no letter O and no letter I in it, only the digit 0 and the letter L."), "small"))
        card.body.addWidget(where_to_keep())
        card.body.addWidget(in_a_row(self.done_button))
        self.body.addWidget(card)
        self.done_button.clicked.connect(self.went_back)


class ForgottenView(View):
    """The folder, the recovery code and a new passphrase.

    Signals:
        wished: Open the vault in this folder by this code and give it this passphrase.
        repair_wished: The same, and make its damaged list of items anew.
        shares_wished: There are two shares in place of a code; the folder so far.
        seen_wished: This row says what is wrong, and has to be seen.
        went_back: Back to the passphrase.
    """

    wished = Signal(object, str, str)
    repair_wished = Signal(object, str, str)
    shares_wished = Signal(str)
    seen_wished = Signal(QWidget)
    went_back = Signal()

    def __init__(self, folder: str = "") -> None:
        super().__init__()
        self.shares_button = LinkButton(_("Use two shares instead"), "life-buoy")
        self.folder = FolderField(_("Folder of the vault"), folder)
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Recovery code"))
        self.new, self.again = PassphraseField(_("New passphrase")), PassphraseField(_("The new passphrase once more"))
        self.open_button = PrimaryButton(_("Open with the recovery code"), "lock-keyhole")
        self.repair_button = QuietButton(_("Make the list anew and open"), "list")
        self.repair_button.hide()
        back = LinkButton(_("Back"), "arrow-left")
        self._folder_row = FormRow(_("Folder of the vault"), self.folder, _("The folder you chose when you made it."))
        self._code_row = FormRow(
            _("Recovery code"), self.code, _("Eight groups of five, as they stand on the paper. Small letters and spaces are fine.")
        )
        self._new_row = FormRow(
            _("New passphrase"), self.new, _("Four or five words that belong together only for you. Long is stronger than complicated.")
        )
        self._again_row = FormRow(_("The new passphrase once more"), self.again)
        card = Card(_("I forgot my passphrase"))
        card.body.addWidget(
            Text(
                _(
                    "If you made a recovery code, it opens the vault. Someone you trust may have it. Two of three shares open it as well. "
                    "Without any of these, only the passphrase does."
                )
            )
        )
        for row in (self._folder_row, self._code_row, self._new_row, StrengthHint(self.new), self._again_row):
            card.body.addWidget(row)
        card.body.addWidget(in_a_row(self.open_button, self.repair_button, self.shares_button, back))
        self.body.addWidget(card)
        back.clicked.connect(self.went_back)
        self.open_button.clicked.connect(self._tell)
        self.repair_button.clicked.connect(self._tell_repair)
        self.shares_button.clicked.connect(self._tell_shares)
        self.again.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the first field that is empty."""
        return self.code if self.folder.folder() else self.folder.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the vault is being opened."""
        self.open_button.setEnabled(not busy)
        self.open_button.say(_("Opening") if busy else _("Open with the recovery code"))

    def offer_repair(self) -> None:
        """Offer to make the list of items anew: it is damaged, and nothing else is known to be."""
        self.repair_button.show()

    @Slot()
    def _tell(self) -> None:
        if self._is_filled():
            self.wished.emit(self.folder.folder(), self.code.text(), self.new.text())

    @Slot()
    def _tell_repair(self) -> None:
        if self._is_filled():
            self.repair_wished.emit(self.folder.folder(), self.code.text(), self.new.text())

    @Slot()
    def _tell_shares(self) -> None:
        self.shares_wished.emit(self.folder.line.text())

    def _is_filled(self) -> bool:
        folder: Path | None = self.folder.folder()
        agree = self.new.text() == self.again.text()
        self._folder_row.show_wrong("" if folder else _("Choose the folder first."))
        self._code_row.show_wrong("" if self.code.text().strip() else _("Type the code from the paper."))
        self._new_row.show_wrong("" if self.new.text() else _("Type a passphrase."))
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        wrong = first_wrong((self._folder_row, self._code_row, self._new_row, self._again_row))
        if wrong is not None:
            self.seen_wished.emit(wrong)
        return bool(folder and self.code.text().strip() and self.new.text() and agree and self.open_button.isEnabled())


def where_to_keep() -> Notice:
    """Return what is said wherever a code is made."""
    return Notice(
        "info",
        _("Keep it away from the vault."),
        _("Not on this computer and not beside the stick: in another place, or with someone you trust. Whoever has both can open it."),
    )


def _groups(code: str) -> QWidget:
    shown = QWidget()
    shown.setAccessibleName(code)
    grid = QGridLayout(shown)
    grid.setSpacing(tokens.APART)
    columns = _COLUMNS_LARGE if style.current().scale.is_large else _COLUMNS
    for number, group in enumerate(code.split("-")):
        grid.addWidget(Text(group, "title"), number // columns, number % columns, Qt.AlignmentFlag.AlignCenter)
    return shown
