"""For how long nobody has used the computer, in any program, where the system tells it."""

import ctypes
import ctypes.util
import os
import sys
from functools import lru_cache


def idle_ms() -> int | None:
    """Return for how many milliseconds there was no input on the whole computer; None where that cannot be known."""
    try:
        if sys.platform == "win32":
            return _of_windows()
        if sys.platform == "darwin":
            return _of_macos()
        # Under Wayland, the X server sees the input to X programs only: that would be too little.
        if os.environ.get("DISPLAY") and os.environ.get("XDG_SESSION_TYPE") != "wayland" and not os.environ.get("WAYLAND_DISPLAY"):
            return _of_x11()
    except (OSError, AttributeError):
        return None
    return None


class _X11Info(ctypes.Structure):
    # X11/extensions/scrnsaver.h: XScreenSaverInfo.
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("till_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


@lru_cache(maxsize=1)
def _x11() -> tuple[ctypes.CDLL, ctypes.CDLL, int] | None:
    names = [ctypes.util.find_library(name) for name in ("X11", "Xss")]
    if None in names:
        return None
    x11, saver = (ctypes.CDLL(name) for name in names)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    saver.XScreenSaverQueryInfo.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(_X11Info)]
    display = x11.XOpenDisplay(None)
    return (x11, saver, display) if display else None


def _of_x11() -> int | None:
    parts = _x11()
    if parts is None:
        return None
    x11, saver, display = parts
    info = _X11Info()
    found = saver.XScreenSaverQueryInfo(display, x11.XDefaultRootWindow(display), ctypes.byref(info))
    return int(info.idle) if found else None


def _of_windows() -> int | None:
    class Info(ctypes.Structure):
        # winuser.h: LASTINPUTINFO.
        _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))

    info = Info(ctypes.sizeof(Info), 0)
    windll = getattr(ctypes, "windll")  # noqa: B009  only there on Windows
    if not windll.user32.GetLastInputInfo(ctypes.byref(info)):
        return None
    return between_ticks(info.time, windll.kernel32.GetTickCount())


def between_ticks(then: int, now: int) -> int:
    """Return how many milliseconds passed between two counts of Windows, which begin again at zero after 49.7 days."""
    return (now - then) & 0xFFFFFFFF


def _of_macos() -> int:
    services = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    since = services.CGEventSourceSecondsSinceLastEventType
    since.restype, since.argtypes = ctypes.c_double, [ctypes.c_int, ctypes.c_uint32]
    # kCGEventSourceStateHIDSystemState, kCGAnyInputEventType.
    return int(since(1, 0xFFFFFFFF) * 1000)
