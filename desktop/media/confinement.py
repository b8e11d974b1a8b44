"""What the child process that decodes may not do, whatever a file makes it try.

Everywhere: an audit hook refuses sockets, opening files, starting programs and loading libraries from Python code; the program
that started it kills it after its time. On Linux and macOS: limits on processor time, file size, open files and core dumps,
and (Linux) on address space. On Linux on x86-64 and 64-bit ARM: a filter of system calls, which holds for native code as well; and
where the kernel has it, Landlock, which refuses files, ports and signals whatever call asks for them.
On Windows, and for native code on macOS, no wall of the operating system stands yet beyond a separate process with an empty
environment: a decoder taken over by a file could there do what this user may do.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass

from desktop.media import landlock, seccomp

# Audit events of CPython that stand for reaching out of the process (docs: "Audit events table").
_REFUSED = (
    "socket.", "open", "subprocess.", "os.", "shutil.", "tempfile.", "ctypes.dlopen", "pty.", "urllib.", "http.", "ftplib.", "smtplib.",
    "sqlite3.", "winreg.", "webbrowser.", "mmap.", "code.__new__", "syslog.",
)  # fmt: skip
_OPEN_FILES = 32


class Refused(PermissionError):
    """Code in the child process tried to reach out of it."""


@dataclass(frozen=True)
class Walls:
    """Which walls of the system itself stand around this process."""

    filtered: bool
    """Whether the filter of system calls holds."""
    landlock: int
    """The version of Landlock that holds; 0 where the kernel has none."""


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


def shut_in() -> Walls:
    """Close the doors for good; return which walls of the system hold. Call it once all is imported."""
    # Landlock first: the filter knows none of its calls to be needed any more, and each stands without the other.
    walls = Walls(landlock=landlock.install(), filtered=seccomp.install())
    sys.addaudithook(_refuse)
    return walls


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_REFUSED):
        raise Refused(event)
