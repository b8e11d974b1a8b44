"""The two doors of a closed vault: opening one's own, and making a new one."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.buttons import Door, LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.folder_form import NewForm, OpenForm
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text

# With larger text than this (in %), doors stand one under the other.
_SIDE_BY_SIDE_UP_TO = 125


class DoorsView(View):
    """No vault is open: two ways to one.

    Signals:
        open_wished: Open a vault that is there.
        new_wished: Make a new one.
    """

    is_entrance = True

    open_wished = Signal()
    new_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.open_door = Door(
            "lock-keyhole", _("Open my vault"), _("You made one before, here or on a stick. You need its folder and your passphrase.")
        )
        self.new_door = Door(
            "archive", _("Make a new vault"), _("A folder that only your passphrase opens, for pictures, addresses and your notes.")
        )
        self.open_door.clicked.connect(self.open_wished)
        self.new_door.clicked.connect(self.new_wished)
        large = style.current().scale.percent > _SIDE_BY_SIDE_UP_TO
        doors = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        doors.setSpacing(tokens.APART)
        doors.addWidget(self.open_door, 1)
        doors.addWidget(self.new_door, 1)
        self.body.addLayout(doors)
        self.body.addWidget(
            Notice(
                "info",
                _("No list of vaults is kept on this computer."),
                _("Whoever uses it after you does not see from this program that there is one, or where it lies."),
            )
        )


class UnlockView(View):
    """Folder and passphrase of a vault that is there.

    Signals:
        wished: Open the vault in this folder with this passphrase.
        repair_wished: Make its damaged list of items anew, then open it.
        quick_wished: Open it by the key ring of this computer.
        forgotten: The passphrase is forgotten; the folder so far.
        went_back: Back to the doors.
    """

    wished = Signal(object, str)
    quick_wished = Signal(object)
    forgotten = Signal(str)
    repair_wished = Signal(object, str)
    went_back = Signal()

    def __init__(self, folder: str = "", *, quick: bool = False) -> None:
        super().__init__()
        self.form = OpenForm(
            (_("Folder of the vault"), _("The folder you chose when you made it.")),
            (_("Passphrase"), _("Small and capital letters are different.")),
            folder,
        )
        self.folder, self.passphrase = self.form.folder, self.form.passphrase
        self.open_button = PrimaryButton(_("Open"), "lock-keyhole")
        back = LinkButton(_("Back"), "arrow-left")
        self.quick_button = QuietButton(_("Quick unlock"), "lock-keyhole")
        self.quick_button.setVisible(quick)
        self.forgotten_button = LinkButton(_("I forgot my passphrase"), "life-buoy")
        card = Card(_("Open my vault"))
        card.body.addWidget(self.form)
        card.body.addWidget(in_a_row(self.open_button, self.quick_button, self.forgotten_button, back))
        self.body.addWidget(card)
        self.repair_card = Card(_("Only the list of items is damaged. The files themselves can be read without it."))
        self.repair_card.body.addWidget(
            Text(_("First copy the whole vault folder to another place. Then the list can be made anew; the damaged one is kept."))
        )
        self.repair_button = QuietButton(_("Make the list anew"), "list")
        self.repair_card.body.addWidget(in_a_row(self.repair_button))
        self.repair_card.hide()
        self.body.addWidget(self.repair_card)
        self.repair_button.clicked.connect(self._tell_repair)
        self.forgotten_button.clicked.connect(self._tell_forgotten)
        self.quick_button.clicked.connect(self._tell_quick)
        back.clicked.connect(self.went_back)
        self.open_button.clicked.connect(self._tell)
        self.form.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the first field that is empty."""
        return self.passphrase.line if self.folder.folder() else self.folder.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the vault is being opened; a second try has to wait for the first."""
        self.open_button.setEnabled(not busy)
        self.open_button.say(_("Opening") if busy else _("Open"))

    def ask_again(self) -> None:
        """Let the person type the passphrase once more."""
        self.form.ask_again()

    def offer_repair(self) -> None:
        """Offer to make the list of items anew: it is damaged, and nothing else is known to be."""
        self.repair_card.show()

    @Slot()
    def _tell(self) -> None:
        folder = self.form.given_folder()
        if folder and self.open_button.isEnabled():
            self.wished.emit(folder, self.passphrase.text())

    @Slot()
    def _tell_quick(self) -> None:
        folder = self.form.given_folder()
        if folder and self.open_button.isEnabled():
            self.quick_wished.emit(folder)

    @Slot()
    def _tell_forgotten(self) -> None:
        self.forgotten.emit(self.folder.line.text())

    @Slot()
    def _tell_repair(self) -> None:
        folder = self.folder.folder()
        if folder and self.open_button.isEnabled():
            self.repair_wished.emit(folder, self.passphrase.text())


class CreateView(View):
    """Place, name and passphrase of a new vault.

    Signals:
        wished: Make a vault in this folder with this passphrase.
        went_back: Back to the doors.
    """

    wished = Signal(object, str)
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = NewForm(
            _("Papers"),
            (_("Passphrase"), _("Four or five words that belong together only for you. Long is stronger than complicated.")),
            _("If others use this computer, a USB stick of your own is the better place: you can take it with you."),
            _("Choose a name that tells nothing. Others can see the folder, but not what is in it."),
        )
        self.where, self.name, self.passphrase, self.again = self.form.where, self.form.name, self.form.passphrase, self.form.again
        self.hint = self.form.hint
        self.make_button = PrimaryButton(_("Make the vault"), "archive")
        back = LinkButton(_("Back"), "arrow-left")
        card = Card(_("Make a new vault"))
        card.body.addWidget(self.form)
        card.body.addWidget(
            Notice(
                "warn",
                _("If the passphrase is forgotten, only a recovery code opens the vault. We cannot open it."),
                _(
                    "Once the vault is made, you can make a recovery code: a page that you keep away from this computer, "
                    "or give in a closed envelope to someone you trust, such as a counselor."
                ),
            )
        )
        card.body.addWidget(in_a_row(self.make_button, back))
        self.body.addWidget(card)
        back.clicked.connect(self.went_back)
        self.make_button.clicked.connect(self._tell)
        self.form.entered.connect(self._tell)

    def first(self) -> QWidget:
        """Return the field of the place."""
        return self.where.line

    def show_busy(self, *, busy: bool) -> None:
        """Show whether the vault is being made."""
        self.make_button.setEnabled(not busy)
        self.make_button.say(_("Making the vault") if busy else _("Make the vault"))

    @Slot()
    def _tell(self) -> None:
        given = self.form.given()
        if given is not None and self.make_button.isEnabled():
            self.wished.emit(*given)
