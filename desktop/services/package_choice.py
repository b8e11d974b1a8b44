"""What of a vault goes into a package: the chosen items, and nothing of whoever is or may be under 18 but hashes and addresses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.handover.custody import concerns_receivers
from desktop.handover.errors import NothingToHandOver
from desktop.handover.item import NEVER_WITH_PICTURES, PackageItem
from desktop.services.vaults import Item, ItemKind, Vault


@dataclass(frozen=True)
class PackageChoice:
    """What leaves; every item with its file, in Korean, if nothing is said."""

    item_ids: Sequence[str] | None = None
    """The items, or none for all of them."""
    pictures: bool = True
    """Whether files leave; without them only hashes, addresses and times do."""
    previews: bool = False
    """Whether a package without pictures holds a coarse blurred preview of each (never of anyone who may be under 18)."""
    withhold: Collection[str] = ()
    """The items of which only hashes and addresses leave, as of those that may show someone under 18."""
    reports: Sequence[Path] = ()
    language: str = "ko"
    """The receiver's language."""


def age_not_asked(vault: Vault, item_ids: Sequence[str] | None = None) -> tuple[Item, ...]:
    """Return the chosen items with a file for which nobody has said how old the person shown is, to ask before they leave."""
    return tuple(item for item in items_of(vault, item_ids) if item.has_bytes and item.age == "not_asked")


def items_of(vault: Vault, item_ids: Sequence[str] | None) -> tuple[Item, ...]:
    """Return the chosen items, all of them where none are named. Raises NothingToHandOver, ItemMissing."""
    chosen = vault.items() if item_ids is None else tuple({item.id: item for item in map(vault.item, item_ids)}.values())
    if not chosen:
        raise NothingToHandOver
    return chosen


def withheld_hashes(vault: Vault, withhold: Collection[str]) -> set[str]:
    """Return the hashes of which no byte leaves: of whoever is or may be under 18, and of what is held back now."""
    forbidden = [item for item in vault.items() if item.age in NEVER_WITH_PICTURES or item.id in withhold]
    return {item.sha256 for item in forbidden if item.sha256}


def as_package_items(vault: Vault, items: Sequence[Item], withhold: Collection[str]) -> list[PackageItem]:
    """Return the items as the package takes them; whatever shows, or may show, someone under 18 has no way to its bytes."""
    withheld = withheld_hashes(vault, withhold)
    history: dict[str, list[tuple[datetime, str]]] = {}
    for entry in vault.log():
        if not concerns_receivers(entry.act, entry.detail):
            continue
        history.setdefault(entry.item_id, []).append((entry.at, entry.act))
    return [_as_package_item(vault, item, withheld, tuple(history.get(item.id, ()))) for item in items]


def _as_package_item(vault: Vault, item: Item, withheld: set[str], history: tuple[tuple[datetime, str], ...]) -> PackageItem:
    is_withheld = item.sha256 in withheld
    item_id = item.id
    return PackageItem(
        id=item.id,
        kind="record" if is_withheld else _kind(item),
        name=item.name,
        size=item.size,
        sha256=item.sha256,
        sha512=item.sha512,
        md5=item.md5,
        pdq=item.pdq,
        media_type=item.media_type,
        added_at=item.added_at,
        age=item.age.value,
        url=item.where.url,
        account=item.where.account,
        platform=item.where.platform,
        note=item.where.note,
        seen_at=item.where.seen_at,
        history=history,
        open=(lambda: vault.open(item_id)) if item.has_bytes and not is_withheld else None,
    )


def _kind(item: Item) -> ItemKind:
    """Return what an item is. A record of someone who is not said to be under 18 is a file that came without its bytes."""
    return "file" if item.kind == "record" and not item.age.forbids_bytes else item.kind
