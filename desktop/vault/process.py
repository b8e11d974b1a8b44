"""Keeping this process's memory to itself: no core dump, no other process of the user looking in."""

import ctypes
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Switch off core dumps, and on Linux also tracing by other processes of the same user, from now on.

    Where the system offers neither (Windows), nothing is done. Memory may still be written to swap or a hibernation
    file by the system; only full disk encryption helps against that.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
