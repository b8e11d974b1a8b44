"""Whether this person's screen is locked or another person is at the computer, on systems that have to be asked: Windows and macOS.

Linux tells it by itself (see `away`). Written from the documentation of both systems and from no computer of theirs: nobody has tried it.
"""

import ctypes
import struct
import sys

# wtsapi32.h: WTSINFOEXW has Level and, at the alignment of its 64-bit times, WTSINFOEX_LEVEL1_W: SessionId, SessionState, SessionFlags.
_OF_SESSION = struct.Struct("<I4xIii")
_SESSION_INFO_EX = 25
_CURRENT_SESSION = 0xFFFFFFFF
_DISCONNECTED = 4
_LOCKED, _UNLOCKED = 0, 1
_UTF8 = 0x08000100


def is_locked() -> bool | None:
    """Return whether the screen is locked or somebody else has the computer; None where that cannot be known."""
    try:
        if sys.platform == "win32":
            return _of_windows()
        if sys.platform == "darwin":
            return _of_macos()
    except (OSError, AttributeError, ValueError):
        return None
    return None


def told_by_windows(answer: bytes) -> bool | None:
    """Return what a WTSINFOEXW says.

    Windows 7 and Server 2008 R2 have "locked" and "unlocked" the other way round (so says its documentation); Qt 6 does not start there.
    """
    if len(answer) < _OF_SESSION.size:
        return None
    level, _session, state, flags = _OF_SESSION.unpack_from(answer)
    if level != 1:
        return None
    if state == _DISCONNECTED:  # another person was switched to, or a remote session was left
        return True
    return {_LOCKED: True, _UNLOCKED: False}.get(flags)


def told_by_macos(locked: int | None, on_console: int | None, false: int | None) -> bool:
    """Return what two values of a session say, as addresses: nothing (None), the one `false` there is, or another, which is true.

    While nobody has locked the screen, the first is not there at all. The second is false where another person was switched to.
    """
    return locked not in {None, false} or (on_console is not None and on_console == false)


def _of_windows() -> bool | None:
    wts = getattr(ctypes, "WinDLL")("wtsapi32")  # noqa: B009  only there on Windows
    buffer, size = ctypes.c_void_p(), ctypes.c_uint32()
    ask = wts.WTSQuerySessionInformationW
    ask.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_uint32)]
    ask.restype = ctypes.c_int
    wts.WTSFreeMemory.argtypes, wts.WTSFreeMemory.restype = [ctypes.c_void_p], None
    if not ask(None, _CURRENT_SESSION, _SESSION_INFO_EX, ctypes.byref(buffer), ctypes.byref(size)) or not buffer.value:
        return None
    try:
        return told_by_windows(ctypes.string_at(buffer.value, size.value))
    finally:
        wts.WTSFreeMemory(buffer)


def _of_macos() -> bool | None:
    services = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    foundation = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    services.CGSessionCopyCurrentDictionary.restype = ctypes.c_void_p
    foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
    foundation.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    foundation.CFDictionaryGetValue.restype = ctypes.c_void_p
    foundation.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    foundation.CFRelease.argtypes, foundation.CFRelease.restype = [ctypes.c_void_p], None
    session = services.CGSessionCopyCurrentDictionary()
    if not session:  # no session with a screen
        return None

    def value_of(name: bytes) -> int | None:
        key = foundation.CFStringCreateWithCString(None, name, _UTF8)
        value: int | None = foundation.CFDictionaryGetValue(session, key)
        foundation.CFRelease(key)
        return value

    try:
        false = ctypes.c_void_p.in_dll(foundation, "kCFBooleanFalse").value
        return told_by_macos(value_of(b"CGSSessionScreenIsLocked"), value_of(b"kCGSSessionOnConsoleKey"), false)
    finally:
        foundation.CFRelease(session)
