"""Pictures for the screen: covered, grey or plain, and what is drawn over them. They live in memory only."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from desktop.gui.stage import Stage

# Longest side of a picture that is kept for showing; the full one is let go after the check.
LONGEST_SHOWN = 1000
# A covered picture is drawn from so few points along its longest side that nobody and nothing in it can be made out,
# and most of its colour is taken out: the tone of skin alone can be hard to look at.
_COVERED_POINTS = 7
_COLOUR_LEFT = 0.25
_CHANGED = 0.5


def to_image(pixels: NDArray[np.uint8], longest: int = LONGEST_SHOWN) -> QImage:
    """Return sRGB pixels (height, width, 3) as an image of its own memory, no longer than `longest`."""
    height, width = pixels.shape[:2]
    packed = np.ascontiguousarray(pixels)
    image = QImage(packed.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if max(width, height) > longest:
        return _scaled(image, longest)
    return image.copy()


def at_stage(image: QImage, stage: Stage) -> QImage:
    """Return the image as it is shown at this stage."""
    match stage:
        case Stage.PLAIN:
            return image
        case Stage.GREY:
            return image.convertToFormat(QImage.Format.Format_Grayscale8)
        case Stage.COVERED:
            few = image.convertToFormat(QImage.Format.Format_RGB888)
            # Halved step by step, so that every point is the mean of all it stands for.
            while max(few.width(), few.height()) > 2 * _COVERED_POINTS:
                few = _scaled(few, max(few.width(), few.height()) // 2)
            return _paled(_scaled(few, _COVERED_POINTS))


def outlines(changed: NDArray[np.float32], colour: str, halo: str, thickness: int) -> QImage:
    """Return an image that is clear but for outlines around what `changed` (0 to 1) says differs."""
    inside = _tidied(changed > _CHANGED)
    line = _grown(inside, thickness) & ~inside
    around = _grown(inside, 2 * thickness) & ~inside & ~line
    drawn = np.zeros((*inside.shape, 4), np.uint8)
    drawn[around] = _rgba(QColor(halo))
    drawn[line] = _rgba(QColor(colour))
    height, width = inside.shape
    return QImage(drawn.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _paled(image: QImage) -> QImage:
    paled = image.copy()
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            grey = QColor.fromHslF(0.0, 0.0, colour.lightnessF())
            mixed = (round(one * _COLOUR_LEFT + other * (1 - _COLOUR_LEFT)) for one, other in zip(_rgba(colour), _rgba(grey), strict=True))
            paled.setPixelColor(x, y, QColor(*mixed))
    return paled


def _tidied(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the mask without specks and without holes that are smaller than a finger's width on the screen."""
    steps = max(1, max(mask.shape) // 200)
    without_specks = _grown(~_grown(~mask, steps), steps)
    return ~_grown(~_grown(without_specks, 2 * steps), 2 * steps)


def _grown(mask: NDArray[np.bool_], steps: int) -> NDArray[np.bool_]:
    grown = mask.copy()
    for _step in range(steps):
        wider = grown.copy()
        wider[1:] |= grown[:-1]
        wider[:-1] |= grown[1:]
        wider[:, 1:] |= grown[:, :-1]
        wider[:, :-1] |= grown[:, 1:]
        grown = wider
    return grown


def _rgba(colour: QColor) -> tuple[int, int, int, int]:
    return colour.red(), colour.green(), colour.blue(), 255


def _scaled(image: QImage, longest: int) -> QImage:
    size = image.size().scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
