"""Where the same thing was seen, again and again: the items of a vault joined into groups, each in the order of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.services.vaults import Item, Relation, RelationKind, Vault

# "Made from" and "part of" lead to other things: one's own photo, the chat around it.
SAME_THING = frozenset({RelationKind.SEEN_AGAIN, RelationKind.SAME_IMAGE})


@dataclass(frozen=True)
class Sightings:
    """One thing and every place where it was seen, the earliest first."""

    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """Where it was seen first, as far as is known."""
        return self.items[0]


def when(item: Item) -> datetime:
    """Return when an item was seen, or where nobody said, when it was added."""
    return item.where.seen_at or item.added_at


def of_vault(vault: Vault) -> tuple[Sightings, ...]:
    """Return every thing of a vault that was seen more than once. Raises VaultLocked and VaultDamaged."""
    return grouped(vault.items(), vault.casebook.relations())


def grouped(items: Sequence[Item], relations: Iterable[Relation]) -> tuple[Sightings, ...]:
    """Join items that are the same thing; groups with the most places come first."""
    by_id = {item.id: item for item in items}
    leader = {item.id: item.id for item in items}

    def lead(item_id: str) -> str:
        while leader[item_id] != item_id:
            leader[item_id] = leader[leader[item_id]]
            item_id = leader[item_id]
        return item_id

    for relation in relations:
        if relation.kind in SAME_THING and relation.item_id in leader and relation.other_id in leader:
            leader[lead(relation.item_id)] = lead(relation.other_id)
    groups: dict[str, list[Item]] = {}
    for item_id in leader:
        groups.setdefault(lead(item_id), []).append(by_id[item_id])
    seen_again = [Sightings(tuple(sorted(group, key=lambda item: (when(item), item.id)))) for group in groups.values() if len(group) > 1]
    return tuple(sorted(seen_again, key=lambda one: (-len(one.items), one.first.id)))
