"""What is in an export, the question about age, and what of it goes into the vault."""

from PySide6.QtCore import Signal, Slot

from desktop.core.texts import _
from desktop.gui.pages.vault.exports import words
from desktop.gui.pages.vault.exports.media import MediaCard
from desktop.gui.pages.vault.exports.messages import MessagesCard
from desktop.gui.pages.views import View, in_a_row
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import LinkButton, PrimaryButton
from desktop.gui.widgets.said import SaidFields
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.importing import Choice, Contents
from desktop.services.vaults import AgeAnswer


class PlanView(View):
    """An export that was read, before anything of it is kept.

    Signals:
        wished: Take in what was chosen: (Choice).
        went_back: Leave it.
        help_wished: Show who helps people under 18.
    """

    wished = Signal(object)
    went_back = Signal()
    help_wished = Signal()

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        self._contents = contents
        self._add_facts()
        self.age = AgeQuestion(
            _("Is, or might someone shown in these pictures have been, under 18 at that time?"),
            _("The answer holds for everything in it. Below you can answer otherwise for single pictures or for one sender."),
        )
        self.body.addWidget(self.age)
        self.media = MediaCard(contents) if contents.media else None
        self.messages = MessagesCard(contents) if contents.kind.is_chat else None
        for card in (self.media, self.messages):
            if card is not None:
                self.body.addWidget(card)
        self.said = SaidFields(with_how=False)
        self.body.addWidget(self.said)
        self.effect = Notice("info", _("What is kept"), self._effect())
        self.effect.hide()
        self.body.addWidget(self.effect)
        self.keep_button = PrimaryButton(_("Keep in the vault"), "archive")
        self.keep_button.setEnabled(False)
        back = LinkButton(_("Back to the list"), "arrow-left")
        self.body.addWidget(in_a_row(self.keep_button, back))
        self.age.changed.connect(self._show_answer)
        self.age.help_wished.connect(self.help_wished)
        self.keep_button.clicked.connect(self._tell)
        back.clicked.connect(self.went_back)

    def _add_facts(self) -> None:
        card = Card(words.title(self._contents))
        for line in words.facts(self._contents):
            card.body.addWidget(Text(line))
        for line in words.doubts(self._contents):
            card.body.addWidget(Text(line, "small"))
        self.body.addWidget(card)

    def _effect(self) -> str:
        if any(one.embeds for one in self._contents.originals):
            return _(
                "The file itself exactly as it is, and each ticked picture as an item of its own. "
                "If an answer is “yes” or “not sure” for any "
                "picture in it, the file is not kept, because the picture lies inside of it: its words and its fingerprint are. "
                "The files on this computer stay where they are."
            )
        return _(
            "The exported chat exactly as it is, and each ticked picture as an item of its own, with who sent it and when. "
            "Of pictures with the answer "
            "“yes” or “not sure” only the fingerprint is kept. What is not ticked stays outside. "
            "The files on this computer stay where they are."
        )

    @Slot()
    def _show_answer(self) -> None:
        answer = self.age.answer()
        self.keep_button.setEnabled(answer is not None)
        if answer is not None:
            self.effect.show()
            self.keep_button.say(_("Keep the record without the pictures") if answer.forbids_bytes else _("Keep in the vault"))

    @Slot()
    def _tell(self) -> None:
        answer = self.age.answer()
        if answer is None:
            return
        ages = self.media.ages() if self.media else {}
        choice = Choice(
            age=answer,
            media=self.media.chosen() if self.media else None,
            ages={medium: AgeAnswer(age) for medium, age in ages.items()},
            messages=self.messages.chosen() if self.messages else None,
            said=self.said.said(),
        )
        self.wished.emit(choice)
