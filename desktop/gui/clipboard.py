"""Copied text that does not outlive the open vault."""

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QClipboard

# Asks clipboard histories not to remember: Windows ("Clipboard formats: cloud clipboard and clipboard history"), and KDE's Klipper.
_UNREMEMBERED = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    "x-kde-passwordManagerHint": b"secret",
}


class Clipboard(QObject):
    """Copies text, and takes it back while it is still what we copied."""

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._ours = ""

    def copy(self, text: str) -> None:
        """Put `text` on the clipboard, asking histories not to keep it."""
        content = QMimeData()
        content.setText(text)
        for name, value in _UNREMEMBERED.items():
            content.setData(name, value)
        self._ours = text
        self._clipboard.setMimeData(content)

    @Slot()
    def clear_ours(self) -> None:
        """Empty the clipboard if it still holds what we put there."""
        if self._ours and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = ""
