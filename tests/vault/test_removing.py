"""Deleting a whole vault: nobody can open what is left, and nothing but the vault's own files is touched."""

import os

import pytest

from desktop.core.errors import FolderNotWritable
from desktop.services import vaults
from desktop.services.vaults import NotAVault
from desktop.vault import recovery_code
from desktop.vault.errors import VaultNotWhollyRemoved
from tests.vault.vaults import PASSPHRASE, add, new_vault


def test_the_folder_of_a_deleted_vault_is_gone(tmp_path):
    vault = new_vault(tmp_path / "vault")
    add(vault, b"content")
    vault.use_recovery_code(recovery_code.new())

    assert vault.remove()

    assert vault.is_locked
    assert not (tmp_path / "vault").exists()


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    vault = new_vault(tmp_path / "vault")
    add(vault, b"content")
    (tmp_path / "vault" / "mine.txt").write_bytes(b"mine")
    (tmp_path / "vault" / "objects" / "mine.txt").write_bytes(b"mine")

    assert not vault.remove()

    left = sorted(path.relative_to(tmp_path / "vault").as_posix() for path in (tmp_path / "vault").rglob("*"))
    assert left == ["mine.txt", "objects", "objects/mine.txt"]
    with pytest.raises(NotAVault):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)


def test_the_keys_are_overwritten_before_anything_else(tmp_path, monkeypatch):
    vault = new_vault(tmp_path / "vault")
    add(vault, b"content")
    headers = [os.open(tmp_path / "vault" / name, os.O_RDONLY) for name in ("vault.json", "vault.copy.json")]
    lengths = [os.fstat(header).st_size for header in headers]

    vault.remove()

    try:
        assert [os.read(header, 100_000) for header in headers] == [bytes(length) for length in lengths]
    finally:
        for header in headers:
            os.close(header)


def test_a_file_that_cannot_be_removed_is_told_and_cannot_be_read(tmp_path, monkeypatch):
    vault = new_vault(tmp_path / "vault")
    add(vault, b"content")
    (path,) = (tmp_path / "vault" / "objects").iterdir()
    real = type(path).unlink

    def unlink(self, missing_ok=False):
        if self == path:
            raise PermissionError(13, "refused")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(type(path), "unlink", unlink)

    with pytest.raises(VaultNotWhollyRemoved):
        vault.remove()

    monkeypatch.undo()
    assert path.exists()
    with pytest.raises(NotAVault):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)


def test_a_vault_that_cannot_be_written_stays_as_it_is(tmp_path):
    new_vault(tmp_path / "vault").lock()
    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        vault._store.read_only = True
        with pytest.raises(FolderNotWritable):
            vault.remove()

    vaults.unlock(tmp_path / "vault", PASSPHRASE).lock()
