"""A damaged index is made anew from its whole pages, the custody log and the labels of the sealed objects."""

from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, ExportRefused, VaultDamaged, Where
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

COUNT = 60
PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_vault(tmp_path / "vault") as vault:
        for number in range(COUNT):
            add(vault, f"content {number}".encode(), f"{number}.bin", Where(f"https://example.org/{number}", note="x" * 200))
        vault.add_link("https://example.org/link", Where(), AgeAnswer.NOT_ASKED)
        vault.keep_record("check", "0001", {"band": "cannot_tell"})
        vault.save_answers({"name": "김"})
        vault.change_age("0002", AgeAnswer.UNDER_18, destroy=True)
    return tmp_path / "vault"


def assert_all_files_are_there(vault: vaults.Vault) -> None:
    by_name = {item.name: item for item in vault.items()}
    for number in range(COUNT):
        item = by_name[f"{number}.bin"]
        assert item.where.url == f"https://example.org/{number}"
        if number == 1:
            with pytest.raises(ExportRefused):
                vault.read(item.id, Work())
        else:
            assert item.where.note == "x" * 200
            assert vault.read(item.id, Work()) == f"content {number}".encode()


@pytest.mark.slow
def test_one_damaged_page_loses_no_file(folder: Path) -> None:
    whole = (folder / "index.db").read_bytes()

    for page in range(1, len(whole) // PAGE, 2):
        (folder / "index.db").write_bytes(whole[: page * PAGE + 100] + b"damage" + whole[page * PAGE + 106 :])
        assert ("index.db", "index_damaged") in problems_of(folder)

        with vaults.rebuild(folder, PASSPHRASE) as vault:
            assert_all_files_are_there(vault)
            assert vault.item("0002").age is AgeAnswer.UNDER_18
            assert [item.id for item in vault.items()][:COUNT] == [f"{number:04d}" for number in range(1, COUNT + 1)]
            assert "index_rebuilt" in [entry.act for entry in vault.log()]
        assert problems_of(folder) == []
        for path in folder.glob("index.*db"):
            path.unlink()


def test_an_index_of_which_nothing_is_left_is_made_from_the_objects(folder: Path) -> None:
    (folder / "index.db").write_bytes(b"")
    with pytest.raises(VaultDamaged):
        vaults.unlock(folder, PASSPHRASE)

    with vaults.rebuild(folder, PASSPHRASE) as vault:
        assert sorted(item.name for item in vault.items()) == sorted(f"{number}.bin" for number in range(COUNT) if number != 1)
        assert vault.read("0001", Work()).startswith(b"content")

    assert problems_of(folder) == []


def test_the_damaged_index_is_kept(folder: Path) -> None:
    damaged = (folder / "index.db").read_bytes()[:-5000]
    (folder / "index.db").write_bytes(damaged)

    vaults.rebuild(folder, PASSPHRASE).lock()

    (kept,) = folder.glob("index.damaged-*.db")
    assert kept.read_bytes() == damaged


def test_rebuilding_a_whole_index_changes_no_item(folder: Path) -> None:
    with vaults.unlock(folder, PASSPHRASE) as vault:
        items, answers, records = vault.items(), vault.answers(), vault.records("check")

    with vaults.rebuild(folder, PASSPHRASE) as vault:
        assert (vault.items(), vault.answers(), vault.records("check")) == (items, answers, records)
