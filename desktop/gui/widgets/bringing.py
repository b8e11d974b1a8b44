"""Scrolls to what has just appeared, from inside the part in which it appeared: it must not lie below the edge, unseen."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.gui import tokens

_DEPTH = 6


def bring_into_view(part: QWidget) -> None:
    """Scroll what holds `part` until it is seen, once it has been laid out; its beginning, where it is higher than the room there is."""
    _Due(part)


class _Due(QObject):
    """Waits for the layout, and goes with the part."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._bring)
        timer.start(0)

    @Slot()
    def _bring(self) -> None:
        # Each part that was laid out anew asks the one around it: as many rounds as parts lie within each other here.
        for _round in range(_DEPTH):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self._part.isVisible():
            scroll_to(self._part)
        self.deleteLater()


def scroll_to(part: QWidget) -> None:
    """Scroll what holds `part` until it is seen; where it is higher than what is seen, until it begins at the top."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    inside = above.widget() if above is not None else None
    if above is None or inside is None:
        return
    above.ensureWidgetVisible(part, 0, tokens.WIDE)
    if part.height() > above.viewport().height():
        above.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y() - tokens.NEAR)
