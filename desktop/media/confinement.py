"""What the child process that decodes may not do, whatever a file makes it try.

Everywhere: an audit hook refuses sockets, opening files, starting programs and loading libraries from Python code; the program
that started it kills it after its time. On Linux and macOS: limits on processor time, file size, open files and core dumps,
and (Linux) on address space. On Linux on x86-64 and 64-bit ARM: a filter of system calls, which holds for native code as well.
On Windows, and for native code on macOS, no wall of the operating system stands yet beyond a separate process with an empty
environment: a decoder taken over by a file could there do what this user may do.
"""

import sys
from contextlib import suppress

from desktop.media import seccomp

# Audit events of CPython that stand for reaching out of the process (docs: "Audit events table").
_REFUSED = (
    "socket.", "open", "subprocess.", "os.", "shutil.", "tempfile.", "ctypes.dlopen", "pty.", "urllib.", "http.", "ftplib.", "smtplib.",
    "sqlite3.", "winreg.", "webbrowser.", "mmap.", "code.__new__", "syslog.",
)  # fmt: skip
_OPEN_FILES = 32


class Refused(PermissionError):
    """Code in the child process tried to reach out of it."""


def limit_resources(memory_mib: int) -> None:
    """Bound what this process may take from the system, where the system can; call it first."""
    try:
        import resource
    except ImportError:  # Windows
        return
    bounds = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)]
    if sys.platform.startswith("linux"):
        bounds.append((resource.RLIMIT_AS, memory_mib * 1024 * 1024))
    for kind, most in bounds:
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def allow_seconds(seconds: int) -> None:
    """Let this process use that much more processor time, in seconds; beyond it the system ends it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds + 1
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def shut_in() -> bool:
    """Close the doors for good; return whether the system's own filter holds. Call it once all is imported."""
    filtered = seccomp.install()
    sys.addaudithook(_refuse)
    return filtered


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_REFUSED):
        raise Refused(event)
