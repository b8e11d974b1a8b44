"""Help now: people to call or write to, and what to do first; all of it can be saved as a page to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import texts
from desktop.core.names import shown
from desktop.core.texts import _
from desktop.core.work import Work
from desktop.gui import style, tokens
from desktop.gui.context import Context
from desktop.gui.jobs import Job
from desktop.gui.pages.page import Page
from desktop.gui.reading_order import ReadingOrder
from desktop.gui.widgets.asking import ask_new_file, close_questions
from desktop.gui.widgets.busy import BusyBar
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card, Rule
from desktop.gui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.services.reporting import Card as Guide
    from desktop.services.reporting import HelpLine

ANYWHERE = "any"
# With Korean, Korea's services come first; the choice shows all of them in any case.
_HOME = {"ko": "KR", "en": "US"}
# Our data may write the name that people use; Unicode's tables have only one.
_BABEL_CODES = {"UK": "GB"}


class HelpPage(Page):
    """Shows hotlines by country, and short cards of guidance."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            _("Get help now"),
            _("You do not have to do this alone. The people below know this situation, and you may say as much or as little as you like."),
        )
        self._country = _HOME[texts.language()]
        self._only_minors = False
        self.busy = BusyBar()
        self.save_button = QuietButton(_("Save as a page to print (PDF)"), "printer")
        self.save_button.clicked.connect(self._ask_where_to_save)
        self._place = QVBoxLayout()
        self._place.setSpacing(tokens.APART)
        self.body.addLayout(self._place)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.save_button)
        self.content: QWidget | None = None
        self._load()

    def receive(self, brought: object) -> None:
        """Show only who helps people under 18 where another page asks for that."""
        self._only_minors = brought == "under_18"
        self._load()

    def clear(self) -> None:
        """Close what is being asked."""
        super().clear()
        close_questions(self)

    def _load(self) -> None:
        job = Job(_read)
        job.succeeded.connect(self._show)
        job.failed.connect(self.show_error)
        self.start(self.context.check_lane, job)

    @Slot(object)
    def _show(self, read: "_Read") -> None:
        self.pieces.drop()
        if self.content is not None:
            self.content.hide()
            self.content.deleteLater()
        fitting = [line for line in read.lines if not (self._only_minors and line.age_rule.value == "adult_only")]
        self.content = _Content(fitting, read.names, self._country, only_minors=self._only_minors)
        self._place.addWidget(self.content)
        # The people to reach first; the cards of guidance lie further down.
        self.pieces.add(*(partial(self.content.add_guide, guide) for guide in read.guides))

    @Slot()
    def _ask_where_to_save(self) -> None:
        ask_new_file(self, _("Save the page"), "help.pdf", _("PDF (*.pdf)"), self._save)

    @Slot(str)
    def _save(self, name: str) -> None:
        job = Job(partial(_save, Path(name)))
        job.succeeded.connect(self._say_saved)
        job.failed.connect(self.show_error)
        self.busy.follow(job, _("Writing the page"))
        self.start(self.context.check_lane, job)

    @Slot(object)
    def _say_saved(self, path: Path) -> None:
        self.show_notice(
            "info",
            _("Saved as {name}.").format(name=shown(path.name)),
            _("It is an ordinary file: whoever uses this computer can open it."),
        )


class _Content(QWidget):
    """The hotlines of one country and the cards of guidance."""

    def __init__(self, lines: "list[HelpLine]", names: Mapping[str, str], country: str, *, only_minors: bool) -> None:
        super().__init__()
        ReadingOrder(self)
        self.lines = lines
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        if only_minors:
            column.addWidget(Text(_("These help people under 18 as well."), "strong"))
        self.countries = sorted({line.country for line in lines}, key=lambda code: _order(code, country))
        self.choice = QComboBox()
        for code in self.countries:
            self.choice.addItem(names[code], code)
        self.choice.currentIndexChanged.connect(self._show_country)
        self.choice.setAccessibleName(_("Country"))
        # Beside its name, so that the first number to call is seen without scrolling, however large the text is.
        row = QHBoxLayout()
        row.setSpacing(tokens.NEAR)
        label = Text(_("Country"), "strong")
        label.setBuddy(self.choice)
        row.addWidget(label)
        row.addWidget(self.choice, 1)
        column.addLayout(row)
        self._place = QVBoxLayout()
        self._card: Card | None = None
        column.addLayout(self._place)
        self._column = column
        self._show_country(0)

    def add_guide(self, guide: "Guide") -> None:
        """Put a card of guidance at the end."""
        self._column.addWidget(_guide_card(guide))

    @Slot(int)
    def _show_country(self, index: int) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = _lines_card([line for line in self.lines if self.countries[index : index + 1] == [line.country]])
        self._place.addWidget(self._card)


@dataclass(frozen=True)
class _Read:
    """What the page shows, read beside the window: the names of countries alone are megabytes of tables."""

    lines: "tuple[HelpLine, ...]"
    guides: "tuple[Guide, ...]"
    names: Mapping[str, str]


def _read(_work: Work) -> _Read:
    from desktop.services import reporting

    lines = reporting.help_lines()
    return _Read(lines, reporting.guides(), {line.country: _country_name(line.country) for line in lines})


def _save(out: Path, _work: Work) -> Path:
    from desktop.services import help_page, reporting

    path = out if out.suffix.lower() == ".pdf" else out.with_name(f"{out.name}.pdf")
    home = _HOME[texts.language()]
    codes = sorted({line.country for line in reporting.help_lines()}, key=lambda code: _order(code, home))
    return help_page.save(path, {code: _country_name(code) for code in codes})


def _order(code: str, home: str) -> tuple[bool, bool, str]:
    """Return what sorts one's own country first and "anywhere" last."""
    return code != home, code == ANYWHERE, code


def _lines_card(lines: "list[HelpLine]") -> Card:
    card = Card(_("People you can reach"))
    for number, line in enumerate(lines):
        if number:
            card.body.addWidget(Rule())
        card.body.addWidget(_line_row(line))
    return card


def _line_row(line: "HelpLine") -> QWidget:
    from desktop.services.help_page import source_words

    language = texts.language()
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.APART)
    words = QVBoxLayout()
    words.setSpacing(tokens.TINY)
    words.addWidget(Text(line.name(language), "strong"))
    for reached in (line.number, line.address):
        if reached:
            words.addWidget(Text(reached, "heading" if reached == line.number else "body", selectable=True))
    words.addWidget(Text(line.what(language)))
    words.addWidget(Text(line.hours(language), "soft"))
    words.addWidget(Text(source_words(line), "small"))
    mark = QVBoxLayout()
    mark.addWidget(Icon("phone" if line.number else "globe", style.current().palette.accent))
    mark.addStretch(1)
    layout.addLayout(mark)
    layout.addLayout(words, 1)
    return row


def _guide_card(guide: "Guide") -> Card:
    language = texts.language()
    card = Card(guide.title(language))
    for number, step in enumerate(guide.steps, start=1):
        row = QHBoxLayout()
        row.setSpacing(tokens.NEAR)
        row.addWidget(Text(str(number), "tag"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(step(language)), 1)
        card.body.addLayout(row)
    return card


def _country_name(code: str) -> str:
    if code == ANYWHERE:
        return _("Anywhere")
    from babel import Locale

    return str(Locale(texts.language()).territories.get(_BABEL_CODES.get(code, code), code))
