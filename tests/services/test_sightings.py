"""Where the same thing was seen: groups by bytes, by look and by word, each in the order of time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.services import following, sightings
from desktop.services.vaults import AgeAnswer, RelationKind, Vault, Where
from tests.vault.vaults import add, new_vault

EARLY = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def ids(vault: Vault) -> list[list[str]]:
    return [[item.id for item in group.items] for group in sightings.of_vault(vault)]


def test_what_was_seen_once_is_in_no_group(vault: Vault) -> None:
    add(vault, b"one")
    add(vault, b"two")

    assert sightings.of_vault(vault) == ()


def test_the_same_bytes_and_what_the_person_says_join_in_the_order_of_time(vault: Vault) -> None:
    first = add(vault, b"one", where=Where(platform="later", seen_at=EARLY + timedelta(days=2)))
    add(vault, b"one", where=Where(platform="earliest", seen_at=EARLY))
    following.seen_again(vault, first.id, Where(url="https://example.org/again", seen_at=EARLY + timedelta(days=1)))
    add(vault, b"other")

    assert ids(vault) == [["0002", "0003", "0001"]]
    assert sightings.of_vault(vault)[0].first.where.platform == "earliest"


def test_what_one_was_made_from_is_another_thing(vault: Vault) -> None:
    fake, photo = add(vault, b"fake"), add(vault, b"photo")
    vault.casebook.relate(fake.id, RelationKind.MADE_FROM, photo.id)

    assert sightings.of_vault(vault) == ()


def test_a_withdrawn_relation_joins_nothing_any_more(vault: Vault) -> None:
    one, other = add(vault, b"one"), add(vault, b"other")
    relation = vault.casebook.relate(one.id, RelationKind.SAME_IMAGE, other.id)
    assert ids(vault) == [["0001", "0002"]]

    vault.casebook.withdraw(relation)

    assert sightings.of_vault(vault) == ()


def test_the_thing_with_the_most_places_comes_first(vault: Vault) -> None:
    for content in (b"two", b"two", b"three", b"three", b"three"):
        add(vault, content)
    link = vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)

    assert [len(group.items) for group in sightings.of_vault(vault)] == [3, 2]
    assert not any(link.id in group for group in ids(vault))
