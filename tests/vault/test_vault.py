"""An open vault: what is put in comes out, whole, and nothing else."""

import hashlib
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import clock
from desktop.core.errors import AlreadyThere, FileMissing, FolderNotWritable, Stopped
from desktop.core.work import Work
from desktop.media.errors import NotARegularFile
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, FileChanging, ItemHasNoFile, ItemMissing, TextTooLong, Vault, VaultLocked, Where
from desktop.vault.canonical import writable
from desktop.vault.intake import BUFFERS
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

MIB = 1024 * 1024


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])
def test_a_file_comes_out_as_it_went_in(vault: Vault, tmp_path: Path, size: int) -> None:
    content = bytes(range(251)) * (size // 251 + 1)
    source = tmp_path / "사진.bin"
    source.write_bytes(content[:size])

    item = vault.add_file(source, source.name, Where(url="https://example.org/1"), AgeAnswer.ADULT, Work())

    assert vault.read(item.id, Work()) == content[:size]
    assert (item.size, item.name) == (size, "사진.bin")
    assert item.sha256 == hashlib.sha256(content[:size]).hexdigest()
    assert item.sha512 == hashlib.sha512(content[:size]).hexdigest()
    assert item.md5 == hashlib.md5(content[:size], usedforsecurity=False).hexdigest()
    assert source.read_bytes() == content[:size]


def test_a_long_file_comes_out_as_it_went_in(vault: Vault) -> None:
    content = random.Random(1).randbytes((3 * BUFFERS + 1) * MIB + 5)

    item = add(vault, content)

    assert vault.read(item.id, Work()) == content
    assert item.sha512 == hashlib.sha512(content).hexdigest()
    assert item.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()


def test_what_was_kept_is_there_after_locking(vault: Vault) -> None:
    seen = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    where = Where("https://example.org/1", "someone", "a site", "note", seen)
    kept = add(vault, b"content", where=where)
    vault.lock()

    with vaults.unlock(vault.folder, PASSPHRASE) as again:
        assert again.items() == (kept,)
        assert again.item("1").where == where
        assert again.read(kept.id, Work()) == b"content"


def test_the_same_bytes_are_stored_once_with_both_addresses(vault: Vault) -> None:
    first = add(vault, b"same", "one.jpg", Where(url="https://example.org/1"))
    second = add(vault, b"same", "two.jpg", Where(url="https://example.org/2"))

    assert (second.same_as, second.where.url) == (first.id, "https://example.org/2")
    assert vault.read(second.id, Work()) == b"same"
    assert len(list((vault.folder / "objects").iterdir())) == 1


def test_an_address_is_kept_without_a_file(vault: Vault) -> None:
    item = vault.add_link("https://example.org/게시물", Where(account="someone"), AgeAnswer.NOT_ASKED)

    assert (item.kind, item.where.url, item.has_bytes) == ("link", "https://example.org/게시물", False)
    with pytest.raises(ItemHasNoFile):
        vault.read(item.id, Work())


def test_a_stream_reads_any_place(vault: Vault) -> None:
    content = bytes(i * 7 % 256 for i in range(2 * MIB + 17))
    item = add(vault, content)

    with vault.open(item.id) as stream:
        for begin, length in ((2 * MIB - 3, 10), (0, 5), (MIB - 1, 2), (2 * MIB + 10, 100), (3 * MIB, 5)):
            stream.seek(begin)
            assert stream.read(length) == content[begin : begin + length]
        stream.seek(-17, 2)
        assert stream.read() == content[-17:]


def test_a_stream_ends_when_the_vault_is_locked(vault: Vault) -> None:
    stream = vault.open(add(vault, bytes(3 * MIB)).id)
    stream.read(10)
    vault.lock()

    with stream, pytest.raises(VaultLocked):
        stream.read()


def test_everything_refuses_after_locking(vault: Vault, tmp_path: Path) -> None:
    item = add(vault, b"content")
    vault.lock()
    vault.lock()

    assert vault.is_locked
    for act in (
        vault.items,
        vault.log,
        vault.signed_log,
        vault.answers,
        vault.public_key,
        lambda: vault.read(item.id, Work()),
        lambda: vault.export(item.id, tmp_path / "out", Work()),
        lambda: add(vault, b"more"),
        lambda: vault.verify(Work()),
        lambda: vault.change_passphrase(PASSPHRASE, "other"),
    ):
        with pytest.raises(VaultLocked):
            act()


def test_locking_during_an_import_ends_it_and_leaves_nothing(vault: Vault) -> None:
    work = Work(lambda done, _total: vault.lock() if done >= MIB else None)

    with pytest.raises(VaultLocked):
        vault.add_file(bytes(4 * MIB), "long.bin", Where(), AgeAnswer.ADULT, work)

    assert list((vault.folder / "objects").iterdir()) == []


def test_a_stopped_import_leaves_nothing(vault: Vault) -> None:
    work = Work()
    work.stop()

    with pytest.raises(Stopped):
        vault.add_file(bytes(4 * MIB), "long.bin", Where(), AgeAnswer.ADULT, work)

    assert vault.items() == ()
    assert list((vault.folder / "objects").iterdir()) == []


def test_files_that_cannot_be_read_are_named(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        vault.add_file(tmp_path / "none", "none", Where(), AgeAnswer.ADULT, Work())
    with pytest.raises(NotARegularFile):
        vault.add_file(tmp_path, "folder", Where(), AgeAnswer.ADULT, Work())
    with pytest.raises(TextTooLong):
        add(vault, b"content", where=Where(url="x" * 9_000))

    assert vault.items() == ()


# A short file is read whole before the first step, so it can only grow after that.
@pytest.mark.parametrize(("size", "change"), [(10, 1), (10, MIB), (MIB, 1), (MIB, MIB), (9 * MIB, -1), (9 * MIB, 1), (9 * MIB, MIB)])
def test_a_file_that_changes_while_it_is_read_is_refused(vault: Vault, tmp_path: Path, size: int, change: int) -> None:
    source = tmp_path / "growing.bin"
    source.write_bytes(bytes(size))
    work = Work(lambda done, _total: os.truncate(source, max(0, size + change)) if done == 0 else None)

    with pytest.raises(FileChanging):
        vault.add_file(source, source.name, Where(), AgeAnswer.ADULT, work)

    assert vault.items() == ()
    assert list((vault.folder / "objects").iterdir()) == []


@pytest.mark.parametrize("item_id", ["", "0", "0002", "-1", "1.5", "x", "9" * 30, "１"])
def test_an_item_that_is_not_there_is_named(vault: Vault, item_id: str) -> None:
    add(vault, b"content")

    with pytest.raises(ItemMissing):
        vault.item(item_id)


def test_a_name_that_is_no_unicode_is_kept_visibly(vault: Vault) -> None:
    assert add(vault, b"content", "photo\udcff.jpg").name == "photo<U+DCFF>.jpg"


@given(st.text(), st.text(), st.dictionaries(st.text(max_size=5), st.text()))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept_as_it_is(vault: Vault, url: str, note: str, answers: dict[str, str]) -> None:
    item = vault.add_link(url, Where(note=note), AgeAnswer.ADULT)
    vault.save_answers(answers)
    vault.note("viewed", item.id, text=note)
    vault.keep_record("check", item.id, {"text": note})

    kept = vault.item(item.id).where
    assert (kept.url, kept.note) == (writable(url), writable(note))
    assert vault.answers() == {writable(name): writable(text) for name, text in answers.items()}
    assert vault.records("check", item.id)[0].content == {"text": note}
    assert vault.log()[-2].detail == {"text": writable(note)}


def test_text_that_is_kept_is_bound_to_the_log(vault: Vault) -> None:
    for text in ("\x00", "a\x00b", "\ud800", "\U0010ffff", "é", "e\u0301"):
        vault.add_link(text, Where(note=text), AgeAnswer.ADULT)
        vault.keep_record("check", "", {text: text})

    assert problems_after_lock(vault) == []


def test_export_writes_the_bytes_and_is_noted(vault: Vault, tmp_path: Path) -> None:
    item = add(vault, b"content", "../../etc/CON\u202e.jpg")
    out = tmp_path / "out"
    out.mkdir()

    path = vault.export(item.id, out, Work())

    assert path == out / "0001-CON_.jpg"
    assert path.read_bytes() == b"content"
    assert vault.log()[-1].act == "exported"


def test_export_writes_over_nothing_and_not_into_the_vault(vault: Vault, tmp_path: Path) -> None:
    item = add(vault, b"content")
    (tmp_path / "there").write_bytes(b"mine")

    with pytest.raises(AlreadyThere):
        vault.export(item.id, tmp_path / "there", Work())
    with pytest.raises(FolderNotWritable):
        vault.export(item.id, vault.folder / "objects" / "clear", Work())

    assert (tmp_path / "there").read_bytes() == b"mine"


def test_records_and_answers_are_kept(vault: Vault) -> None:
    item = add(vault, b"content")
    vault.keep_record("check", item.id, {"band": "cannot_tell", "score": 0.25, "말": [1, None]})
    vault.keep_record("check", "", {})
    vault.save_answers({"name": "김"})
    vault.save_answers({"city": "서울"})

    assert [record.content for record in vault.records("check", item.id)] == [{"band": "cannot_tell", "score": 0.25, "말": [1, None]}]
    assert len(vault.records("check")) == 2
    assert vault.records("report") == ()
    assert vault.answers() == {"city": "서울"}
    assert problems_after_lock(vault) == []


def test_the_log_says_where_the_clock_went_back(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = clock.now() - timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: earlier)

    vault.note("viewed")

    # An hour, less what passed on a busy computer since the vault was made.
    assert 3_000 < int(vault.log()[-1].detail["clock_went_back_s"]) <= 3_600


def test_what_a_row_says_cannot_be_noted_by_others(vault: Vault) -> None:
    with pytest.raises(ValueError, match="added"):
        vault.note("added")


def test_a_reader_made_from_the_format_alone_opens_the_vault(vault: Vault) -> None:
    content = bytes(i % 251 for i in range(MIB + 5))
    add(vault, content, "사진.jpg", Where(url="https://example.org/1"))
    add(vault, b"")
    add(vault, b"minor", age=AgeAnswer.UNDER_18)
    vault.note("viewed", "0001")
    vault.lock()

    items, contents, log = reader_from_format.read(vault.folder, PASSPHRASE)

    assert [item["name"] for item in items] == ["사진.jpg", "file.bin", "file.bin"]
    assert contents == {1: content, 2: b""}
    assert [entry["act"] for entry in log] == ["created", "added", "added", "hash_recorded", "viewed"]


def problems_after_lock(vault: Vault) -> list[tuple[str, str]]:
    vault.lock()
    return problems_of(vault.folder)
