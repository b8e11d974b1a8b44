"""The source photo: one's own photos are searched for the one a picture was made from, and both are laid side by side."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.core.names import shown
from desktop.core.texts import _, many
from desktop.gui import style, tokens
from desktop.gui.check_desk import Pair
from desktop.gui.widgets.asking import ask_folder
from desktop.gui.widgets.buttons import PrimaryButton
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text

_BESIDE_UP_TO = 125


class SourcePanel(Card):
    """Asks for the folder of own photos and shows what was found in it.

    Signals:
        folder_given: The Path of the folder to search.
    """

    folder_given = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Find the photo it was made from"))
        self.body.addWidget(
            Text(
                _(
                    "Choose a folder with your own photos. They are compared here on this computer; none is changed, copied or kept. "
                    "A photo that was found is the sign that others understand best."
                ),
                "soft",
            )
        )
        self.choose_button = PrimaryButton(_("Choose the folder of my photos"), "images")
        self.choose_button.clicked.connect(self._choose)
        self.body.addWidget(self.choose_button)
        self.pair = PairView()
        self.pair.hide()
        self.body.addWidget(self.pair)
        self.answer: Notice | None = None

    def show_pair(self, pair: Pair | None) -> None:
        """Show the photo that was found, or say that none was."""
        self.clear()
        if pair is None:
            self._say(
                Notice(
                    "info",
                    _("None of these photos was found in the picture."),
                    _(
                        "This does not mean that none was used. A face swap made by a learning program keeps no part of the photo "
                        "it learned from, and a photo may be in another folder."
                    ),
                )
            )
            return
        self.pair.show_pair(pair)
        self.pair.show()

    def clear(self) -> None:
        """Let go of the pictures and the answer."""
        self.pair.clear()
        self.pair.hide()
        if self.answer is not None:
            answer, self.answer = self.answer, None
            answer.hide()
            answer.deleteLater()

    def _say(self, notice: Notice) -> None:
        self.answer = notice
        self.body.addWidget(notice)
        notice.announce()

    @Slot()
    def _choose(self) -> None:
        ask_folder(self, _("Choose the folder of your own photos"), self._take_name)

    @Slot(str)
    def _take_name(self, name: str) -> None:
        self.folder_given.emit(Path(name))


class PairView(QWidget):
    """The own photo and the suspected picture side by side, covered, with what differs outlined on both."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = Text("", "strong")
        self.mirrored = Text(_("The picture is mirrored: left and right are exchanged."))
        self.others = Text("", "small")
        self.own = PictureView(_("My photo, laid over the picture"))
        self.suspect = PictureView(_("The picture that was checked"))
        self.hold = HoldToSee([self.own, self.suspect])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self.sentence)
        column.addWidget(self.mirrored)
        column.addLayout(self._side_by_side())
        column.addWidget(Text(_("Outlined on both: where they differ."), "small"))
        column.addWidget(self.hold)
        column.addWidget(self.others)
        column.addWidget(
            Text(
                _(
                    "This shows repainted bodies, pasted heads and other changed areas. It does not show who made the change. "
                    "Strong compression can add small differences."
                ),
                "soft",
            )
        )

    def show_pair(self, pair: Pair) -> None:
        """Show both, covered."""
        for view, image in ((self.own, pair.original), (self.suspect, pair.suspect)):
            view.show_image(image, QSize(image.width(), image.height()))
            view.show_overlay(pair.changed)
        self.sentence.setText(_sentence(pair))
        self.mirrored.setVisible(pair.match.mirrored)
        others = many("{count} more of your photos was found in it.", "{count} more of your photos were found in it.", pair.others)
        self.others.setText(others.format(count=pair.others) if pair.others else "")
        self.others.setVisible(pair.others > 0)

    def clear(self) -> None:
        """Let go of both."""
        for view in (self.own, self.suspect):
            view.clear()
        self.sentence.setText("")

    def _side_by_side(self) -> QBoxLayout:
        large = style.current().scale.percent > _BESIDE_UP_TO
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        row.setSpacing(tokens.NEAR)
        for view, words in ((self.own, _("My photo")), (self.suspect, _("The picture"))):
            column = QVBoxLayout()
            column.setSpacing(tokens.TINY)
            column.addWidget(Text(words, "small"))
            column.addWidget(view)
            column.addStretch(1)
            row.addLayout(column, 1)
        return row


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
