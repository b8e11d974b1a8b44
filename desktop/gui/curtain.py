"""Covers the whole window where nobody looks at it: a task switcher, a preview or a passer-by sees a leaf, and no letter of the case."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import style, tokens
from desktop.gui.widgets.icon import Icon
from desktop.gui.widgets.text import Text

# Long enough to copy a letter into a mail beside it; a person who went away for this long reads no letter here.
AFTER_MS = 60_000


class Curtain(QWidget):
    """Drawn when the window is minimised, and when another window has been in front for a while with the mouse elsewhere.

    It lifts as soon as the window comes to the front or the mouse comes over it. Pictures do not wait for it: they are covered at once.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Covered"))
        self.setMouseTracking(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._draw_if_alone)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002  Qt's name and argument
        """Follow what becomes of the window."""
        match event.type():
            case QEvent.Type.WindowStateChange if self._window.isMinimized():
                self.draw()
            case QEvent.Type.WindowActivate:
                self.lift()
            case QEvent.Type.WindowDeactivate:
                self._timer.start()
            case QEvent.Type.Resize:
                self.setGeometry(self._window.rect())
            case _:
                pass
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """The mouse moves over it: somebody looks. One that rests where the curtain appears does not lift it."""
        self.lift()
        if not self._window.isActiveWindow():
            self._timer.start()

    def draw(self) -> None:
        """Cover everything now."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._column.addStretch(1)
        for part in (
            Icon("leaf", style.current().palette.accent, 48),
            Text(_("Covered while you are elsewhere"), "heading"),
            Text(_("Move the mouse here or click, and the page is there again."), "soft"),
        ):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    @Slot()
    def lift(self) -> None:
        """Show the window again."""
        self._timer.stop()
        self.hide()

    @Slot()
    def _draw_if_alone(self) -> None:
        if self._window.underMouse():
            # Read beside another window: ask again later.
            self._timer.start()
        elif not self._window.isActiveWindow():
            self.draw()
