"""Shows a known picture on the screen, pixel by pixel, until it is ended: another program, as far as ours can tell.

python tests/gui/picture_on_screen.py PICTURE LEFT TOP      says "shown" when it is; places are in pixels of the screen
"""

import sys

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap, QRasterWindow


class Picture(QRasterWindow):
    """A window without a frame that is nothing but the picture."""

    def __init__(self, name: str, left: int, top: int) -> None:
        super().__init__()
        self._picture = QPixmap(name)
        self.setFlags(Qt.WindowType.FramelessWindowHint)
        ratio = self.devicePixelRatio()
        places = (left, top, self._picture.width(), self._picture.height())
        self.setGeometry(*(round(place / ratio) for place in places))

    def paintEvent(self, _event) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QRectF(0, 0, self.width(), self.height()), self._picture, QRectF(self._picture.rect()))
        painter.end()
        QTimer.singleShot(0, self._say)

    def _say(self) -> None:
        sys.stdout.write("shown\n")
        sys.stdout.flush()


if __name__ == "__main__":
    app = QGuiApplication([])
    window = Picture(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    window.show()
    sys.exit(app.exec())
