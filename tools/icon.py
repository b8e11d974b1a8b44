"""Draw the program's icon (resources/icons/linden.svg) in the forms that Windows and macOS put on a program.

    python tools/icon.py

The results are kept in the repository, so that a build needs no drawing.
"""

import os
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIDE = 1024
ICO_SIDES = (16, 24, 32, 48, 64, 128, 256)


def main() -> None:
    """Write linden.ico and linden.icns."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    picture = drawn(SIDE)
    picture.save(ICONS / "linden.ico", sizes=[(side, side) for side in ICO_SIDES])
    picture.save(ICONS / "linden.icns")
    application.quit()


def drawn(side: int) -> Image.Image:
    """Return the icon as a square picture of that side, with transparent corners."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / "linden.svg")).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))


if __name__ == "__main__":
    main()
