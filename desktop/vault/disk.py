"""Failures of the disk that a vault lies on, as typed errors."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core.errors import DiskFull, FolderNotWritable, LindenError
from desktop.core.files import as_writing_error
from desktop.core.names import shown
from desktop.vault.errors import VaultOutOfReach

# Not allowed; or nothing can be put there at all: a file stands in its place, or the name is too long.
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG}


def as_vault_error(error: OSError, vault_folder: Path) -> LindenError:
    """Return the typed error for a failure to read or write inside a vault: full, write-protected, or out of reach."""
    typed = as_writing_error(error, vault_folder)
    if isinstance(typed, DiskFull):
        return typed
    if error.errno in _REFUSED:
        return FolderNotWritable(name=shown(vault_folder.name))
    return VaultOutOfReach(name=shown(vault_folder.name))


@contextmanager
def within(vault_folder: Path) -> Iterator[None]:
    """Turn failures of the disk inside the block into typed errors."""
    try:
        yield
    except OSError as error:
        raise as_vault_error(error, vault_folder) from error
