"""`linden tour`: the whole path, with the real parts, real key derivation and nothing left behind."""

import json
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pypdf
import pytest

from desktop.core import places
from desktop.core.work import Work
from desktop.services import handing_over, touring, vaults

STEPS = ["check", "match", "vault", "report", "package", "verify", "changed_byte", "lock"]
SAID = tomllib.loads((places.resources() / "samples" / "tour_answers.toml").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_tour_walks_the_whole_path_and_keeps_what_it_made(
    linden: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tour"
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(tmp_path / "settings"))

    ended = linden("tour", "--keep", folder, "--json")

    assert ended.code == 0, ended.err
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["step"] for line in lines[:-1]] == STEPS
    assert lines[-1]["ok"] is True
    made = [folder / path for line in lines[:-1] for path in line["made"]]
    assert all(path.exists() for path in made)
    assert {path.name for path in folder.iterdir()} == {"reports", "vault", "evidence.zip"}
    # Beside what was asked for, nothing: no settings, and no trace of a sample vault.
    assert list(tmp_path.iterdir()) == [folder]
    with vaults.unlock(folder / "vault", lines[-1]["passphrase"]) as vault:
        assert [item.kind for item in vault.items()] == ["file", "file", "link"]
    assert handing_over.verify(folder / "evidence.zip", Work()).ok
    for path in folder.glob("reports/*/*_*.pdf"):
        if "read-before" not in path.name:
            text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\n", "")
            assert all(seen["url"] in text for seen in SAID["seen"].values()), path.name


def test_a_step_that_does_not_show_what_it_must_fails_the_tour_and_leaves_nothing(
    linden: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touring, "SOURCE_NAME", "cat.jpg")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    ended = linden("tour", "--json")

    assert ended.code == 1
    assert json.loads(ended.out.splitlines()[-1])["error"]["code"] == "tour_failed"
    assert "match" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_as_it_is(linden: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    ended = linden("tour", "--keep", tmp_path)

    assert ended.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_case_of_the_tour_belongs_to_nobody() -> None:
    hosts = {urlsplit(seen["url"]).hostname for seen in SAID["seen"].values()}

    assert hosts <= {"example.com", "example.org", "example.net"}
    for answers in SAID["answers"].values():
        assert answers["phone"] == "010-0000-0000"
        assert answers["reply_email"].endswith("@example.com")
