"""Damage: every changed, missing or added byte is noticed and named, and the rest can still be read."""

import random
import shutil
from pathlib import Path

import pytest

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, ItemDamaged, VaultDamaged, Where
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

CONTENTS = (b"first" * 100, b"second" * 400)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_vault(tmp_path / "vault") as vault:
        for number, content in enumerate(CONTENTS):
            add(vault, content, f"{number}.bin", Where(url=f"https://example.org/{number}"))
        vault.add_link("https://example.org/link", Where(), AgeAnswer.NOT_ASKED)
        vault.keep_record("check", "0001", {"band": "cannot_tell"})
    return tmp_path / "vault"


def parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock")


def object_of(folder: Path, item_id: str) -> Path:
    with vaults.unlock(folder, PASSPHRASE) as vault:
        entry = next(entry for entry in vault.log() if entry.item_id == item_id and entry.act == "added")
        return folder / "objects" / entry.detail["object"]


def is_named(folder: Path, part: str) -> bool:
    """Whether verification names the part, and opening gives right bytes or a known error."""
    named = {problem.part for problem in vaults.verify(folder, PASSPHRASE, Work())}
    try:
        with vaults.unlock(folder, PASSPHRASE) as vault:
            for number, content in enumerate(CONTENTS, start=1):
                try:
                    assert vault.read(str(number), Work()) == content
                except LindenError:
                    continue
    except LindenError:
        pass
    return part in named


def test_a_whole_vault_has_no_problems(folder: Path) -> None:
    assert problems_of(folder) == []


@pytest.mark.parametrize("name", ["vault.json", "vault.copy.json", "index.db", "log.head", "objects"])
def test_every_changed_byte_is_noticed_and_named(folder: Path, tmp_path: Path, name: str) -> None:
    path = next(path for path in parts(folder) if path.relative_to(folder).parts[0] == name)
    whole, chosen = path.read_bytes(), random.Random(name)
    places = range(len(whole)) if len(whole) <= 64 else sorted(chosen.sample(range(len(whole)), 64))
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)

    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(changed)
        assert is_named(folder, str(path.relative_to(folder)).replace("\\", "/")), place
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)


@pytest.mark.parametrize("name", ["vault.json", "vault.copy.json", "index.db", "log.head", "objects"])
def test_every_cut_is_noticed_and_named(folder: Path, tmp_path: Path, name: str) -> None:
    path = next(path for path in parts(folder) if path.relative_to(folder).parts[0] == name)
    whole, chosen = path.read_bytes(), random.Random(name)
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)

    for length in {0, 1, len(whole) - 1, *chosen.sample(range(len(whole)), 24)}:
        path.write_bytes(whole[:length])
        assert is_named(folder, str(path.relative_to(folder)).replace("\\", "/")), length
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)


@pytest.mark.parametrize("name", ["vault.json", "vault.copy.json", "log.head", "objects"])
def test_added_bytes_are_noticed_and_named(folder: Path, name: str) -> None:
    path = next(path for path in parts(folder) if path.relative_to(folder).parts[0] == name)
    path.write_bytes(path.read_bytes() + b"\0")

    assert is_named(folder, str(path.relative_to(folder)).replace("\\", "/"))


@pytest.mark.parametrize("name", ["vault.json", "vault.copy.json"])
def test_a_lost_header_is_made_anew_from_its_copy(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with vaults.unlock(folder, PASSPHRASE) as vault:
        assert len(vault.items()) == 3

    assert problems_of(folder) == []


def test_one_damaged_object_does_not_stop_the_other(folder: Path) -> None:
    path = object_of(folder, "0001")
    path.write_bytes(path.read_bytes()[:-1])

    assert problems_of(folder) == [(f"objects/{path.name}", "object_damaged")]
    with vaults.unlock(folder, PASSPHRASE) as vault:
        with pytest.raises(ItemDamaged):
            vault.read("0001", Work())
        assert vault.read("0002", Work()) == CONTENTS[1]


def test_a_missing_object_is_named(folder: Path) -> None:
    path = object_of(folder, "0002")
    path.unlink()

    assert problems_of(folder) == [(f"objects/{path.name}", "object_missing")]


def test_swapped_objects_are_named(folder: Path) -> None:
    one, two = object_of(folder, "0001"), object_of(folder, "0002")
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)

    assert {code for _part, code in problems_of(folder)} == {"object_damaged"}
    with vaults.unlock(folder, PASSPHRASE) as vault, pytest.raises(ItemDamaged):
        vault.read("0001", Work())


def test_a_damaged_index_is_named_and_the_sealed_files_are_still_checked(folder: Path) -> None:
    path = object_of(folder, "0002")
    path.write_bytes(path.read_bytes()[:-1])
    (folder / "index.db").write_bytes(bytes(8192))

    assert problems_of(folder) == [("index.db", "index_damaged"), (f"objects/{path.name}", "object_damaged")]
    with pytest.raises(VaultDamaged) as damage:
        vaults.unlock(folder, PASSPHRASE)
    assert damage.value.facts == {"part": "index.db"}


def change_rows(folder: Path, *statements: str) -> None:
    """Change the index as someone who has the passphrase could."""
    from desktop.vault import opening

    store = opening.open_store(folder, PASSPHRASE)
    with store.reading() as index, index.transaction():
        for statement in statements:
            index._tell(statement)
    store.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE item SET url = 'https://example.org/other' WHERE number = 1", "item_changed"),
        ("UPDATE item SET age = 'not_asked' WHERE number = 1", "item_changed"),
        ("DELETE FROM item WHERE number = 3", "item_missing"),
        ("UPDATE item SET object = (SELECT object FROM item WHERE number = 2) WHERE number = 1", "item_changed"),
        (("INSERT INTO item SELECT 9, kind, name, size, sha256, sha512, md5, pdq, media_type, added_at, url, account, platform,"
         " note, seen_at, age, object, same_as FROM item WHERE number = 1"), "item_changed"),
        ("UPDATE record SET content = '{}'", "record_changed"),
        ("DELETE FROM record", "record_missing"),
        ("DELETE FROM log WHERE number = (SELECT max(number) FROM log)", "log_cut"),
        ("UPDATE log SET record = (SELECT record FROM log WHERE number = 2) WHERE number = 3", "log_changed"),
        ("UPDATE head SET signature = zeroblob(64)", "log_signature"),
        ("DELETE FROM head", "log_signature"),
    ],
)  # fmt: skip
def test_rows_that_were_changed_behind_the_log_are_named(folder: Path, statement: str, code: str) -> None:
    change_rows(folder, statement)

    assert code in [code for _part, code in problems_of(folder)]


def test_swapped_rows_are_named(folder: Path) -> None:
    change_rows(
        folder,
        "UPDATE item SET number = 99 WHERE number = 1",
        "UPDATE item SET number = 1 WHERE number = 2",
        "UPDATE item SET number = 2 WHERE number = 99",
    )

    assert problems_of(folder)[:2] == [("index.db", "item_changed"), ("index.db", "item_changed")]


def test_an_index_put_back_to_an_older_state_is_told_and_its_files_are_found_again(folder: Path) -> None:
    older = (folder / "index.db").read_bytes()
    with vaults.unlock(folder, PASSPHRASE) as vault:
        added = add(vault, b"later", "later.jpg", Where(url="https://example.org/later"))
    (folder / "index.db").write_bytes(older)

    assert ("index.db", "index_older") in problems_of(folder)
    with vaults.unlock(folder, PASSPHRASE) as vault:
        found = vault.items()[-1]
        assert (found.name, found.where.url, found.sha256, found.age) == ("later.jpg", added.where.url, added.sha256, AgeAnswer.ADULT)
        assert vault.read(found.id, Work()) == b"later"
        assert "index_was_older" in [entry.act for entry in vault.log()]
    assert problems_of(folder) == []
