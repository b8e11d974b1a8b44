"""Pictures of a vault found again in one another: uploads of the same picture again, and pictures of one series, whatever was done to them.

The hash that the vault makes at import (desktop/vault/relating.py) finds the same picture saved again. This finds what it misses: crops,
mirrors, frames, screenshots, and pictures that share only a part. Items that may not be kept as files have no picture here to look at.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.matching.result import Match, MatchKind
from desktop.media.decoder import Decoder
from desktop.services.finding_again import SIDE, found_again
from desktop.vault.model import Item, RelationKind
from desktop.vault.vault import Vault

if TYPE_CHECKING:
    from desktop.matching.search import Photo


@dataclass(frozen=True)
class Related:
    """One item found again in another."""

    item_id: str
    """The newer one."""
    other_id: str
    match: Match
    """Its `path` is the other item's id; its `transform` goes from the other item to the newer one."""


class KnownPictures:
    """The pictures of a vault, indexed in memory; nothing of them is written."""

    def __init__(self, vault: Vault, decoder: Decoder, work: Work) -> None:
        """Read every picture of the vault once. Raises Stopped or VaultLocked."""
        from desktop.matching.search import Index

        self._vault = vault
        self._decoder = decoder
        self._photos: list[Photo] = []
        items = [item for item in vault.items() if _has_picture(item)]
        for number, item in enumerate(items):
            work.step(number, len(items))
            # A damaged item, or one that is no picture after all, is not compared; what is wrong with it, `verify` names.
            with suppress(LindenError):
                self._photos.append(self._described(item, work))
        self.index = Index(self._photos, work)

    def __len__(self) -> int:
        return len(self._photos)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items whose pictures are compared."""
        return tuple(str(photo.path) for photo in self._photos)

    def find(self, untrusted: bytes, work: Work) -> tuple[Match, ...]:
        """Return the items whose picture is in this one, best first, each by its id as `path`. Raises as media does, or Stopped."""
        return found_again(self.index, untrusted, lambda item_id, _sha256: self._vault.read(str(item_id), work), self._decoder, work)

    def _described(self, item: Item, work: Work) -> "Photo":
        from desktop.matching.search import describe

        untrusted = self._vault.read(item.id, work)
        picture = self._decoder.read(untrusted, longest_side=SIDE)
        return describe(Path(item.id), hashlib.sha256(untrusted).hexdigest(), picture.pixels, picture.width, picture.height)


def related(vault: Vault, item_id: str, work: Work, known: KnownPictures | None = None) -> tuple[Related, ...]:
    """Return with which other items one item shares pixels. Raises ItemMissing, ItemHasNoFile, the errors of media, or Stopped."""
    with Decoder() as decoder:
        pictures = known or KnownPictures(vault, decoder, work)
        matches = pictures.find(vault.read(item_id, work), work)
    return tuple(Related(item_id, str(match.path), match) for match in matches if str(match.path) != item_id)


def all_related(vault: Vault, work: Work) -> Iterator[Related]:
    """Yield every pair of items that share pixels, each once, the newer item first. Raises Stopped or VaultLocked."""
    with Decoder() as decoder:
        known = KnownPictures(vault, decoder, work)
        ids = known.item_ids
        for number, item_id in enumerate(ids):
            work.step(number, len(ids))
            with suppress(LindenError):
                for match in known.find(vault.read(item_id, work), work):
                    if str(match.path) < item_id:
                        yield Related(item_id, str(match.path), match)
        work.step(len(ids), len(ids))


def keep(vault: Vault, found: Related) -> None:
    """Keep in the vault that two items show the same picture. That they share only a part is not kept: it does not say which came first."""
    match = found.match
    if match.kind is not MatchKind.SAME_IMAGE:
        return
    changed = f"{match.changed_fraction:.4f}"
    vault.casebook.relate(
        found.item_id, RelationKind.SAME_IMAGE, found.other_id, "match", changed=changed, inliers=match.inliers, mirrored=match.mirrored
    )


def _has_picture(item: Item) -> bool:
    return item.has_bytes and not item.same_as and (item.media_type.startswith("image/") or bool(item.pdq))
