"""The own photo and the suspected picture: side by side, laid over each other with a slider, or with what differs tinted."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from desktop.core.names import shown
from desktop.core.texts import _, many
from desktop.gui import tokens
from desktop.gui.check_desk import Pair
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.compare import STEPS, CompareView
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.text import Text

BESIDE, SLIDER, DIFFERENCE = "beside", "slider", "difference"


class PairView(QWidget):
    """Shows both covered, in the way that is chosen; holding shows both."""

    def __init__(self) -> None:
        super().__init__()
        self._pair: Pair | None = None
        self.sentence = Text("", "strong")
        self.caution = Text("")
        self.mirrored = Text(_("The picture is mirrored: left and right are exchanged."))
        self.others = Text("", "small")
        self.way = Choice(
            _("How to compare"),
            ((BESIDE, _("Side by side")), (SLIDER, _("One over the other")), (DIFFERENCE, _("What differs"))),
        )
        self.way.chosen.connect(self._use_way)
        self.own = PictureView(_("My photo, laid over the picture"))
        self.suspect = PictureView(_("The picture that was checked"))
        self.both = CompareView(_("My photo over the picture"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setValue(STEPS // 2)
        self.slider.setPageStep(STEPS // 10)
        self.slider.setAccessibleName(_("How much of my photo is seen"))
        self.slider.valueChanged.connect(self.both.show_edge)
        self.hold = HoldToSee([self.own, self.suspect, self.both])
        self.legend = Text("", "small")
        self._lay_out()
        self.way.choose(BESIDE)
        self._use_way(BESIDE)

    def show_pair(self, pair: Pair) -> None:
        """Show both, covered."""
        from desktop.matching import words

        self._pair = pair
        for view, image in ((self.own, pair.original), (self.suspect, pair.suspect)):
            view.show_image(image, QSize(image.width(), image.height()))
        self.both.show_two(pair.original, pair.suspect)
        self.sentence.setText(_sentence(pair))
        self.caution.setText(str(words.caution(pair.match.kind)))
        self.mirrored.setVisible(pair.match.mirrored)
        others = many("{count} more of your photos was found in it.", "{count} more of your photos were found in it.", pair.others)
        self.others.setText(others.format(count=pair.others) if pair.others else "")
        self.others.setVisible(pair.others > 0)
        self._use_way(self.way.value())

    def clear(self) -> None:
        """Let go of both."""
        self._pair = None
        for view in (self.own, self.suspect, self.both):
            view.clear()
        self.sentence.setText("")
        self.caution.setText("")

    @Slot(object)
    def _use_way(self, way: object) -> None:
        self.hold.cover()
        self._beside.setVisible(way != SLIDER)
        self._over.setVisible(way == SLIDER)
        self.legend.setText(
            {
                BESIDE: _("Outlined on both: where they differ."),
                SLIDER: _("Move the slider to go from the picture to your photo."),
                DIFFERENCE: _("Tinted on both: where they differ. The stronger the tint, the more."),
            }[str(way)]
        )
        if self._pair is not None:
            overlay = {BESIDE: self._pair.changed, DIFFERENCE: self._pair.tint}.get(str(way), QImage())
            for view in (self.own, self.suspect):
                view.show_overlay(overlay)

    def _lay_out(self) -> None:
        self._beside, self._over = self._side_by_side(), QWidget()
        over = QVBoxLayout(self._over)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(tokens.SNUG)
        over.addWidget(self.both)
        ends = QHBoxLayout()
        ends.setSpacing(tokens.NEAR)
        ends.addWidget(Text(_("The picture"), "small"))
        ends.addWidget(self.slider, 1)
        ends.addWidget(Text(_("My photo"), "small"))
        over.addLayout(ends)
        limits = _(
            "This shows repainted bodies, pasted heads and other changed areas. It does not show who made the change. "
            "Strong compression can add small differences."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        for part in (self.sentence, self.caution, self.mirrored, self.way, self._beside, self._over, self.legend, self.hold, self.others):
            column.addWidget(part)
        column.addWidget(Text(limits, "soft"))

    def _side_by_side(self) -> QWidget:
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        for view, words in ((self.own, _("My photo")), (self.suspect, _("The picture"))):
            column = QVBoxLayout()
            column.setSpacing(tokens.TINY)
            column.addWidget(Text(words, "small"))
            column.addWidget(view)
            column.addStretch(1)
            row.addLayout(column, 1)
        return beside


def _sentence(pair: Pair) -> str:
    from desktop.matching.result import MatchKind

    name = shown(pair.match.path.name)
    percent = round(pair.match.changed_fraction * 100)
    if pair.match.kind is MatchKind.SAME_IMAGE:
        text = _("{name} shows the same: no changed area was found between your photo and this picture.").format(name=name)
    else:
        text = _("Parts of {name} are in this picture. About {percent} % of what both show is different.").format(
            name=name, percent=percent
        )
    return text
