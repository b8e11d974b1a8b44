"""A vault made by an earlier version of the program opens, and is brought to the present version with nothing lost.

`tests/vectors/vault_of_index_1.zip` was made on 2026-11-27 by the program of that day, whose index had version 1.
"""

import zipfile
from pathlib import Path

import apsw
import pytest

from desktop.core.errors import DiskFull
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, RelationKind, Said, Vault, Where
from desktop.vault import index, keys, opening
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, problems_of

MADE_BEFORE = Path(__file__).resolve().parents[1] / "vectors" / "vault_of_index_1.zip"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with zipfile.ZipFile(MADE_BEFORE) as kept:
        kept.extractall(tmp_path)
    return tmp_path / "vault"


def version_of(folder: Path) -> object:
    _header, opened, lock = opening.open_header(folder, PASSPHRASE)
    connection = index.open_connection(folder / "index.db", opened.derive(keys.INDEX), apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.pragma("user_version")
    finally:
        connection.close()
        lock.release()


def assert_all_is_there(vault: Vault) -> None:
    assert [(item.id, item.kind, item.age.value) for item in vault.items()] == [
        ("0001", "file", "adult"),
        ("0002", "file", "adult"),
        ("0003", "link", "not_asked"),
        ("0004", "record", "under_18"),
        ("0005", "record", "not_sure"),
        ("0006", "link", "adult"),
    ]
    assert vault.read("0002", Work()) == b"ordinary bytes"
    assert vault.item("0001").where.note == "a note"
    assert {item.said for item in vault.items()} == {Said()}
    assert [case.id for case in vault.casebook.cases()] == ["1"]
    assert vault.answers() == {"name": "김", "city": "서울"}
    assert [record.content for record in vault.records("check")] == [{"band": "cannot_tell"}]
    assert [(one.kind, one.item_id, one.other_id) for one in vault.casebook.relations("1")] == [
        (RelationKind.SEEN_AGAIN, "0002", "0001"),
        (RelationKind.SEEN_AGAIN, "0006", "0001"),
    ]


def test_it_opens_and_is_upgraded_with_nothing_lost(folder: Path) -> None:
    assert version_of(folder) == 1

    with vaults.unlock(folder, PASSPHRASE) as vault:
        assert_all_is_there(vault)
        assert ("index_upgraded", {"before": "1", "after": "2"}) in [(entry.act, entry.detail) for entry in vault.log()]
        vault.casebook.describe("1", Said(tags=("new",)))
        vault.save_answers({"name": "이"})

    assert version_of(folder) == 2
    assert problems_of(folder) == []
    with vaults.unlock(folder, PASSPHRASE) as vault:
        assert vault.item("1").said.tags == ("new",)
        assert vault.answers() == {"name": "이"}
        assert len([entry for entry in vault.log() if entry.act == "index_upgraded"]) == 1


def test_verifying_it_changes_nothing(folder: Path) -> None:
    before = (folder / "index.db").read_bytes()

    assert problems_of(folder) == []

    assert (folder / "index.db").read_bytes() == before


def test_it_can_be_read_where_nothing_can_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DiskFull(name="vault")

    with monkeypatch.context() as patch:
        patch.setattr(index.schema, "upgrade", refuse)
        vault = vaults.unlock(folder, PASSPHRASE)
        assert_all_is_there(vault)
        with pytest.raises(DiskFull):
            vault.casebook.describe("1", Said(tags=("lost",)))

    # Once there is room again, the same open vault is upgraded with the next thing that is kept.
    vault.casebook.describe("1", Said(tags=("kept",)))
    vault.lock()
    with vaults.unlock(folder, PASSPHRASE) as again:
        assert again.item("1").said.tags == ("kept",)
        assert again.answers() == {"name": "김", "city": "서울"}


def test_an_upgrade_that_fails_half_way_leaves_it_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.schema, "_FINISHED_BY_2", "DROP TABLE sheet; SELECT no_such_function();")
    with pytest.raises(vaults.VaultDamaged):
        vaults.unlock(folder, PASSPHRASE)

    monkeypatch.undo()
    with vaults.unlock(folder, PASSPHRASE) as vault:
        assert_all_is_there(vault)
    assert problems_of(folder) == []


def test_a_damaged_one_is_made_anew_in_the_present_version(folder: Path) -> None:
    with vaults.rebuild(folder, PASSPHRASE) as vault:
        assert_all_is_there(vault)
    assert version_of(folder) == 2
    assert problems_of(folder) == []


def test_the_reader_made_from_the_format_opens_it(folder: Path) -> None:
    items, contents, _log = reader_from_format.read(folder, PASSPHRASE)

    assert [item["url"] for item in items][:2] == ["https://example.org/1", "https://example.org/2"]
    assert contents[1] == b"ordinary bytes"


def test_new_items_go_into_it(folder: Path) -> None:
    with vaults.unlock(folder, PASSPHRASE) as vault:
        item = vault.add_file(b"new", "new.bin", Where(), AgeAnswer.ADULT, Work())
        assert item.id == "0007"
    assert problems_of(folder) == []
