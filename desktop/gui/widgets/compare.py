"""Two pictures laid over each other, with an edge between them that is moved by a slider."""

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from desktop.gui import images, style, tokens
from desktop.gui.stage import Stage
from desktop.gui.widgets.picture import PictureView

STEPS = 100


class CompareView(PictureView):
    """Shows one picture up to the edge and the other behind it, both at the same stage."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._other = QImage()
        self._other_drawn = QImage()
        self._share = 0.5

    @property
    def share(self) -> float:
        """How much of the width shows the first picture, 0 to 1."""
        return self._share

    def show_two(self, first: QImage, second: QImage) -> None:
        """Hold two pictures of one size, covered."""
        self._other = first
        self.show_image(second, QSize(second.width(), second.height()))

    @Slot(int)
    def show_edge(self, step: int) -> None:
        """Move the edge: 0 shows the second picture only, STEPS the first only."""
        self._share = max(0.0, min(1.0, step / STEPS))
        self.update()

    def show_stage(self, stage: Stage) -> None:
        """Show this much of both, or as much as is allowed now."""
        super().show_stage(stage)
        self._other_drawn = QImage() if self._other.isNull() else images.at_stage(self._other, self.stage)

    def clear(self) -> None:
        """Let go of both."""
        self._other, self._other_drawn = QImage(), QImage()
        super().clear()

    def draw_picture(self, painter: QPainter) -> None:
        """Draw the second picture, the first over its part, and the edge."""
        super().draw_picture(painter)
        if self._other_drawn.isNull():
            return
        place = self.picture_rect()
        edge = place.width() * self._share
        # In reading order: the first picture stands at the beginning of the line.
        part = QRectF(place.x(), place.y(), edge, place.height())
        painter.save()
        painter.setClipRect(part)
        painter.drawImage(place, self._other_drawn)
        painter.restore()
        colours = style.current().palette
        for colour, width in ((colours.mark_halo, 2 * tokens.FOCUS_PX), (colours.mark, 2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(part.topRight(), part.bottomRight())
