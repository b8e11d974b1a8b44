"""One picture of a whole case: what was seen where and when, and how it belongs together, as rows in the order of time joined by lines.

The lines are laid out like the branches of a version history: one column for everything that is the same thing, and from it a branch
to each thing that was made from it or came in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

from desktop.services.sightings import SAME_THING, Sightings, grouped, when
from desktop.services.vaults import Item, ItemKind, Relation, RelationKind, Vault

MOST_COLUMNS = 6
"""So many lines stand side by side; what would need more is told in words only."""
Kinds = tuple[RelationKind | None, ...]


@dataclass(frozen=True)
class Link:
    """How one item has to do with another of the case."""

    kind: RelationKind
    other_id: str
    is_from_here: bool
    """Whether it is this item that was made from, came in, or is the later sighting of, the other."""


@dataclass(frozen=True)
class Branch:
    """A line that comes over to a row from a column beside it: from what the row's item was made from, or came in."""

    column: int
    kind: RelationKind


@dataclass(frozen=True)
class Sighting:
    """One item, in the order of time, and what is drawn beside it."""

    item: Item
    links: tuple[Link, ...] = ()
    column: int | None = None
    """In which column its point stands; None where there was no room."""
    above: Kinds = (None,) * MOST_COLUMNS
    """Which line goes up from the middle of the row, in each column."""
    below: Kinds = (None,) * MOST_COLUMNS
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place where something was seen, and how often."""

    name: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class SightingMap:
    """Everything of a case in one picture."""

    rows: tuple[Sighting, ...]
    groups: tuple[Sightings, ...]
    """What was seen more than once, the most often seen first."""
    places: tuple[Place, ...]
    """The most frequent first."""
    columns: int
    """How many columns are used."""
    kinds: frozenset[RelationKind]
    """Which relations occur."""
    shapes: frozenset[ItemKind]
    """Which kinds of items occur."""


def of_vault(vault: Vault, case_id: str = "") -> SightingMap:
    """Return the picture of a case, or of the whole vault. Raises CaseMissing, VaultLocked and VaultDamaged."""
    if case_id:
        case_id = vault.casebook.case(case_id).id
    return drawn(vault.items(case_id), vault.casebook.relations())


def drawn(items: Sequence[Item], relations: Iterable[Relation]) -> SightingMap:
    """Return the picture of these items; relations that lead to others are left out."""
    ids = {item.id for item in items}
    inside = [one for one in relations if one.item_id in ids and one.other_id in ids]
    rows = [Sighting(item) for item in sorted(items, key=lambda item: (when(item), item.id))]
    groups = grouped(items, inside)
    laid_out = tuple(_with_lines(_linked(rows, inside), groups, inside))
    columns = 1 + max((row.column for row in laid_out if row.column is not None), default=0)
    kinds, shapes = frozenset(one.kind for one in inside), frozenset(item.kind for item in items)
    return SightingMap(laid_out, groups, places_of(items), columns, kinds, shapes)


def place_of(item: Item) -> str:
    """Return where an item was seen in as few words as are known: the platform, else the host of the address, else the account."""
    where = item.where
    return where.platform.strip() or _host(where.url) or where.account.strip()


def places_of(items: Iterable[Item]) -> tuple[Place, ...]:
    """Return the places where these items were seen; items of which no place is known are left out."""
    moments: dict[str, list[datetime]] = {}
    names: dict[str, str] = {}
    for item in items:
        name = place_of(item)
        if name:
            names.setdefault(name.casefold(), name)
            moments.setdefault(name.casefold(), []).append(when(item))
    found = [Place(names[key], len(listed), min(listed), max(listed)) for key, listed in moments.items()]
    return tuple(sorted(found, key=lambda place: (-place.count, place.first, place.name)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _linked(rows: Sequence[Sighting], relations: Iterable[Relation]) -> list[Sighting]:
    links: dict[str, list[Link]] = {}
    for one in relations:
        links.setdefault(one.item_id, []).append(Link(one.kind, one.other_id, is_from_here=True))
        links.setdefault(one.other_id, []).append(Link(one.kind, one.item_id, is_from_here=False))
    return [replace(row, links=tuple(links.get(row.item.id, ()))) for row in rows]


@dataclass
class _Thing:
    """One thing while its line is laid out: at which rows it stands, and to which rows it sends a branch."""

    rows: list[int]
    branches: dict[int, RelationKind]

    @property
    def span(self) -> slice:
        """The rows that its line goes through."""
        reached = (*self.rows, *self.branches)
        return slice(min(reached), max(reached) + 1)


def _with_lines(rows: Sequence[Sighting], groups: Iterable[Sightings], relations: Sequence[Relation]) -> list[Sighting]:
    things = _things(rows, groups, relations)
    taken = [bytearray(len(rows)) for _column in range(MOST_COLUMNS)]
    columns: list[int | None] = [None] * len(rows)
    above: list[list[RelationKind | None]] = [[None] * MOST_COLUMNS for _row in rows]
    below: list[list[RelationKind | None]] = [[None] * MOST_COLUMNS for _row in rows]
    branches: list[list[Branch]] = [[] for _row in rows]
    # What was seen most often stands at the edge; what stands alone takes the room that is left.
    for thing in sorted(things, key=lambda one: (-len(one.rows), -len(one.branches), one.span.start)):
        column = _take_column(taken, thing.span)
        if column is None:
            continue
        for row in thing.rows:
            columns[row] = column
        for start, end, kind in _pieces(thing, rows):
            for row in range(start, end):
                below[row][column] = above[row + 1][column] = kind
        for row, kind in thing.branches.items():
            branches[row].append(Branch(column, kind))
    return [
        replace(row, column=columns[n], above=tuple(above[n]), below=tuple(below[n]), branches=tuple(branches[n]))
        for n, row in enumerate(rows)
    ]


def _things(rows: Sequence[Sighting], groups: Iterable[Sightings], relations: Iterable[Relation]) -> list[_Thing]:
    row_of = {row.item.id: number for number, row in enumerate(rows)}
    thing_of: dict[str, _Thing] = {}
    for ids in ([item.id for item in group.items] for group in groups):
        thing_of.update(dict.fromkeys(ids, _Thing(sorted(row_of[item_id] for item_id in ids), {})))
    for item_id, number in row_of.items():
        thing_of.setdefault(item_id, _Thing([number], {}))
    joined: set[tuple[int, int]] = set()
    for one in sorted((one for one in relations if one.kind not in SAME_THING), key=lambda one: row_of[one.item_id]):
        source, made = thing_of[one.other_id], thing_of[one.item_id]
        # One branch from thing to thing is enough, to the place where it was seen first.
        if source is not made and (id(source), id(made)) not in joined:
            joined.add((id(source), id(made)))
            source.branches[row_of[one.item_id]] = one.kind
    return list({id(thing): thing for thing in thing_of.values()}.values())


def _take_column(taken: Sequence[bytearray], span: slice) -> int | None:
    for column, rows in enumerate(taken):
        if not any(rows[span]):
            rows[span] = b"\1" * (span.stop - span.start)
            return column
    return None


def _pieces(thing: _Thing, rows: Sequence[Sighting]) -> Iterator[tuple[int, int, RelationKind]]:
    """Yield from which row to which the line of a thing goes, and what it says there."""
    own = {rows[row].item.id for row in thing.rows}
    for start, end in pairwise(thing.rows):
        kinds = {link.kind for link in rows[end].links if link.other_id in own}
        yield start, end, RelationKind.SEEN_AGAIN if RelationKind.SEEN_AGAIN in kinds else RelationKind.SAME_IMAGE
    later = [row for row in sorted(thing.branches) if row > thing.rows[-1]]
    for start, end in pairwise([thing.rows[-1], *later]):
        yield start, end, thing.branches[end]
    earlier = [row for row in sorted(thing.branches) if row < thing.rows[0]]
    for start, end in pairwise([*earlier, thing.rows[0]]):
        yield start, end, thing.branches[start]
