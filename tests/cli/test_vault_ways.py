"""`linden vault shares`, `recover --shares` and `ways`: made, used and removed as a person at a terminal or a script does."""

import json
from pathlib import Path

from tests.vault.vaults import PASSPHRASE, new_vault

STDIN = f"{PASSPHRASE}\n".encode()


def test_two_shares_from_the_command_bring_a_person_back(linden, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()

    made = linden("vault", "shares", tmp_path / "vault", "--passphrase-stdin", "--json", stdin=STDIN)
    shares = [" ".join(one["words"]) for one in json.loads(made.out)["shares"]]
    typed = f"{shares[0]}\n{shares[2].upper()}\nnew words\n".encode()
    back = linden("vault", "recover", tmp_path / "vault", "--shares", "--code-stdin", "--json", stdin=typed)

    assert (made.code, back.code) == (0, 0)
    assert json.loads(back.out)["changed"] is True
    assert linden("vault", "list", tmp_path / "vault", "--passphrase-stdin", stdin=b"new words\n").code == 0


def test_the_shares_are_shown_with_whom_each_is_for(linden, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()

    shown = linden("vault", "shares", tmp_path / "vault", "--passphrase-stdin", stdin=STDIN)

    assert shown.code == 0
    assert "counselor" in shown.out
    assert shown.out.count("20 ") == 3


def test_three_pages_are_written_and_no_word_is_shown(linden, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()

    ended = linden("vault", "shares", tmp_path / "vault", "-o", tmp_path, "--passphrase-stdin", "--json", stdin=STDIN)

    told = json.loads(ended.out)["shares"]
    assert [Path(one["page"]).name for one in told] == ["share-1-of-3.pdf", "share-2-of-3.pdf", "share-3-of-3.pdf"]
    assert all("words" not in one for one in told)


def test_a_wrong_word_is_said_before_the_vault_is_touched(linden, tmp_path: Path):
    ended = linden("vault", "recover", tmp_path / "nowhere", "--shares", "--code-stdin", stdin=b"academic linden\n")

    assert ended.code == 1
    assert "Word 2" in ended.err


def test_ways_lists_and_removes(linden, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()
    linden("vault", "shares", tmp_path / "vault", "--passphrase-stdin", "--json", stdin=STDIN)

    listed = linden("vault", "ways", tmp_path / "vault", "--passphrase-stdin", "--json", stdin=STDIN)
    removed = linden("vault", "ways", tmp_path / "vault", "--remove", "shares", "--passphrase-stdin", "--json", stdin=STDIN)

    assert json.loads(listed.out)["has_shares"] is True
    assert json.loads(removed.out)["has_shares"] is False


def test_a_second_passphrase_for_a_counselor(linden, tmp_path: Path):
    new_vault(tmp_path / "vault").lock()

    added = linden("vault", "ways", tmp_path / "vault", "--add-passphrase", "--passphrase-stdin", stdin=STDIN + b"other\n")
    removed = linden("vault", "ways", tmp_path / "vault", "--remove-passphrase", "--passphrase-stdin", stdin=STDIN + b"other\n")
    last = linden("vault", "ways", tmp_path / "vault", "--remove-passphrase", "--passphrase-stdin", stdin=STDIN + STDIN)

    assert (added.code, removed.code, last.code) == (0, 0, 1)
    assert "2 passphrases" in added.out
    assert "only passphrase" in last.err
