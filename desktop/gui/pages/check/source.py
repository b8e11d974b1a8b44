"""The source photo: one's own photos are searched for the one a picture was made from."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox

from desktop.core.texts import _
from desktop.gui.check_desk import NotFound, Pair
from desktop.gui.pages.check.pair import PairView
from desktop.gui.widgets.asking import ask_folder
from desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from desktop.gui.widgets.surfaces import Card, Notice
from desktop.gui.widgets.text import Text


class SourcePanel(Card):
    """Asks for the folder of own photos and shows what was found in it.

    Signals:
        folder_given: The Path of the folder to search.
        page_wished: Save what came of the search as a page to print.
    """

    folder_given = Signal(object)
    page_wished = Signal()

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
        self.keep_box = QCheckBox(_("Keep the index of these photos in my open vault, so that the next search is faster"))
        self.keep_box.setAccessibleName(self.keep_box.text())
        self.keep_box.hide()
        self.body.addWidget(self.keep_box)
        self.body.addWidget(self.choose_button)
        self.pair = PairView()
        self.pair.hide()
        self.body.addWidget(self.pair)
        self.save_button = QuietButton(_("Save the result of this search as a page"), "save")
        self.save_button.setToolTip(
            _(
                "A PDF in words, for someone who has to act: how many photos were searched, what was found or not, "
                "and what that does not mean."
            )
        )
        self.save_button.clicked.connect(self.page_wished)
        self.save_button.hide()
        self.body.addWidget(self.save_button)
        self.answer: Notice | None = None

    @property
    def is_index_wished(self) -> bool:
        """Whether the index is to be kept in the vault that is open."""
        return self.keep_box.isVisibleTo(self) and self.keep_box.isChecked()

    def offer_keeping(self, is_open: bool) -> None:  # noqa: FBT001  one fact, named by the call
        """Offer to keep the index where a vault `is_open`."""
        self.keep_box.setVisible(is_open)

    def show_outcome(self, outcome: Pair | NotFound) -> None:
        """Show the photo that was found, or say that none was; either can be saved as a page."""
        from desktop.matching import words

        self.clear()
        if isinstance(outcome, NotFound):
            self._say(Notice("info", str(words.not_found(outcome.photos)), str(words.not_found_means())))
        else:
            self.pair.show_pair(outcome)
            self.pair.show()
        self.save_button.show()

    def clear(self) -> None:
        """Let go of the pictures and the answer."""
        self.pair.clear()
        self.pair.hide()
        self.save_button.hide()
        if self.answer is not None:
            answer, self.answer = self.answer, None
            answer.hide()
            answer.deleteLater()

    def _say(self, notice: Notice) -> None:
        self.answer = notice
        self.body.insertWidget(self.body.indexOf(self.save_button), notice)
        notice.announce()

    @Slot()
    def _choose(self) -> None:
        ask_folder(self, _("Choose the folder of your own photos"), self._take_name)

    @Slot(str)
    def _take_name(self, name: str) -> None:
        self.folder_given.emit(Path(name))
