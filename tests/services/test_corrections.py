"""What the custody log says of corrections, with what was said before."""

from pathlib import Path

import pytest

from desktop.services import corrections
from desktop.services.vaults import RelationKind, Said, Vault, Where
from desktop.vault import records
from tests.vault.vaults import add, new_vault


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def former(vault: Vault) -> list[dict[str, object]]:
    return [dict(one) for one in corrections.former(vault, vault.log()).values()]


def test_what_was_said_before_each_correction_is_told_and_only_what_was_corrected(vault: Vault) -> None:
    item = add(vault, b"content", where=Where("https://example.org/1", "a", "b", "c"))
    vault.casebook.correct(item.id, Where("https://example.org/1", "a", "b", "d"))
    vault.casebook.correct(item.id, Where("https://example.org/2", "a", "b", "d"))
    vault.casebook.describe(item.id, Said(tags=("x",)))
    vault.casebook.describe(item.id, Said(tags=("y",)))
    vault.casebook.change_case("1", name="one")
    vault.casebook.change_case("1", name="two")

    assert former(vault) == [{"note": "c"}, {"url": "https://example.org/1"}, {"tags": ["x"]}, {"name": "one"}]


def test_a_log_of_an_earlier_version_names_no_record_and_the_one_before_is_meant(vault: Vault) -> None:
    item = add(vault, b"content")
    with vault._store.changing() as change:
        records.keep(change, "where_before", 1, {"url": "https://example.org/1"})
        change.log("where_changed", item.id, changed="url", row=change.index.item(1).digest)

    assert former(vault) == [{"url": "https://example.org/1"}]


def test_what_was_deleted_is_not_told_any_more(vault: Vault) -> None:
    item = add(vault, b"content", where=Where("https://example.org/1"))
    vault.casebook.correct(item.id, Where())
    vault.delete(item.id)

    assert former(vault) == []


def test_relations_are_named_where_they_were_kept_and_where_they_were_withdrawn(vault: Vault) -> None:
    add(vault, b"one")
    add(vault, b"two")
    kept = vault.casebook.relate("2", RelationKind.MADE_FROM, "1")
    vault.casebook.withdraw(kept)

    told = corrections.relations_told(vault, vault.log())

    assert [(one.number, one.item_id, one.other_id) for one in told.values()] == [(kept.number, "0002", "0001")] * 2
    assert corrections.relations_told(vault, ()) == {}
