"""`linden hashes` and `linden vault alike`: what others script against."""

import json

import pytest

from desktop.core import places
from desktop.vault import slots

SAMPLES = places.resources() / "samples"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


def test_one_object_a_file_and_a_failure_needs_attention(linden, tmp_path):
    ended = linden("hashes", SAMPLES / "composite.jpg", tmp_path / "gone.jpg", "--json")

    first, second = (json.loads(line) for line in ended.out.splitlines())
    assert ended.code == 3
    assert set(first) == {"path", "md5", "sha256", "pdq", "pdq_quality"}
    assert second["error"]["code"] == "file_missing"


def test_the_words_say_where_to_go_and_what_is_not_found(linden, tmp_path):
    ended = linden("hashes", SAMPLES / "composite.jpg", "--out", tmp_path / "list.csv")

    assert ended.code == 0
    assert "StopNCII.org" in ended.out
    assert "Take It Down" in ended.out
    assert (tmp_path / "list.csv").read_text("utf-8").startswith("file,md5,")


def test_the_pictures_of_a_vault_are_compared(linden, tmp_path):
    folder, stdin = tmp_path / "case", b"a passphrase for a test\n"
    linden("vault", "create", folder, "--passphrase-stdin", stdin=stdin)
    for name in ("own-photos/portrait.jpg", "composite.jpg"):
        linden("vault", "add", folder, SAMPLES / name, "--person-shown", "adult", "--passphrase-stdin", stdin=stdin)

    ended = linden("vault", "alike", folder, "--json", "--passphrase-stdin", stdin=stdin)

    (pair,) = (json.loads(line) for line in ended.out.splitlines())
    assert ended.code == 0
    assert (pair["item"], pair["other"], pair["kind"]) == ("0002", "0001", "same_source")


def test_the_index_of_own_photos_is_kept_in_a_vault_if_asked(linden, tmp_path):
    folder, stdin = tmp_path / "case", b"a passphrase for a test\n"
    linden("vault", "create", folder, "--passphrase-stdin", stdin=stdin)

    ended = linden(
        "match",
        SAMPLES / "composite.jpg",
        "--originals",
        SAMPLES / "own-photos",
        "--keep-index",
        folder,
        "--passphrase-stdin",
        "--json",
        stdin=stdin,
    )

    assert ended.code == 0
    assert json.loads(ended.out)["matches"][0]["path"].endswith("portrait.jpg")
    assert (folder / "own-photos").stat().st_size > 100_000
