"""A filter of system calls for the child process on Linux (seccomp BPF, see man 2 seccomp).

Once installed it holds for the whole process and cannot be taken back. It refuses, with "permission denied", every call that
opens a file (for reading too), makes or uses a socket, starts a program or another process, changes a file's name or
existence, or reaches into another process. Threads may still be made; pipes that are open already may still be used.
It is a list of what is refused, written for x86-64 and 64-bit ARM; on other processors nothing is installed, and the
return value says so.
"""

import ctypes
import errno
import platform
import struct
import sys

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_NOT_THERE = 0x00050000 | errno.ENOSYS
_KILL_PROCESS = 0x80000000
_CLONE_THREAD = 0x00010000
_X32_BIT = 0x40000000

# linux/audit.h names of the two processors.
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Numbers from the kernel's tables (arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/unistd.h).
_REFUSED = {
    "x86_64": (
        2, 85, 257,  # open, creat, openat
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 288, 299, 307,  # sockets
        57, 58, 59, 322,  # fork, vfork, execve, execveat
        62, 101, 129, 200, 234, 297, 310, 311, 424, 434, 438,  # kill, ptrace, signals, memory of other processes, pidfd
        76, 77, 82, 83, 84, 86, 87, 88, 90, 91, 92, 93, 94, 132, 133, 235, 280,  # truncate, rename, link, unlink, chmod, times
        258, 259, 260, 261, 263, 264, 265, 266, 268, 285, 316, 452,  # the same, relative to a folder
        161, 165, 166, 155, 169, 175, 246, 272, 308, 313, 320, 321, 323, 298,  # roots, mounts, modules, namespaces, bpf, perf
        425, 426, 427, 428, 429, 430, 431, 432, 433, 248, 249, 250, 304, 303, 188, 189, 190,  # io_uring, mounts, keys, handles, xattr
    ),
    "aarch64": (
        56,  # openat
        198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 242, 243, 269,  # sockets
        221, 281,  # execve, execveat
        129, 130, 131, 117, 138, 240, 270, 271, 424, 434, 438,  # kill, ptrace, signals, memory of other processes, pidfd
        33, 34, 35, 36, 37, 38, 45, 46, 47, 52, 53, 54, 55, 88, 276, 452,  # files: make, remove, rename, truncate, mode, owner
        39, 40, 41, 51, 97, 104, 105, 106, 142, 224, 225, 241, 265, 264, 268, 273, 280, 282,  # roots, mounts, modules, bpf, perf
        425, 426, 427, 428, 429, 430, 431, 432, 433, 217, 218, 219,  # io_uring, mounts, keys
    ),
}  # fmt: skip
_CLONE = {"x86_64": 56, "aarch64": 220}
# The libraries fall back to older calls, whose arguments a filter can see.
_CLONE3, _OPENAT2 = 435, 437

# One instruction of classic BPF: code, jump if true, jump if false, value.
_INSTRUCTION = struct.Struct("HBBI")
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install() -> bool:
    """Install the filter for this process and the threads it makes from now on; return whether it holds.

    Call it once everything that will be needed has been imported, and before other threads are made.
    """
    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in _ARCHITECTURES or sys.maxsize < 2**32:
        return False
    code = _filter(machine)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // _INSTRUCTION.size, ctypes.cast(held, ctypes.c_void_p))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    zero = ctypes.c_ulong(0)
    if prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(program), zero, zero) == 0)


def _filter(machine: str) -> bytes:
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, _NOT_THERE)]
    for number in _REFUSED[machine]:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number in (_CLONE3, _OPENAT2):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _NOT_THERE)]
    steps += [
        (_EQUAL, 0, 3, _CLONE[machine]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(_INSTRUCTION.pack(*step) for step in steps)
