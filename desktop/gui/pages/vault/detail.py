"""One item of the vault: what it is, where it was seen, its hashes, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.checks.result import Band
from desktop.checks.words import headline
from desktop.core.texts import _
from desktop.gui import case_words, item_words, uncovering
from desktop.gui.pages.vault import log_words
from desktop.gui.pages.vault.related import RelatedCard
from desktop.gui.pages.vault.said_card import SaidCard, destroying
from desktop.gui.pages.vault.tasks import Story
from desktop.gui.pages.vault.where_card import WhereCard
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.stage import Stage
from desktop.gui.widgets.acts import ActsCard
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.copying import CopyRow, breakable
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.matching import words
from desktop.services.vaults import AgeAnswer, Record


class DetailView(View):
    """Shows one item.

    Signals:
        went_back: Back to the list.
        copy_wished: Put this text on the clipboard.
        preview_wished: Read the picture, so that it can be looked at.
        check_wished: Check the picture, or find the photo it was made from.
        export_wished: Save a copy outside the vault; the person has read what that means.
        report_wished: Write a report about it.
        age_wished: Change the answer about age to this AgeAnswer; the person agreed to what follows.
        help_wished: Show who helps people under 18.
        looked_at: The picture was uncovered for the first time.
        stamp_wished: Write a request for a time stamp of the file.
        delete_wished: Delete the item; the person agreed to what that means.
    """

    went_back = Signal()
    copy_wished = Signal(str)
    preview_wished = Signal()
    check_wished = Signal()
    export_wished = Signal()
    report_wished = Signal()
    age_wished = Signal(object)
    help_wished = Signal()
    looked_at = Signal()
    delete_wished = Signal()
    stamp_wished = Signal()

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.item = item = story.item
        self.picture: PictureView | None = None
        self._was_looked_at = False
        self.back_button = LinkButton(_("Back to the list"), "arrow-left")
        self.back_button.clicked.connect(self.went_back)
        self.body.addWidget(self.back_button)
        self.body.addWidget(self._about())
        if story.case is not None and story.case.is_closed:
            self.body.addWidget(Notice("info", *case_words.closed(story.case)))
        if item.kind == "record":
            self.body.addWidget(_why_no_picture())
        # Acts first: nobody has to scroll past the picture to report it.
        self._add_acts()
        self.can_be_looked_at = item.has_bytes and uncovering.current().rule.most is not Stage.COVERED
        if item.has_bytes:
            self._add_preview()
        if story.checks:
            self.body.addWidget(_checks(story.checks))
        self.where = WhereCard(item, read_only=story.is_read_only)
        self.where.copy_wished.connect(self.copy_wished)
        self.related = RelatedCard(item, story)
        self.said = SaidCard(item, story.cases)
        for card in (self.where, self.related, self.said):
            self.body.addWidget(card)
        if item.sha256:
            self.body.addWidget(self._hashes())
        self._add_age()
        self._add_deleting(story.together)
        self.body.addWidget(_history(story))

    def show_preview(self, image: QImage, full: QSize) -> None:
        """Hold this picture, covered until it is held."""
        self.preview_button.hide()
        self.picture = PictureView(_("Picture of item {number}").format(number=self.item.id))
        self.picture.show_image(image, full)
        hold = HoldToSee([self.picture])
        hold.button.pressed.connect(self._note_look)
        self.picture.pressed.connect(self._note_look)
        self._preview.body.addWidget(self.picture)
        self._preview.body.addWidget(hold)
        hold.button.setFocus()

    def cover(self) -> None:
        """Let go of the picture."""
        if self.picture is not None:
            self.picture.clear()

    def _about(self) -> Card:
        item = self.item
        card = Card(breakable(item_words.title(item)))
        card.setAccessibleName(item_words.title(item))
        facts = [item_words.kind(item), _("Item {number}").format(number=item.id)]
        if item.kind != "link":
            facts.append(item_words.size(item.size))
        card.body.addWidget(Text("  ·  ".join(facts)))
        card.body.addWidget(Text(_("Added {when}").format(when=item_words.exact_moment(item.added_at)), "soft"))
        if item.same_as:
            card.body.addWidget(Text(_("The same file as item {number}, seen again.").format(number=item.same_as), "soft"))
        return card

    def _add_preview(self) -> None:
        self._preview = Card(_("Look at it"))
        self._preview.body.addWidget(Text(_("You need not look at it to report it. It stays covered until you hold it."), "soft"))
        self.preview_button = QuietButton(_("Get it ready, covered"), "eye-off")
        self.preview_button.clicked.connect(self.preview_wished)
        self._preview.setVisible(self.can_be_looked_at)
        self._preview.body.addWidget(self.preview_button)
        self.body.addWidget(self._preview)

    def _add_acts(self) -> None:
        card = Card(_("What you can do with it"))
        self.report_button = PrimaryButton(_("Report it"), "file-text")
        self.report_button.clicked.connect(self.report_wished)
        buttons: list[QWidget] = [self.report_button]
        if self.item.has_bytes:
            self.check_button = QuietButton(_("Check it, or find its source"), "scan-search")
            self.check_button.clicked.connect(self.check_wished)
            self.export_button = QuietButton(_("Save a copy outside"), "download")
            buttons += [self.check_button, self.export_button]
        card.body.addWidget(in_a_row(*buttons))
        if self.item.has_bytes:
            self.export_question = Confirm(
                _("Outside the vault, whoever uses this computer can open the copy."),
                _("Save it on a stick of your own, or delete the copy when you no longer need it. For the police, a hand-over is better."),
                _("Choose where to save it"),
                _("Leave it in the vault"),
            )
            self.export_button.clicked.connect(self.export_question.ask)
            self.export_question.agreed.connect(self.export_wished)
            card.body.addWidget(self.export_question)
        self.body.addWidget(card)

    def _hashes(self) -> Card:
        item = self.item
        card = Card(_("Fingerprints of the file (hashes)"))
        card.body.addWidget(Text(_("A number that only this exact file has. It shows later that nothing was changed."), "soft"))
        for label, value in (("SHA-256", item.sha256), ("SHA-512", item.sha512), ("MD5", item.md5), ("PDQ", item.pdq)):
            if value:
                self._add_copy_row(card, label, value)
        if item.md5:
            for sentence in words.about_hashes():
                card.body.addWidget(Text(str(sentence), "small"))
        self.stamp_button = LinkButton(_("Have the time confirmed"), "clock")
        self.stamp_button.clicked.connect(self.stamp_wished)
        card.body.addWidget(self.stamp_button)
        return card

    def _add_copy_row(self, card: Card, label: str, value: str) -> None:
        row = CopyRow(label, value, item_words.visible(value))
        row.copy_wished.connect(self.copy_wished)
        card.body.addWidget(row)

    def _add_age(self) -> None:
        card = Card(_("Age of the person shown, at that time"))
        card.body.addWidget(Text(item_words.age(self.item.age)))
        if self.item.age in {AgeAnswer.ADULT, AgeAnswer.NOT_ASKED}:
            self.age_button = LinkButton(_("Change the answer"), "pencil")
            card.body.addWidget(self.age_button)
            self.age = AgeQuestion(
                _("Is, or might the person shown have been, under 18 at that time?"), stores_pictures=self.item.kind == "file"
            )
            self.age.hide()
            self.age_question = destroying()
            self.age_button.clicked.connect(self.age.show)
            self.age.changed.connect(self._weigh_age)
            self.age.help_wished.connect(self.help_wished)
            self.age_question.agreed.connect(self._tell_age)
            card.body.addWidget(self.age)
            card.body.addWidget(self.age_question)
        self.body.addWidget(card)

    def _add_deleting(self, together: Sequence[str]) -> None:
        others = [number for number in together if number != self.item.id]
        also = _("The same file is item {items} too, which is deleted as well.").format(items=", ".join(others)) if others else ""
        stays = _(
            "That it existed stays: its number, its hash, and what the custody log already says of it. Copies of the vault from "
            "before still hold it."
        )
        card = ActsCard(
            _("Delete it"), _("If a report is still open, it may be needed. You can keep it locked in here as long as you like."), "soft"
        )
        self.delete_button = LinkButton(_("Delete this item"), "trash-2")
        self.delete_question = Confirm(
            _("Then nobody can bring it back, not even we."),
            " ".join(part for part in (also, stays) if part),
            _("Delete it for good"),
            _("Keep it"),
        )
        card.offer(self.delete_button, self.delete_wished, self.delete_question)
        self.body.addWidget(card)

    @Slot()
    def _weigh_age(self) -> None:
        answer = self.age.answer_or_not_asked()
        if answer.forbids_bytes and self.item.has_bytes:
            self.age_question.ask()
        else:
            self.age_question.hide()
            if answer is not self.item.age:
                self.age_wished.emit(answer)

    @Slot()
    def _tell_age(self) -> None:
        self.age_wished.emit(self.age.answer_or_not_asked())

    @Slot()
    def _note_look(self) -> None:
        if not self._was_looked_at:
            self._was_looked_at = True
            self.looked_at.emit()


def _why_no_picture() -> Notice:
    return Notice(
        "info",
        _("The picture itself is not in the vault, because the person shown was or may have been under 18."),
        _("This record is enough to report it. The police and the support services do not need the picture from you."),
    )


def _checks(records: Sequence[Record]) -> Card:
    card = Card(_("What checks of it found"))
    for record in records:
        band = record.content.get("band")
        if band in set(Band):
            words = str(headline(Band(str(band))))
            card.body.addWidget(Text(_("{when}: {result}").format(when=item_words.exact_moment(record.at), result=words)))
    card.body.addWidget(Text(_("Whatever a check found, you can report it."), "small"))
    return card


def _history(story: Story) -> Card:
    card = Card(_("What was done with it"))
    # That the former words were kept is said by the correction itself, in the next line.
    for entry in (entry for entry in story.history if not log_words.is_aside(entry)):
        card.body.addWidget(Text(log_words.line(entry, story.told), "small"))
    return card
