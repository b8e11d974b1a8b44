"""`linden vault`: what others script against."""

import json
import sys
from pathlib import Path

import pytest

from desktop.cli import age_question
from desktop.services.vaults import AgeAnswer
from desktop.vault import slots

PASSPHRASE = "암호 passphrase\n".encode()
ITEM_FIELDS = {
    "id", "kind", "name", "size", "sha256", "sha512", "md5", "pdq", "media_type", "added_at", "where", "age", "has_bytes", "same_as",
    "said",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


@pytest.fixture
def case(linden, tmp_path: Path) -> Path:
    assert linden("vault", "create", tmp_path / "case", "--passphrase-stdin", stdin=PASSPHRASE).code == 0
    (tmp_path / "photo.bin").write_bytes(b"photo")
    return tmp_path / "case"


@pytest.fixture
def vault(linden, case: Path):
    """Return a function that runs one vault command as a script would."""

    def run(act: str, *arguments: str | Path, stdin: bytes = PASSPHRASE):
        return linden("vault", act, case, *arguments, "--passphrase-stdin", stdin=stdin)

    return run


def lines(ended) -> list[dict]:
    assert ended.code == 0, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def test_a_new_vault_is_told(linden, tmp_path: Path) -> None:
    ended = linden("vault", "create", tmp_path / "new", "--passphrase-stdin", "--json", stdin=PASSPHRASE)

    assert lines(ended) == [{"path": str(tmp_path / "new"), "created": True}]


def test_a_file_is_added_listed_shown_and_exported(vault, case: Path, tmp_path: Path) -> None:
    arguments = [
        "--url",
        "https://example.org/1",
        "--note",
        "말",
        "--account",
        "a",
        "--platform",
        "p",
        "--seen-at",
        "2026-11-20T10:00:00+09:00",
    ]

    (added,) = lines(vault("add", tmp_path / "photo.bin", *arguments, "--person-shown", "adult", "--json"))
    (listed,) = lines(vault("list", "--json"))
    (shown,) = lines(vault("show", "0001", "--json"))
    (exported,) = lines(vault("export", "1", "-o", tmp_path / "out.bin", "--json"))

    assert set(listed) == ITEM_FIELDS
    assert added == {"path": str(tmp_path / "photo.bin"), **listed}
    assert (listed["id"], listed["age"], listed["where"]["url"], listed["where"]["note"]) == (
        "0001",
        "adult",
        "https://example.org/1",
        "말",
    )
    assert listed["where"]["seen_at"].startswith("2026-11-20T")
    assert [entry["act"] for entry in shown["log"]] == ["added"]
    assert exported == {"item": "0001", "path": str(tmp_path / "out.bin")}
    assert (tmp_path / "out.bin").read_bytes() == b"photo"


def test_without_a_terminal_and_an_answer_nobody_was_asked(vault, tmp_path: Path) -> None:
    ended = vault("add", tmp_path / "photo.bin", "--json")

    assert lines(ended)[0]["age"] == "not_asked"
    assert "--person-shown" in ended.err
    (entry,) = [entry for entry in lines(vault("log", "--json")) if entry["act"] == "added"]
    assert entry["detail"]["age"] == "not_asked"


@pytest.mark.parametrize("answer", ["under-18", "not-sure"])
def test_no_picture_of_someone_under_18_is_kept_or_exported(vault, case: Path, tmp_path: Path, answer: str) -> None:
    (added,) = lines(vault("add", tmp_path / "photo.bin", "--person-shown", answer, "--json"))

    assert (added["kind"], added["has_bytes"], added["sha512"]) == ("record", False, "")
    assert list((case / "objects").iterdir()) == []
    refused = vault("export", "0001", "-o", tmp_path / "out.bin")
    assert refused.code == 1
    assert "under 18" in refused.err
    assert not (tmp_path / "out.bin").exists()


@pytest.mark.parametrize(
    ("typed", "age"),
    [("1\n", AgeAnswer.ADULT), ("2\n", AgeAnswer.UNDER_18), *((typed, AgeAnswer.NOT_SURE) for typed in ("3\n", "\n", "yes\n", ""))],
)  # fmt: skip
def test_at_a_terminal_what_is_not_clearly_an_adult_counts_as_not_sure(
    typed: str, age: AgeAnswer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    monkeypatch.setattr(sys.stdin, "readline", lambda: typed, raising=False)

    assert age_question.ask_age() is age
    assert capsys.readouterr().out == ""


def test_the_question_comes_before_the_import(vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age_question, "someone_can_answer", lambda: True)
    monkeypatch.setattr(age_question, "ask_age", lambda: AgeAnswer.UNDER_18)

    assert lines(vault("add", tmp_path / "photo.bin", "--json"))[0]["kind"] == "record"


def test_an_address_is_kept(vault) -> None:
    (added,) = lines(vault("link", "https://example.org/1", "--account", "a", "--note", "n", "--json"))

    assert (added["kind"], added["where"]["url"], added["where"]["account"]) == ("link", "https://example.org/1", "a")


def test_files_that_cannot_be_kept_are_named_and_the_others_go_on(vault, tmp_path: Path) -> None:
    ended = vault("add", tmp_path / "none", tmp_path / "photo.bin", "--person-shown", "adult", "--json")

    assert ended.code == 3
    first, second = (json.loads(line) for line in ended.out.splitlines())
    assert first["error"]["code"] == "file_missing"
    assert second["id"] == "0001"
    assert vault("add", tmp_path / "none", "--person-shown", "adult").code == 1


def test_a_whole_vault_verifies(vault) -> None:
    assert lines(vault("verify", "--json")) == [{"ok": True, "problems": []}]
    assert vault("verify").out.strip() == "Everything in the vault is as it was written."


def test_damage_is_named_and_the_status_is_1(vault, case: Path, tmp_path: Path) -> None:
    vault("add", tmp_path / "photo.bin", "--person-shown", "adult")
    (sealed,) = (case / "objects").iterdir()
    sealed.write_bytes(sealed.read_bytes()[:-1])

    ended = vault("verify", "--json")

    assert ended.code == 1
    told = json.loads(ended.out)
    assert not told["ok"]
    assert [(problem["part"], problem["code"]) for problem in told["problems"]] == [(f"objects/{sealed.name}", "object_damaged")]
    assert "0001" in told["problems"][0]["text"]
    assert vault("verify").code == 1


def test_a_damaged_list_is_made_anew(vault, case: Path, tmp_path: Path) -> None:
    vault("add", tmp_path / "photo.bin", "--person-shown", "adult")
    (case / "index.db").write_bytes(b"damage")

    assert json.loads(vault("verify", "--json").out)["problems"][0]["part"] == "index.db"
    assert [item["name"] for item in lines(vault("rebuild", "--json"))] == ["photo.bin"]
    assert lines(vault("verify", "--json")) == [{"ok": True, "problems": []}]


def test_the_passphrase_is_changed_from_two_lines(vault) -> None:
    assert lines(vault("passphrase", "--json", stdin=PASSPHRASE + b"new\n"))[0]["changed"] is True

    assert vault("list").code == 1
    assert vault("list", stdin=b"new\n").code == 0


def test_a_wrong_passphrase_is_told_calmly(vault) -> None:
    ended = vault("list", stdin=b"wrong\n")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("This passphrase does not open the vault.")


def test_a_passphrase_is_never_an_argument(linden, case: Path) -> None:
    ended = linden("vault", "list", case)

    assert ended.code == 1
    assert "--passphrase-stdin" in ended.err


def test_a_time_that_is_none_is_wrong_usage(vault, tmp_path: Path) -> None:
    assert vault("add", tmp_path / "photo.bin", "--seen-at", "yesterday").code == 2


@pytest.mark.parametrize("act", ["create", "add", "link", "list", "show", "export", "log", "verify", "rebuild", "passphrase"])
def test_every_command_has_help_with_an_example(linden, language: str, act: str) -> None:
    ended = linden("vault", act, "--help")

    assert ended.code == 0
    assert f"linden vault {act}" in ended.out


def test_what_is_printed_for_people_hides_no_control_characters(vault, tmp_path: Path) -> None:
    vault("link", "https://example.org/\u202ex", "--note", "a\x1b[31mb")

    for act in (("list",), ("show", "1"), ("log",)):
        out = vault(*act).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "<U+202E>" in out


def test_the_recovery_code_brings_a_new_passphrase(linden, vault, case: Path) -> None:
    (made,) = lines(vault("recovery", "--json"))
    typed = f"{made['code'].lower()}\nnew words\n".encode()

    (recovered,) = lines(linden("vault", "recover", case, "--code-stdin", "--json", stdin=typed))

    assert made == {"path": str(case), "replaced": False, "code": made["code"]}
    assert recovered == {"path": str(case), "changed": True}
    assert lines(vault("list", "--json", stdin=b"new words\n")) == []
    assert vault("list").code == 1


def test_a_recovery_code_is_written_on_a_page_and_not_shown(vault, tmp_path: Path) -> None:
    (made,) = lines(vault("recovery", "-o", tmp_path / "code.pdf", "--json"))

    assert made == {"path": str(tmp_path / "case"), "replaced": False, "page": str(tmp_path / "code.pdf")}
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")


def test_a_mistyped_recovery_code_is_told(linden, vault, case: Path) -> None:
    (made,) = lines(vault("recovery", "--json"))
    wrong = ("P" if made["code"][0] != "P" else "Q") + made["code"][1:]

    ended = linden("vault", "recover", case, "--code-stdin", stdin=f"{wrong}\nnew\n".encode())

    assert ended.code == 1
    assert "group 1" in ended.err
