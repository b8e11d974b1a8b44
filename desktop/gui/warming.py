"""Loads what the pages need once the window is drawn, beside it, so that the first press on a page does not wait for it."""

import importlib
import pkgutil
import threading
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui import pages

# Heavy parts first and one by one, so that it can end between them; then every page there is.
_HEAVY = ("numpy", "desktop.checks.words", "desktop.services.vaults", "desktop.services.handing_over")
PARTS = (*_HEAVY, *(f"{pages.__name__}.{one.name}" for one in pkgutil.iter_modules(pages.__path__)))
PATIENCE_S = 3.0


class Warming(QObject):
    """Waits for the first time that a window is painted, then imports on a thread of its own, below everything a person waits for.

    A page that is asked for meanwhile loads itself, as it would without this.

    Signals:
        loaded: Everything is loaded that was to be.
    """

    loaded = Signal()

    def __init__(self, window: QWidget, parts: Sequence[str] = PARTS) -> None:
        super().__init__(window)
        self._window = window
        self._parts = tuple(parts)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._load, name="warming", daemon=True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002  Qt's name and argument
        """Begin after the first paint, and look no further."""
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._thread.start()
        return False

    @Slot()
    def stop(self) -> None:
        """Load nothing more."""
        self._is_over.set()

    def wait(self, patience_s: float = PATIENCE_S) -> bool:
        """Return whether it is over within this time."""
        if self._thread.ident is not None:
            self._thread.join(patience_s)
        return not self._thread.is_alive()

    def _load(self) -> None:
        for part in self._parts:
            if self._is_over.is_set():
                return
            importlib.import_module(part)
        self.loaded.emit()
