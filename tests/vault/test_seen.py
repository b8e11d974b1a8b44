"""An older copy of a vault is noticed on the computer that has seen a newer one, and the file for that tells nothing."""

import shutil

import pytest

from desktop.core import places, settings
from desktop.core.work import Work
from desktop.services import vaults
from desktop.vault import seen
from desktop.vault.keys import Keys
from tests.vault.vaults import PASSPHRASE, add, new_vault


def seen_file():
    return places.settings_folder() / seen.FILE_NAME


def test_an_older_copy_is_told_once_and_noted(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        add(vault, b"first")
        vault.back_up(tmp_path / "copy", Work())
        add(vault, b"second")
        seen_records = len(vault.log())

    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.older is not None
        assert copy.older.records_seen == seen_records
        assert copy.older.records == seen_records - 1
        assert not copy.older.is_parted
        assert "older_than_seen" in [entry.act for entry in copy.log()]
    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.older is None


def test_a_fresh_backup_is_not_called_old(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        vault.back_up(tmp_path / "copy", Work())

    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.older is None


def test_a_copy_that_went_its_own_way_is_told(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        vault.back_up(tmp_path / "copy", Work())
        add(vault, b"here")
    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        for number in range(4):
            add(copy, str(number).encode())

    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        assert vault.older is not None

    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.older is not None
        assert copy.older.is_parted


def test_a_whole_folder_put_back_is_noticed(tmp_path):
    new_vault(tmp_path / "vault").lock()
    shutil.copytree(tmp_path / "vault", tmp_path / "before")
    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        add(vault, b"evidence")
    shutil.rmtree(tmp_path / "vault")
    (tmp_path / "before").rename(tmp_path / "vault")

    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        assert vault.older is not None


def test_reading_only_tells_and_keeps_nothing(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        vault.back_up(tmp_path / "copy", Work())
        add(vault, b"second")
    before = seen_file().read_bytes()

    assert vaults.verify(tmp_path / "copy", PASSPHRASE, Work()) == ()

    assert seen_file().read_bytes() == before


def test_the_file_tells_neither_which_vaults_nor_how_many(tmp_path):
    sizes = []
    for number in range(3):
        folder = tmp_path / f"vault-{number}"
        with new_vault(folder) as vault:
            vault_id = vault._store.keys.vault_id
        content = seen_file().read_bytes()
        sizes.append(len(content))
        assert vault_id not in content
        assert vault_id.hex().encode() not in content
    assert set(sizes) == {seen.TOTAL_BYTES}


def test_on_a_shared_computer_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(settings.Settings, "leaves_no_trace", property(lambda _self: True))

    new_vault(tmp_path / "vault").lock()

    assert not seen_file().exists()


def test_a_deleted_vault_is_forgotten(tmp_path):
    vault = new_vault(tmp_path / "vault")
    vault.lock()
    vault = vaults.unlock(tmp_path / "vault", PASSPHRASE)
    keys = Keys(vault._store.keys.master(), vault._store.keys.vault_id)
    assert seen.read(seen.place_of(keys)) is not None

    vault.remove()

    assert seen.read(seen.place_of(keys)) is None


@pytest.mark.parametrize("content", [b"", b"x", bytes(seen.TOTAL_BYTES), bytes(seen.TOTAL_BYTES + 1)])
def test_a_file_that_is_not_ours_is_no_error(tmp_path, content):
    seen_file().parent.mkdir(parents=True, exist_ok=True)
    seen_file().write_bytes(content)

    new_vault(tmp_path / "vault").lock()

    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        assert vault.older is None
    assert len(seen_file().read_bytes()) == seen.TOTAL_BYTES
