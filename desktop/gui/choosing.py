"""Asking for files and folders without leaving a trace of what was chosen.

The system's own dialogs note what was opened (recently-used.xbel, the registry's lists of recent files), so Qt's own dialog is used; and
that one writes the last folder into its settings, so it is made to forget before it is let go.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDir, QObject, QSettings, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.texts import _

Wanted = Literal["file", "files", "folder", "save"]
_MODES = {
    "file": QFileDialog.FileMode.ExistingFile,
    "files": QFileDialog.FileMode.ExistingFiles,
    "folder": QFileDialog.FileMode.Directory,
    "save": QFileDialog.FileMode.AnyFile,
}


class Chooser(QObject):
    """Asks for a file, files, a folder or a name to save under, beside the window's work.

    Signals:
        chosen: A list of Path, at least one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, wanted: Wanted, title: str, *, kinds: str = "", name: str = "") -> None:
        """Prepare the question. `kinds` is a name filter in Qt's form, `name` the one proposed for saving."""
        super().__init__(parent)
        self._dialog = QFileDialog(parent, title)
        self._dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        self._dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
        self._dialog.setFileMode(_MODES[wanted])
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave if wanted == "save" else QFileDialog.AcceptMode.AcceptOpen)
        self._dialog.setOption(QFileDialog.Option.ShowDirsOnly, wanted == "folder")
        self._dialog.setSidebarUrls(_usual_folders())
        if kinds:
            self._dialog.setNameFilters([kinds, _("All files (*)")])
        self._forget_history()
        if name:
            self._dialog.selectFile(name)
        self._dialog.resize(min(parent.window().width(), 860), min(parent.window().height(), 560))
        self._dialog.finished.connect(self._take)

    @property
    def dialog(self) -> QFileDialog:
        """The dialog itself."""
        return self._dialog

    def ask(self) -> None:
        """Show the question."""
        self._dialog.open()

    @Slot(int)
    def _take(self, answer: int) -> None:
        paths = [Path(name) for name in self._dialog.selectedFiles()]
        self._forget_history()
        self._dialog.destroyed.connect(forget_dialog_settings)
        self._dialog.deleteLater()
        self.deleteLater()
        if answer and paths:
            self.chosen.emit(paths)

    def _forget_history(self) -> None:
        self._dialog.setHistory([])
        self._dialog.setDirectory(QDir.homePath())


@Slot()
def forget_dialog_settings() -> None:
    """Remove what Qt's file dialog keeps about itself for this user."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.remove("Qt/filedialog")
    kept.sync()


def _usual_folders() -> list[QUrl]:
    place = QStandardPaths.StandardLocation
    wanted = (place.HomeLocation, place.DesktopLocation, place.DownloadLocation, place.PicturesLocation, place.DocumentsLocation)
    folders = dict.fromkeys(QStandardPaths.writableLocation(which) for which in wanted)
    return [QUrl.fromLocalFile(folder) for folder in folders if folder and Path(folder).is_dir()]
