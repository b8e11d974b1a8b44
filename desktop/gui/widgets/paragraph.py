"""A paragraph of plain text: laid out once for each width that is asked for, and drawn with air between its lines."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontInfo, QPainter, QTextLayout, QTextOption

# No line is wished longer than this many times the size of its letters: longer ones are hard to read.
_LONGEST_LINE_EM = 40
# A layout asks for few widths, but a window that is pulled larger asks for many.
_MOST_WIDTHS = 8


class Paragraph:
    """Knows how wide and how high a text is. Qt's own labels lay a text out several times for each question."""

    def __init__(self, text: str, font: QFont, direction: Qt.LayoutDirection, line_percent: int) -> None:
        """Prepare `text`, which is never taken for markup; its lines stand `line_percent` of their own height apart."""
        self._percent = line_percent
        self._layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
        self._layout.setCacheEnabled(True)
        # A text layout knows left and right only, not the beginning of a line.
        option = QTextOption(Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(direction)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout.setTextOption(option)
        self._heights: dict[int, int] = {}
        self._laid_out_for = -1
        longest = _LONGEST_LINE_EM * QFontInfo(font).pixelSize()
        self._lay_out(longest)
        self.least_width = math.ceil(self._layout.minimumWidth())
        """The width of the longest word in px."""
        self.wished_width = min(math.ceil(self._layout.maximumWidth()), longest)
        """The width in px at which it reads well: one line, or lines that are not too long."""

    def height(self, width: int) -> int:
        """Return how high the text is at this width, both in px."""
        if width not in self._heights:
            if len(self._heights) >= _MOST_WIDTHS:
                self._heights.clear()
            self._heights[width] = self._lay_out(width)
        return self._heights[width]

    def draw(self, painter: QPainter, corner: QPointF, width: int) -> None:
        """Draw it at this width below the corner, with the painter's pen."""
        if self._laid_out_for != width:
            self._lay_out(width)
        self._layout.draw(painter, corner)

    def _lay_out(self, width: int) -> int:
        self._laid_out_for = width
        if not self._layout.text():
            return 0
        bottom = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            air = math.ceil(line.height()) * (self._percent - 100) / 100
            line.setPosition(QPointF(0, bottom + air / 2))
            bottom += math.ceil(line.height()) + air
        self._layout.endLayout()
        return math.ceil(bottom)
