"""One picture's result: a sentence first, then the covered picture, then the findings as cards."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.checks.result import Band, CheckResult, Finding, Strength
from desktop.checks.words import explanation, headline
from desktop.core.names import shown
from desktop.core.texts import _, many
from desktop.gui import style, tints, tokens
from desktop.gui.check_desk import Seen
from desktop.gui.pages.check.film import FilmPanel
from desktop.gui.pages.check.finding_card import FindingCard
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.picture import HoldToSee, Mark, PictureView
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.tick import Tick

# With larger text than this (in %), the picture stands above the words instead of beside them.
_BESIDE_UP_TO = 125
_BAND_ICONS = {
    Band.CLEAR_SIGNS: "triangle-alert",
    Band.SOME_SIGNS: "circle-alert",
    Band.CANNOT_TELL: "circle-help",
    Band.NO_SIGNS: "info",
}


class PicturePanel(QWidget):
    """The covered picture with its outlines, which can be shown or not."""

    def __init__(self) -> None:
        super().__init__()
        self.view = PictureView(_("The picture that was checked"))
        self.hold = HoldToSee([self.view])
        self.gone = Text(_("The picture has been taken off this page."), "soft")
        self.gone.hide()
        self.faces_box, self.regions_box = QCheckBox(), QCheckBox()
        self.heat_box = Tick(_("Tint where the learned model saw signs"))
        self.heat_words = Text(_("The stronger the tint, the more. It is a rough hint about the place, and no proof."), "small")
        _count(self.faces_box, many("Outline {count} face", "Outline {count} faces", 0), 0)
        _count(self.regions_box, many("Outline {count} place", "Outline {count} places", 0), 0)
        self._faces: list[Mark] = []
        self._regions: list[Mark] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SNUG)
        for part in (self.view, self.gone, self.hold, self.faces_box, self.regions_box, self.heat_box, self.heat_words):
            column.addWidget(part)
        column.addStretch(1)
        self._heat = QImage()
        self.heat_box.toggled.connect(self._show_heat)
        for box in (self.faces_box, self.regions_box):
            box.setChecked(True)
            box.toggled.connect(self._show_marks)

    def show_seen(self, seen: Seen) -> None:
        """Show this picture, covered."""
        result = seen.checked.result
        self._faces = _face_marks(result)
        self._regions = _region_marks(result)
        self.view.show_image(seen.image, QSize(result.width, result.height))
        _count(self.faces_box, many("Outline {count} face", "Outline {count} faces", len(self._faces)), len(self._faces))
        _count(self.regions_box, many("Outline {count} place", "Outline {count} places", len(self._regions)), len(self._regions))
        is_gone = seen.image.isNull()
        self.view.setVisible(not is_gone)
        self.gone.setVisible(is_gone)
        self.hold.setVisible(not is_gone)
        for box in (self.faces_box, self.regions_box):
            box.setVisible(box.isVisibleTo(self) and not is_gone)
        self._show_marks()
        self._offer_heat(result, offered=bool(result.maps) and not is_gone)

    def _offer_heat(self, result: CheckResult, *, offered: bool) -> None:
        """Offer the tint where there is one; it is off at first."""
        full = QSize(result.width, result.height)
        self._heat = tints.of_maps(result.maps, full, style.current().palette.tint) if offered else QImage()
        self.heat_box.setVisible(offered)
        self.heat_box.setChecked(False)
        self._show_heat()

    @Slot()
    def _show_heat(self) -> None:
        is_shown = self.heat_box.isChecked() and not self._heat.isNull()
        self.view.show_overlay(self._heat if is_shown else QImage())
        self.heat_words.setVisible(is_shown)

    @Slot()
    def _show_marks(self) -> None:
        chosen = (self._faces if self.faces_box.isChecked() else []) + (self._regions if self.regions_box.isChecked() else [])
        self.view.show_marks(() if self.view.is_empty else chosen)


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
        labels = _region_labels(result)
        for finding in _strongest_first(result):
            card = FindingCard(finding, labels.get(id(finding), ""))
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
    faces = many("{count} face was found.", "{count} faces were found.", len(result.faces)).format(count=len(result.faces))
    return f"{size}\n{faces}"


def _strongest_first(result: CheckResult) -> list[Finding]:
    order = list(Strength)
    return sorted(result.findings, key=lambda finding: order.index(finding.strength))


def _region_labels(result: CheckResult) -> dict[int, str]:
    """Return what each finding's region is called: A, B, C in the order of the cards."""
    with_region = [finding for finding in _strongest_first(result) if finding.region is not None]
    return {id(finding): _letter(number) for number, finding in enumerate(with_region)}


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _face_marks(result: CheckResult) -> list[Mark]:
    return [Mark(face.box.x, face.box.y, face.box.width, face.box.height, str(number)) for number, face in enumerate(result.faces, start=1)]


def _region_marks(result: CheckResult) -> list[Mark]:
    labels = _region_labels(result)
    return [
        Mark(finding.region.x, finding.region.y, finding.region.width, finding.region.height, labels[id(finding)])
        for finding in _strongest_first(result)
        if finding.region is not None
    ]


def _count(box: QCheckBox, words: str, count: int) -> None:
    box.setText(words.format(count=count))
    box.setAccessibleName(box.text())
    box.setVisible(count > 0)
