"""Coming back in by two of three shares: the words are checked while they are typed."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.errors import LindenError
from desktop.core.texts import _, many
from desktop.gui import tokens
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.form import FormRow, first_wrong
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.strength import StrengthHint
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services import sharing

_LINES = 4


class ShareField(QWidget):
    """A field for the words of one share, and how far one is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(name)
        self.words.setTabChangesFocus(True)
        self.words.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * _LINES + 2 * tokens.NEAR)
        self.setAccessibleName(name)
        self.setFocusProxy(self.words)
        self._progress = Text("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TINY)
        column.addWidget(self.words)
        column.addWidget(self._progress)
        self.words.textChanged.connect(self._show_progress)
        self._show_progress()

    def text(self) -> str:
        """Return what was typed."""
        return self.words.toPlainText()

    def wrong(self) -> str:
        """Return what is wrong with what was typed, as a sentence; nothing where it is a share."""
        if sharing.typed_so_far(f"{self.text()} ") != (sharing.WORDS, 0):
            return _("Type the 20 words from the page.")
        try:
            sharing.check(self.text())
        except LindenError as error:
            # Said at the field: of two pages, a person has to know which.
            return f"{error.what_happened} {error.what_to_do}"
        return ""

    @Slot()
    def _show_progress(self) -> None:
        count, strange = sharing.typed_so_far(self.text())
        if strange:
            self._progress.setText(_("Look at word {number} again: no share has this word.").format(number=strange))
        else:
            self._progress.setText(many("{count} word of 20", "{count} words of 20", count).format(count=count))


class TwoSharesView(View):
    """The folder, the words of two shares, and a new passphrase.

    Signals:
        wished: Open the vault in this folder by these two shares and give it this passphrase.
        repair_wished: The same, and make its damaged list of items anew.
        seen_wished: This row says what is wrong, and has to be seen.
        went_back: Back to the recovery code.
    """

    wished = Signal(object, object, str)
    repair_wished = Signal(object, object, str)
    seen_wished = Signal(QWidget)
    went_back = Signal()

    def __init__(self, folder: str = "") -> None:
        super().__init__()
        self.folder = FolderField(_("Folder of the vault"), folder)
        self.shares = (ShareField(_("One share")), ShareField(_("Another share")))
        self.new, self.again = PassphraseField(_("New passphrase")), PassphraseField(_("The new passphrase once more"))
        self.open_button = PrimaryButton(_("Open with two shares"), "lock-keyhole")
        self.repair_button = QuietButton(_("Make the list anew and open"), "list")
        self.repair_button.hide()
        back = LinkButton(_("Back"), "arrow-left")
        self._folder_row = FormRow(_("Folder of the vault"), self.folder, _("The folder you chose when you made it."))
        self._share_rows = (
            FormRow(
                _("One share"),
                self.shares[0],
                _("The 20 words of one page, in their order. The first four letters of each are enough. They are English words."),
            ),
            FormRow(_("Another share"), self.shares[1], _("The 20 words of a second page, from the same day.")),
        )
        self._new_row = FormRow(
            _("New passphrase"), self.new, _("Four or five words that belong together only for you. Long is stronger than complicated.")
        )
        self._again_row = FormRow(_("The new passphrase once more"), self.again)
        card = Card(_("Open with two shares"))
        card.body.addWidget(
            Text(_("If you made three shares, any two of them open the vault: your own, the one of your counselor, the one on paper."))
        )
        for row in (self._folder_row, *self._share_rows, self._new_row, StrengthHint(self.new), self._again_row):
            card.body.addWidget(row)
        card.body.addWidget(in_a_row(self.open_button, self.repair_button, back))
        self.body.addWidget(card)
        back.clicked.connect(self.went_back)
        self.open_button.clicked.connect(self._tell)
        self.repair_button.clicked.connect(self._tell_repair)
        self.again.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the first field that is empty."""
        return self.shares[0].words if self.folder.folder() else self.folder.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the vault is being opened."""
        self.open_button.setEnabled(not busy)
        self.open_button.say(_("Opening") if busy else _("Open with two shares"))

    def offer_repair(self) -> None:
        """Offer to make the list of items anew: it is damaged, and nothing else is known to be."""
        self.repair_button.show()

    @Slot()
    def _tell(self) -> None:
        if self._is_filled():
            self.wished.emit(self.folder.folder(), self._typed(), self.new.text())

    @Slot()
    def _tell_repair(self) -> None:
        if self._is_filled():
            self.repair_wished.emit(self.folder.folder(), self._typed(), self.new.text())

    def _typed(self) -> tuple[str, str]:
        return self.shares[0].text(), self.shares[1].text()

    def _is_filled(self) -> bool:
        folder, agree = self.folder.folder(), self.new.text() == self.again.text()
        wrong = [share.wrong() for share in self.shares]
        self._folder_row.show_wrong("" if folder else _("Choose the folder first."))
        for row, sentence in zip(self._share_rows, wrong, strict=True):
            row.show_wrong(sentence)
        self._new_row.show_wrong("" if self.new.text() else _("Type a passphrase."))
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        row_to_see = first_wrong((self._folder_row, *self._share_rows, self._new_row, self._again_row))
        if row_to_see is not None:
            self.seen_wished.emit(row_to_see)
        return bool(folder and not any(wrong) and self.new.text() and agree and self.open_button.isEnabled())
