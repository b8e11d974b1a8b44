"""How the lines of the map are drawn: by shape, not by colour, so that they can be told apart by everyone."""

from datetime import UTC, datetime

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.gui import item_words, style, tokens
from desktop.gui.pages.vault.browser.map_model import BELONGS, IN_SHORT, LINES
from desktop.gui.pages.vault.browser.model import PLACE
from desktop.gui.pages.vault.browser.painting import DAY_MARGIN_PX, TimePainting, fonts, two_lines, write
from desktop.services.sighting_map import Sighting
from desktop.services.vaults import ItemKind, RelationKind

_Index = QModelIndex | QPersistentModelIndex
COLUMN_PX = 22
# At larger text nothing stands side by side (STYLE.md).
MOST_BESIDE_PERCENT = 125
_DOT = 5.5
_APART = 2.5
_ARROW = 6.0
_MARGIN = 4
_WIDE_DAY = datetime(2028, 12, 28, tzinfo=UTC)


class MapPainting(TimePainting):
    """Draws a row with its time, and between that and its name the lines that join it to others."""

    columns = 1
    """How many lines stand side by side at most."""

    def gutter(self) -> int:
        """Return the room before the icon: the time grows with the text, the lines do not."""
        return self._time_px() + self.columns * COLUMN_PX

    def _time_px(self) -> int:
        """Return the room for a day, no more than it needs: at large text the name needs the rest."""
        return QFontMetrics(fonts()[0]).horizontalAdvance(item_words.day(_WIDE_DAY)) + DAY_MARGIN_PX + _MARGIN

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802  Qt's name
        """Return the size of a row: where the text is large, what it belongs with has a line of its own."""
        size = super().sizeHint(option, index)
        return size + QSize(0, self._third_line()) if self._is_large() else size

    def paint_words(self, painter: QPainter, words: QRect, index: _Index) -> None:
        """Draw the name, the place, and what it belongs with."""
        if not self._is_large():
            two_lines(painter, words, index, IN_SHORT)
            return
        two_lines(painter, words.adjusted(0, 0, 0, -self._third_line()), index, PLACE)
        write(painter, words, str(index.data(BELONGS)), Qt.AlignmentFlag.AlignBottom)

    @staticmethod
    def _is_large() -> bool:
        return style.current().scale.percent > MOST_BESIDE_PERCENT

    @staticmethod
    def _third_line() -> int:
        return QFontMetrics(fonts()[1]).height() + tokens.TINY

    def paint_gutter(self, painter: QPainter, row: QRect, inside: QRect, width: int, index: _Index) -> None:
        """Draw day, time and lines."""
        sighting = index.data(LINES)
        if not isinstance(sighting, Sighting):
            return
        self.paint_time(painter, inside, self._time_px(), index)
        is_mirrored = style.direction() is Qt.LayoutDirection.RightToLeft

        def x(column: int) -> float:
            offset = width - (self.columns - column) * COLUMN_PX + COLUMN_PX / 2 - _MARGIN
            return inside.right() - offset if is_mirrored else inside.left() + offset

        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, top, bottom = float(inside.center().y()), float(row.top()), float(row.bottom() + 1)
        for column, (above, below) in enumerate(zip(sighting.above, sighting.below, strict=True)):
            draw_line(painter, QPointF(x(column), top), QPointF(x(column), middle), above)
            draw_line(painter, QPointF(x(column), middle), QPointF(x(column), bottom), below)
        if sighting.column is None:
            return
        point = QPointF(x(sighting.column), middle)
        for branch in sighting.branches:
            draw_branch(painter, QPointF(x(branch.column), middle), point, branch.kind)
        draw_point(painter, point, sighting.item.kind)


def draw_line(painter: QPainter, start: QPointF, end: QPointF, kind: RelationKind | None) -> None:
    """Draw a line that says how what is joined by it belongs together; none for None."""
    if kind is None:
        return
    colours = style.current().palette
    match kind:
        case RelationKind.SEEN_AGAIN:
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.drawLine(start, end)
        case RelationKind.SAME_IMAGE:
            painter.setPen(QPen(QColor(colours.accent), 1.6))
            aside = QPointF(_APART, 0) if start.x() == end.x() else QPointF(0, _APART)
            painter.drawLine(start - aside, end - aside)
            painter.drawLine(start + aside, end + aside)
        case RelationKind.MADE_FROM:
            painter.setPen(QPen(QColor(colours.ink), 1.8, Qt.PenStyle.DashLine))
            painter.drawLine(start, end)
        case _:
            painter.setPen(QPen(QColor(colours.soft), 2.2, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, end)


def draw_branch(painter: QPainter, start: QPointF, end: QPointF, kind: RelationKind) -> None:
    """Draw a line that comes over from another column, with an arrow at what was made, or came, from there."""
    towards = 1.0 if end.x() > start.x() else -1.0
    tip = QPointF(end.x() - towards * (_DOT + 2), end.y())
    draw_line(painter, start, tip, kind)
    back = tip.x() - towards * _ARROW
    colours = style.current().palette
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ink if kind is RelationKind.MADE_FROM else colours.soft))
    painter.drawPolygon(QPolygonF([tip, QPointF(back, tip.y() - _ARROW * 0.6), QPointF(back, tip.y() + _ARROW * 0.6)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_point(painter: QPainter, at: QPointF, kind: ItemKind) -> None:
    """Draw where an item stands: a full point for a file, a ring for an address, a square for a record without the picture."""
    colours = style.current().palette
    painter.setPen(QPen(QColor(colours.accent), 2.4))
    painter.setBrush(QColor(colours.accent if kind == "file" else colours.card))
    if kind == "record":
        painter.drawRect(QRectF(at.x() - _DOT + 0.5, at.y() - _DOT + 0.5, 2 * _DOT - 1, 2 * _DOT - 1))
    else:
        painter.drawEllipse(at, _DOT, _DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)


class Sample(QWidget):
    """One kind of line or point, drawn small, to stand beside the words that explain it."""

    def __init__(self, shows: RelationKind | ItemKind) -> None:
        super().__init__()
        self._shows = shows
        self.setFixedSize(QSize(34, 18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ends = (QPointF(3, 9), QPointF(31, 9))
            line = QLineF(*reversed(ends)) if style.direction() is Qt.LayoutDirection.RightToLeft else QLineF(*ends)
            if not isinstance(self._shows, RelationKind):
                draw_point(painter, QPointF(17, 9), self._shows)
            elif self._shows in {RelationKind.MADE_FROM, RelationKind.PART_OF}:
                draw_branch(painter, line.p1(), line.p2(), self._shows)
            else:
                draw_line(painter, line.p1(), line.p2(), self._shows)
