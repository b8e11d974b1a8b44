"""Which pictures and files of an export are taken, and where the answer about age is another than for the rest."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot

from desktop.core import names
from desktop.core.texts import _, many
from desktop.gui.pages.vault.exports import words
from desktop.gui.pages.vault.exports.ticked import TickList
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.services.importing import Contents
from desktop.services.vaults import AgeAnswer

_SAME = "same"


class MediaCard(Card):
    """The pictures and files of an export: names only, no picture is shown.

    Signals:
        changed: Another choice or answer than before.
    """

    changed = Signal()

    def __init__(self, contents: Contents) -> None:
        super().__init__(_("Pictures and files"))
        self._contents = contents
        self._messages = contents.messages.tally.of_medium
        self._media = {one.id: one for one in contents.media}
        self._ages: dict[str, AgeAnswer] = {}
        self.body.addWidget(
            Text(_("What is ticked goes into the vault. No picture is shown here; you go by name, sender and time."), "soft")
        )
        self.list = TickList(_("Pictures and files"), [(one.id, self._line(one.id)) for one in contents.media], ticked=True)
        self.count = Text("", "small")
        self.all_button, self.none_button = LinkButton(_("Tick all")), LinkButton(_("Tick none"))
        self.body.addWidget(self.list)
        self.body.addWidget(self.count)
        self.body.addWidget(in_a_row(self.all_button, self.none_button))
        self._add_other_answers()
        self.list.ticked.connect(self._show)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self._show()

    def chosen(self) -> frozenset[str]:
        """Return the ids of what is to be taken."""
        return self.list.chosen()

    def ages(self) -> Mapping[str, AgeAnswer]:
        """Return the answers that are other than for the rest."""
        return dict(self._ages)

    def _add_other_answers(self) -> None:
        senders = sorted({one.sender for one in self._messages.values() if one.sender})
        whom = [
            ("", _("The line that is marked above")),
            *((one, _("Everything from {name}").format(name=names.shown(one))) for one in senders),
        ]
        answers = [
            (_SAME, _("As for all of it")),
            (AgeAnswer.UNDER_18.value, _("Yes")),
            (AgeAnswer.NOT_SURE.value, _("Not sure")),
            (AgeAnswer.ADULT.value, _("No, an adult")),
        ]
        self.whom = ListBox(_("For which"), whom)
        self.answer = ListBox(_("Under 18?"), answers)
        self.set_button = QuietButton(_("Set this answer"), "check")
        self.set_button.clicked.connect(self._set)
        self.body.addWidget(Text(_("If the answer about age is another for some of them"), "strong"))
        self.body.addWidget(FormRow(_("For which"), self.whom))
        self.body.addWidget(FormRow(_("Under 18?"), self.answer))
        self.body.addWidget(in_a_row(self.set_button))

    def _line(self, medium_id: str) -> str:
        medium = self._media[medium_id]
        line = f"{names.shown(medium.name)}  ·  {words.medium_line(medium, self._messages.get(medium_id))}"
        answer = self._ages.get(medium_id)
        # The answer stands first: the end of a line is cut off where letters are large.
        return line if answer is None else f"[{_short(answer)}]  {line}"

    @Slot()
    def _set(self) -> None:
        sender = self.whom.value()
        row = self.list.currentRow()
        marked = [self._contents.media[row].id] if row >= 0 else []
        meant = [medium for medium, message in self._messages.items() if message.sender == sender] if sender else marked
        for medium in meant:
            self._ages.pop(medium, None)
            if self.answer.value() != _SAME:
                self._ages[medium] = AgeAnswer(self.answer.value())
        self.list.say({medium: self._line(medium) for medium in meant})
        self.changed.emit()

    @Slot()
    def _tick_all(self) -> None:
        self.list.tick_all(ticked=True)

    @Slot()
    def _tick_none(self) -> None:
        self.list.tick_all(ticked=False)

    @Slot()
    def _show(self) -> None:
        chosen = len(self.list.chosen())
        left = len(self._contents.media) - chosen
        taken = many("{count} is taken", "{count} are taken", chosen).format(count=chosen)
        stays = many("{count} is left", "{count} are left", left).format(count=left)
        self.count.setText(f"{taken}, {stays}")
        self.changed.emit()


def _short(answer: AgeAnswer) -> str:
    return {AgeAnswer.UNDER_18: _("Under 18"), AgeAnswer.NOT_SURE: _("Not sure")}.get(answer) or _("Adult")
