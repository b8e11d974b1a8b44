"""Collects Python's cyclic garbage between the events of the window, and never inside one.

Left to itself, Python collects at any allocation, on any thread. Where that allocation lies inside a destructor of Qt, which holds a
lock of its object, and the garbage holds a QObject with the same lock, the window stands still for ever (seen in a test: `~QObject`
asks Python for `disconnectNotify`). And on another thread QObjects would die away from their own.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_TICK_MS = 1000
_EVERYTHING = 2  # the oldest generation


class BetweenEvents(QObject):
    """Takes the collecting over from Python as long as the window's loop runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_all_loaded = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_TICK_MS)

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds; everything only once what is loaded is spared."""
        for generation, (count, threshold) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
            if count > threshold and (self._is_all_loaded or generation < _EVERYTHING):
                gc.collect(generation)
                return

    @Slot()
    def spare_what_is_loaded(self) -> None:
        """Look no more at what there is now: modules and classes, which stay to the end.

        To look through a hundred thousand of them takes 70 ms, in which a key or a click would wait; what comes later is little.
        """
        gc.freeze()
        self._is_all_loaded = True

    def stop(self) -> None:
        """Give the collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
