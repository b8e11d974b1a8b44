"""A part of the screen taken as a picture, in memory only: the screen is shown still, and a rectangle is drawn on it."""

import os

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

from desktop.core.texts import _
from desktop.gui import style

# Until a window that was hidden is gone from the screen: compositors fade it out.
_UNTIL_GONE_MS = 400
_LEAST_SIDE = 8
_STEP = 10


def is_possible() -> bool:
    """Whether programs may look at the screen here. Wayland lets no program do so by itself."""
    is_wayland = QGuiApplication.platformName().startswith("wayland") or bool(os.environ.get("WAYLAND_DISPLAY"))
    return not is_wayland and QGuiApplication.primaryScreen() is not None


class RegionCapture(QWidget):
    """Shows a still picture of one screen over all of it, until a part is chosen.

    Signals:
        taken: The part, as the bytes of a PNG file.
        given_up: Nothing was chosen.
    """

    taken = Signal(bytes)
    given_up = Signal()

    def __init__(self, picture: QPixmap, screen: QScreen) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Choose a part of the screen"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setGeometry(screen.geometry())
        self._picture = picture
        self._begin: QPoint | None = None
        self.chosen = QRect()
        """The part that is marked, in the window's own pixels."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Show the screen darkened, and the marked part as it is."""
        with QPainter(self) as painter:
            painter.drawPixmap(self.rect(), self._picture)
            painter.fillRect(self.rect(), QColor(0, 0, 0, 110))
            if not self.chosen.isEmpty():
                painter.drawPixmap(self.chosen, self._picture, self._in_picture(self.chosen))
                painter.setPen(QPen(QColor(255, 255, 255), 2))
                painter.drawRect(self.chosen)
            self._paint_words(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Begin a rectangle."""
        self._begin = event.position().toPoint()
        self.chosen = QRect()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Draw the rectangle on."""
        if self._begin is not None:
            self.chosen = QRect(self._begin, event.position().toPoint()).normalized().intersected(self.rect())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take what is in the rectangle."""
        self._begin = None
        if min(self.chosen.width(), self.chosen.height()) >= _LEAST_SIDE:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Take the whole screen, or the marked part, with Enter; move and size it with the arrows; leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.close()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen = self.chosen if not self.chosen.isEmpty() else self.rect()
            self._take()
        else:
            self._move(event)

    def _move(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-_STEP, 0), Qt.Key.Key_Right: (_STEP, 0), Qt.Key.Key_Up: (0, -_STEP), Qt.Key.Key_Down: (0, _STEP)}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        marked = (
            self.chosen
            if not self.chosen.isEmpty()
            else QRect(self.width() // 4, self.height() // 4, self.width() // 2, self.height() // 2)
        )
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            marked.setSize(marked.size().grownBy(_margins(*step)))
        else:
            marked.translate(*step)
        self.chosen = marked.intersected(self.rect())
        self.update()

    def _take(self) -> None:
        self.taken.emit(_png(self._picture.copy(self._in_picture(self.chosen)).toImage()))
        self.close()

    def _in_picture(self, part: QRect) -> QRect:
        wide, high = self._picture.width() / max(1, self.width()), self._picture.height() / max(1, self.height())
        return QRect(round(part.x() * wide), round(part.y() * high), round(part.width() * wide), round(part.height() * high))

    def _paint_words(self, painter: QPainter) -> None:
        words = _("Draw a rectangle around what you want to keep. Enter takes the whole screen, Escape cancels.")
        font = self.font()
        font.setPixelSize(style.current().scale.px(16))
        painter.setFont(font)
        room = QRect(0, 0, self.width(), painter.fontMetrics().height() * 3)
        painter.fillRect(room, QColor(0, 0, 0, 235))
        painter.setPen(QPen(QColor(255, 255, 255)))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


class RegionTaker(QWidget):
    """Puts the program's window out of the way, takes the screen, and brings the window back whatever happens.

    Signals:
        taken: The part that was chosen, as the bytes of a PNG file.
        not_possible: The screen cannot be seen here.
    """

    taken = Signal(bytes)
    not_possible = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._capture: RegionCapture | None = None
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(_UNTIL_GONE_MS)
        self._after.timeout.connect(self._grab)

    @property
    def capture(self) -> RegionCapture | None:
        """The still screen that is shown now, if it is."""
        return self._capture

    @Slot()
    def begin(self) -> None:
        """Ask for a part of the screen."""
        if not is_possible():
            self.not_possible.emit()
            return
        self.window().hide()
        self._after.start()

    @Slot()
    def _grab(self) -> None:
        screen = self.window().screen()
        picture = screen.grabWindow(0)
        if picture.isNull():
            self._come_back()
            self.not_possible.emit()
            return
        self._capture = RegionCapture(picture, screen)
        self._capture.taken.connect(self._take)
        self._capture.given_up.connect(self._come_back)
        self._capture.showFullScreen()
        self._capture.activateWindow()

    @Slot(bytes)
    def _take(self, content: bytes) -> None:
        self._come_back()
        self.taken.emit(content)

    @Slot()
    def _come_back(self) -> None:
        self._capture = None
        self.window().show()
        self.window().activateWindow()


def _margins(wide: int, high: int) -> QMargins:
    return QMargins(0, 0, wide, high)


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format, Qt takes both
    return bytes(held.data())
