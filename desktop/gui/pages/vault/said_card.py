"""What is said of an item: its tags and case, how it came, other accounts, and the people shown."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.texts import _
from desktop.gui import case_words
from desktop.gui.pages.vault.people import PeopleList
from desktop.gui.pages.views import in_a_row
from desktop.gui.widgets.buttons import LinkButton, QuietButton
from desktop.gui.widgets.confirm import Confirm
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.said import how_words
from desktop.gui.widgets.surfaces import Card
from desktop.services.vaults import AgeAnswer, Case, HowItCame, Item, Person

_NEW = "new"


class SaidCard(Card):
    """Everything that a person says of an item beside where it was seen; what is rarely needed opens when it is asked for.

    Signals:
        described: What is said of it now (a Said).
        case_wished: What is said of it now, and the name of a case that is to be begun for it (Said, str).
    """

    described = Signal(object)
    case_wished = Signal(object, str)

    def __init__(self, item: Item, cases: Sequence[Case]) -> None:
        super().__init__(_("To find it again"))
        self._said, self._has_bytes = item.said, item.has_bytes
        self._people = list(item.said.people)
        self.tags = QLineEdit(", ".join(item.said.tags))
        self.tags.setPlaceholderText(_("For example: posted, to report, source"))
        listed = [(case.id, case_words.name(case)) for case in cases]
        self.case = ListBox(_("Case"), [*listed, (_NEW, _("Another case …"))], chosen=item.said.case_id)
        self.case_name = QLineEdit()
        self.how = ListBox(_("How it came to you"), [(one.value, words) for one, words in how_words().items()], item.said.how.value)
        self.accounts = QLineEdit(", ".join(item.said.accounts))
        self.keep_button = QuietButton(_("Keep this"), "check")
        self.more_button = LinkButton(_("Say more about it"), "pencil")
        self._name_row = FormRow(_("A name for the other case"), self.case_name, _("It is only seen where the vault is open."))
        self._more: list[QWidget] = [
            FormRow(_("Case"), self.case),
            self._name_row,
            FormRow(_("How it came to you"), self.how),
            FormRow(_("Other accounts, with commas between them"), self.accounts),
            *self._people_rows(),
        ]
        self.body.addWidget(FormRow(_("Tags, with commas between them"), self.tags))
        for row in self._more:
            self.body.addWidget(row)
        self.question = destroying()
        self.body.addWidget(in_a_row(self.keep_button, self.more_button))
        self.body.addWidget(self.question)
        self._show_more(more=False)
        # Where there are several cases, it has to be seen which one it is.
        self._more[0].setVisible(len(cases) > 1)
        self.keep_button.clicked.connect(self._weigh)
        self.more_button.clicked.connect(self._open)
        self.tags.returnPressed.connect(self._weigh)
        self.question.agreed.connect(self._tell)
        self.case.currentIndexChanged.connect(self._show_case)

    def _people_rows(self) -> list[QWidget]:
        self.people = PeopleList(self._people)
        self.people.taken_away.connect(self._take_away)
        self.person, self.person_age = QLineEdit(), ListBox(_("Under 18?"), _answers())
        self.add_button = QuietButton(_("Add this person"), "plus")
        self.add_button.clicked.connect(self._add_person)
        row = FormRow(_("Someone shown in it"), self.person, _("Any name by which you know them, such as “me”."))
        self._age_row = FormRow(_("Under 18?"), self.person_age)
        return [self.people, row, self._age_row, self.add_button]

    def _show_more(self, *, more: bool) -> None:
        for row in self._more:
            row.setVisible(more)
        self.more_button.setVisible(not more)
        self._show_case()

    @Slot()
    def _open(self) -> None:
        self._show_more(more=True)

    @Slot()
    def _show_case(self) -> None:
        self._name_row.setVisible(self.case.value() == _NEW)

    @Slot()
    def _add_person(self) -> bool:
        """Take over the person that was typed; return whether nothing is left open."""
        name, answer = self.person.text().strip(), self.person_age.value()
        self._age_row.show_wrong(_("Please answer this first: it decides whether a picture may be kept.") if name and not answer else "")
        if answer:
            self._people.append(Person(name, AgeAnswer(answer)))
            self.person.clear()
            self.person_age.choose("")
            self.people.show_people(self._people)
        return bool(answer) or not name

    @Slot(int)
    def _take_away(self, number: int) -> None:
        del self._people[number]
        self.people.show_people(self._people)

    @Slot()
    def _weigh(self) -> None:
        """Ask first where keeping this destroys a stored picture."""
        if not self._add_person():
            self.person_age.setFocus()
        elif self._has_bytes and any(person.age.forbids_bytes for person in self._people):
            self.question.ask()
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        said = replace(
            self._said, tags=_parts(self.tags), accounts=_parts(self.accounts), how=HowItCame(self.how.value()), people=tuple(self._people)
        )
        if self.case.value() == _NEW:
            self.case_wished.emit(said, self.case_name.text())
        else:
            self.described.emit(replace(said, case_id=self.case.value() or said.case_id))


def destroying() -> Confirm:
    """Return the question before a stored picture is destroyed because of an answer about age."""
    return Confirm(
        _("Then the stored picture is destroyed for good."),
        _("The fingerprint, the address and the custody log stay. They are what the police and the support services need."),
        _("Destroy the picture, keep the record"),
        _("Change nothing"),
    )


def _answers() -> list[tuple[str, str]]:
    return [
        ("", _("Under 18? Please answer first")),
        (AgeAnswer.UNDER_18.value, _("Yes")),
        (AgeAnswer.NOT_SURE.value, _("Not sure")),
        (AgeAnswer.ADULT.value, _("No, an adult")),
    ]


def _parts(field: QLineEdit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in field.text().split(",") if part.strip()))
