"""How pictures get in: dropped, pasted, or chosen."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.asking import ask_files
from desktop.gui.widgets.buttons import Button, PrimaryButton, QuietButton
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

# Encoded pictures as programs put them on the clipboard: taken as they are, so that only the child process decodes them.
# Larger text than this (in %) leaves no room for an icon above the words.
_WITH_ICON_UP_TO = 125
_ENCODED = ("image/png", "image/jpeg", "image/webp", "image/bmp", "image/tiff")


class Intake(Card):
    """A place to drop pictures on, with buttons that do the same.

    Signals:
        given: Sources to check: a list of Path, or one of bytes from the clipboard.
        not_taken: What was dropped or pasted holds no picture; a sentence says what to do.
    """

    given = Signal(object)
    not_taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, surface="drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Pictures to check"))
        self._title = Text(_("Drop an image or a video here"), "heading")
        self.choose_button = PrimaryButton(_("Choose files"), "folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.paste_button = QuietButton(_("Paste an image"), "clipboard-paste")
        self.paste_button.setToolTip(_("Takes a copied image or screenshot. It is not saved anywhere."))
        self.paste_button.clicked.connect(self.paste)
        self._paste_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        self._paste_key.activated.connect(self.paste)
        # With large text the room is for the button.
        sign = [Icon("image-plus", style.current().palette.accent, 34)] if style.current().scale.percent <= _WITH_ICON_UP_TO else []
        self._large = [
            *sign,
            self._title,
            Text(
                _("A photo, a screenshot, a video, a PDF document or a whole folder. It is only read: nothing is changed, copied or sent."),
                "soft",
            ),
        ]
        for part in self._large:
            self.body.addWidget(part)
        row = QWidget()
        self._buttons = Flow(row, tokens.SNUG)
        self._buttons.addWidget(self.choose_button)
        self._buttons.addWidget(self.paste_button)
        self.body.addWidget(row)

    def add_button(self, button: Button) -> None:
        """Put another button into the row."""
        self._buttons.addWidget(button)

    def become_small(self, *, small: bool) -> None:
        """Show the buttons only, once there are results."""
        for part in self._large:
            part.setVisible(not small)
        self.setProperty("surface", "bare" if small else "drop")
        sides = (0, 0, 0, 0) if small else (tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        self.body.setContentsMargins(*sides)
        self._repolish()

    @Slot()
    def paste(self) -> None:
        """Take what was copied."""
        self._take(
            QGuiApplication.clipboard().mimeData(), _("There is no image among what was copied. Copy the image itself, then paste it.")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Let anything be dropped that may hold a picture."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._show_hovering(hovering=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Look as before."""
        self._show_hovering(hovering=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Take what was dropped."""
        self._show_hovering(hovering=False)
        event.acceptProposedAction()
        self._take(
            event.mimeData(),
            _("This comes from a web page, and the program does not fetch anything. Save the image there first, then drop the file."),
        )

    def _take(self, content: QMimeData | None, otherwise: str) -> None:
        sources = sources_in(content) if content is not None else []
        if sources:
            self.given.emit(sources)
        else:
            self.not_taken.emit(otherwise)

    def _show_hovering(self, *, hovering: bool) -> None:
        self.setProperty("hovering", hovering)
        self._repolish()

    def _repolish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    @Slot()
    def _choose(self) -> None:
        ask_files(self, _("Choose files to check"), self._take_names)

    @Slot(list)
    def _take_names(self, names: list[str]) -> None:
        self.given.emit([Path(name) for name in names])


def sources_in(content: QMimeData) -> Sequence[Path | bytes]:
    """Return what can be checked among dropped or copied content: files first, else one picture's bytes."""
    paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    if paths:
        return paths
    for kind in _ENCODED:
        if content.hasFormat(kind):
            encoded = bytes(content.data(kind).data())
            if encoded:
                return [encoded]
    if content.hasImage():
        image = QImage(content.imageData())
        if not image.isNull():
            return [_as_png(image)]
    return []


def _as_png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format, Qt takes both
    return bytes(held.data())
