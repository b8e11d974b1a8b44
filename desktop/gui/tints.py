"""Tints over a picture: where a learned model saw signs, and where two pictures differ. The stronger the tint, the more."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.checks.result import ScoreMap

# The longest side of a drawn tint; it is stretched over the picture, as coarse as what it shows.
_LONGEST = 512
_MOST_OPAQUE = 0.72
# What is less than this is left clear, so that a quiet picture stays quiet.
_LEAST = 0.08
_UNKNOWN = "#8A8A8A"


def of_maps(maps: Sequence[ScoreMap], full: QSize, colour: str) -> QImage:
    """Return a clear image of the shape of a picture of size `full`, tinted where the maps say so.

    A cell that cannot be relied on is tinted less, in proportion.
    """
    drawn = QImage(full.scaled(_LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32)
    drawn.fill(Qt.GlobalColor.transparent)
    across, down = drawn.width() / full.width(), drawn.height() / full.height()
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for one in maps:
            box = one.box
            place = QRect(round(box.x * across), round(box.y * down), max(1, round(box.width * across)), max(1, round(box.height * down)))
            painter.drawImage(place, of_values(_relied_on(one), colour))
    return drawn


def of_parts(one: ScoreMap, full: QSize, colour: str) -> QImage:
    """Return a clear image of the shape of a picture of size `full`: tinted where parts stand out, grey where that cannot be told.

    A part that is as likely changed as not is left clear; one that was not looked at is wholly grey.
    """
    scores = np.asarray(one.scores, np.float32)
    known = np.ones_like(scores) if one.reliability is None else np.asarray(one.reliability, np.float32)
    drawn = of_maps([ScoreMap(one.box, _grid(1 - known))], full, _UNKNOWN)
    with QPainter(drawn) as painter:
        painter.drawImage(0, 0, of_maps([ScoreMap(one.box, _grid(np.clip(2 * scores - 1, 0, 1) * known))], full, colour))
    return drawn


def of_values(values: NDArray[np.float32], colour: str) -> QImage:
    """Return one pixel of `colour` a value (height, width; 0 to 1), the more opaque the higher it is."""
    height, width = values.shape
    drawn = np.zeros((height, width, 4), np.uint8)
    shade = QColor(colour)
    drawn[..., :3] = shade.red(), shade.green(), shade.blue()
    drawn[..., 3] = np.where(values < _LEAST, 0.0, values * _MOST_OPAQUE * 255)
    return QImage(drawn.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def _relied_on(one: ScoreMap) -> NDArray[np.float32]:
    scores = np.asarray(one.scores, np.float32)
    return scores if one.reliability is None else scores * np.asarray(one.reliability, np.float32)


def _grid(values: NDArray[np.float32]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in values)
