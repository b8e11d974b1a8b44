"""How one item is drawn: as a row, as a tile with its covered picture, or as a point of the time line."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.gui import style, tokens
from desktop.gui.pages.vault.browser.model import COVER, DAY, ICON, LINE, PLACE, TIME

_Index = QModelIndex | QPersistentModelIndex
_TILE_PX = (168, 108)
_MOST_TILE_PERCENT = 125
_DAY_PX = 132
_DOT = 5
DAY_MARGIN_PX = 3 * _DOT + tokens.NEAR


class RowPainting(QStyledItemDelegate):
    """Draws the name of an item over a quieter line, behind an icon."""

    gutter_px = 0
    """Room before the icon, at 100 %."""
    line_role = LINE
    """What stands under the name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802, ARG002  Qt's name and arguments
        """Return the size of a row; all rows are alike."""
        bold, small = fonts()
        return QSize(100, QFontMetrics(bold).height() + QFontMetrics(small).height() + tokens.TINY + 2 * tokens.NEAR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a row."""
        inside = _ground(self, painter, option, index)
        painter.save()
        gutter = self.gutter()
        if gutter:
            self.paint_gutter(painter, option.rect, inside, gutter, index)
        colours, side = style.current().palette, style.current().scale.px(22)
        words = inside.adjusted(gutter + side + tokens.NEAR, 0, 0, 0)
        icon = QRect(inside.left() + gutter, inside.center().y() - side // 2, side, side)
        if option.direction is Qt.LayoutDirection.RightToLeft:
            icon, words = QStyle.visualRect(option.direction, inside, icon), QStyle.visualRect(option.direction, inside, words)
        painter.drawPixmap(icon, style.picture(str(index.data(ICON)), colours.accent, side))
        self.paint_words(painter, words, index)
        painter.restore()

    def paint_words(self, painter: QPainter, words: QRect, index: _Index) -> None:
        """Draw the name and the line under it."""
        two_lines(painter, words, index, self.line_role)

    def gutter(self) -> int:
        """Return the room before the icon, in pixels of the screen."""
        return style.current().scale.px(self.gutter_px)

    def paint_gutter(self, painter: QPainter, row: QRect, inside: QRect, width: int, index: _Index) -> None:
        """Draw what stands before the icon; a row has nothing there."""


class TimePainting(RowPainting):
    """Draws a row with its time before it, and the day where a new one begins; a line with a point joins them."""

    gutter_px = _DAY_PX
    line_role = PLACE

    def paint_gutter(self, painter: QPainter, row: QRect, inside: QRect, width: int, index: _Index) -> None:
        """Draw day, time, and the line that goes through all rows."""
        colours = style.current().palette
        self.paint_time(painter, inside, width, index)
        offset = width - tokens.NEAR - _DOT
        x = inside.right() - offset if style.direction() is Qt.LayoutDirection.RightToLeft else inside.left() + offset
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.edge), 2))
        painter.drawLine(x, row.top(), x, row.bottom())
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(QPoint(x, inside.center().y()), _DOT, _DOT)

    def paint_time(self, painter: QPainter, inside: QRect, width: int, index: _Index) -> None:
        """Draw day and time into the first `width` pixels of the row."""
        colours, (bold, small) = style.current().palette, fonts()
        words = QRect(inside.left(), inside.top(), width - DAY_MARGIN_PX, inside.height())
        words = QStyle.visualRect(style.direction(), inside, words)
        painter.setPen(QPen(QColor(colours.ink)))
        painter.setFont(bold)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop, str(index.data(DAY)))
        painter.setPen(QPen(QColor(colours.soft)))
        painter.setFont(small)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, str(index.data(TIME)))


class TilePainting(QStyledItemDelegate):
    """Draws a tile: the covered picture, small and grey, or the icon of what is no picture; under it name and time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802, ARG002  Qt's name and arguments
        """Return the size of a tile; all tiles are alike."""
        bold, small = fonts()
        words = QFontMetrics(bold).height() + QFontMetrics(small).height() + tokens.TINY
        return QSize(self._width(), _tile_size()[1] + words + 2 * tokens.NEAR + tokens.SNUG)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a tile."""
        inside = _ground(self, painter, option, index)
        painter.save()
        height = _tile_size()[1]
        well = QRect(inside.left(), inside.top(), inside.width(), height)
        _paint_well(painter, well, index)
        two_lines(painter, inside.adjusted(0, height + tokens.SNUG, 0, 0), index, PLACE)
        painter.restore()

    def _width(self) -> int:
        """Return how wide a tile is so that a row of them fills the view."""
        view, usual = self.parent(), _tile_size()[0] + 2 * tokens.NEAR
        if not isinstance(view, QAbstractItemView):
            return usual
        # What the view lays out in: it leaves out the room of a scroll bar, seen or not.
        bar = view.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, view.verticalScrollBar())
        room = view.maximumViewportSize().width() - bar - 1
        return room // max(1, (room + 2 * tokens.NEAR) // usual)


def fonts() -> tuple[QFont, QFont]:
    """Return the font of a name and that of the line under it."""
    scale = style.current().scale
    bold, small = QFont("Pretendard"), QFont("Pretendard")
    bold.setPixelSize(scale.px(tokens.BODY_PX))
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(scale.px(tokens.SMALL_PX))
    return bold, small


def _ground(delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> QRect:
    """Draw what shows that an item is chosen or pointed at, and return the room inside."""
    plain = QStyleOptionViewItem(option)
    delegate.initStyleOption(plain, index)
    plain.text = ""
    plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
    inside: QRect = plain.rect.adjusted(tokens.NEAR, tokens.NEAR - 2, -tokens.NEAR, -tokens.NEAR + 2)
    return inside


def _paint_well(painter: QPainter, well: QRect, index: _Index) -> None:
    colours = style.current().palette
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    corners = QPainterPath()
    corners.addRoundedRect(well, tokens.FIELD_RADIUS, tokens.FIELD_RADIUS)
    painter.save()
    painter.setClipPath(corners)
    painter.fillRect(well, QColor(colours.sunken))
    cover = index.data(COVER)
    if isinstance(cover, QImage) and not cover.isNull():
        size = cover.size().scaled(well.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(well.center())
        painter.drawImage(place, cover)
    else:
        side = style.current().scale.px(28)
        painter.drawPixmap(well.center() - QPoint(side // 2, side // 2), style.picture(str(index.data(ICON)), colours.accent, side))
    painter.restore()
    # Where the ground is as dark as the well, only this line says where a tile is.
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(well, tokens.FIELD_RADIUS, tokens.FIELD_RADIUS)


def _tile_size() -> tuple[int, int]:
    """Return the size of the picture of a tile: it stays small where the text is large."""
    percent = min(style.current().scale.percent, _MOST_TILE_PERCENT)
    return _TILE_PX[0] * percent // 100, _TILE_PX[1] * percent // 100


def two_lines(painter: QPainter, words: QRect, index: _Index, line_role: int) -> None:
    """Draw a name at the top of the room, and the quieter line at its bottom."""
    colours, (bold, small) = style.current().palette, fonts()
    painter.setPen(QPen(QColor(colours.ink)))
    painter.setFont(bold)
    write(painter, words, str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.AlignmentFlag.AlignTop)
    painter.setPen(QPen(QColor(colours.soft)))
    painter.setFont(small)
    write(painter, words, str(index.data(line_role)), Qt.AlignmentFlag.AlignBottom)


def write(painter: QPainter, where: QRect, text: str, height: Qt.AlignmentFlag) -> None:
    """Write one line, as much of it as there is room for."""
    # Cut in the middle: the beginning of a name and its ending both tell something.
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, where.width())
    painter.drawText(where, Qt.AlignmentFlag.AlignLeading | height | Qt.TextFlag.TextSingleLine, cut)
