"""Deleting an item: its bytes are gone for good, that it existed stays, and nothing brings it back."""

import json
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, ItemMissing, Vault, Where
from desktop.vault.errors import ItemDeleted
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of


def two_items(folder: Path) -> Vault:
    vault = new_vault(folder)
    add(vault, b"first", "first.txt", Where(url="https://example.org/1", note="a note"))
    add(vault, b"second", "second.txt")
    vault.keep_record("check", "0001", {"band": "cannot_tell"})
    return vault


def test_a_deleted_item_is_gone_and_the_rest_stays(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        assert vault.delete("0001") == ("0001",)

        assert [item.id for item in vault.items()] == ["0002"]
        assert vault.read("0002", Work()) == b"second"
        for act in (vault.item, lambda item_id: vault.read(item_id, Work()), vault.delete):
            with pytest.raises(ItemDeleted):
                act("0001")
        assert vault.records("check") == ()
        assert len(list((tmp_path / "vault" / "objects").iterdir())) == 1
    assert problems_of(tmp_path / "vault") == []


def test_that_it_existed_stays_in_the_log(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        before = vault.item("0001")
        vault.delete("0001")

        entry = next(entry for entry in vault.log() if entry.act == "deleted")
        (left,) = vault.deleted()
        assert entry.item_id == left.id == "0001"
        assert entry.detail["sha256"] == left.sha256 == before.sha256
        assert entry.detail["sha512"] == before.sha512
        assert entry.detail["records"] == "1"
        assert left.deleted_at == entry.at


def test_items_with_the_same_bytes_are_deleted_together(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        add(vault, b"first", "again.txt")

        assert vault.deleted_together("0003") == ("0001", "0003")
        assert vault.delete("0003") == ("0001", "0003")
        assert [item.id for item in vault.items()] == ["0002"]
    assert problems_of(tmp_path / "vault") == []


def test_an_address_is_deleted_without_a_file(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        link = vault.add_link("https://example.org/9", Where(), AgeAnswer.NOT_ASKED)

        assert vault.delete(link.id) == (link.id,)
        assert len(vault.items()) == 2
    assert problems_of(tmp_path / "vault") == []


def test_neither_number_is_given_again(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        vault.delete("0002")
        item = add(vault, b"third")
        vault.delete("0001")
        vault.keep_record("check", item.id, {"band": "some_signs"})

        assert item.id == "0003"
        assert len(vault.records("check")) == 1
    assert problems_of(tmp_path / "vault") == []


def test_the_same_file_can_be_added_anew_after_deleting(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        vault.delete("0001")
        item = add(vault, b"first", "back.txt")

        assert item.same_as == ""
        assert vault.read(item.id, Work()) == b"first"
    assert problems_of(tmp_path / "vault") == []


def test_an_answer_about_age_outlives_the_item(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"bytes", age=AgeAnswer.UNDER_18)
        vault.delete(item.id)

        assert add(vault, b"bytes", age=AgeAnswer.ADULT).kind == "record"
    assert list((tmp_path / "vault" / "objects").iterdir()) == []


def test_a_relation_to_a_deleted_item_is_gone(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        vault.keep_record("relation", "0002", {"kind": "made_from", "other": "0001", "by": "person"})
        vault.delete("0001")

        assert vault.records("relation") == ()
    assert problems_of(tmp_path / "vault") == []


@pytest.mark.parametrize("damage", [slice(0, 4096), slice(8192, 12288), slice(None, None)])
def test_after_a_rebuild_it_stays_deleted(tmp_path, damage):
    folder = tmp_path / "vault"
    with two_items(folder) as vault:
        vault.delete("0001")
        second = vault.item("0002")
    index = bytearray((folder / "index.db").read_bytes())
    index[damage] = bytes(len(index[damage]))
    (folder / "index.db").write_bytes(index)

    with vaults.rebuild(folder, PASSPHRASE) as vault:
        assert [(item.sha256, vault.read(item.id, Work())) for item in vault.items()] == [(second.sha256, b"second")]
    assert problems_of(folder) == []


def test_a_crash_before_the_file_is_destroyed_is_made_up_for(tmp_path, monkeypatch):
    folder = tmp_path / "vault"
    with two_items(folder) as vault:
        monkeypatch.setattr(type(vault._store.objects), "destroy", lambda *_: None)
        vault.delete("0001")
    monkeypatch.undo()
    assert len(list((folder / "objects").iterdir())) == 2

    vaults.unlock(folder, PASSPHRASE).lock()

    assert len(list((folder / "objects").iterdir())) == 1
    assert problems_of(folder) == []


def test_an_older_list_does_not_bring_it_back(tmp_path):
    folder = tmp_path / "vault"
    two_items(folder).lock()
    older = (folder / "index.db").read_bytes()
    with vaults.unlock(folder, PASSPHRASE) as vault:
        vault.delete("0001")
    (folder / "index.db").write_bytes(older)

    with vaults.unlock(folder, PASSPHRASE) as vault, pytest.raises(vaults.ItemDamaged):
        vault.read("0001", Work())


def test_a_missing_item_cannot_be_deleted(tmp_path):
    with new_vault(tmp_path / "vault") as vault, pytest.raises(ItemMissing):
        vault.delete("0001")


def test_the_reader_from_the_format_sees_what_stays(tmp_path):
    with two_items(tmp_path / "vault") as vault:
        vault.delete("0001")

    items, contents, log = reader_from_format.read(tmp_path / "vault", PASSPHRASE)

    assert [item["kind"] for item in items] == ["deleted", "file"]
    assert set(contents) == {2}
    assert json.dumps(log[-1]["detail"])
    assert (items[0]["name"], items[0]["url"], items[0]["note"], items[0]["pdq"]) == ("", "", "", "")
