"""Making and opening a vault: each way it can fail has its own error, and nothing is lost by any of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import DiskFull, FolderNotWritable
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import (
    FolderNotEmpty,
    NotAVault,
    PassphraseEmpty,
    VaultAlreadyThere,
    VaultBusy,
    VaultDamaged,
    WrongPassphrase,
)
from desktop.vault import header
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of


def test_a_new_vault_holds_nothing_and_has_no_problems(tmp_path: Path) -> None:
    with new_vault(tmp_path / "a" / "b") as vault:
        assert vault.items() == ()
        assert [entry.act for entry in vault.log()] == ["created"]

    assert problems_of(tmp_path / "a" / "b") == []
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == [
        "index.db", "lock", "log.head", "objects", "vault.copy.json", "vault.json",
    ]  # fmt: skip


def test_the_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()

    if os.name == "posix":
        assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700


def test_a_vault_is_made_in_an_empty_folder_but_not_in_one_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    new_vault(tmp_path / "empty").lock()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_bytes(b"mine")

    with pytest.raises(FolderNotEmpty):
        new_vault(tmp_path / "full")

    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]


def test_a_vault_is_never_written_over(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()
    before = (tmp_path / "vault" / "vault.json").read_bytes()

    with pytest.raises(VaultAlreadyThere):
        new_vault(tmp_path / "vault")
    (tmp_path / "vault" / "vault.json").unlink()
    with pytest.raises(VaultAlreadyThere):
        new_vault(tmp_path / "vault")

    assert (tmp_path / "vault" / "vault.copy.json").read_bytes() == before


def test_a_vault_needs_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(PassphraseEmpty):
        vaults.create(tmp_path / "vault", "")

    assert not (tmp_path / "vault").exists()


def test_what_a_killed_making_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()
    (tmp_path / "vault" / "creating").touch()
    (tmp_path / "vault" / "vault.json").unlink()
    (tmp_path / "vault" / "vault.copy.json").unlink()

    with new_vault(tmp_path / "vault") as vault:
        assert vault.items() == ()


def test_a_making_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull(name="vault")

    monkeypatch.setattr(header, "write_copies", full)

    with pytest.raises(DiskFull):
        new_vault(tmp_path / "vault")

    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir, Path.touch])
def test_a_folder_without_a_vault_is_named_as_such(tmp_path: Path, make) -> None:
    make(tmp_path / "none")

    with pytest.raises(NotAVault):
        vaults.unlock(tmp_path / "none", PASSPHRASE)


def test_a_wrong_passphrase_is_not_damage(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()

    for wrong in ("wrong", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            vaults.unlock(tmp_path / "vault", wrong)

    assert problems_of(tmp_path / "vault") == []


def test_damage_is_not_a_wrong_passphrase(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()
    for name in ("vault.json", "vault.copy.json"):
        (tmp_path / "vault" / name).write_bytes((tmp_path / "vault" / name).read_bytes().replace(b"salt", b"tlas"))

    with pytest.raises(VaultDamaged):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)

    assert problems_of(tmp_path / "vault") == [("vault.json", "header_damaged")]


def test_a_vault_is_open_once_in_one_process(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault"):
        with pytest.raises(VaultBusy):
            vaults.unlock(tmp_path / "vault", PASSPHRASE)
        with pytest.raises(VaultBusy):
            vaults.verify(tmp_path / "vault", PASSPHRASE, Work())

    vaults.unlock(tmp_path / "vault", PASSPHRASE).lock()


def test_a_vault_is_open_once_between_processes(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from desktop.services import vaults\n"
        "try:\n"
        "    vaults.unlock(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
        "except vaults.VaultBusy:\n"
        "    print('busy')\n"
    )
    with new_vault(tmp_path / "vault"):
        ended = subprocess.run([sys.executable, "-c", script, tmp_path / "vault", PASSPHRASE], capture_output=True, text=True, check=True)

    assert ended.stdout == "busy\n"


def test_the_passphrase_changes_and_the_old_one_no_longer_opens(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
        with pytest.raises(WrongPassphrase):
            vault.change_passphrase("wrong", "new")
        with pytest.raises(PassphraseEmpty):
            vault.change_passphrase(PASSPHRASE, "")
        vault.change_passphrase(PASSPHRASE, "new")

    with pytest.raises(WrongPassphrase):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)
    with vaults.unlock(tmp_path / "vault", "new") as vault:
        assert vault.read(item.id, Work()) == b"content"
        assert "passphrase_changed" in [entry.act for entry in vault.log()]
    assert vaults.verify(tmp_path / "vault", "new", Work()) == ()


def test_a_change_of_passphrase_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_vault(tmp_path / "vault") as vault:
        with monkeypatch.context() as patch:
            patch.setattr(header.files, "write", lambda *_: (_ for _ in ()).throw(DiskFull(name="vault")))
            with pytest.raises(DiskFull):
                vault.change_passphrase(PASSPHRASE, "new")
        assert "passphrase_changed" not in [entry.act for entry in vault.log()]

    vaults.unlock(tmp_path / "vault", PASSPHRASE).lock()
    assert problems_of(tmp_path / "vault") == []


def test_leftovers_of_a_killed_program_are_removed(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()
    for name in ("objects/00.part", ".vault.json.1234.part"):
        (tmp_path / "vault" / name).write_bytes(b"half")

    vaults.unlock(tmp_path / "vault", PASSPHRASE).lock()

    assert not list((tmp_path / "vault").rglob("*.part"))


def test_a_write_protected_vault_can_be_read_but_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
    monkeypatch.setattr(os, "access", lambda *_: False)  # a test may run as root, who may write everywhere
    before = {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()}

    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        assert vault.is_read_only
        assert vault.read(item.id, Work()) == b"content"
        assert vault.export(item.id, tmp_path / "out", Work()).read_bytes() == b"content"
        assert vault.verify(Work()) == ()
        with pytest.raises(FolderNotWritable):
            add(vault, b"more")

    assert {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()} == before


def test_verifying_changes_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        add(vault, b"content")
    before = {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()}

    assert problems_of(tmp_path / "vault") == []

    assert {path: path.read_bytes() for path in (tmp_path / "vault").rglob("*") if path.is_file()} == before
