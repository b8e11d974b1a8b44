"""Taking a case over: a package that was handed over becomes a new vault, with its history."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.pages.handover import tasks
from desktop.gui.pages.views import PageOfViews, View, in_a_row
from desktop.gui.widgets.asking import ask_file
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.copying import CopyRow
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.passphrase import FolderField, PassphraseField
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.taking_over import TakenOver


class TakeOverView(View):
    """Which package, who sent it, and where the new vault is to be.

    Signals:
        went_back: Back to the doors.
        package_wished: Choose the package.
        wished: Take it over: the folder of the new vault, and its passphrase.
    """

    went_back = Signal()
    package_wished = Signal()
    wished = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.package: Path | None = None
        back = LinkButton(_("Back"), "arrow-left")
        back.clicked.connect(self.went_back)
        self.body.addWidget(back)
        self.body.addWidget(self._which())
        self.body.addWidget(self._where())

    def first(self) -> QWidget:
        """Return the button that chooses the package."""
        return self.choose_button

    def show_package(self, path: Path) -> None:
        """Show which package was chosen."""
        self.package = path
        self._chosen.setText(names.shown(path.name))
        self._package_row.show_wrong("")

    def _which(self) -> Card:
        card = Card(_("Take a case over"))
        card.body.addWidget(
            Text(
                _(
                    "Every byte of the package is verified first. Then each item is put into a new vault of yours, with where it was "
                    "seen and the whole history until now. The package itself is not changed."
                )
            )
        )
        self.choose_button = QuietButton(_("Choose the package"), "folder-open")
        self.choose_button.clicked.connect(self.package_wished)
        self._package_row = FormRow(_("Package"), self.choose_button)
        self._chosen = Text("", "soft")
        self.fingerprint = QLineEdit()
        card.body.addWidget(self._package_row)
        card.body.addWidget(self._chosen)
        card.body.addWidget(
            FormRow(
                _("Fingerprint that the sender told you (can stay empty)"),
                self.fingerprint,
                _("With it, the check also says whether the package comes from that sender."),
            )
        )
        return card

    def _where(self) -> Card:
        card = Card(_("The new vault"))
        self.where = FolderField(_("Where"), str(Path.home()))
        self.name = QLineEdit(_("Papers"))
        self.passphrase = PassphraseField(_("Passphrase"))
        self.again = PassphraseField(_("The passphrase once more"))
        self._where_row = FormRow(_("Where"), self.where)
        self._name_row = FormRow(
            _("Name of the new folder"), self.name, _("Choose a name that tells nothing. Others can see the folder, but not what is in it.")
        )
        self._passphrase_row = FormRow(
            _("Passphrase"), self.passphrase, _("Four or five words that belong together only for you. Long is stronger than complicated.")
        )
        self._again_row = FormRow(_("The passphrase once more"), self.again)
        self.take_button = PrimaryButton(_("Take it over"), "archive")
        self.take_button.clicked.connect(self._tell)
        self.again.entered.connect(self._tell)
        for part in (self._where_row, self._name_row, self._passphrase_row, self._again_row, in_a_row(self.take_button)):
            card.body.addWidget(part)
        return card

    @Slot()
    def _tell(self) -> None:
        where, name = self.where.folder(), self.name.text().strip()
        agree = self.passphrase.text() == self.again.text()
        self._package_row.show_wrong("" if self.package else _("Choose the package first."))
        self._where_row.show_wrong("" if where else _("Choose a place first."))
        self._name_row.show_wrong("" if name else _("Give the folder a name."))
        self._passphrase_row.show_wrong("" if self.passphrase.text() else _("Type a passphrase."))
        self._again_row.show_wrong("" if agree else _("The two are not the same. Press Show to compare them."))
        if self.package and where and name and self.passphrase.text() and agree:
            self.wished.emit(where / name, self.passphrase.text())


class TakenView(View):
    """The case was taken over: where, how much, and from whose key.

    Signals:
        vault_wished: Go to the vault, to open the new one.
        copy_wished: Put this text on the clipboard.
    """

    vault_wished = Signal()
    copy_wished = Signal(str)

    def __init__(self, taken: TakenOver) -> None:
        super().__init__()
        self.taken = taken
        count = len(taken.items)
        told = many("{count} item is in the new vault: {name}", "{count} items are in the new vault: {name}", count)
        said = told.format(count=count, name=names.shown(taken.folder.name))
        self.body.addWidget(Notice("info", said, names.shown(str(taken.folder.parent))))
        card = Card(_("What you have now"))
        begins = _("The custody log of the new vault begins with the package, its hash and the signed end of the log until then.")
        card.body.addWidget(Text(begins))
        without = len(taken.without_bytes)
        if without:
            only = many(
                "Of {count} item only the address, times and hash came along.",
                "Of {count} items only the addresses, times and hashes came along.",
                without,
            )
            card.body.addWidget(Text(only.format(count=without), "soft"))
        self.fingerprint = CopyRow(_("Fingerprint of the key"), taken.fingerprint)
        self.fingerprint.copy_wished.connect(self.copy_wished)
        card.body.addWidget(
            Text(_("The package says it was signed with this key. Ask the sender for its fingerprint another way, and compare."), "soft")
        )
        card.body.addWidget(self.fingerprint)
        self.vault_button = PrimaryButton(_("Open the new vault"), "lock-keyhole")
        self.vault_button.clicked.connect(self.vault_wished)
        card.body.addWidget(in_a_row(self.vault_button))
        self.body.addWidget(card)

    def first(self) -> QWidget:
        """Return the button that goes on."""
        return self.vault_button


class TakingOver(QObject):
    """Shows the way on a page, and takes the case over.

    Signals:
        went_back: Back to the doors.
    """

    went_back = Signal()

    def __init__(self, page: PageOfViews) -> None:
        super().__init__(page)
        self._page = page

    @Slot()
    def show_view(self) -> None:
        """Ask for the package and the new vault."""
        self.begin(None)

    def begin(self, package: Path | None) -> None:
        """Ask for the new vault, and for the package where it is not chosen yet."""
        view = TakeOverView()
        view.went_back.connect(self.went_back)
        view.package_wished.connect(self._ask_package)
        view.wished.connect(self._take)
        self._page.show_view(view)
        if package is not None:
            view.show_package(package)

    @Slot()
    def _ask_package(self) -> None:
        ask_file(self._page, _("Choose the package"), _("Packages (*.zip *.zip.001)"), self._show_package)

    @Slot(str)
    def _show_package(self, name: str) -> None:
        if isinstance(self._page.view, TakeOverView):
            self._page.view.show_package(Path(name))

    @Slot(object, str)
    def _take(self, folder: Path, passphrase: str) -> None:
        view = self._page.view
        if isinstance(view, TakeOverView) and view.package is not None:
            task = partial(tasks.take_over, view.package, folder, passphrase, view.fingerprint.text().strip())
            self._page.ask(task, self._show_taken, busy=_("Taking the case over"), stopped=self._say_stopped)

    @Slot(object)
    def _show_taken(self, taken: TakenOver) -> None:
        view = TakenView(taken)
        view.vault_wished.connect(self.went_back)
        view.vault_wished.connect(self._page.go_to_vault)
        view.copy_wished.connect(self._page.context.clipboard.copy)
        self._page.show_view(view)

    @Slot()
    def _say_stopped(self) -> None:
        self._page.show_notice("info", _("Stopped."), _("Nothing was taken over, and no vault was made."))
