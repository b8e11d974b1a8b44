"""A second wall for the child process on Linux: Landlock (man 7 landlock), which refuses by what is asked for, not by which call asks.

Beside the filter of system calls (seccomp.py), so that one that was forgotten there opens no file all the same. Nothing is allowed: no
rule is added. From kernel 5.13 on files and folders are refused, later ones refuse links across folders, truncating, TCP, devices and
signals to other processes as well; what a kernel does not know is left out. Where it knows none of it, nothing is installed, and the
return value says so. Files and pipes that are open already may still be used.
"""

import ctypes
import os
import struct
import sys

# The same numbers on every processor (include/uapi/asm-generic/unistd.h).
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38
# Rights by the version of the interface that brought them (include/uapi/linux/landlock.h): to files, to TCP ports, to other processes.
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_PORTS = {4: 0b11}
_SCOPES = {6: 0b11}


def install() -> int:
    """Refuse everything that Landlock can refuse, to this thread and those it makes; return the interface's version, 0 where there is none.

    Call it once everything that will be needed has been opened, and before other threads are made.
    """
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return 0
    system = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    version = int(system.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION)))
    if version < 1 or system.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) != 0:
        return 0
    asked = _ruleset(version)
    rules = int(system.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), ctypes.c_uint32(0)))
    if rules < 0:
        return 0
    try:
        return version if system.syscall(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0 else 0
    finally:
        os.close(rules)


def _ruleset(version: int) -> bytes:
    """Return struct landlock_ruleset_attr, as long as this version knows it."""
    fields = [_up_to(version, _FILES)]
    if version >= min(_PORTS):
        fields.append(_up_to(version, _PORTS))
    if version >= min(_SCOPES):
        fields.append(_up_to(version, _SCOPES))
    return struct.pack(f"={len(fields)}Q", *fields)


def _up_to(version: int, rights: dict[int, int]) -> int:
    return sum(bits for since, bits in rights.items() if since <= version)
