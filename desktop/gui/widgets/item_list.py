"""A calm list of the vault's items: two lines each, in which one can be opened or several chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.gui import item_words, style, tokens
from desktop.services.vaults import Item

_ROLE_ID = Qt.ItemDataRole.UserRole
_ROLE_ICON = Qt.ItemDataRole.UserRole + 1
_ROLE_LINE = Qt.ItemDataRole.UserRole + 2
MOST_ROWS_SHOWN = 7


class ItemList(QListWidget):
    """The items of a vault, newest first.

    Signals:
        opened: The id of the item that was clicked, or pressed Enter on (not where items are chosen).
        choice_changed: Other items are ticked than before.
    """

    opened = Signal(str)
    choice_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, choosing: bool = False) -> None:
        """Make an empty list that screen readers call `name`; with `choosing` every row has a box to tick."""
        super().__init__(parent)
        self._choosing = choosing
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._click)
        self.itemChanged.connect(self._tell_choice)

    def show_items(self, items: Sequence[Item], chosen: frozenset[str] | None = None) -> None:
        """Show these items; where items are chosen, those in `chosen` are ticked (all, where it is None)."""
        self.blockSignals(True)  # noqa: FBT003  Qt's signature
        self.clear()
        for item in reversed(items):
            row = QListWidgetItem(item_words.title(item))
            row.setData(_ROLE_ID, item.id)
            row.setData(_ROLE_ICON, item_words.icon(item))
            row.setData(_ROLE_LINE, item_words.line(item))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item_words.title(item)}. {item_words.line(item)}")
            if self._choosing:
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                row.setCheckState(Qt.CheckState.Checked if chosen is None or item.id in chosen else Qt.CheckState.Unchecked)
            self.addItem(row)
        self.blockSignals(False)  # noqa: FBT003  Qt's signature
        self._fit()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked items in the order of the vault."""
        rows = (self.item(number) for number in range(self.count() - 1, -1, -1))
        return tuple(str(row.data(_ROLE_ID)) for row in rows if row.checkState() is Qt.CheckState.Checked)

    def choose_all(self, chosen: bool) -> None:  # noqa: FBT001  a box that is ticked or not
        """Tick every item, or none."""
        self.blockSignals(True)  # noqa: FBT003  Qt's signature
        for number in range(self.count()):
            self.item(number).setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)  # noqa: FBT003  Qt's signature
        self.viewport().update()
        self.choice_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """Stand on the first row when the keyboard comes; until then no row looks chosen."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Open with Enter; tick with the space bar."""
        row = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            if self._choosing:
                _turn(row)
            else:
                self.opened.emit(str(row.data(_ROLE_ID)))
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        rows = min(self.count(), MOST_ROWS_SHOWN)
        height = self.sizeHintForRow(0) if self.count() else 0
        self.setFixedHeight(rows * height + 2 * (tokens.TINY + tokens.FOCUS_PX) + 4)

    @Slot(QListWidgetItem)
    def _click(self, row: QListWidgetItem) -> None:
        if not self._choosing:
            self.opened.emit(str(row.data(_ROLE_ID)))

    @Slot()
    def _tell_choice(self) -> None:
        self.choice_changed.emit()


class _TwoLines(QStyledItemDelegate):
    """Draws the name of an item over a quieter line, behind an icon."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802, ARG002  Qt's
        bold, small = _fonts()
        return QSize(100, QFontMetrics(bold).height() + QFontMetrics(small).height() + tokens.TINY + 2 * tokens.NEAR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        box = plain.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        plain.text = ""
        widget = plain.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, widget)
        colours, scale = style.current().palette, style.current().scale
        inside: QRect = plain.rect.adjusted(tokens.NEAR, tokens.NEAR - 2, -tokens.NEAR, -tokens.NEAR + 2)
        if box:
            inside.setLeft(inside.left() + scale.px(18) + tokens.APART)
        side = scale.px(22)
        painter.save()
        if plain.direction is Qt.LayoutDirection.RightToLeft:
            inside = QStyle.visualRect(plain.direction, plain.rect, inside)
        icon = QRect(inside.left(), inside.center().y() - side // 2, side, side)
        words = inside.adjusted(side + tokens.NEAR, 0, 0, 0)
        if plain.direction is Qt.LayoutDirection.RightToLeft:
            icon.moveRight(inside.right())
            words = inside.adjusted(0, 0, -side - tokens.NEAR, 0)
        painter.drawPixmap(icon, style.picture(str(index.data(_ROLE_ICON)), colours.accent, side))
        bold, small = _fonts()
        painter.setPen(QPen(colours.ink))
        painter.setFont(bold)
        _write(painter, words, str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.AlignmentFlag.AlignTop)
        painter.setPen(QPen(colours.soft))
        painter.setFont(small)
        _write(painter, words, str(index.data(_ROLE_LINE)), Qt.AlignmentFlag.AlignBottom)
        painter.restore()


def _write(painter: QPainter, where: QRect, text: str, height: Qt.AlignmentFlag) -> None:
    # Cut in the middle: the beginning of a name and its ending both tell something.
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, where.width())
    painter.drawText(where, Qt.AlignmentFlag.AlignLeading | height | Qt.TextFlag.TextSingleLine, cut)


def _fonts() -> tuple[QFont, QFont]:
    scale = style.current().scale
    bold, small = QFont("Pretendard"), QFont("Pretendard")
    bold.setPixelSize(scale.px(tokens.BODY_PX))
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPixelSize(scale.px(tokens.SMALL_PX))
    return bold, small


def _turn(row: QListWidgetItem) -> None:
    ticked = row.checkState() is Qt.CheckState.Checked
    row.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
