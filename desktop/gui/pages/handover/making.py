"""Choosing what is handed over, and seeing exactly what would leave."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.core import names, texts
from desktop.core.texts import _, many, mark
from desktop.gui import tokens
from desktop.gui.language_names import language_name
from desktop.gui.pages.handover.contents import ContentsCard
from desktop.gui.pages.handover.tasks import Preview, Wish
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import Choice, LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.clearing import empty
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.item_list import ItemList
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.tick import Tick
from desktop.services.vaults import Item

UNREAD = mark("French, German and Japanese pages were written with care, and no native speaker has read them yet.")


class MakeView(View):
    """A package on its way.

    Signals:
        went_back: Back to the doors.
        changed: Something else is to be handed over: look at it anew.
        reports_wished: Choose reports that go along.
        make_wished: The person looked at the list and agreed.
        help_wished: Show who helps people under 18.
    """

    went_back = Signal()
    changed = Signal()
    reports_wished = Signal()
    make_wished = Signal()
    help_wished = Signal()

    def __init__(self, items: Sequence[Item], *, asks_receiver: bool = False) -> None:
        """Offer `items`; with `asks_receiver`, as at a counselor's desk, ask to whom the package goes."""
        super().__init__()
        self._asks_receiver = asks_receiver
        self._reports: list[Path] = []
        self._asks_age = False
        self.back_button = LinkButton(_("Back"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        self.body.addWidget(self._choose_items(items))
        self.body.addWidget(self._choose_how())
        self.age = AgeQuestion(
            _("Is, or might the person shown have been, under 18 at that time?"),
            _("Nobody has answered this yet for some of the chosen files. Unless the answer is “No, an adult”, those files stay here."),
            stores_pictures=False,
        )
        self.age.hide()
        self.age.changed.connect(self.changed)
        self.age.help_wished.connect(self.help_wished)
        self.body.addWidget(self.age)
        self.contents = ContentsCard()
        self.body.addWidget(self.contents)
        self.body.addWidget(self._agree())

    def wish(self) -> Wish:
        """Return what is to be handed over."""
        return Wish(
            item_ids=self.items.chosen(),
            pictures=bool(self.pictures.value()),
            previews=not self.pictures.value() and self.previews.isChecked(),
            language=self.receiver_language.value(),
            reports=tuple(self._reports),
            receiver_key=self.receiver_key.text().strip(),
            passphrase=self.passphrase.text(),
            part_size=self.parts.value(),
            receiver=self.receiver.text().strip(),
            age=self.age.answer() if self._asks_age else None,
        )

    def add_reports(self, paths: Sequence[Path]) -> None:
        """Take these reports along."""
        self._reports += [path for path in paths if path not in self._reports]
        self._show_reports()
        self.changed.emit()

    def show_preview(self, preview: Preview) -> None:
        """Show what would leave."""
        self._asks_age = bool(preview.not_asked)
        self.age.setVisible(self._asks_age)
        self.contents.show_entries(preview.entries)
        self.agreed.setEnabled(True)

    def show_no_preview(self) -> None:
        """Show that nothing can be handed over like this."""
        self.contents.show_entries(())
        self.agreed.setEnabled(False)
        self.agreed.setChecked(False)

    def forget_agreement(self) -> None:
        """Ask for the agreement again: what was agreed to is no longer what would leave."""
        self.agreed.setChecked(False)

    def _choose_items(self, items: Sequence[Item]) -> Card:
        card = Card(_("What goes along?"))
        self.items = ItemList(_("Items to hand over"), choosing=True)
        self.items.show_items(items)
        self.items.choice_changed.connect(self.changed)
        every, none = LinkButton(_("Tick all")), LinkButton(_("Tick none"))
        every.clicked.connect(self._tick_all)
        none.clicked.connect(self._tick_none)
        card.body.addWidget(self.items)
        card.body.addWidget(in_a_row(every, none))
        card.body.addWidget(Text(_("Reports that go along"), "strong"))
        self._report_rows = QVBoxLayout()
        self._report_rows.setSpacing(tokens.TINY)
        card.body.addLayout(self._report_rows)
        self.reports_button = QuietButton(_("Add saved reports"), "file-text")
        self.reports_button.clicked.connect(self.reports_wished)
        card.body.addWidget(self.reports_button)
        self._show_reports()
        return card

    def _choose_how(self) -> Card:
        card = Card(_("How?"))
        self.pictures = Choice(
            _("With or without the pictures"),
            [(True, _("With the pictures and files")), (False, _("Without them: addresses, times and hashes only"))],
        )
        self.pictures.choose(True)  # noqa: FBT003  the value of an option
        self.pictures.chosen.connect(self.changed)
        card.body.addWidget(
            FormRow(
                _("With or without the pictures"),
                self.pictures,
                _("The police need them to prove it. For anyone else, a package without pictures is often enough."),
            )
        )
        self.previews = Tick(_("With a coarse blurred preview of each: colours and rough shapes only"))
        self.previews.toggled.connect(self.changed)
        self.previews.hide()
        self.pictures.chosen.connect(self._show_previews)
        card.body.addWidget(self.previews)
        card.body.addWidget(self._ask_receiver())
        spoken = [(code, language_name(code)) for code in texts.RECEIVER_LANGUAGES]
        self.receiver_language = ListBox(_("Language of the receiver"), spoken, texts.language())
        self.receiver_language.activated.connect(self.changed)
        card.body.addWidget(FormRow(_("Language of the receiver"), self.receiver_language, _(UNREAD)))
        self._ask_sealing(card)
        self.parts = ListBox(
            _("In one file or in parts"),
            [("", _("One file")), ("20MB", _("Parts of 20 MB, for e-mail")), ("4095MB", _("Parts of 4 GB, for an old USB stick"))],
        )
        card.body.addWidget(
            FormRow(_("In one file or in parts"), self.parts, _("A text beside the parts says how they are joined, with no extra program."))
        )
        return card

    def _ask_sealing(self, card: Card) -> None:
        self.receiver_key = QLineEdit()
        self.receiver_key.setPlaceholderText("age1…")
        card.body.addWidget(
            FormRow(
                _("Key of the receiver (can stay empty)"),
                self.receiver_key,
                _("With a key that the receiver gave you, only they can open the package. Without one, whoever has the file can."),
            )
        )
        self.passphrase = PassphraseField(_("Passphrase of the package (can stay empty)"))
        card.body.addWidget(
            FormRow(
                _("Passphrase of the package (can stay empty)"),
                self.passphrase,
                _("Instead of a key: several words that you tell the receiver over another way. Any age program opens it with them."),
            )
        )
        self.receiver_key.textChanged.connect(self._key_or_passphrase)

    def _ask_receiver(self) -> FormRow:
        self.receiver = QLineEdit()
        help_text = _("It is held against what the person agreed to. For example: police, or the name of the lawyer.")
        row = FormRow(_("To whom it goes"), self.receiver, help_text)
        if not self._asks_receiver:
            row.hide()
        return row

    @Slot(object)
    def _show_previews(self, with_pictures: bool) -> None:  # noqa: FBT001  the value of the choice
        """A preview is offered only where the pictures themselves stay here."""
        self.previews.setVisible(not with_pictures)

    @Slot()
    def _key_or_passphrase(self) -> None:
        """A package is sealed in one way: with a key there is no passphrase."""
        has_key = bool(self.receiver_key.text().strip())
        self.passphrase.setEnabled(not has_key)
        if has_key:
            self.passphrase.clear()

    def _agree(self) -> Card:
        card = Card(_("Only after you have looked"))
        card.body.addWidget(Text(_("What is in the list above leaves this computer. What is not in it stays here."), "soft"))
        self.agreed = Tick(_("I have looked, and all of it may leave"))
        self.agreed.setEnabled(False)
        self.make_button = PrimaryButton(_("Make the package"), "package")
        self.make_button.setEnabled(False)
        self.agreed.toggled.connect(self.make_button.setEnabled)
        self.make_button.clicked.connect(self.make_wished)
        card.body.addWidget(self.agreed)
        card.body.addWidget(self.make_button)
        return card

    def _show_reports(self) -> None:
        empty(self._report_rows)
        if not self._reports:
            self._report_rows.addWidget(Text(_("None yet. A report that you saved can go along."), "soft"))
        for path in self._reports:
            name = names.shown(path.name)
            remove = LinkButton(_("{name}: leave it out").format(name=name), "x")
            remove.setProperty("report", str(path))
            remove.clicked.connect(self._remove_report)
            self._report_rows.addWidget(remove)
        count = len(self._reports)
        self.reports_button.setAccessibleDescription(many("{count} report", "{count} reports", count).format(count=count))

    @Slot()
    def _remove_report(self) -> None:
        gone = Path(str(self.sender().property("report")))
        self._reports = [path for path in self._reports if path != gone]
        self._show_reports()
        self.changed.emit()

    @Slot()
    def _tick_all(self) -> None:
        self.items.choose_all(True)  # noqa: FBT003  ticked or not

    @Slot()
    def _tick_none(self) -> None:
        self.items.choose_all(False)  # noqa: FBT003  ticked or not
