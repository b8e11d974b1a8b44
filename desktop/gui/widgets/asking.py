"""Asking for a file or a folder, without a trace of where the person looked."""

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QSettings, QSize, QStandardPaths, QUrl, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QToolButton, QWidget

from desktop.core.texts import _
from desktop.gui import style


def ask_folder(parent: QWidget, title: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Ask for a folder, which may be made in the dialog; `chosen` (a QObject's slot) gets its path."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _One(dialog).chosen.connect(chosen)
    dialog.open()
    return dialog


def ask_files(parent: QWidget, title: str, chosen: Callable[[list[str]], None]) -> QFileDialog:
    """Ask for one or more files that are there."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_file(parent: QWidget, title: str, kinds: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Ask for one file that is there; `kinds` is a filter of Qt's, as "Packages (*.zip)"."""
    dialog = _dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    _One(dialog).chosen.connect(chosen)
    dialog.open()
    return dialog


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str, chosen: Callable[[str], None]) -> QFileDialog:
    """Ask where a file called `name` at first is to be written."""
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    # What is there is never written over: the service refuses, in words.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    _One(dialog).chosen.connect(chosen)
    dialog.open()
    return dialog


class _One(QObject):
    """Tells the one path that was chosen in a dialog.

    Qt's own dialog marks every folder on the way while a path is typed ("/home" in "/home/me"). It then has several, and its
    signal for one path stays silent, so that nothing would happen. What was typed is what is meant.

    Signals:
        chosen: The path.
    """

    chosen = Signal(str)

    def __init__(self, dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.filesSelected.connect(self._take)

    @Slot(list)
    def _take(self, paths: list[str]) -> None:
        line = self._dialog.findChild(QLineEdit, "fileNameEdit")
        typed = QDir.cleanPath(self._dialog.directory().absoluteFilePath(line.text())) if isinstance(line, QLineEdit) else ""
        self.chosen.emit(next((path for path in paths if QDir.cleanPath(path) == typed), paths[-1]))


def close_questions(parent: QObject) -> None:
    """Close every dialog that was opened for `parent`."""
    for dialog in parent.findChildren(QFileDialog):
        dialog.reject()


def _dialog(parent: QWidget, title: str) -> QFileDialog:
    _keep_no_history()
    # Always the same first folder: the last one would tell the next person where this one keeps things.
    dialog = QFileDialog(parent, title, QDir.homePath())
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setSidebarUrls(_usual_folders())
    dialog.setHistory([])
    dialog.setViewMode(QFileDialog.ViewMode.List)
    _dress(dialog)
    window = parent.window()
    dialog.resize(min(window.width(), 860), min(window.height(), 560))
    dialog.finished.connect(dialog.deleteLater)
    dialog.destroyed.connect(_forget_dialog_settings)
    return dialog


def _dress(dialog: QFileDialog) -> None:
    """Give the dialog our words, which Qt does not have in every language, and our icons, which are seen on any ground."""
    label = QFileDialog.DialogLabel
    words = {
        label.LookIn: _("Folder"),
        label.FileName: _("Name"),
        label.FileType: _("Kind"),
        label.Reject: _("Cancel"),
    }
    for which, text in words.items():
        dialog.setLabelText(which, text)
    side = style.current().scale.px(20)
    for name, (icon, text) in {
        "toParentButton": ("arrow-up", _("Folder above")),
        "newFolderButton": ("folder-plus", _("New folder")),
    }.items():
        for button in dialog.findChildren(QToolButton, name):
            button.setIcon(style.icon(icon))
            button.setIconSize(QSize(side, side))
            button.setToolTip(text)
            button.setAccessibleName(text)
    for name in ("backButton", "forwardButton", "listModeButton", "detailModeButton"):
        for button in dialog.findChildren(QToolButton, name):
            button.hide()


def _usual_folders() -> list[QUrl]:
    place = QStandardPaths.StandardLocation
    wanted = (place.HomeLocation, place.DesktopLocation, place.DownloadLocation, place.PicturesLocation, place.DocumentsLocation)
    folders = dict.fromkeys(QStandardPaths.writableLocation(which) for which in wanted)
    return [QUrl.fromLocalFile(folder) for folder in folders if folder and Path(folder).is_dir()]


def _forget_dialog_settings() -> None:
    # Where Qt's store does not move (the registry of Windows, the preferences of macOS), what the dialog wrote is taken out again.
    if sys.platform in {"win32", "darwin"}:
        kept = QSettings(QSettings.Scope.UserScope, "QtProject")
        kept.remove("FileDialog")
        kept.remove("Qt/filedialog")
        kept.sync()


@lru_cache(maxsize=1)
def _keep_no_history() -> None:
    # Qt's dialog writes the last folder and its history into QtProject.conf when it is destroyed. A place that cannot
    # be written sends them nowhere. On Windows and macOS Qt's own store does not move: see _forget_dialog_settings.
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, os.devnull)
