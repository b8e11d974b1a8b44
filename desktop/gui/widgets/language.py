"""The switch of languages, each named in itself so that it is found in any."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui.preferences import Preferences
from desktop.gui.widgets.buttons import Choice

NAMES = (("ko", "한국어"), ("en", "English"))


class LanguageChoice(QWidget):
    """Switches the whole window at once."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.choice = Choice(_("Language"), NAMES)
        self.choice.choose(preferences.language)
        self.choice.chosen.connect(self._use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choice)

    @Slot(object)
    def _use(self, code: str) -> None:
        self._preferences.change(language=code)
