"""`linden vault backup`, `delete` and `destroy`, as a script and as a person at a terminal do it."""

import io
import json
from pathlib import Path

from desktop.cli import app
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

STDIN = f"{PASSPHRASE}\n".encode()


def filled(folder: Path) -> Path:
    with new_vault(folder) as vault:
        add(vault, b"first")
        add(vault, b"second")
    return folder


def test_a_backup_is_made_and_told(linden, tmp_path: Path):
    folder = filled(tmp_path / "vault")

    ended = linden("vault", "backup", folder, tmp_path / "copy", "--passphrase-stdin", "--json", stdin=STDIN)

    assert ended.code == 0
    assert json.loads(ended.out)["objects"] == 2
    assert problems_of(tmp_path / "copy") == []


def test_an_older_copy_is_told_on_standard_error(linden, tmp_path: Path):
    folder = filled(tmp_path / "vault")
    linden("vault", "backup", folder, tmp_path / "copy", "--passphrase-stdin", stdin=STDIN)
    linden("vault", "delete", folder, "1", "--yes", "--passphrase-stdin", stdin=STDIN)

    ended = linden("vault", "list", tmp_path / "copy", "--passphrase-stdin", "--json", stdin=STDIN)

    assert ended.code == 0
    assert "older copy" in ended.err
    assert len(ended.out.splitlines()) == 2


def test_an_item_is_deleted_with_yes_and_not_without(linden, tmp_path: Path):
    folder = filled(tmp_path / "vault")

    without = linden("vault", "delete", folder, "1", "--passphrase-stdin", stdin=STDIN)
    with_yes = linden("vault", "delete", folder, "1", "--yes", "--passphrase-stdin", "--json", stdin=STDIN)
    shown = linden("vault", "show", folder, "1", "--passphrase-stdin", stdin=STDIN)

    assert (without.code, with_yes.code, shown.code) == (1, 0, 1)
    assert "Nothing was deleted" in without.err
    assert json.loads(with_yes.out) == {"deleted": ["0001"]}
    assert "was deleted" in shown.err


def test_a_person_at_the_keyboard_is_asked(tmp_path: Path, monkeypatch, capsys):
    folder = filled(tmp_path / "vault")

    def typed(answer: str) -> None:
        stdin = io.TextIOWrapper(io.BytesIO(f"{PASSPHRASE}\n{answer}\n".encode()))
        stdin.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", stdin)

    typed("no")
    assert app.run(["vault", "delete", str(folder), "2", "--passphrase-stdin"]) == 1
    typed("yes")
    assert app.run(["vault", "delete", str(folder), "2", "--passphrase-stdin"]) == 0
    assert "0002" in capsys.readouterr().err


def test_a_whole_vault_is_deleted(linden, tmp_path: Path):
    folder = filled(tmp_path / "vault")

    without = linden("vault", "destroy", folder, "--passphrase-stdin", stdin=STDIN)
    ended = linden("vault", "destroy", folder, "--yes", "--passphrase-stdin", "--json", stdin=STDIN)

    assert (without.code, ended.code) == (1, 0)
    assert json.loads(ended.out)["folder_gone"] is True
    assert not folder.exists()
