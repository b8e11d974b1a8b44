"""Backups: the same vault in a second folder, read back before it counts; interrupted ones are no vault and can go on."""

from pathlib import Path

import pytest

from desktop.core import files
from desktop.core.errors import DiskFull, FolderNotWritable, Stopped
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import FolderNotEmpty, NotAVault, VaultAlreadyThere
from desktop.vault import backup
from desktop.vault.errors import BackupNotRight
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

CONTENTS = (b"first" * 1000, b"second" * 1000, b"third" * 1000)


def filled(folder: Path) -> vaults.Vault:
    vault = new_vault(folder)
    for content in CONTENTS:
        add(vault, content)
    return vault


class StoppingWork(Work):
    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def step(self, done: int, total: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise Stopped
        assert 0 <= done <= total


def test_a_backup_is_the_same_vault(tmp_path):
    with filled(tmp_path / "vault") as vault:
        made = vault.back_up(tmp_path / "stick" / "copy", Work())
        assert (made.objects, made.problems) == (3, ())
        add(vault, b"later")

    assert problems_of(tmp_path / "stick" / "copy") == []
    with vaults.unlock(tmp_path / "stick" / "copy", PASSPHRASE) as copy:
        assert [copy.read(item.id, Work()) for item in copy.items()] == list(CONTENTS)
        assert "backed_up" in [entry.act for entry in copy.log()]
    assert set(reader_from_format.read(tmp_path / "stick" / "copy", PASSPHRASE)[1].values()) == set(CONTENTS)


def test_nothing_but_the_vault_is_in_the_copy(tmp_path):
    with filled(tmp_path / "vault") as vault:
        vault.back_up(tmp_path / "copy", Work())

    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}

    assert names(tmp_path / "copy") == names(tmp_path / "vault")


@pytest.mark.parametrize("after", range(6))
def test_a_stopped_backup_is_no_vault_and_goes_on(tmp_path, after):
    with filled(tmp_path / "vault") as vault:
        with pytest.raises(Stopped):
            vault.back_up(tmp_path / "copy", StoppingWork(after))
        with pytest.raises(NotAVault):
            vaults.unlock(tmp_path / "copy", PASSPHRASE)

        add(vault, b"meanwhile")
        vault.delete("0002")
        vault.back_up(tmp_path / "copy", Work())

    assert problems_of(tmp_path / "copy") == []
    with vaults.unlock(tmp_path / "copy", PASSPHRASE) as copy:
        assert [copy.read(item.id, Work()) for item in copy.items()] == [CONTENTS[0], CONTENTS[2], b"meanwhile"]


@pytest.mark.parametrize("moment", ["before the marker", "in the marker", "in the list", "at the end"])
def test_a_backup_that_was_killed_where_it_began_goes_on(tmp_path, monkeypatch, moment):
    # Found by killing the program: a folder with nothing but the empty `objects` was "not empty", and stayed so.
    class Killed(BaseException):
        pass

    def killed(*_arguments, **_options):
        raise Killed

    real_write = files.write

    def killed_in_writing(path, content):
        if path.name == "copying":
            path.with_name(".copying.0a1b2c3d.part").write_bytes(content[:5])
            raise Killed
        real_write(path, content)

    with filled(tmp_path / "vault") as vault:
        with monkeypatch.context() as patch, pytest.raises(Killed):
            if moment == "in the marker":
                patch.setattr(backup.files, "write", killed_in_writing)
            elif moment == "before the marker":
                patch.setattr(backup.files, "write", killed)
            else:
                patch.setattr(backup, "_copy_index" if moment == "in the list" else "_finish", killed)
            vault.back_up(tmp_path / "copy", Work())

        vault.back_up(tmp_path / "copy", Work())
    assert problems_of(tmp_path / "copy") == []


def test_a_copy_that_does_not_read_back_does_not_count(tmp_path, monkeypatch):
    real = backup._copy

    def copy(source, target, *rest):
        real(source, target, *rest)
        if target.suffix == ".part" and target.parent.name == "objects":
            content = bytearray(target.read_bytes())
            content[len(content) // 2] ^= 1
            target.write_bytes(content)

    monkeypatch.setattr(backup, "_copy", copy)
    with filled(tmp_path / "vault") as vault:
        with pytest.raises(BackupNotRight):
            vault.back_up(tmp_path / "copy", Work())
        with pytest.raises(NotAVault):
            vaults.unlock(tmp_path / "copy", PASSPHRASE)
        monkeypatch.undo()

        # One damaged file is found at each try, and copied anew at the next.
        for _ in range(2):
            with pytest.raises(BackupNotRight):
                vault.back_up(tmp_path / "copy", Work())
        vault.back_up(tmp_path / "copy", Work())
    assert problems_of(tmp_path / "copy") == []


def test_a_damage_of_the_vault_itself_is_copied_and_told(tmp_path):
    with filled(tmp_path / "vault") as vault:
        path = min((tmp_path / "vault" / "objects").iterdir())
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[:-1])

        made = vault.back_up(tmp_path / "copy", Work())

    assert [problem.code for problem in made.problems] == ["object_damaged"]
    assert [code for _part, code in problems_of(tmp_path / "copy")] == ["object_damaged"]


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    with new_vault(tmp_path / "vault") as vault:
        for target, error in (
            (tmp_path / "full", FolderNotEmpty),
            (tmp_path / "vault", FolderNotWritable),
            (tmp_path / "vault" / "inside", FolderNotWritable),
        ):
            with pytest.raises(error):
                vault.back_up(target, Work())
        vault.back_up(tmp_path / "copy", Work())
        with pytest.raises(VaultAlreadyThere):
            vault.back_up(tmp_path / "copy", Work())
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_the_begun_copy_of_another_vault_is_not_gone_on_with(tmp_path):
    with filled(tmp_path / "one") as one, pytest.raises(Stopped):
        one.back_up(tmp_path / "copy", StoppingWork(0))

    with filled(tmp_path / "two") as two, pytest.raises(FolderNotEmpty):
        two.back_up(tmp_path / "copy", Work())


def test_too_little_room_is_said_before_copying(tmp_path, monkeypatch):
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 100})())

    with filled(tmp_path / "vault") as vault, pytest.raises(DiskFull):
        vault.back_up(tmp_path / "copy", Work())
