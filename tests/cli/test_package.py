"""`linden package`: what scripts rely on."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.vault.vaults import PASSPHRASE, add, new_vault

STDIN = f"{PASSPHRASE}\n".encode()
PICTURE = b"\xff\xd8 a picture " * 500


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with new_vault(tmp_path / "case") as vault:
        add(vault, PICTURE, "사진.jpg")
        add(vault, b"second", "second.jpg")
    return tmp_path / "case"


def _build(linden, case: Path, out: Path, *more: str):
    return linden("package", "build", "--vault", case, "-o", out, "--passphrase-stdin", *more, stdin=STDIN)


def test_a_package_is_built_and_verified(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"

    built = _build(linden, case, out)
    verified = linden("package", "verify", out)

    assert built.code == 0
    assert built.err == ""
    assert "SHA-256: " in built.out
    assert verified.code == 0
    assert "Nothing differs" in verified.out


def test_json_is_one_object_and_nothing_else(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"

    built = json.loads(_build(linden, case, out, "--json").out)
    verified = json.loads(linden("package", "verify", out, "--json").out)

    assert built["path"] == str(out)
    assert verified["ok"] is True
    assert verified["problems"] == []
    assert verified["fingerprint"] == built["fingerprint"]
    assert linden("package", "verify", out, "--key", built["fingerprint"]).code == 0


def test_chosen_items_by_comma_or_one_by_one(linden, case: Path, tmp_path: Path) -> None:
    for number, wish in enumerate((["--items", "2"], ["--items", "0002,2"], ["--items", "2", "--items", "2"])):
        out = tmp_path / f"{number}.zip"
        assert _build(linden, case, out, *wish).code == 0
        with zipfile.ZipFile(out) as archive:
            assert [name for name in archive.namelist() if "/data/items/" in name] == [f"{number}/data/items/0002_second.jpg"]


def test_no_pictures_and_language(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"

    assert _build(linden, case, out, "--no-pictures", "--lang", "ko").code == 0
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if "/data/items/" in name]
        assert b'lang="ko"' in archive.read("evidence/index.html")


def test_a_changed_byte_gives_status_1_and_the_part(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"
    _build(linden, case, out)
    content = bytearray(out.read_bytes())
    content[content.find(PICTURE[:40]) + 100] ^= 1
    out.write_bytes(content)

    told, listed = linden("package", "verify", out), linden("package", "verify", out, "--json")

    assert (told.code, listed.code) == (1, 1)
    assert "0001_사진.jpg was changed" in told.out
    assert [(one["part"], one["code"]) for one in json.loads(listed.out)["problems"]] == [("data/items/0001_사진.jpg", "changed")]


def test_another_file_gives_a_typed_error(linden, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(b"nothing of ours")

    ended = linden("package", "verify", other, "--json")

    assert ended.code == 1
    assert json.loads(ended.out)["problems"][0]["code"] == "not_a_package"
    assert "not an evidence package" in ended.err


def test_a_wrong_passphrase_and_a_wrong_language_are_told(linden, case: Path, tmp_path: Path) -> None:
    wrong = linden("package", "build", "--vault", case, "-o", tmp_path / "x.zip", "--passphrase-stdin", stdin=b"wrong\n")
    language = _build(linden, case, tmp_path / "x.zip", "--lang", "xx")

    assert wrong.code == 1
    assert language.code == 2
    assert not (tmp_path / "x.zip").exists()


def test_a_person_is_asked_about_age_once_more_and_not_sure_keeps_the_files_back(tmp_path: Path, linden, monkeypatch) -> None:
    from desktop.cli import output, package
    from desktop.services.vaults import AgeAnswer

    with new_vault(tmp_path / "case") as vault:
        add(vault, PICTURE, "사진.jpg", age=AgeAnswer.NOT_ASKED)
    monkeypatch.setattr(output, "read_passphrase", lambda **_: PASSPHRASE)
    monkeypatch.setattr(package, "_is_someone_there", lambda: True)
    out = tmp_path / "evidence.zip"

    ended = linden("package", "build", "--vault", tmp_path / "case", "-o", out, stdin=b"\n")

    assert ended.code == 0
    assert PICTURE[:40] not in out.read_bytes()
    assert "0001" in ended.err


def test_a_case_is_taken_over_into_a_new_vault(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"
    built = json.loads(_build(linden, case, out, "--json").out)

    opened = linden(
        "package",
        "open",
        out,
        "--vault",
        tmp_path / "new",
        "--key",
        built["fingerprint"],
        "--passphrase-stdin",
        "--json",
        stdin=b"new one\n",
    )

    assert opened.code == 0
    assert json.loads(opened.out)["items"] == {"0001": "0001", "0002": "0002"}
    verified = linden("vault", "verify", tmp_path / "new", "--passphrase-stdin", stdin=b"new one\n")
    assert verified.code == 0


def test_someone_elses_bag_needs_attention_and_its_words_say_that_nothing_is_signed(linden, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        archive.writestr("bag/manifest-sha256.txt", "")

    told, listed = (linden("package", "verify", tmp_path / "bag.zip", *more) for more in ([], ["--json"]))

    assert (told.code, listed.code) == (3, 3)
    assert "Nothing in it is signed" in told.out
    assert json.loads(listed.out)["kind"] == "bag"


def test_parts_and_their_size(linden, case: Path, tmp_path: Path) -> None:
    built = json.loads(_build(linden, case, tmp_path / "evidence.zip", "--split", "100KB", "--json").out)

    assert len(built["parts"]) > 1
    assert linden("package", "verify", built["parts"][0]).code == 0
    assert _build(linden, case, tmp_path / "x.zip", "--split", "25").code == 2
    assert _build(linden, case, tmp_path / "x.zip", "--seal", "--receiver", "age1x").code == 2


def test_the_passphrase_of_a_package_is_the_second_line_of_standard_input(linden, case: Path, tmp_path: Path) -> None:
    import pyrage

    out = tmp_path / "evidence.zip"

    built = linden("package", "build", "--vault", case, "-o", out, "--passphrase-stdin", "--seal", stdin=STDIN + "여러 낱말\n".encode())

    assert built.code == 0
    assert pyrage.passphrase.decrypt((tmp_path / "evidence.zip.age").read_bytes(), "여러 낱말").startswith(b"PK")


def test_an_older_package_is_told_from_a_newer_one(linden, case: Path, tmp_path: Path) -> None:
    older, newer = tmp_path / "older.zip", tmp_path / "newer.zip"
    _build(linden, case, older)
    _build(linden, case, newer)

    told = linden("package", "verify", older, "--against", newer)
    listed = json.loads(linden("package", "verify", newer, "--against", older, "--json").out)

    assert told.code == 3
    assert "older" in told.out
    assert listed["against"]["relation"] == "newer"
    newer.write_bytes(newer.read_bytes()[:-5])
    assert linden("package", "verify", older, "--against", newer, "--json").code == 3


def test_a_receivers_own_language_comes_first_and_the_others_stay(linden, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "evidence.zip"

    assert _build(linden, case, out, "--no-pictures", "--lang", "ja").code == 0
    with zipfile.ZipFile(out) as archive:
        assert b'lang="ja"' in archive.read("evidence/index.html")
        assert {"evidence/index.ko.html", "evidence/index.en.html"} <= set(archive.namelist())
        assert archive.read("evidence/data/evidence.pdf").startswith(b"%PDF")
