"""Views for specialists: made when they are asked for, covered like every picture, and never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage

from desktop.checks.result import CheckResult
from desktop.checks.views import View
from desktop.core.texts import _
from desktop.gui import images, style, tints
from desktop.gui.check_desk import Seen
from desktop.gui.widgets.buttons import Choice, QuietButton
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


@dataclass(frozen=True, eq=False)
class _Shown:
    title: str
    meaning: str
    image: QImage
    overlay: QImage


class SpecialistPanel(Card):
    """The last card of a result: closed at first, and nothing is computed until it is opened.

    Signals:
        wished: Make the views of the chosen picture.
    """

    wished = Signal()

    def __init__(self) -> None:
        super().__init__(_("For specialists"))
        self.body.addWidget(
            Text(
                _(
                    "Views that show how the picture was saved, for people who know how to read them. You do not need them. "
                    "Each is a view and never a verdict: every untouched photo shows bright and dark parts in them as well."
                ),
                "soft",
            )
        )
        self.open_button = QuietButton(_("Show the views"), "scan-search")
        self.open_button.clicked.connect(self.wished)
        self.body.addWidget(self.open_button)
        self.choice: Choice | None = None
        self.title, self.meaning = Text("", "strong"), Text("", "small")
        self.view = PictureView(_("The view that was chosen"))
        self.hold = HoldToSee([self.view])
        for part in (self.title, self.view, self.hold, self.meaning):
            self.body.addWidget(part)
        self._views: dict[str, _Shown] = {}
        self.clear()

    def show_busy(self, *, busy: bool) -> None:
        """Show that the views are being made, or are no longer."""
        self.open_button.setEnabled(not busy)

    def show_views(self, views: Sequence[View], seen: Seen) -> None:
        """Show the first of these, covered, and the others to choose from: the last one is what a model says of the parts of `seen`."""
        self.clear()
        self._views = {view.id: _Shown(str(view.title), str(view.meaning), _image(view), QImage()) for view in views}
        self._views |= _parts(seen)
        if not self._views:
            return
        self.open_button.hide()
        self.choice = Choice(_("Which view"), [(name, view.title) for name, view in self._views.items()])
        self.choice.chosen.connect(self._show_one)
        self.body.insertWidget(self.body.indexOf(self.title), self.choice)
        for part in (self.title, self.view, self.hold, self.meaning):
            part.show()
        first = next(iter(self._views))
        self.choice.choose(first)
        self._show_one(first)

    def cover(self) -> None:
        """Cover the view."""
        self.hold.cover()

    def clear(self) -> None:
        """Let go of the views."""
        self._views = {}
        self.view.clear()
        if self.choice is not None:
            choice, self.choice = self.choice, None
            choice.hide()
            choice.deleteLater()
        for part in (self.title, self.view, self.hold, self.meaning):
            part.hide()
        self.open_button.show()
        self.show_busy(busy=False)

    @Slot(object)
    def _show_one(self, name: object) -> None:
        view = self._views[str(name)]
        self.hold.cover()
        self.view.show_image(view.image, QSize(view.image.width(), view.image.height()))
        self.view.show_overlay(view.overlay)
        self.view.setAccessibleName(view.title)
        self.title.setText(view.title)
        self.meaning.setText(view.meaning)


def _image(view: View) -> QImage:
    return images.to_image(np.repeat(view.greys[:, :, None], 3, axis=2))


def _parts(seen: Seen) -> dict[str, _Shown]:
    # Here and not beside the result: what is little better than a guess must not be the first thing that a person sees tinted.
    result: CheckResult = seen.checked.result
    if result.parts is None or seen.image.isNull():
        return {}
    meaning = _(
        "Coloured: what the learned model finds unlike the rest. Grey: faces, and what is too plain to be told or was not "
        "looked at. It is weak: between a changed place and an untouched one it chose the changed one in about 6 of 10 tries; "
        "guessing would be 5. "
        "This is a view and no finding."
    )
    tint = tints.of_parts(result.parts, QSize(result.width, result.height), style.current().palette.tint)
    return {"parts": _Shown(_("Parts that do not go together"), meaning, seen.image, tint)}
