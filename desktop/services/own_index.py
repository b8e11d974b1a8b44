"""The index of own photos kept in a vault, if its owner asked for that: built once, and made anew only for the photos that changed.

What is kept has no pictures in it, but names of photos and features from which a coarse likeness could be made: hence the vault.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.work import Work
from desktop.services.matching import OwnPhotos, index_photos
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.vault import Vault

if TYPE_CHECKING:
    from desktop.matching.kept import Kept


def index_photos_kept(folder: Path, vault: Vault, work: Work) -> OwnPhotos:
    """Index the photos of a folder, those that are kept and did not change without reading them, and keep the index of this folder.

    An index that is damaged, or of another version, is made anew. Raises as `index_photos`, and DiskFull, FolderNotWritable,
    VaultOutOfReach or VaultLocked.
    """
    from desktop.matching.kept import encoded

    known = _known(vault)
    own = index_photos(folder, work, known)
    if {one.photo.path: (one.size, one.modified_ns) for one in own.kept} != {
        path: (one.size, one.modified_ns) for path, one in known.items()
    }:
        vault.aside.write(encoded(own.kept))
    return own


def is_kept(vault: Vault) -> bool:
    """Whether the vault keeps an index of own photos."""
    return vault.aside.is_there


def forget(vault: Vault) -> None:
    """Remove the kept index. Raises FolderNotWritable or VaultOutOfReach."""
    vault.aside.remove()


def _known(vault: Vault) -> "dict[Path, Kept]":
    from desktop.matching.kept import NotAnIndex, decoded

    reader = vault.aside.open()
    if reader is None:
        return {}
    with reader:
        try:
            return {one.photo.path: one for one in decoded(reader.read)}
        except (NotAnIndex, ObjectDamaged):
            return {}
