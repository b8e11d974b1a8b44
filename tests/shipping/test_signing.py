"""The list of hashes is one that sha256sum reads, and a stranger sees whether it is the maintainer's."""

import shutil
import subprocess
from pathlib import Path

import pytest

from shipping import signing

pytestmark = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs OpenSSH")


@pytest.fixture
def released(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "linden-1.tar.gz").write_bytes(b"an archive")
    (folder / "other.txt").write_bytes(b"not handed on")
    return folder


@pytest.fixture
def key(tmp_path: Path) -> Path:
    place = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", signing.NAMESPACE, "-f", place], check=True)
    return place


def _signers(key: Path) -> Path:
    kind, public, *_ = key.with_name("key.pub").read_text().split()
    place = key.with_name("maintainers")
    place.write_text(f'# a comment\n{signing.NAMESPACE} namespaces="{signing.NAMESPACE}" {kind} {public}\n')
    return place


def _is_verified(signers: Path, listed: Path, signature: Path) -> bool:
    with listed.open("rb") as content:
        return subprocess.run(signing.verify_command(signers, signature), stdin=content, capture_output=True, check=False).returncode == 0


def test_sha256sum_reads_the_list(released: Path) -> None:
    listed = signing.write_hashes(released)

    checked = subprocess.run(["sha256sum", "-c", "--strict", listed.name], cwd=released, capture_output=True, check=False)
    assert checked.returncode == 0
    assert b"other.txt" not in listed.read_bytes()


def test_a_signed_list_is_verified_and_a_changed_one_is_not(released: Path, key: Path) -> None:
    listed = signing.write_hashes(released)
    signature = signing.sign(listed, key)

    assert _is_verified(_signers(key), listed, signature)
    listed.write_bytes(listed.read_bytes().replace(b"a", b"b", 1))
    assert not _is_verified(_signers(key), listed, signature)


def test_the_signature_of_someone_else_is_not_the_maintainers(released: Path, key: Path, tmp_path: Path) -> None:
    listed = signing.write_hashes(released)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True)

    signature = signing.sign(listed, tmp_path / "other")

    assert not _is_verified(_signers(key), listed, signature)


def test_no_private_key_is_in_the_repository() -> None:
    root = signing.SIGNERS.parent.parent
    held = subprocess.run(
        ["git", "grep", "-l", "-I", "PRIVATE KEY-----", "--", ":!tests"], cwd=root, capture_output=True, text=True, check=False
    )

    assert held.stdout == ""
