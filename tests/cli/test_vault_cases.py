"""`linden vault`: folders, lists of addresses, exports, cases, and what is said of items."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop.vault import slots
from tests.ingest import exports

PASSPHRASE = "암호 passphrase\n".encode()


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


@pytest.fixture
def case(linden, tmp_path: Path) -> Path:
    assert linden("vault", "create", tmp_path / "case", "--passphrase-stdin", stdin=PASSPHRASE).code == 0
    return tmp_path / "case"


@pytest.fixture
def vault(linden, case: Path):
    """Return a function that runs one vault command as a script would."""

    def run(act: str, *arguments: str | Path, stdin: bytes = PASSPHRASE):
        return linden("vault", act, case, *arguments, "--passphrase-stdin", stdin=stdin)

    return run


def lines(ended, code: int = 0) -> list[dict]:
    assert ended.code == code, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def test_a_folder_is_added_file_by_file(vault, tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("a.bin", "b/c.bin"):
        (tmp_path / "in" / name).write_bytes(name.encode())

    added = lines(vault("add", tmp_path / "in", "--person-shown", "adult", "--how", "saved", "--tag", "x", "--tag", "y", "--json"))

    assert [(one["name"], one["said"]["how"], one["said"]["tags"]) for one in added] == [
        ("a.bin", "saved", ["x", "y"]),
        ("c.bin", "saved", ["x", "y"]),
    ]
    (tmp_path / "empty").mkdir()
    assert lines(vault("add", tmp_path / "empty", "--person-shown", "adult", "--json"), 1)[0]["error"]["code"] == "no_files"


def test_addresses_come_from_a_list_and_what_is_none_is_named(vault, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://example.org/1\nwords\n\nexample.org/2\n", encoding="utf-8")

    told = lines(vault("link", "--from", tmp_path / "list.txt", "--account", "a", "--json"), 3)

    assert [one["where"]["url"] for one in told[:2]] == ["https://example.org/1", "https://example.org/2"]
    assert (told[2]["line"], told[2]["error"]["code"]) == ("words", "not_an_address")
    piped = lines(vault("link", "--from", "-", "--json", stdin=PASSPHRASE + b"https://example.org/2\nhttps://example.org/3\n"))
    assert [one.get("known", False) for one in piped] == [False, True]
    assert lines(vault("link", "words", "--json"), 1)[0]["line"] == "words"
    assert vault("link").code == 2
    assert vault("link", "--from", tmp_path / "none").code == 1


def test_a_bomb_is_refused_in_words_and_nothing_is_taken(linden, vault, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chat.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_ANDROID_UK)
        archive.writestr("bomb.mp4", bytes(40 * 1024 * 1024))

    ended = vault("import-chat", tmp_path / "chat.zip", "--person-shown", "adult")

    assert ended.code == 1
    assert "could fill up this computer" in ended.err
    assert lines(vault("list", "--json")) == []


def test_an_export_is_looked_at_without_a_vault(linden, vault, tmp_path: Path) -> None:
    folder = exports.telegram(tmp_path / "x")

    about, medium, *messages = lines(linden("vault", "import-chat", tmp_path / "no-vault", folder, "--list", "--json"))

    assert (about["kind"], about["platform"], about["messages"], about["media"]) == ("telegram_json", "Telegram", 3, 1)
    assert medium["medium"] == "photos/photo_1@19-11-2026_23-58-10.jpg"
    assert [one["sender"] for one in messages] == ["", "누군가", "user43"]
    assert "누군가" in linden("vault", "import-chat", tmp_path, folder, "--list").out


def test_a_chat_is_imported_with_what_was_chosen(vault, tmp_path: Path) -> None:
    for name in ("2f7a01.jpg", "2f7a02.jpg"):
        (tmp_path / name).write_bytes(exports.picture(f"#{name[4:6]}0000"))
    (tmp_path / "chat.txt").write_text(exports.KAKAO_PC, encoding="utf-8")
    arguments = [
        "--person-shown",
        "adult",
        "--person-shown-in",
        "2f7a01.jpg=not-sure",
        "--messages",
        "1-2, 3",
        "--zone",
        "Asia/Seoul",
        "--json",
    ]

    told = lines(vault("import-chat", tmp_path / "chat.txt", *arguments))

    assert [(one["name"], one["kind"], one["age"]) for one in told] == [
        ("chat.txt", "file", "adult"),
        ("2f7a01.jpg", "record", "not_sure"),
        ("2f7a02.jpg", "file", "adult"),
    ]
    assert told[2]["where"]["seen_at"].startswith("2026-11-20T09:05:00+09:00")
    only = lines(vault("import-chat", tmp_path / "chat.txt", "--person-shown", "adult", "--media", "none", "--json"))
    assert [one["name"] for one in only] == ["chat.txt"]
    (shown,) = lines(vault("show", "0003", "--json"))
    assert [(one["kind"], one["other"]) for one in shown["relations"]] == [("part_of", "0001")]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--media", "none.jpg"], 1),
        (["--person-shown-in", "none.jpg=adult"], 1),
        (["--person-shown-in", "x"], 2),
        (["--messages", "a-b"], 2),
        (["--zone", "Nowhere/At_All"], 2),
        (["--case", "7"], 1),
    ],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_is_kept(vault, tmp_path: Path, arguments: list[str], code: int) -> None:
    (tmp_path / "chat.txt").write_text(exports.KAKAO_PC, encoding="utf-8")

    assert vault("import-chat", tmp_path / "chat.txt", "--person-shown", "adult", *arguments).code == code
    assert lines(vault("list", "--json")) == []


def test_mails_and_pages_are_imported(vault, tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(exports.mail())

    mail = lines(vault("import-mail", tmp_path / "mail.eml", "--person-shown", "under-18", "--json"))
    page = lines(vault("import-page", exports.page(tmp_path / "p"), "--person-shown", "adult", "--json"))

    assert [one["kind"] for one in mail] == ["record", "file", "record", "record", "record"]
    assert {one["where"]["url"] for one in page} == {"https://example.org/post/1"}
    (tmp_path / "x.txt").write_text("words", encoding="utf-8")
    refused = vault("import-page", tmp_path / "x.txt", "--person-shown", "adult")
    assert (refused.code, "x.txt" in refused.err) == (1, True)


def test_cases_are_begun_changed_and_closed(vault) -> None:
    (new,) = lines(vault("case", "--new", "J. M.", "--note", "n", "--json"))
    (renamed,) = lines(vault("case", "--case", "2", "--name", "other", "--json"))
    (closed,) = lines(vault("case", "--case", "2", "--close", "--json"))
    (again,) = lines(vault("case", "--case", "2", "--reopen", "--json"))

    assert (new["id"], new["name"], new["note"], renamed["name"]) == ("2", "J. M.", "n", "other")
    assert (closed["closed_at"] is None, again["closed_at"]) == (False, None)
    assert [one["id"] for one in lines(vault("case", "--json"))] == ["1", "2"]
    assert vault("case", "--name", "x").code == 2
    assert vault("case", "--case", "9").code == 1


def test_items_are_described_found_and_related(vault, tmp_path: Path) -> None:
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(name.encode())
    lines(vault("add", tmp_path / "a.bin", tmp_path / "b.bin", "--person-shown", "adult", "--json"))
    lines(vault("case", "--new", "two", "--json"))
    stated = ["--case", "2", "--how", "screenshot", "--tag", "급함", "--person", "me=adult", "--url", "https://example.org/x", "--json"]

    (described,) = lines(vault("describe", "2", *stated))
    (found,) = lines(vault("list", "--find", "example.org", "--tag", "급함", "--case", "2", "--json"))
    (relation,) = lines(vault("relate", "2", "made-from", "1", "--json"))

    assert described["said"] == {
        "case": "2",
        "how": "screenshot",
        "accounts": [],
        "tags": ["급함"],
        "people": [{"name": "me", "age": "adult"}],
    }
    assert "A screenshot" in vault("show", "2").out
    assert (found["id"], relation["kind"], relation["by"]) == ("0002", "made_from", "person")
    assert lines(vault("relations", "1", "--json")) == [relation]
    assert lines(vault("relations", "--withdraw", str(relation["number"]), "--json")) == []
    assert vault("relations", "--withdraw", "99").code == 2
    assert vault("describe", "1", "--person", "x=under-18").code == 1
    assert lines(vault("describe", "1", "--person", "x=under-18", "--destroy", "--json"))[0]["kind"] == "record"
    assert "급함" in vault("show", "2").out


def test_what_was_said_is_corrected_taken_back_and_stays_readable_in_the_log(vault, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    (added,) = lines(
        vault("add", tmp_path / "a.bin", "--person-shown", "adult", "--url", "https://example.org/wrong", "--seen-at", "2026-11-20T10:00",
              "--note", "비밀", "--tag", "x", "--json")
    )  # fmt: skip

    (corrected,) = lines(
        vault("describe", "1", "--url", "https://example.org/right", "--clear", "seen-at", "--clear", "tags", "--clear", "note", "--json")
    )

    assert corrected["where"] == {"url": "https://example.org/right", "account": "", "platform": "", "note": "", "seen_at": None}
    assert corrected["said"]["tags"] == []
    assert [corrected[name] for name in ("sha256", "sha512", "md5")] == [added[name] for name in ("sha256", "sha512", "md5")]
    former = {one["act"]: one["former"] for one in lines(vault("log", "--json")) if "former" in one}
    assert former["described"] == {"tags": ["x"]}
    assert (former["where_changed"]["url"], former["where_changed"]["note"]) == ("https://example.org/wrong", "비밀")
    assert former["where_changed"]["seen_at"].startswith("2026-11-20T10:00:00")
    assert "https://example.org/wrong" in vault("log").out
    assert lines(vault("verify", "--json")) == [{"ok": True, "problems": []}]


def test_a_relation_that_was_withdrawn_stays_in_the_log_and_in_the_list_of_those(vault, tmp_path: Path) -> None:
    for name in ("a.bin", "b.bin"):
        (tmp_path / name).write_bytes(name.encode())
    lines(vault("add", tmp_path / "a.bin", tmp_path / "b.bin", "--person-shown", "adult", "--json"))
    (relation,) = lines(vault("relate", "2", "made-from", "1", "--json"))
    assert lines(vault("relations", "--withdraw", str(relation["number"]), "--json")) == []

    (gone,) = lines(vault("relations", "--withdrawn", "--json"))

    assert gone["withdrawn_at"] is not None
    assert gone | {"withdrawn_at": None} == relation
    told = [one["relation"]["kind"] for one in lines(vault("log", "--json")) if "relation" in one]
    assert told == ["made_from", "made_from"]
    assert "withdrawn" in vault("relations", "--withdrawn").out
    assert vault("log").out.count("0002 was made from 0001") == 2


def test_where_everything_was_seen_is_told_in_the_order_of_time(vault, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    lines(vault("add", tmp_path / "a.bin", "--person-shown", "adult", "--platform", "Telegram", "--seen-at", "2026-11-20T10:00", "--json"))
    lines(vault("link", "https://example.org/2", "--json"))
    lines(vault("relate", "2", "seen-again", "1", "--json"))
    lines(vault("case", "--new", "other", "--json"))

    first, second = lines(vault("seen", "--json"))

    assert (first["item"], first["place"], first["seen_at_known"]) == ("0001", "Telegram", True)
    assert first["links"] == [{"kind": "seen_again", "other": "0002", "from_here": False}]
    assert (second["place"], second["seen_at_known"]) == ("example.org", False)
    text = vault("seen").out
    assert "0002 is where 0001 was seen again" in text
    assert "Telegram: 1 time" in text
    assert lines(vault("seen", "--case", "2", "--json")) == []
    assert vault("seen", "--case", "9").code == 1


def test_a_picture_in_the_vault_is_checked_and_the_result_kept(vault, tmp_path: Path) -> None:
    sample = Path(__file__).resolve().parents[2] / "resources" / "samples" / "untouched.jpg"
    lines(vault("add", sample, "--person-shown", "adult", "--json"))

    (result,) = lines(vault("check", "1", "--json"))

    assert (result["item"], result["record"]) == ("0001", 1)
    assert "band" in result
