"""Who to write to: a few plain questions that lead to the recipients that fit, and the list of all."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.texts import _, many
from desktop.gui import tokens
from desktop.gui.pages.report.following import FollowBoard
from desktop.gui.pages.report.tasks import Offer, Situation
from desktop.gui.pages.views import View
from desktop.gui.widgets.buttons import Choice, LinkButton, QuietButton
from desktop.gui.widgets.copying import breakable
from desktop.gui.widgets.form import FormRow
from desktop.gui.widgets.list_box import ListBox
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text
from desktop.services.following import Followed
from desktop.services.reporting import Question, Suggestion, Template, Words, contact

_QUESTIONS = ("age", "is_public", "writing_for")
# More than these at once is no help to someone in a hurry; the rest is one button away.
_FIRST_SUGGESTIONS = 4
# What lies beside the icon of a link: its border and padding (linden.qss), and the gap that Qt leaves.
_BESIDE_ICON_PX = 11


class ChooseView(View):
    """Questions, suggestions, and the list of everything that can be written.

    Signals:
        situation_changed: Other answers: a Situation.
        template_wished: Write the report with this id.
        help_wished: Show people to talk to.
    """

    is_entrance = True

    situation_changed = Signal(object)
    template_wished = Signal(str)
    help_wished = Signal()

    def __init__(self, offer: Offer, situation: Situation, made: Sequence[Followed] = ()) -> None:
        super().__init__()
        self._offer = offer
        self._language = texts.language()
        self.board = FollowBoard(made) if made else None
        # What is due comes first; what was only written stands below the questions.
        if self.board is not None and any(one.sent is not None for one in made):
            self.body.addWidget(self.board)
        self.body.addWidget(self._ask(situation))
        self._suggested = QVBoxLayout()
        self._suggested.setSpacing(tokens.NEAR)
        self.body.addLayout(self._suggested)
        self._held: list[QWidget] = []
        self._rest: Sequence[Suggestion] = ()
        self.body.addWidget(self._list_all())
        if self.board is not None:
            self.board.template_wished.connect(self.template_wished)
            if self.board.parentWidget() is None:
                self.body.addWidget(self.board)

    def situation(self) -> Situation:
        """Return what was answered."""
        age, content, writing_for = (str(self.questions[name].value() or "") for name in _QUESTIONS)
        return Situation(age, content, writing_for, self.hosted.value(), self.country.value())

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show who fits, the first few at once."""
        for widget in self._held:
            self._suggested.removeWidget(widget)
            widget.deleteLater()
        self._held, self._rest = [], ()
        self._add(Text(_("Who can help, in the order that keeps your evidence"), "heading"))
        if not suggestions:
            self._add(Text(_("Answer a question above, and those who fit stand here. All reports are in the list below."), "soft"))
        for number, suggestion in enumerate(suggestions[:_FIRST_SUGGESTIONS]):
            self._add(self._suggestion(number + 1, suggestion))
        self._rest = suggestions[_FIRST_SUGGESTIONS:]
        if self._rest:
            self.more_button = LinkButton(_("Show all {count}").format(count=len(suggestions)), "chevron-down")
            self.more_button.clicked.connect(self._show_rest)
            self._add(self.more_button)

    def _ask(self, situation: Situation) -> Card:
        card = Card(_("A few questions first"))
        card.body.addWidget(Text(_("They find the right place to write to. You can leave any of them open."), "soft"))
        self.questions: dict[str, Choice] = {}
        for name, answered in zip(_QUESTIONS, (situation.age, situation.content, situation.writing_for), strict=True):
            question = self._offer.questions[name]
            choice = Choice(question.label(self._language), [(one.value, one.label(self._language)) for one in question.choices])
            if answered in {one.value for one in question.choices}:
                choice.choose(answered)
            choice.chosen.connect(self._tell)
            self.questions[name] = choice
            card.body.addWidget(FormRow(question.label(self._language), choice, self._help(question)))
        self.hosted = _box(_("Where it is"), self._offer.hosts, situation.hosted, _("Somewhere else, or not known"))
        self.country = _box(_("Your country"), self._offer.countries, situation.country, _("Another country"))
        for name, box in ((_("Where it is"), self.hosted), (_("Your country"), self.country)):
            row = FormRow(name, box)
            row.setVisible(box.count() > 1)
            card.body.addWidget(row)
        self.hosted.activated.connect(self._tell)
        self.country.activated.connect(self._tell)
        return card

    def _help(self, question: Question) -> str:
        return question.help(self._language)

    def _suggestion(self, number: int, suggestion: Suggestion) -> Card:
        who = suggestion.recipient
        title = _("{number}. {name}").format(number=number, name=who.name(self._language))
        card = Card(breakable(title))
        card.setAccessibleName(title)
        card.body.addWidget(Text(suggestion.reason(self._language)))
        if suggestion.template_id is not None:
            button = QuietButton(_("Write this report"), "pencil")
            button.setAccessibleName(_("Write the report to {name}").format(name=who.name(self._language)))
            button.setProperty("template", suggestion.template_id)
            button.clicked.connect(self._tell_template)
            card.body.addWidget(button)
        else:
            for one in who.reached:
                card.body.addWidget(Text(str(contact(one)), "small", selectable=True))
        return card

    def _list_all(self) -> Card:
        card = Card(_("All reports"))
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setPlaceholderText(_("Find a name or a country"))
        self.filter.setAccessibleName(_("Find a name or a country"))
        self.filter.textChanged.connect(self._narrow)
        card.body.addWidget(self.filter)
        count = len(self._offer.templates)
        self.all_button = LinkButton(many("Show {count} report", "Show all {count} reports", count).format(count=count), "chevron-down")
        self.all_button.clicked.connect(self._lay_out_rows)
        card.body.addWidget(self.all_button)
        self._is_listed = False
        self._rows: list[tuple[str, QWidget]] = []
        self._headings: list[tuple[Text, list[QWidget]]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens.NEAR)
        card.body.addLayout(self._list)
        self._nothing = Notice(
            "info", _("Nothing has that name."), _("Try a shorter word. A notice to any website is under “For every country”.")
        )
        self._nothing.hide()
        card.body.addWidget(self._nothing)
        return card

    @Slot()
    def _lay_out_rows(self) -> None:
        """Lay out the list once it is wanted: there are dozens, and most people need one that was suggested."""
        self.all_button.hide()
        if not self._is_listed:
            self._is_listed = True
            self.pieces.add(*(partial(self._add_country, place, templates) for place, templates in self._by_country()))

    def _add_country(self, place: str, templates: Sequence[Template]) -> None:
        heading = Text(place, "strong")
        self._list.addWidget(heading)
        rows: list[QWidget] = []
        for template in templates:
            row = self._template_row(template)
            searched = f"{place} {template.name(self._language)} {template.about(self._language)}".casefold()
            self._rows.append((searched, row))
            rows.append(row)
            self._list.addWidget(row)
        self._headings.append((heading, rows))

    def _template_row(self, template: Template) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        button = LinkButton(template.name(self._language), "file-text")
        button.setProperty("template", template.id)
        button.setAccessibleDescription(template.about(self._language))
        button.clicked.connect(self._tell_template)
        column.addWidget(button)
        about = Text(template.about(self._language), "small")
        # Under the words of the button, not under its icon.
        indented = QVBoxLayout()
        indented.setContentsMargins(button.iconSize().width() + _BESIDE_ICON_PX, 0, 0, tokens.SNUG)
        indented.addWidget(about)
        column.addLayout(indented)
        return row

    def _by_country(self) -> Iterator[tuple[str, list[Template]]]:
        places: dict[str, list[Template]] = {}
        for template in self._offer.templates:
            places.setdefault(template.jurisdiction, []).append(template)
        for code in sorted(places, key=lambda code: (code != "KR", code == "any", self._country_name(code))):
            yield self._country_name(code), places[code]

    def _country_name(self, code: str) -> str:
        if code in {"any", "EU"}:
            return _("For every country") if code == "any" else _("European Union")
        return self._offer.countries[code](self._language) if code in self._offer.countries else code

    def _add(self, widget: QWidget) -> None:
        self._held.append(widget)
        # A button of fixed width would make the whole list ask for its height at that width.
        place = Qt.AlignmentFlag.AlignLeading if isinstance(widget, LinkButton) else Qt.AlignmentFlag(0)
        self._suggested.addWidget(widget, 0, place)

    @Slot()
    def _tell(self) -> None:
        self.situation_changed.emit(self.situation())

    @Slot()
    def _tell_template(self) -> None:
        self.template_wished.emit(str(self.sender().property("template")))

    @Slot()
    def _show_rest(self) -> None:
        self.more_button.hide()
        for number, suggestion in enumerate(self._rest):
            self._add(self._suggestion(_FIRST_SUGGESTIONS + number + 1, suggestion))
        self._rest = ()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._lay_out_rows()
        self.pieces.finish()
        wanted = text.casefold()
        fitting = {row for searched, row in self._rows if wanted in searched}
        for _searched, row in self._rows:
            row.setVisible(row in fitting)
        for heading, rows in self._headings:
            heading.setVisible(any(row in fitting for row in rows))
        self._nothing.setVisible(not fitting)


def _box(name: str, options: Mapping[str, Words], chosen: str, otherwise: str) -> ListBox:
    return ListBox(name, [("", otherwise), *((code, words(texts.language())) for code, words in options.items())], chosen)
