"""The picture of a result, covered, with outlines and tints that can be shown or not."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.checks.result import CheckResult
from desktop.checks.told import Told, strongest_first
from desktop.core.texts import _, many
from desktop.gui import style, tints, tokens
from desktop.gui.check_desk import Seen
from desktop.gui.widgets.picture import HoldToSee, Mark, PictureView
from desktop.gui.widgets.text import Text
from desktop.gui.widgets.tick import Tick


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
        self._offer_heat(result, offered=not is_gone)

    def _offer_heat(self, result: CheckResult, *, offered: bool) -> None:
        """Offer the tint where a learned model saw signs; it is off at first."""
        full, colour = QSize(result.width, result.height), style.current().palette.tint
        self._heat = tints.of_maps(result.maps, full, colour) if offered and result.maps else QImage()
        self.heat_box.setVisible(not self._heat.isNull())
        self.heat_box.setChecked(False)
        self._show_heat()

    @Slot()
    def _show_heat(self) -> None:
        shown = self.heat_box.isChecked() and not self._heat.isNull()
        self.view.show_overlay(self._heat if shown else QImage())
        self.heat_words.setVisible(shown)

    @Slot()
    def _show_marks(self) -> None:
        chosen = (self._faces if self.faces_box.isChecked() else []) + (self._regions if self.regions_box.isChecked() else [])
        self.view.show_marks(() if self.view.is_empty else chosen)


def told_with_labels(result: CheckResult) -> Iterator[tuple[Told, tuple[str, ...]]]:
    """Yield what is told, the strongest first, with what its places are called: A, B, C in the order of the cards."""
    letters = map(_letter, itertools.count())
    for told in strongest_first(result):
        yield told, tuple(next(letters) for _place in told.places)


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
    return [
        Mark(box.x, box.y, box.width, box.height, label)
        for told, labels in told_with_labels(result)
        for box, label in zip(told.places, labels, strict=True)
    ]


def _count(box: QCheckBox, words: str, count: int) -> None:
    box.setText(words.format(count=count))
    box.setAccessibleName(box.text())
    box.setVisible(count > 0)
