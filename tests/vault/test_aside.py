"""What a vault keeps beside the evidence: sealed, replaceable, and gone without a trace when it is removed."""

from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.vault.aside import FILE_NAME
from desktop.vault.errors import VaultLocked
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.vault import Vault
from tests.vault.vaults import new_vault

CONTENT = b"names of photos and features " * 100_000


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        yield vault


def _read(vault: Vault) -> bytes:
    reader = vault.aside.open()
    assert reader is not None
    with reader:
        return reader.read(10) + reader.read(1 << 30)


@pytest.mark.parametrize("content", [b"", b"x", CONTENT, CONTENT[: 1 << 20], CONTENT[: 2 << 20]])
def test_what_is_written_is_read_back(vault: Vault, content: bytes) -> None:
    vault.aside.write(content[place : place + 70_001] for place in range(0, len(content), 70_001))

    assert _read(vault) == content


def test_nothing_of_it_is_in_clear(vault: Vault) -> None:
    vault.aside.write([CONTENT])

    assert b"photos" not in (vault.folder / FILE_NAME).read_bytes()


def test_it_is_no_evidence_and_no_damage(vault: Vault) -> None:
    vault.aside.write([CONTENT])
    (vault.folder / FILE_NAME).write_bytes(b"damaged")

    assert vault.aside.open() is None
    assert [entry.act for entry in vault.log()] == ["created"]
    assert vault.verify(Work()) == ()


def test_a_changed_byte_is_noticed(vault: Vault) -> None:
    vault.aside.write([CONTENT])
    path = vault.folder / FILE_NAME
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(ObjectDamaged):
        _read(vault)


def test_it_is_removed_with_its_key(vault: Vault) -> None:
    vault.aside.write([CONTENT])

    vault.aside.remove()
    vault.aside.remove()

    assert not (vault.folder / FILE_NAME).exists()
    assert vault.aside.open() is None


def test_a_locked_vault_gives_nothing(vault: Vault) -> None:
    vault.aside.write([CONTENT])
    vault.lock()

    with pytest.raises(VaultLocked):
        vault.aside.open()
    with pytest.raises(VaultLocked):
        vault.aside.write([CONTENT])
