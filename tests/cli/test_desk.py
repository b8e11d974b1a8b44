"""`linden desk` and `linden consent`: what a counselor's office scripts against."""

import json
from pathlib import Path

import pytest

from desktop.vault import slots

DESK, CASE = b"desk words\n", "사람의 말\n".encode()


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


@pytest.fixture
def folder(linden, tmp_path: Path) -> Path:
    """A desk with the case K-1001; its vault's folder is returned."""
    assert linden("desk", "create", tmp_path / "desk", "--passphrase-stdin", stdin=DESK).code == 0
    made = linden("desk", "new", tmp_path / "desk", "K-1001", "--in", tmp_path, "--passphrase-stdin", "--json", stdin=DESK + CASE)
    assert made.code == 0, made.err
    return Path(json.loads(made.out)["path"])


def test_a_case_is_made_listed_and_opens_by_its_own_passphrase(linden, tmp_path: Path, folder: Path) -> None:
    listed = linden("desk", "cases", tmp_path / "desk", "--passphrase-stdin", "--json", stdin=DESK)

    assert [json.loads(line)["case"] for line in listed.out.splitlines()] == ["K-1001"]
    assert linden("vault", "list", folder, "--passphrase-stdin", stdin=CASE).code == 0
    assert linden("vault", "list", folder, "--passphrase-stdin", stdin=DESK).code == 1
    assert linden("desk", "cases", tmp_path / "desk", "--passphrase-stdin", stdin=CASE).code == 1


def test_a_vault_that_is_there_is_put_on_the_list_once(linden, tmp_path: Path) -> None:
    linden("desk", "create", tmp_path / "desk", "--passphrase-stdin", stdin=DESK)
    linden("vault", "create", tmp_path / "papers", "--passphrase-stdin", stdin=CASE)

    first = linden("desk", "add", tmp_path / "desk", "K-2", tmp_path / "papers", "--passphrase-stdin", stdin=DESK + CASE)
    second = linden("desk", "add", tmp_path / "desk", "K-3", tmp_path / "papers", "--passphrase-stdin", stdin=DESK + CASE)

    assert first.code == 0, first.err
    assert second.code == 1
    assert "K-2" in second.err


def test_what_was_not_agreed_is_refused_and_goes_on_once_it_is(linden, folder: Path) -> None:
    link = ("vault", "link", folder, "https://example.org/1", "--passphrase-stdin")

    assert linden(*link, stdin=CASE).code == 1
    assert linden("consent", "give", folder, "keep", "--passphrase-stdin", stdin=CASE).code == 0
    assert linden(*link, stdin=CASE).code == 0
    assert linden("consent", "revoke", folder, "keep", "--passphrase-stdin", stdin=CASE).code == 0
    refused = linden(*link, stdin=CASE)

    assert refused.code == 1
    assert "took their consent back" in refused.err


def test_how_each_scope_stands_is_told(linden, folder: Path) -> None:
    arguments = ("consent", "give", folder, "look", "hand-over", "--until", "2099-12-31", "--how", "signed", "--passphrase-stdin", "--json")

    told = [json.loads(line) for line in linden(*arguments, stdin=CASE).out.splitlines()]

    assert [(one["scope"], one["state"], one["until"]) for one in told] == [
        ("look", "given", "2099-12-31"),
        ("keep", "not_asked", None),
        ("report", "not_asked", None),
        ("hand_over", "given", "2099-12-31"),
    ]
    assert linden("consent", "give", folder, "look", "--until", "soon", "--passphrase-stdin", stdin=CASE).code == 2


def test_a_case_goes_home_with_a_receipt_and_nothing_stays(linden, tmp_path: Path, folder: Path) -> None:
    arguments = ("desk", "leave", tmp_path / "desk", "K-1001", "--to", tmp_path / "stick", "--receipt", tmp_path / "r.pdf", "--destroy")

    told = linden(*arguments, "--passphrase-stdin", "--json", stdin=DESK + CASE)

    assert told.code == 0, told.err
    copy = json.loads(told.out)
    assert copy["destroyed"] is True
    assert not folder.exists()
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")
    assert linden("vault", "verify", copy["path"], "--passphrase-stdin", stdin=CASE).code == 0
    assert linden("desk", "cases", tmp_path / "desk", "--passphrase-stdin", "--json", stdin=DESK).out == ""


def test_a_package_goes_to_whom_the_person_named_and_says_so_otherwise(linden, tmp_path: Path, folder: Path) -> None:
    given = ("consent", "give", folder, "keep", "hand-over", "--to", "police", "--passphrase-stdin")
    assert linden(*given, stdin=CASE).code == 0
    assert linden("vault", "link", folder, "https://example.org/1", "--passphrase-stdin", stdin=CASE).code == 0
    build = ("package", "build", "--vault", folder, "-o", tmp_path / "out.zip", "--passphrase-stdin")

    nobody, other = linden(*build, stdin=CASE), linden(*build, "--to", "a newspaper", stdin=CASE)

    assert (nobody.code, other.code) == (1, 1)
    assert "to whom" in nobody.err
    assert "not to a newspaper" in other.err
    assert linden(*build, "--to", "the police", stdin=CASE).code == 0


def test_without_destroy_the_case_stays_too_and_a_colleague_needs_consent(linden, tmp_path: Path, folder: Path) -> None:
    arguments = ("desk", "leave", tmp_path / "desk", "K-1001", "--to", tmp_path / "stick", "--passphrase-stdin")

    assert linden(*arguments, "--colleague", stdin=DESK + CASE).code == 1
    assert linden(*arguments, stdin=DESK + CASE).code == 0
    assert folder.exists()


def test_a_case_is_forgotten_and_its_vault_stays(linden, tmp_path: Path, folder: Path) -> None:
    assert linden("desk", "forget", tmp_path / "desk", "K-1001", "--passphrase-stdin", stdin=DESK).code == 0

    assert linden("vault", "list", folder, "--passphrase-stdin", stdin=CASE).code == 0
    assert linden("desk", "forget", tmp_path / "desk", "K-1001", "--passphrase-stdin", stdin=DESK).code == 1
