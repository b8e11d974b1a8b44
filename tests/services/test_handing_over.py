"""Handing over from a vault: what leaves, what stays, what the vault remembers of it, and what is left when it fails."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdf
import pyrage
import pytest

from desktop.core.errors import AlreadyThere, DiskFull, FileMissing, FolderNotWritable, Stopped
from desktop.core.work import Work
from desktop.services import handing_over, opening
from desktop.services.handing_over import PackageChoice, Shape
from desktop.services.vaults import AgeAnswer, ItemMissing, Vault, Where
from tests.vault.vaults import PASSPHRASE, add, new_vault

PICTURE = b"\xff\xd8 picture of an adult " + bytes(range(256)) * 300
MINOR = b"\xff\xd8 picture that may not be kept " + bytes(range(255, -1, -1)) * 300


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "evidence.zip"


def _files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def _listed(path: Path) -> list[dict[str, object]]:
    return json.loads(_files(path)["data/evidence.json"])["items"]


def _acts(vault: Vault) -> list[str]:
    return [entry.act for entry in vault.log()]


def test_a_package_from_a_vault_is_verified_and_holds_the_original_bytes(vault: Vault, out: Path) -> None:
    add(vault, PICTURE, "사진.jpg", Where(url="https://example.com/1", account="@a"))
    vault.add_link("https://example.com/2", Where(platform="Example"), AgeAnswer.ADULT)

    built = handing_over.build(vault, out, Work())

    assert handing_over.verify(out, Work()).ok
    assert _files(out)["data/items/0001_사진.jpg"] == PICTURE
    assert [one["url"] for one in _listed(out)] == ["https://example.com/1", "https://example.com/2"]
    assert built.without_bytes == ("0002",)
    assert built.fingerprint == handing_over.verify(out, Work()).fingerprint


def test_the_custody_log_tells_of_the_package_before_and_after(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)

    built = handing_over.build(vault, out, Work())

    inside = [json.loads(line) for line in _files(out)["data/custody/log.jsonl"].splitlines()]
    assert inside[-1]["act"] == "handed_over"
    assert inside[-1]["detail"]["package"] == built.package_id
    written = vault.log()[-1]
    assert (written.act, written.detail["sha256"]) == ("package_written", built.sha256)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_list_for_printing_names_every_address_and_has_a_receipt(vault: Vault, out: Path, language: str) -> None:
    long = "https://example.com/" + "a" * 150 + "?b=1&c=%20"
    add(vault, PICTURE, "사진.jpg", Where(url=long, note="first\nsecond"))
    vault.add_link("https://example.org/둘째", Where(), AgeAnswer.ADULT)

    handing_over.build(vault, out, Work(), PackageChoice(language=language))

    pages = pypdf.PdfReader(io.BytesIO(_files(out)["data/evidence.pdf"])).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    assert long in text
    assert "https://example.org/둘째" in text
    assert vault.item("1").sha256 in text


def test_no_byte_of_someone_who_may_be_under_18_leaves(vault: Vault, out: Path) -> None:
    add(vault, PICTURE, age=AgeAnswer.ADULT)
    add(vault, MINOR, "a.jpg", Where(url="https://example.com/minor"), AgeAnswer.UNDER_18)
    add(vault, MINOR + b"2", "b.jpg", age=AgeAnswer.NOT_SURE)

    handing_over.build(vault, out, Work())

    content = out.read_bytes()
    assert MINOR[:40] not in content
    assert PICTURE in content
    assert [one["original"] for one in _listed(out)] == ["included", "left_out_age", "left_out_age"]
    assert _listed(out)[1]["url"] == "https://example.com/minor"


def test_a_file_that_was_kept_before_the_same_was_called_under_18_does_not_leave(vault: Vault, out: Path) -> None:
    add(vault, MINOR, age=AgeAnswer.NOT_ASKED)
    vault.change_age("0001", AgeAnswer.UNDER_18, destroy=True)
    add(vault, PICTURE)

    handing_over.build(vault, out, Work())

    assert MINOR[:40] not in out.read_bytes()


def test_withheld_items_leave_with_hashes_and_addresses_only(vault: Vault, out: Path) -> None:
    add(vault, PICTURE, age=AgeAnswer.NOT_ASKED)
    add(vault, b"another", age=AgeAnswer.ADULT)

    assert [item.id for item in handing_over.age_not_asked(vault)] == ["0001"]
    built = handing_over.build(vault, out, Work(), PackageChoice(withhold=["0001"]))

    assert PICTURE[:40] not in out.read_bytes()
    assert built.without_bytes == ("0001",)


def test_only_chosen_items_and_what_concerns_them_leave(vault: Vault, out: Path) -> None:
    add(vault, PICTURE, "chosen.jpg")
    add(vault, b"private", "secret-name.jpg", Where(note="secret note"))
    vault.keep_record("check", "0001", {"band": "cannot_tell"})
    vault.keep_record("check", "0002", {"band": "secret band"})
    vault.note("viewed", "0002", why="secret reason")
    vault.keep_record("report", "0001", {"text": "a secret letter"})
    vault.note("reported", "0001", template="secret_recipient")

    handing_over.build(vault, out, Work(), PackageChoice(item_ids=["1"]))

    assert b"secret" not in out.read_bytes()
    assert json.loads(_files(out)["data/documents/0001_check_1.json"])["result"] == {"band": "cannot_tell"}
    assert handing_over.verify(out, Work()).ok


def test_a_package_without_pictures_holds_no_byte_of_them(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)

    handing_over.build(vault, out, Work(), PackageChoice(pictures=False))

    assert PICTURE[:40] not in out.read_bytes()
    assert _listed(out)[0]["sha256"] == vault.item("1").sha256


def test_the_preview_names_exactly_the_files_that_leave(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)

    promised = handing_over.preview(vault)
    handing_over.build(vault, out, Work())

    assert {entry.path for entry in promised} == set(_files(out))
    assert "handed_over" in _acts(vault)
    assert _acts(vault).count("handed_over") == 1


def test_reports_go_along(vault: Vault, out: Path, tmp_path: Path) -> None:
    add(vault, PICTURE)
    letter = tmp_path / "편지.txt"
    letter.write_text("안녕하세요", encoding="utf-8")

    handing_over.build(vault, out, Work(), PackageChoice(reports=[letter]))

    assert _files(out)["data/documents/편지.txt"].decode() == "안녕하세요"


@pytest.mark.parametrize(("name", "content"), [("a.jpg", PICTURE), ("a.pdf", PICTURE), ("a.txt", PICTURE), ("a.docx", PICTURE)])
def test_a_picture_cannot_leave_as_a_report(vault: Vault, out: Path, tmp_path: Path, name: str, content: bytes) -> None:
    add(vault, PICTURE)
    (tmp_path / name).write_bytes(content)

    with pytest.raises(handing_over.NotAReport):
        handing_over.build(vault, out, Work(), PackageChoice(reports=[tmp_path / name]))
    assert not out.exists()
    assert "handed_over" not in _acts(vault)


def test_what_is_wrong_with_a_wish_is_told_before_anything_is_noted(vault: Vault, out: Path, tmp_path: Path) -> None:
    with pytest.raises(handing_over.NothingToHandOver):
        handing_over.build(vault, out, Work())
    add(vault, PICTURE)
    with pytest.raises(ItemMissing):
        handing_over.build(vault, out, Work(), PackageChoice(item_ids=["9"]))
    with pytest.raises(FileMissing):
        handing_over.build(vault, out, Work(), PackageChoice(reports=[tmp_path / "none.pdf"]))
    with pytest.raises(handing_over.ReceiverKeyWrong):
        handing_over.build(vault, out, Work(), shape=Shape(receiver_key="age1nonsense"))
    out.write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        handing_over.build(vault, out, Work())

    assert out.read_bytes() == b"mine"
    assert "handed_over" not in _acts(vault)


def test_a_stopped_hand_over_leaves_no_file_and_says_so_in_the_log(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)
    work = Work()
    work.stop()

    with pytest.raises(Stopped):
        handing_over.build(vault, out, work)

    assert [path.name for path in out.parent.iterdir()] == ["vault"]
    assert _acts(vault)[-1] == "hand_over_not_finished"


def test_a_full_disk_leaves_no_file(vault: Vault, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(vault, PICTURE)
    fsync = os.fsync

    def full(handle: int) -> None:
        if any(path.name.startswith(".evidence") for path in out.parent.iterdir()):
            raise OSError(28, "No space left on device")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        handing_over.build(vault, out, Work())
    monkeypatch.undo()

    assert [path.name for path in out.parent.iterdir()] == ["vault"]
    assert _acts(vault)[-1] == "hand_over_not_finished"


def test_a_folder_that_is_not_there_is_told(vault: Vault, tmp_path: Path) -> None:
    add(vault, PICTURE)

    with pytest.raises(FolderNotWritable):
        handing_over.build(vault, tmp_path / "none" / "evidence.zip", Work())


def test_a_sealed_package_is_for_its_receiver_only(vault: Vault, out: Path, tmp_path: Path) -> None:
    add(vault, PICTURE)
    identity = pyrage.x25519.Identity.generate()

    built = handing_over.build(vault, out, Work(), shape=Shape(receiver_key=str(identity.to_public())))

    assert built.path == tmp_path / "evidence.zip.age"
    with pytest.raises(handing_over.PackageSealed):
        handing_over.verify(built.path, Work())
    opened = tmp_path / "opened.zip"
    opened.write_bytes(pyrage.decrypt(built.path.read_bytes(), [identity]))
    assert handing_over.verify(opened, Work()).ok
    assert zipfile.ZipFile(io.BytesIO(opened.read_bytes())).testzip() is None


def test_the_vault_stays_whole(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)

    handing_over.build(vault, out, Work())

    assert vault.verify(Work()) == ()


KILLED = """
import os, sys
from pathlib import Path
from desktop.core.work import Work
from desktop.services import handing_over, vaults

def kill(done, total):
    if done > 0:
        os._exit(9)

vault = vaults.unlock(Path(sys.argv[1]), sys.argv[2])
handing_over.build(vault, Path(sys.argv[3]), Work(kill))
"""


def test_half_a_package_that_a_killed_program_left_is_removed(vault: Vault, out: Path) -> None:
    add(vault, PICTURE * 60)
    vault.lock()
    killed = subprocess.run([sys.executable, "-c", KILLED, vault.folder, PASSPHRASE, out], check=False)
    left = [path for path in out.parent.iterdir() if path.name != "vault"]

    with opening.unlock(vault.folder, PASSPHRASE) as opened:
        assert killed.returncode == 9
        assert len(left) == 1
        assert [path.name for path in out.parent.iterdir()] == ["vault"]
        assert _acts(opened)[-1] == "hand_over_not_finished"
        assert handing_over.clear_unfinished(opened) == ()


def test_what_was_finished_is_never_removed(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)
    handing_over.build(vault, out, Work())

    assert handing_over.clear_unfinished(vault) == ()
    assert handing_over.verify(out, Work()).ok


def test_a_package_in_parts_is_verified_and_has_its_text(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)

    built = handing_over.build(vault, out, Work(), shape=Shape(split=100_000))

    assert built.path == built.parts[0]
    assert len(built.parts) > 1
    assert handing_over.verify(built.path, Work()).ok
    assert sorted(place.name for place in out.parent.glob("evidence*")) == [
        *(one.name for one in built.parts),
        "evidence.zip.HOW-TO-JOIN.txt",
    ]
    assert built.sha256 in (out.parent / "evidence.zip.HOW-TO-JOIN.txt").read_text("utf-8-sig")
    with pytest.raises(AlreadyThere):
        handing_over.build(vault, out, Work(), shape=Shape(split=100_000))


def test_a_package_with_a_passphrase_and_in_parts_opens_with_any_age_program(vault: Vault, out: Path, monkeypatch) -> None:
    from desktop.handover import age_file, sealing

    add(vault, PICTURE)
    cheap = age_file.CHEAP_LOG_N_FOR_TESTS_ONLY
    usual = sealing.write_locked
    monkeypatch.setattr(sealing, "write_locked", lambda *args, **named: usual(*args, log_n=cheap, **named))

    built = handing_over.build(vault, out, Work(), shape=Shape(passphrase="several words", split=100_000))
    joined = b"".join(one.read_bytes() for one in built.parts)
    opened = out.with_name("opened.zip")
    opened.write_bytes(pyrage.passphrase.decrypt(joined, "several words"))

    assert PICTURE[:40] not in joined
    assert "evidence.zip.age.001" in str(built.path)
    assert {problem.code for problem in handing_over.verify(opened, Work()).problems} <= {"renamed"}
    with pytest.raises(handing_over.PackageSealed):
        handing_over.verify(built.path, Work())


def test_a_stop_while_writing_parts_leaves_none(vault: Vault, out: Path) -> None:
    add(vault, PICTURE * 10)
    work = Work(lambda done, total: work.stop() if done > 100_000 else None)

    with pytest.raises(Stopped):
        handing_over.build(vault, out, work, shape=Shape(split=100_000))
    assert not list(out.parent.glob("*evidence*"))


def test_parts_that_a_killed_program_left_are_removed(vault: Vault, out: Path) -> None:
    add(vault, PICTURE)
    vault.keep_record(handing_over.UNDER_WAY, "", {"package": "20261123-00", "path": str(out), "split": True})
    vault.note("handed_over", package="20261123-00")
    for name in ("evidence.zip.001", ".evidence.zip.002.0123abcd.part"):
        out.with_name(name).write_bytes(PICTURE)

    assert handing_over.clear_unfinished(vault) == ("20261123-00",)
    assert not list(out.parent.glob("*evidence*"))


def test_a_file_that_came_without_its_bytes_is_not_said_to_be_of_someone_under_18(vault: Vault, out: Path) -> None:
    vault.add_record("a.jpg", 3, "ab" * 32, Where(), AgeAnswer.ADULT)
    vault.add_record("b.jpg", 3, "cd" * 32, Where(), AgeAnswer.NOT_SURE)

    handing_over.build(vault, out, Work())

    assert [one["original"] for one in _listed(out)] == ["left_out_choice", "left_out_age"]
