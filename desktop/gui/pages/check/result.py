"""One picture's result: a sentence first, then the covered picture, then the findings as cards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.checks.result import Band, CheckResult
from desktop.checks.words import explanation, headline
from desktop.core.names import shown
from desktop.core.texts import _, many
from desktop.gui import style, tokens
from desktop.gui.check_desk import Seen
from desktop.gui.pages.check.film import FilmPanel
from desktop.gui.pages.check.finding_card import FindingCard
from desktop.gui.pages.check.picture_panel import PicturePanel, told_with_labels
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

# With larger text than this (in %), the picture stands above the words instead of beside them.
_BESIDE_UP_TO = 125
_BAND_ICONS = {
    Band.CLEAR_SIGNS: "triangle-alert",
    Band.SOME_SIGNS: "circle-alert",
    Band.CANNOT_TELL: "circle-help",
    Band.NO_SIGNS: "info",
}


class ResultView(QWidget):
    """The result of one picture. It is filled anew for each."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Text("", "small")
        self.headline = Text("", "title")
        self.explanation = Text("")
        self.facts = Text("", "small")
        self.panel = PicturePanel()
        self.film: FilmPanel | None = None
        self.cards: list[FindingCard] = []
        self._icon_place = QHBoxLayout()
        self._icon: Icon | None = None
        self._findings = QVBoxLayout()
        self._findings.setSpacing(tokens.NEAR)
        self._lay_out()

    def show_seen(self, seen: Seen) -> None:
        """Show this picture's result."""
        result = seen.checked.result
        self.name.setText(shown(seen.name))
        self._show_icon(result.band)
        self.headline.setText(str(headline(result.band)))
        self.explanation.setText(str(explanation(result.band, film=result.video is not None)))
        self.facts.setText(_facts(result))
        self.panel.show_seen(seen)
        self._show_film(seen)
        self._show_findings(result)

    def cover(self) -> None:
        """Cover every picture."""
        self.panel.hold.cover()
        if self.film is not None and self.film.hold is not None:
            self.film.hold.cover()

    def clear(self) -> None:
        """Let go of the picture and the words."""
        self.panel.view.clear()
        self._drop_film()
        self._empty_findings()
        for words in (self.name, self.headline, self.explanation, self.facts):
            words.setText("")

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(tokens.SNUG)
        words.addWidget(self.name)
        self._icon_place.setSpacing(tokens.SNUG)
        self._icon_place.addWidget(self.headline, 1)
        words.addLayout(self._icon_place)
        words.addWidget(self.explanation)
        words.addWidget(self.facts)
        words.addStretch(1)
        large = style.current().scale.percent > _BESIDE_UP_TO
        direction = QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight
        head = QBoxLayout(direction)
        head.setSpacing(tokens.APART)
        head.addLayout(words, 5)
        head.addWidget(self.panel, 4)
        card = Card()
        card.body.addLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.APART)
        column.addWidget(card)
        self._film_place = QVBoxLayout()
        column.addLayout(self._film_place)
        self._findings_title = Text(_("What was found"), "heading")
        column.addWidget(self._findings_title)
        column.addLayout(self._findings)

    def _show_icon(self, band: Band) -> None:
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self._icon = Icon(_BAND_ICONS[band], style.current().palette.accent, 28)
        self._icon_place.insertWidget(0, self._icon, 0, Qt.AlignmentFlag.AlignTop)

    def _show_film(self, seen: Seen) -> None:
        self._drop_film()
        if seen.checked.result.video is not None:
            self.film = FilmPanel(seen)
            self._film_place.addWidget(self.film)

    def _drop_film(self) -> None:
        if self.film is not None:
            for view in self.film.views:
                view.clear()
            self.film.hide()
            self.film.deleteLater()
            self.film = None

    def _show_findings(self, result: CheckResult) -> None:
        self._empty_findings()
        for told, labels in told_with_labels(result):
            card = FindingCard(told.finding, labels)
            self.cards.append(card)
            self._findings.addWidget(card)
        self._findings_title.setVisible(bool(self.cards))

    def _empty_findings(self) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []


def _facts(result: CheckResult) -> str:
    size = _("{width} × {height} pixels.").format(width=result.width, height=result.height)
    if result.video is not None:
        return size
    if not result.faces:
        return f"{size}\n{_('No face was found in the picture.')}"
    faces = many("{count} face was found.", "{count} faces were found.", len(result.faces)).format(count=len(result.faces))
    return f"{size}\n{faces}"
