"""The short forms of the reliability scripts, a search for plaintext, and disks that fail at any moment."""

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, NotAVault, Said, Vault, Where
from desktop.vault import recovery_code, shares
from tests.vault.vaults import PASSPHRASE, add, new_vault

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


def run_script(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=280, cwd=ROOT)


@pytest.mark.slow
def test_nothing_is_lost_when_the_program_is_killed() -> None:
    ended = run_script("killed_vault.py", 12, os.getpid())

    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.slow
def test_every_hundredth_change_is_noticed() -> None:
    ended = run_script("flipped_vault.py", 199)

    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_full_disk_leaves_the_vault_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    alone = ["unshare", "--user", "--map-root-user", "--mount"]
    mount = 'mount -t tmpfs -o size=4m none "$1"'
    if shutil.which("unshare") is None or subprocess.run([*alone, "sh", "-c", mount, "sh", tmp_path / "disk"], check=False).returncode:
        pytest.skip("this system does not let us make a small disk")

    command = [*alone, "sh", "-c", f'{mount} && exec "$2" "$3" "$1" 48', "sh", tmp_path / "disk", sys.executable, HERE / "full_disk.py"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280, cwd=ROOT)

    assert ended.returncode == 0, ended.stdout + ended.stderr


ACTS = {
    "add": lambda vault: add(vault, b"second" * 50_000),
    "destroy": lambda vault: vault.change_age("0001", AgeAnswer.UNDER_18, destroy=True),
    "passphrase": lambda vault: vault.change_passphrase(PASSPHRASE, PASSPHRASE),
    "recovery": lambda vault: vault.use_recovery_code(recovery_code.new()),
    "delete": lambda vault: vault.delete("0001"),
    "shares": lambda vault: vault.ways.use_shares(shares.split()[0]),
    "backup": lambda vault: vault.back_up(vault.folder.with_name(f"{vault.folder.name}-copy"), Work()),
    "correct": lambda vault: vault.casebook.revise("0001", Said(tags=("a",)), Where(note="another")),
    "case": lambda vault: vault.casebook.change_case("1", name="another", note="another"),
    "note": lambda vault: vault.note("viewed", "0001"),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_a_disk_that_fails_at_any_moment_gives_a_known_error_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    with new_vault(tmp_path / "whole") as vault:
        add(vault, b"first")

    for moment in range(100):
        folder = tmp_path / str(moment)
        shutil.copytree(tmp_path / "whole", folder)
        vault = vaults.unlock(folder, PASSPHRASE)
        with monkeypatch.context() as patch:
            failing = FailingDisk(patch, moment, number)
            succeeded = outcome_of(ACTS[name], vault)
            patch.undo()
        vault.lock()
        assert_nothing_is_lost(folder, name, succeeded=succeeded)
        if not failing.has_failed:
            break

    assert moment > 0
    assert succeeded


class FailingDisk:
    """Every call that changes a disk fails from one moment on, as when a stick is pulled."""

    def __init__(self, patch: pytest.MonkeyPatch, moment: int, number: int) -> None:
        self.has_failed = False
        self._left = moment
        self._number = number
        for name in ("open", "fsync", "replace", "rename", "unlink"):
            patch.setattr(os, name, self._failing(getattr(os, name)))
        patch.setattr(io, "open", self._failing(io.open))

    def _failing(self, act):
        def call(*arguments, **named):
            self._left -= 1
            if self._left < 0:
                self.has_failed = True
                raise OSError(self._number, os.strerror(self._number))
            return act(*arguments, **named)

        return call


def outcome_of(act, vault: Vault) -> bool:
    try:
        act(vault)
    except LindenError:
        return False
    return True


def assert_nothing_is_lost(folder: Path, name: str, *, succeeded: bool) -> None:
    with vaults.unlock(folder, PASSPHRASE) as vault:
        items = vault.items()
        assert name in {"destroy", "delete"} or vaults_first_is_right(vault)
        if succeeded and name == "add":
            assert vault.read(items[1].id, Work()) == b"second" * 50_000
        if succeeded and name == "destroy":
            assert not items[0].has_bytes
        if name == "correct":
            assert (items[0].where.note, items[0].said.tags) in ({("another", ("a",))} if succeeded else {("another", ("a",)), ("", ())})
        if name == "delete":
            assert not items if succeeded else not items or vaults_first_is_right(vault)
    if name == "backup":
        assert_copy_is_whole_or_no_vault(folder.with_name(f"{folder.name}-copy"), succeeded=succeeded)
    assert vaults.verify(folder, PASSPHRASE, Work()) == ()


def assert_copy_is_whole_or_no_vault(copy: Path, *, succeeded: bool) -> None:
    try:
        problems = {problem.code for problem in vaults.verify(copy, PASSPHRASE, Work())}
        # Once its first header is written it is whole; opening it makes the second.
        assert problems <= (set() if succeeded else {"header_missing"})
    except NotAVault:
        assert not succeeded


def vaults_first_is_right(vault: Vault) -> bool:
    return vault.item("0001").has_bytes and vault.read("0001", Work()) == b"first"


def test_no_plaintext_is_anywhere_after_locking(tmp_path: Path) -> None:
    marker, secret = "CANARY카나리아CANARY", "canary7" + "q" * 27
    script = f"""
import sys, pathlib
sys.path.insert(0, {str(ROOT)!r})
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Where
from tests.vault.vaults import add
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from desktop.vault import shares
from desktop.vault.recovery_code import RecoveryCode
marker = {marker!r}
secret = {secret!r}
folder = pathlib.Path(sys.argv[1])
with vaults.create(folder, marker, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
    where = Where(marker, marker, marker, marker)
    item = add(vault, marker.encode() * 100_000, marker + '.jpg', where)
    add(vault, marker.encode(), marker, where, AgeAnswer.UNDER_18)
    vault.add_link(marker, where, AgeAnswer.NOT_ASKED)
    vault.keep_record('check', item.id, {{marker: marker}})
    vault.save_answers({{marker: marker}})
    vault.note('viewed', item.id, what=marker)
    vault.read(item.id, Work())
    with vault.open(item.id) as stream:
        stream.read(1000)
    vault.verify(Work())
    vault.change_passphrase(marker, marker + '2')
    vault.use_recovery_code(RecoveryCode(secret))
    shared, made = shares.split()
    vault.ways.use_shares(shared)
    gone = add(vault, (marker + 'gone').encode() * 1000, marker + 'gone', where)
    vault.delete(gone.id)
    vault.back_up(folder.with_name('copy'), Work())
    (folder.parent / 'words').write_text(' '.join(made[0].words[4:17]))
with vaults.unlock(folder, marker + '2') as vault:
    vault.change_age(item.id, AgeAnswer.UNDER_18, destroy=True)
"""
    places = {name: tmp_path / name for name in ("home", "temp", "vault", "settings")}
    for name in ("home", "temp", "settings"):
        places[name].mkdir()
    own = {name: str(places["temp"]) for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR")}
    environment = (
        os.environ | own | {"HOME": str(places["home"]), "USERPROFILE": str(places["home"]), "LINDEN_SETTINGS": str(places["settings"])}
    )

    ended = subprocess.run([sys.executable, "-c", script, places["vault"]], env=environment, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    assert marker not in ended.stdout + ended.stderr
    forms = [marker.encode(), marker.encode("utf-16-le"), b"CANARY", "CANARY".encode("utf-16-le"), marker.encode().hex().encode()]
    words = (tmp_path / "words").read_text()
    (tmp_path / "words").unlink()
    forms += [words.encode(), secret.encode(), secret.upper().encode()]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 10
    for path in files:
        assert "CANARY" not in path.name
        assert not [form for form in forms if form in path.read_bytes()], path
