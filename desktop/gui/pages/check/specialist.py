"""Views for specialists: made when they are asked for, covered like every picture, and never a verdict."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QImage

from desktop.checks.views import View
from desktop.core.texts import _
from desktop.gui import images
from desktop.gui.widgets.buttons import Choice, QuietButton
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text


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
        self._views: dict[str, View] = {}
        self.clear()

    def show_busy(self, *, busy: bool) -> None:
        """Show that the views are being made, or are no longer."""
        self.open_button.setEnabled(not busy)

    def show_views(self, views: Sequence[View]) -> None:
        """Show the first of these, covered, and the others to choose from."""
        self.clear()
        self._views = {view.id: view for view in views}
        if not self._views:
            return
        self.open_button.hide()
        self.choice = Choice(_("Which view"), [(view.id, str(view.title)) for view in views])
        self.choice.chosen.connect(self._show_one)
        self.body.insertWidget(self.body.indexOf(self.title), self.choice)
        for part in (self.title, self.view, self.hold, self.meaning):
            part.show()
        self.choice.choose(views[0].id)
        self._show_one(views[0].id)

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
        image = _image(view)
        self.view.show_image(image, QSize(image.width(), image.height()))
        self.view.setAccessibleName(str(view.title))
        self.title.setText(str(view.title))
        self.meaning.setText(str(view.meaning))


def _image(view: View) -> QImage:
    return images.to_image(np.repeat(view.greys[:, :, None], 3, axis=2))
