"""One program at a time: a file that is held locked while the vault is open. The system frees it when the program dies."""

import os
import sys
from pathlib import Path

from desktop.vault.disk import within
from desktop.vault.errors import VaultBusy

FILE_NAME = "lock"


class LockFile:
    """The hold on a vault's lock file."""

    def __init__(self, folder: Path) -> None:
        """Take hold of it. Raises VaultBusy, or a typed error of the disk."""
        path = folder / FILE_NAME
        self.is_read_only = False
        with within(folder):
            try:
                self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
                self.is_read_only = not os.access(folder, os.W_OK)
            except OSError:
                # A write-protected stick, or evidence on a disc: it can still be read.
                self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
                self.is_read_only = True
        try:
            _hold(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise VaultBusy from error

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
