"""Quick unlock against a key ring that keeps what it is given, in the interface that key rings have."""

from pathlib import Path

import keyring
import pytest

from desktop.core.errors import FolderNotWritable
from desktop.services import quick_unlock, removing, vaults
from desktop.services.vaults import NoQuickUnlock, WrongPassphrase
from desktop.vault.way_errors import KeyRingRefused, NoKeyRing
from tests.services.rings import Ring
from tests.vault.vaults import PASSPHRASE, new_vault


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(quick_unlock, "TRUSTED", frozenset({Ring.__module__}))
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    return made


def test_the_key_ring_opens_the_vault(ring: Ring, tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
        assert vault.ways.listed().computers == 1

    with quick_unlock.unlock(tmp_path / "vault") as vault:
        assert vault.log()[-1].detail["way"] == "keyring"
    vaults.unlock(tmp_path / "vault", PASSPHRASE).lock()


def test_what_the_ring_holds_is_neither_passphrase_nor_master_key(ring: Ring, tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
        master = vault._store.keys.master()

    ((service, name), secret) = next(iter(ring.kept.items()))
    assert (service, len(name)) == ("linden", 41)
    assert PASSPHRASE not in secret
    assert master.hex() != secret


def test_after_forgetting_the_ring_opens_nothing(ring: Ring, tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
        left_elsewhere = dict(ring.kept)
        quick_unlock.switch_off(vault)
        assert ring.kept == {}
        assert vault.ways.listed().computers == 0

    ring.kept.update(left_elsewhere)
    with pytest.raises(NoQuickUnlock):
        quick_unlock.unlock(tmp_path / "vault")


def test_two_computers_have_a_slot_each(ring: Ring, tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
        first = dict(ring.kept)
        ring.kept.clear()
        quick_unlock.switch_on(vault)
        assert vault.ways.listed().computers == 2

    quick_unlock.unlock(tmp_path / "vault").lock()
    ring.kept = first
    quick_unlock.unlock(tmp_path / "vault").lock()


def test_it_is_off_unless_asked_for(ring: Ring, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()

    assert ring.kept == {}
    with pytest.raises(NoQuickUnlock):
        quick_unlock.unlock(tmp_path / "vault")


def test_it_cannot_change_the_passphrase(ring: Ring, tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
    with quick_unlock.unlock(tmp_path / "vault") as vault, pytest.raises(WrongPassphrase):
        vault.change_passphrase("not it", "new")


def test_a_locked_ring_is_told_and_changes_nothing(ring: Ring, tmp_path: Path):
    ring.is_locked = True
    with new_vault(tmp_path / "vault") as vault:
        with pytest.raises(KeyRingRefused):
            quick_unlock.switch_on(vault)
        assert vault.ways.listed().computers == 0


def test_a_slot_that_could_not_be_written_leaves_nothing_in_the_ring(ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with new_vault(tmp_path / "vault") as vault:
        vault._store.read_only = True
        with pytest.raises(FolderNotWritable):
            quick_unlock.switch_on(vault)
    assert ring.kept == {}


def test_a_ring_that_holds_passwords_in_clear_is_not_used(ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(quick_unlock, "TRUSTED", frozenset({"keyring.backends.SecretService"}))

    assert not quick_unlock.is_available()
    with new_vault(tmp_path / "vault") as vault, pytest.raises(NoKeyRing):
        quick_unlock.switch_on(vault)


@pytest.mark.parametrize("text", ["", "junk", "00" * 31, "zz" * 32, "00" * 32])
def test_strange_things_in_the_ring_open_nothing(ring: Ring, tmp_path: Path, text: str):
    with new_vault(tmp_path / "vault") as vault:
        quick_unlock.switch_on(vault)
    ring.kept = dict.fromkeys(ring.kept, text)

    with pytest.raises(NoQuickUnlock):
        quick_unlock.unlock(tmp_path / "vault")


def test_a_deleted_vault_is_forgotten_by_the_ring(ring: Ring, tmp_path: Path):
    vault = new_vault(tmp_path / "vault")
    quick_unlock.switch_on(vault)

    removing.remove(vault, PASSPHRASE)

    assert ring.kept == {}
