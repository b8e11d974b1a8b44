"""One picture of a case: its rows, its lines, and its places."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.services import following, sighting_map
from desktop.services.sighting_map import MOST_COLUMNS, Branch, Link, SightingMap
from desktop.services.vaults import AgeAnswer, CaseMissing, Item, Relation, RelationKind, Said, Vault, Where
from tests.vault.vaults import add, new_vault

START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
MADE, SAME, AGAIN, PART = RelationKind.MADE_FROM, RelationKind.SAME_IMAGE, RelationKind.SEEN_AGAIN, RelationKind.PART_OF


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def item(number: int, day: int, platform: str = "") -> Item:
    where = Where(platform=platform, seen_at=START + timedelta(days=day))
    return Item(f"{number:04}", "link", "", 0, "", "", "", "", "", START, where, AgeAnswer.ADULT, has_bytes=False)


def related(kind: RelationKind, one: int, other: int) -> Relation:
    return Relation(1, kind, f"{one:04}", f"{other:04}", "person", START)


def lines(drawn: SightingMap) -> list[tuple[str, int | None, RelationKind | None, RelationKind | None]]:
    """Of each row: its item, its column, and what goes up and down from its point."""
    return [
        (row.item.id, row.column, *((None, None) if row.column is None else (row.above[row.column], row.below[row.column])))
        for row in drawn.rows
    ]


def test_the_same_thing_is_one_line_in_the_order_of_time() -> None:
    drawn = sighting_map.drawn([item(1, 4), item(2, 0), item(3, 2)], [related(AGAIN, 1, 2), related(SAME, 3, 2)])

    assert lines(drawn) == [("0002", 0, None, SAME), ("0003", 0, SAME, AGAIN), ("0001", 0, AGAIN, None)]
    assert [[one.id for one in group.items] for group in drawn.groups] == [["0002", "0003", "0001"]]
    assert drawn.rows[1].links == (Link(SAME, "0002", is_from_here=True),)
    assert drawn.rows[0].links == (Link(AGAIN, "0001", is_from_here=False), Link(SAME, "0003", is_from_here=False))


def test_a_branch_goes_from_the_photo_to_where_the_fake_was_seen_first() -> None:
    """Photo 1; fake 2 seen again as 3; both were found to be made from 1: one branch is enough."""
    drawn = sighting_map.drawn([item(1, 0), item(2, 3), item(3, 5)], [related(MADE, 2, 1), related(MADE, 3, 1), related(AGAIN, 3, 2)])

    assert lines(drawn) == [("0001", 1, None, MADE), ("0002", 0, None, AGAIN), ("0003", 0, AGAIN, None)]
    assert [row.branches for row in drawn.rows] == [(), (Branch(1, MADE),), ()]
    assert drawn.rows[1].above[1] is MADE
    assert drawn.rows[1].below[1] is None


def test_a_photo_that_came_later_than_the_fake_sends_its_branch_upwards() -> None:
    drawn = sighting_map.drawn([item(1, 9), item(2, 3), item(3, 4)], [related(MADE, 2, 1)])

    assert lines(drawn) == [("0002", 1, None, None), ("0003", 1, None, None), ("0001", 0, MADE, None)]
    assert drawn.rows[0].branches == (Branch(0, MADE),)
    assert drawn.rows[1].above[0] is drawn.rows[1].below[0] is MADE


def test_what_finds_no_room_keeps_its_words_and_no_line_is_drawn_to_it_from_nowhere() -> None:
    count = MOST_COLUMNS + 3
    items = [item(n + 1, 0) for n in range(count)] + [item(count + n + 1, 1) for n in range(count)]
    pairs = [related(AGAIN, count + n + 1, n + 1) for n in range(count)]

    drawn = sighting_map.drawn(items, pairs)

    assert sorted(row.column for row in drawn.rows if row.column is not None) == sorted([*range(MOST_COLUMNS)] * 2)
    assert sum(row.column is None for row in drawn.rows) == 6
    assert all(row.links for row in drawn.rows)


def test_every_line_that_leaves_a_row_arrives_at_the_next() -> None:
    items = [item(n, (n * 7) % 13) for n in range(1, 25)]
    kinds = (AGAIN, SAME, MADE, PART)
    relations = [related(kinds[n % 4], n, 1 + (n * 5) % 24) for n in range(1, 25) if n != 1 + (n * 5) % 24]

    drawn = sighting_map.drawn(items, relations)

    for upper, lower in zip(drawn.rows, drawn.rows[1:], strict=False):
        assert upper.below == lower.above
    assert drawn.rows[0].above == drawn.rows[-1].below == (None,) * MOST_COLUMNS
    for row in drawn.rows:
        for branch in row.branches:
            assert row.above[branch.column] or row.below[branch.column]


def test_places_are_counted_whatever_their_spelling_and_hosts_stand_for_addresses() -> None:
    items = [item(1, 0, "Telegram"), item(2, 3, "telegram "), item(3, 1)]
    web = Item(
        "0004", "link", "", 0, "", "", "", "", "", START, Where(url="https://www.Example.org:8080/a"), AgeAnswer.ADULT, has_bytes=False
    )
    odd = Item("0005", "link", "", 0, "", "", "", "", "", START, Where(url="http://[bad", account="@a"), AgeAnswer.ADULT, has_bytes=False)

    places = sighting_map.places_of([*items, web, odd])

    assert [(place.name, place.count) for place in places] == [("Telegram", 2), ("@a", 1), ("example.org", 1)]
    assert (places[0].first, places[0].last) == (START, START + timedelta(days=3))


def test_of_one_case_only_its_items_are_drawn(vault: Vault) -> None:
    second = vault.casebook.open_case("other")
    first = add(vault, b"one")
    following.seen_again(vault, first.id, Where(url="https://example.org/2"))
    vault.add_link("https://example.org/3", Where(), AgeAnswer.ADULT, said=Said(case_id=second.id))

    assert [row.item.id for row in sighting_map.of_vault(vault).rows] == ["0001", "0002", "0003"]
    assert [row.item.id for row in sighting_map.of_vault(vault, "2").rows] == ["0003"]
    assert sighting_map.of_vault(vault, "1").rows[1].links == (Link(AGAIN, "0001", is_from_here=True),)
    with pytest.raises(CaseMissing):
        sighting_map.of_vault(vault, "9")


def test_a_withdrawn_relation_is_not_drawn(vault: Vault) -> None:
    add(vault, b"one")
    add(vault, b"two")
    vault.casebook.withdraw(vault.casebook.relate("2", MADE, "1"))

    assert [(row.links, row.branches) for row in sighting_map.of_vault(vault).rows] == [((), ()), ((), ())]
