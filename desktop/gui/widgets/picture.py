"""A picture that is covered until it is held: first grey, then plain; outlines over it carry numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.texts import _
from desktop.gui import images, style, tokens, uncovering
from desktop.gui.stage import Stage
from desktop.gui.widgets.buttons import QuietButton
from desktop.gui.widgets.text import Text

# Held this long, grey becomes plain: time enough to let go.
PLAIN_AFTER_MS = 1200
_HIGHEST_PX = 290
_HIGHEST_SMALL_PX = 130
# Pictures grow with the text up to here, so that the picture and the button that uncovers it are seen together in the smallest window.
_HIGHEST_OF_ALL_PX = 340


@dataclass(frozen=True)
class Mark:
    """A rectangle on a picture, in its full-size pixels, with the number or letter it is called by."""

    x: int
    y: int
    width: int
    height: int
    label: str


class PictureView(QAbstractButton):
    """Draws one picture at a stage, with its marks. It never decides by itself to show more.

    It is a button, since it is held like one: `pressed` and `released` tell so, and a screen reader knows what it is.

    Signals:
        covered: It had to cover itself, because the window is no longer in front.
    """

    covered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # With large text the button may be out of sight while the picture is seen, so the picture can be held by keyboard too.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(_how_to_hold_by_keyboard())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(160)
        self._image = QImage()
        self._drawn = QImage()
        self._overlay = QImage()
        self._full = QSize(1, 1)
        self._marks: tuple[Mark, ...] = ()
        self._stage = Stage.COVERED
        uncovering.current().rule_changed.connect(self._follow_rule)
        # One that is taken away while it is held would count as uncovered for ever, and nothing after it would be counted.
        self.destroyed.connect(partial(uncovering.forget, id(self)))

    @property
    def stage(self) -> Stage:
        """How much is seen now."""
        return self._stage

    @property
    def is_empty(self) -> bool:
        """Whether it holds no picture."""
        return self._image.isNull()

    def show_image(self, image: QImage, full: QSize) -> None:
        """Hold this picture, covered; `full` is the size that marks are given in."""
        self._image, self._full = image, full
        self._overlay = QImage()
        self.show_stage(Stage.COVERED)
        self.updateGeometry()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Outline these places."""
        self._marks = tuple(marks)
        self.update()

    def show_overlay(self, overlay: QImage) -> None:
        """Draw this clear image over the picture."""
        self._overlay = overlay
        self.update()

    def show_stage(self, stage: Stage) -> None:
        """Show this much of the picture, or as much as is allowed now."""
        stage = Stage.COVERED if self._image.isNull() else uncovering.current().allowed(stage)
        self._stage = stage
        uncovering.current().note(id(self), stage)
        self._drawn = QImage() if self._image.isNull() else images.at_stage(self._image, stage)
        self.update()

    def clear(self) -> None:
        """Let go of the picture and everything drawn over it."""
        uncovering.current().note(id(self), Stage.COVERED)
        self._image, self._drawn, self._overlay, self._marks = QImage(), QImage(), QImage(), ()
        self._stage = Stage.COVERED
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """Return the height at which the picture fits the width, up to a limit."""
        if self._image.isNull():
            return 120
        highest = _HIGHEST_SMALL_PX if uncovering.current().rule.small else _HIGHEST_PX
        highest = min(style.current().scale.px(highest), _HIGHEST_OF_ALL_PX)
        return max(80, min(highest, round(width * self._image.height() / self._image.width())))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a size of the picture's shape."""
        width = style.current().scale.px(320)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Draw ground, picture, overlay and marks."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            round_corners = QPainterPath()
            ground = QRectF(self.rect()) if self._image.isNull() else self.picture_rect()
            round_corners.addRoundedRect(ground, tokens.FIELD_RADIUS, tokens.FIELD_RADIUS)
            painter.setClipPath(round_corners)
            painter.fillRect(self.rect(), QColor(style.current().palette.sunken))
            if not self._drawn.isNull():
                self.draw_picture(painter)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(style.current().palette.accent), 2 * tokens.FOCUS_PX))
                painter.drawPath(round_corners)

    def draw_picture(self, painter: QPainter) -> None:
        """Draw the picture with what lies over it."""
        place = self.picture_rect()
        painter.drawImage(place, self._drawn)
        if not self._overlay.isNull():
            painter.drawImage(place, self._overlay)
        for mark in self._marks:
            self._draw_mark(painter, place, mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Tell that it is held."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Tell that it was let go."""
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Tell that the space bar is held on it."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.pressed.emit()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Tell that the space bar was let go."""
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.released.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Show the outline of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Cover: whoever held the space bar may let it go elsewhere."""
        super().focusOutEvent(event)
        self.covered.emit()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Cover what can no longer be watched over."""
        super().hideEvent(event)
        self.covered.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Cover when another window comes to the front."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.covered.emit()

    @Slot()
    def _follow_rule(self) -> None:
        self.show_stage(self._stage)
        self.updateGeometry()

    def picture_rect(self) -> QRectF:
        """Return where the picture lies."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height())

    def _draw_mark(self, painter: QPainter, place: QRectF, mark: Mark) -> None:
        colours = style.current().palette
        across, down = place.width() / self._full.width(), place.height() / self._full.height()
        box = QRectF(place.x() + mark.x * across, place.y() + mark.y * down, mark.width * across, mark.height * down)
        box = box.intersected(place.adjusted(2, 2, -2, -2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((colours.mark_halo, 5.0), (colours.mark, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(box, 4, 4)
        metrics = QFontMetricsF(self.font())
        tag = QRectF(box.topLeft(), metrics.size(0, mark.label)).adjusted(0, 0, 12, 4)
        tag.moveTopLeft(QPointF(min(box.x(), place.right() - tag.width()), max(place.y(), box.y() - tag.height() / 2)))
        painter.setPen(QPen(QColor(colours.mark), 1))
        painter.setBrush(QColor(colours.mark_halo))
        painter.drawRoundedRect(tag, 5, 5)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark.label)


class HoldToSee(QWidget):
    """The button that uncovers pictures while it is held, by mouse or space bar: first grey, then plain."""

    def __init__(self, views: Sequence[PictureView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = tuple(views)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PLAIN_AFTER_MS)
        self._timer.timeout.connect(self._show_plain)
        self.button = QuietButton(_("Hold to see"), "eye")
        self.button.setAccessibleDescription(_how_to_hold_by_keyboard())
        self.button.pressed.connect(self._hold)
        self.button.released.connect(self.cover)
        for view in self._views:
            view.pressed.connect(self._hold)
            view.released.connect(self.cover)
            view.covered.connect(self.cover)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.TINY)
        column.addWidget(self.button)
        column.addWidget(Text(_how_to_hold(), "small"))

    @Slot()
    def cover(self) -> None:
        """Cover every picture."""
        self._timer.stop()
        self._show(Stage.COVERED)

    @Slot()
    def _hold(self) -> None:
        self._show(Stage.GREY)
        if not _is_only_grey():
            self._timer.start()

    @Slot()
    def _show_plain(self) -> None:
        self._show(Stage.PLAIN)

    def _show(self, stage: Stage) -> None:
        for view in self._views:
            if view.stage is not stage and not view.is_empty:
                view.show_stage(stage)


def _how_to_hold() -> str:
    if _is_only_grey():
        return _("Covered until you hold this button or the picture, then grey.")
    return _("Covered until you hold this button or the picture: grey at first, then in colour.")


def _how_to_hold_by_keyboard() -> str:
    if _is_only_grey():
        return _("Hold the space bar: the picture is shown in grey. Let go to cover it.")
    return _("Hold the space bar: the picture is grey at first, then in colour. Let go to cover it.")


def _is_only_grey() -> bool:
    """Whether no picture is shown in colour: by the person's own setting, or at a counselor's desk."""
    return style.current().only_grey or uncovering.current().rule.most is not Stage.PLAIN
