"""The settings while the window is open: changed in one place, saved, and told to whoever shows them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.core import settings as core_settings
from desktop.core import texts
from desktop.core.errors import LindenError
from desktop.core.settings import Settings


class Preferences(QObject):
    """The person's settings.

    Signals:
        changed: Something is different now; the window draws itself anew.
        not_saved: The LindenError that kept a change from being saved; it holds until the program ends.
    """

    changed = Signal()
    not_saved = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._settings

    @property
    def language(self) -> str:
        """The language that is shown: the chosen one, else this computer's."""
        return self._settings.language or texts.system_language()

    def change(self, **changes: object) -> None:
        """Change the settings named, save them, and tell."""
        self.use(replace(self._settings, **changes))  # type: ignore[arg-type]  # the names are those of Settings, which core checks again on loading

    def use(self, changed: Settings) -> None:
        """Take these settings in place of the present ones, save them, and tell."""
        if changed == self._settings:
            return
        self._settings = changed
        try:
            core_settings.save(changed)
        except LindenError as error:
            self.not_saved.emit(error)
        self.changed.emit()
