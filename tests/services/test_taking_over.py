"""Taking a case over: what came is in the new vault with its history, the chain goes on, and nothing comes of a bad package."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop.core.errors import LindenError, Stopped
from desktop.core.work import Work
from desktop.handover import custody
from desktop.handover.evidence import EvidenceList
from desktop.handover.item import Document
from desktop.services import handing_over, taking_over, vaults
from desktop.services.handing_over import PackageChoice
from desktop.services.taking_over import ORIGIN, PackageNotWhole, TakenOver
from desktop.services.vaults import AgeAnswer, Vault, VaultAlreadyThere, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.handover.packages import item, package, saved
from tests.vault.vaults import PASSPHRASE, add, new_vault

PICTURE = b"\xff\xd8 picture of an adult " + bytes(range(256)) * 5000
MINOR = b"\xff\xd8 picture that may not be kept " + bytes(range(255, -1, -1)) * 300


@pytest.fixture
def case(tmp_path: Path):
    """Yield a case with two files, an address and two items of people who are or may be under 18."""
    with new_vault(tmp_path / "case") as vault:
        add(vault, PICTURE, "사진.jpg", Where("https://example.com/1", "@a", "Example", "first"))
        vault.add_link("https://example.com/2", Where(platform="Example"), AgeAnswer.ADULT)
        add(vault, MINOR, "minor.jpg", Where("https://example.com/3"), AgeAnswer.UNDER_18)
        add(vault, MINOR + b"2", "not sure.jpg", age=AgeAnswer.NOT_SURE)
        add(vault, b"last", "last.jpg", age=AgeAnswer.NOT_ASKED)
        vault.keep_record("check", "0001", {"band": "some_signs"})
        yield vault


def _take_over(path: Path, tmp_path: Path, work: Work | None = None) -> TakenOver:
    return taking_over.take_over(path, tmp_path / "new", PASSPHRASE, work or Work(), cost=CHEAP_COST_FOR_TESTS_ONLY)


def _facts(vault: Vault) -> list[tuple[object, ...]]:
    return [(one.kind, one.name, one.size, one.sha256, one.where, one.age, one.has_bytes) for one in vault.items()]


def test_every_item_comes_with_its_bytes_and_where_it_was_seen(case: Vault, tmp_path: Path) -> None:
    handing_over.build(case, tmp_path / "evidence.zip", Work())

    taken = _take_over(tmp_path / "evidence.zip", tmp_path)

    with vaults.unlock(tmp_path / "new", PASSPHRASE) as new:
        assert _facts(new) == _facts(case)
        assert new.read("0001", Work()) == PICTURE
    assert vaults.verify(tmp_path / "new", PASSPHRASE, Work()) == ()
    assert taken.without_bytes == ("0002", "0003", "0004")


def test_the_first_record_names_the_package_and_the_end_of_the_old_log(case: Vault, tmp_path: Path) -> None:
    built = handing_over.build(case, tmp_path / "evidence.zip", Work())

    _take_over(built.path, tmp_path)

    with zipfile.ZipFile(built.path) as archive:
        head = json.loads(archive.read(f"evidence/{custody.HEAD_PATH}"))
    with vaults.unlock(tmp_path / "new", PASSPHRASE) as new:
        first = new.log()[0]
        assert first.act == "created"
        assert first.detail["from_package"] == built.package_id
        assert first.detail["from_package_sha256"] == built.sha256
        assert first.detail["from_key_sha256"] == built.fingerprint
        assert (first.detail["from_head_sha256"], first.detail["from_head_count"]) == (head["hash"], str(head["count"]))


def test_the_old_log_is_kept_and_still_proves_itself(case: Vault, tmp_path: Path) -> None:
    built = handing_over.build(case, tmp_path / "evidence.zip", Work())
    _take_over(built.path, tmp_path)

    with vaults.unlock(tmp_path / "new", PASSPHRASE) as new:
        kept = {name: str(text) for name, text in new.records(ORIGIN)[0].content.items()}

    signature = bytes.fromhex(kept[custody.HEAD_SIGNATURE_PATH])
    assert custody.problem_in(kept[custody.LOG_PATH].encode(), kept[custody.HEAD_PATH].encode(), signature, case.public_key()) is None


def test_what_an_item_was_told_to_be_and_its_earlier_results_are_kept_and_handed_on(case: Vault, tmp_path: Path) -> None:
    handing_over.build(case, tmp_path / "evidence.zip", Work(), PackageChoice(item_ids=["0005", "0001"]))
    taken = _take_over(tmp_path / "evidence.zip", tmp_path)
    number = dict(taken.items)["0001"]

    with vaults.unlock(tmp_path / "new", PASSPHRASE) as new:
        told, result = new.records(ORIGIN, number)
        handing_over.build(new, tmp_path / "again.zip", Work(), PackageChoice(item_ids=[number]))

    assert isinstance(told.content["item"], dict)
    assert told.content["item"]["history"]
    assert "some_signs" in str(result.content["content"])
    assert handing_over.verify(tmp_path / "again.zip", Work()).ok
    with zipfile.ZipFile(tmp_path / "again.zip") as archive:
        log = archive.read(f"again/{custody.LOG_PATH}")
        assert b"from_package_sha256" in log
        assert [name for name in archive.namelist() if f"{number}_origin" in name]


def test_no_byte_of_someone_who_may_be_under_18_is_taken_in_whatever_the_package_holds(tmp_path: Path) -> None:
    # The same bytes twice: once as an adult's file, and once as a record of someone under 18.
    record = item(2, None, kind="record", age="under_18", sha256=item(1, MINOR).sha256, sha512="", md5="")
    path = saved(tmp_path, package([item(1, MINOR), record]))

    _take_over(path, tmp_path)

    with vaults.unlock(tmp_path / "new", PASSPHRASE) as new:
        assert [(one.kind, one.age, one.has_bytes) for one in new.items()] == [("record", AgeAnswer.UNDER_18, False)] * 2
    assert not list((tmp_path / "new" / "objects").iterdir())


def test_nothing_comes_of_a_package_that_was_changed(tmp_path: Path) -> None:
    content = bytearray(package([item(1, PICTURE)]))
    content[content.find(PICTURE[:50]) + 60] ^= 1

    with pytest.raises(PackageNotWhole):
        _take_over(saved(tmp_path, bytes(content)), tmp_path)
    assert not (tmp_path / "new").exists()


def test_another_key_than_the_one_told_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, package([item(1)]))

    with pytest.raises(PackageNotWhole):
        taking_over.take_over(path, tmp_path / "new", PASSPHRASE, Work(), fingerprint="00" * 32, cost=CHEAP_COST_FOR_TESTS_ONLY)


def test_after_a_stop_there_is_no_new_vault_and_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    path = saved(tmp_path, package([item(1, PICTURE), item(2, b"b"), item(3, b"c")]))
    (tmp_path / "new").mkdir()
    begun: list[str] = []

    def stop_in_the_vault(_done: int, _total: int) -> None:
        if (tmp_path / "new" / "vault.json").exists():
            begun.append("vault")
            work.stop()

    work = Work(stop_in_the_vault)
    with pytest.raises(Stopped):
        _take_over(path, tmp_path, work)
    assert begun
    assert list((tmp_path / "new").iterdir()) == []


def test_a_vault_that_is_there_is_never_touched(case: Vault, tmp_path: Path) -> None:
    path = saved(tmp_path, package([item(1)]))
    before = sorted(place.name for place in case.folder.rglob("*"))

    with pytest.raises(VaultAlreadyThere):
        taking_over.take_over(path, case.folder, PASSPHRASE, Work(), cost=CHEAP_COST_FOR_TESTS_ONLY)
    assert sorted(place.name for place in case.folder.rglob("*")) == before


def test_a_folder_and_a_bag_of_others_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    for path in (tmp_path / "bag.zip", tmp_path):
        with pytest.raises(LindenError):
            _take_over(path, tmp_path)
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ('"seen_at": ""', '"seen_at": "yesterday"'),
        ('"size": ', '"size": 99999999999999999999'),
        ('"path": "data/items/0001_', '"path": "data/items/0009_'),
        ('"path": "data/documents/check', '"path": "data/documents/other'),
        ('"id": "0002"', '"id": "0001"'),
    ],
)
def test_a_list_that_its_own_signer_made_to_mean_harm_is_refused(tmp_path: Path, monkeypatch, field: str, value: str) -> None:
    usual = EvidenceList.as_json
    monkeypatch.setattr(EvidenceList, "as_json", lambda self: usual(self).replace(field.encode(), value.encode(), 1))
    content = package([item(1), item(2, b"b")], [Document("check.json", "check", b"{}", "0001")])

    with pytest.raises(PackageNotWhole):
        _take_over(saved(tmp_path, content), tmp_path)
    assert not (tmp_path / "new").exists()
