"""Finding items of a vault again: by name, address, account, tag, note and time, in one case or in all."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.services.vaults import HowItCame, Item, ItemKind, Vault


@dataclass(frozen=True)
class Query:
    """What is looked for. Whatever is left empty does not narrow the search; everything else has to be so."""

    words: str = ""
    """Each of these words occurs somewhere in what is known of the item, in any order, capital or small."""
    case_id: str = ""
    account: str = ""
    """A part of one of the names of accounts."""
    tag: str = ""
    """A whole tag."""
    kind: ItemKind | None = None
    how: HowItCame | None = None
    since: datetime | None = None
    """Seen, or where that is not known added, at this moment or later."""
    until: datetime | None = None
    """Seen, or where that is not known added, before this moment."""


def find(vault: Vault, query: Query) -> tuple[Item, ...]:
    """Return the items that fit, in the order in which they were added. Raises VaultLocked and VaultDamaged."""
    return tuple(narrowed(vault.items(query.case_id), query))


def narrowed(items: Iterable[Item], query: Query) -> Iterator[Item]:
    """Yield those of these items that fit."""
    wanted = _plain(query.words).split()
    account, tag = _plain(query.account).strip(), _plain(query.tag).strip()
    for item in items:
        if query.case_id and item.said.case_id != query.case_id:
            continue
        if (query.kind and item.kind != query.kind) or (query.how and item.said.how is not query.how):
            continue
        if account and not any(account in _plain(name) for name in (item.where.account, *item.said.accounts)):
            continue
        if tag and tag not in map(_plain, item.said.tags):
            continue
        if _is_then(item, query) and _holds(item, wanted):
            yield item


def tags_of(items: Iterable[Item]) -> tuple[str, ...]:
    """Return all tags of these items, the most frequent first."""
    counts: dict[str, int] = {}
    for item in items:
        for tag in item.said.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))


def _is_then(item: Item, query: Query) -> bool:
    moment = item.where.seen_at or item.added_at
    return (query.since is None or moment >= query.since) and (query.until is None or moment < query.until)


def _holds(item: Item, wanted: list[str]) -> bool:
    if not wanted:
        return True
    where, said = item.where, item.said
    people = (person.name for person in said.people)
    known = (item.id, item.name, where.url, where.account, where.platform, where.note, item.sha256, *said.accounts, *said.tags, *people)
    text = _plain("\n".join(known))
    return all(word in text for word in wanted)


def _plain(text: str) -> str:
    # Names from a Mac come with their syllables taken apart (NFD); compared is what they look like.
    return unicodedata.normalize("NFKC", text).casefold()
