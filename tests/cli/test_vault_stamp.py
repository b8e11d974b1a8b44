"""`linden vault stamp`: a request out, the answer back, listed and given to someone else."""

import json
import shutil
from pathlib import Path

import pytest

from tests.vault.authority import Authority
from tests.vault.vaults import PASSPHRASE, add, new_vault

STDIN = f"{PASSPHRASE}\n".encode()
pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority of these tests")


def test_the_whole_way_of_a_stamp(linden, tmp_path: Path):
    authority, folder = Authority(tmp_path / "authority"), tmp_path / "vault"
    with new_vault(folder) as vault:
        add(vault, b"content")

    asked = linden("vault", "stamp", "request", folder, "-o", tmp_path / "log.tsq", "--passphrase-stdin", stdin=STDIN)
    (tmp_path / "log.tsr").write_bytes(authority.answer((tmp_path / "log.tsq").read_bytes()))
    added = linden(
        "vault", "stamp", "add", folder, tmp_path / "log.tsr", "--root", authority.root, "--passphrase-stdin", "--json", stdin=STDIN
    )
    (listed,) = linden("vault", "stamp", "list", folder, "--passphrase-stdin", "--json", stdin=STDIN).out.splitlines()
    number = json.loads(listed)["number"]
    saved = linden("vault", "stamp", "save", folder, str(number), "-o", tmp_path, "--passphrase-stdin", "--json", stdin=STDIN)

    assert (asked.code, added.code, saved.code) == (0, 0, 0)
    assert json.loads(added.out)["chosen_root"] is True
    answer, head = (Path(path).read_bytes() for path in json.loads(saved.out)["paths"])
    assert authority.confirms(answer, head)


def test_an_item_is_stamped_and_a_strange_answer_refused(linden, tmp_path: Path):
    folder = tmp_path / "vault"
    with new_vault(folder) as vault:
        add(vault, b"content")
    (tmp_path / "strange.tsr").write_bytes(b"junk")

    asked = linden(
        "vault", "stamp", "request", folder, "--item", "1", "-o", tmp_path / "1.tsq", "--passphrase-stdin", "--json", stdin=STDIN
    )
    strange = linden("vault", "stamp", "add", folder, tmp_path / "strange.tsr", "--passphrase-stdin", stdin=STDIN)

    assert (asked.code, strange.code) == (0, 1)
    assert "not the answer" in strange.err
