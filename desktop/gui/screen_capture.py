"""Keeps windows out of screen pictures and shared screens, where the system lets a program ask for it."""

import ctypes
import sys
from ctypes import c_bool, c_char_p, c_uint32, c_ulong, c_void_p
from enum import Enum

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.gui.preferences import Preferences

# SetWindowDisplayAffinity (winuser.h): leave the window out; before Windows 10 2004 it can only be drawn black.
WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE = 0x00, 0x01, 0x11
# NSWindow.SharingType (AppKit): none, read-only.
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1


class Hidden(Enum):
    """What the system answered."""

    YES = "yes"
    """Screen pictures show the window empty or not at all. A camera, and some programs with high rights, still see it."""
    NO = "no"
    """The window is in screen pictures: it was wished so, or the system refused."""
    NOT_OFFERED = "not_offered"
    """The system has no such wish: any program of the same person sees what is shown (X11, Wayland)."""


class CaptureShield(QObject):
    """Hides every window of the program, dialogs too, from the moment it comes to the front; follows the setting."""

    def __init__(self, app: QGuiApplication, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._preferences = app, preferences
        app.focusWindowChanged.connect(self._cover_one)
        preferences.changed.connect(self.cover_all)

    @Slot()
    def cover_all(self) -> None:
        """Ask for every window there is."""
        for window in self._app.topLevelWindows():
            self._cover_one(window)

    @Slot(QWindow)
    def _cover_one(self, window: QWindow | None) -> None:
        if window is not None and window.isVisible():
            hide(window, hidden=self._preferences.settings.hide_from_capture)


def is_offered(platform: str = sys.platform) -> bool:
    """Return whether this system lets a program ask."""
    return platform in {"win32", "darwin"}


def hide(window: QWindow, *, hidden: bool = True) -> Hidden:
    """Ask that `window` is left out of screen pictures, or is in them again, and return what came of it."""
    if QGuiApplication.platformName() == "windows":
        return _hide_on_windows(int(window.winId()), hidden=hidden)
    if QGuiApplication.platformName() == "cocoa":
        return _hide_on_macos(int(window.winId()), hidden=hidden)
    return Hidden.NOT_OFFERED


def _hide_on_windows(handle: int, *, hidden: bool) -> Hidden:
    ask = ctypes.WinDLL("user32").SetWindowDisplayAffinity  # type: ignore[attr-defined,unused-ignore]  # there on Windows only
    ask.argtypes, ask.restype = (c_void_p, c_uint32), c_bool
    for wish in (WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR) if hidden else (WDA_NONE,):
        if ask(handle, wish):
            return Hidden.YES if hidden else Hidden.NO
    return Hidden.NO


def _hide_on_macos(view: int, *, hidden: bool) -> Hidden:
    objc = ctypes.CDLL("/usr/lib/libobjc.dylib")
    named, send = objc.sel_registerName, objc.objc_msgSend
    named.argtypes, named.restype = (c_char_p,), c_void_p
    send.argtypes, send.restype = (c_void_p, c_void_p), c_void_p
    window = send(view, named(b"window"))
    if not window:
        return Hidden.NO
    send.argtypes, send.restype = (c_void_p, c_void_p, c_ulong), None
    send(window, named(b"setSharingType:"), _SHARING_NONE if hidden else _SHARING_READ_ONLY)
    return Hidden.YES if hidden else Hidden.NO
