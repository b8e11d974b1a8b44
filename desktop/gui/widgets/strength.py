"""A hint below a field in which a new passphrase is chosen."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.text import Text
from desktop.services import strength

# While someone types, nothing is said.
_PAUSE_MS = 400


class StrengthHint(Text):
    """Says how easily what stands in a field is guessed, once the typing pauses; it forbids nothing."""

    def __init__(self, field: PassphraseField, parent: QWidget | None = None) -> None:
        super().__init__("", "small", parent)
        self._field = field
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.judge)
        field.line.textChanged.connect(self._wait)
        self.hide()

    @Slot()
    def judge(self) -> None:
        """Say it now."""
        judged = strength.judge(self._field.text())
        sentences = [] if judged is None else [judged.says, judged.advice]
        self.setText(" ".join(str(sentence) for sentence in sentences if sentence is not None))
        self.setVisible(judged is not None)

    @Slot()
    def _wait(self) -> None:
        self._timer.start()
