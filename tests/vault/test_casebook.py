"""Cases, what is said of items, and relations: kept, bound to the custody log, and found again where the index is damaged."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import (
    AddressNeeded,
    AgeAnswer,
    CaseMissing,
    CaseNeedsName,
    DestroyNotConfirmed,
    HowItCame,
    ItemMissing,
    Person,
    RelationKind,
    Said,
    TextTooLong,
    TooManySaid,
    Vault,
    Where,
)
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
SAID = Said(
    how=HowItCame.CHAT, accounts=("@one", "둘"), tags=("얼굴",), people=(Person("나", AgeAnswer.ADULT), Person("", AgeAnswer.NOT_ASKED))
)


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def resaved(path: Path, side: int, quality: int) -> bytes:
    import io

    from PIL import Image

    held = io.BytesIO()
    with Image.open(path) as picture:
        picture.thumbnail((side, side))
        picture.convert("RGB").save(held, "JPEG", quality=quality)
    return held.getvalue()


def test_every_vault_has_a_case_and_can_have_more(vault: Vault) -> None:
    second = vault.casebook.open_case("  지민  ", "상담 번호 7")
    item = add(vault, b"content")
    other = vault.add_link("https://example.org", Where(), AgeAnswer.NOT_ASKED, said=Said(case_id=second.id))

    assert [(case.id, case.name, case.note) for case in vault.casebook.cases()] == [("1", "", ""), ("2", "지민", "상담 번호 7")]
    assert (item.said.case_id, other.said.case_id) == ("1", "2")
    assert [one.id for one in vault.items("2")] == [other.id]
    assert len(vault.items()) == 2


def test_a_case_is_renamed_closed_and_taken_up_again(vault: Vault) -> None:
    vault.casebook.change_case("1", name="내 사건")
    vault.casebook.change_case("1", note="note")
    closed = vault.casebook.close_case("1")

    assert (closed.name, closed.note, closed.closed_at is not None) == ("내 사건", "note", True)
    assert vault.casebook.reopen_case("1").closed_at is None
    assert [entry.act for entry in vault.log() if entry.act.startswith("case")] == ["case_changed"] * 2 + ["case_closed", "case_reopened"]
    assert "내 사건" not in str(vault.log())
    assert problems_after_lock(vault) == []


@pytest.mark.parametrize("case_id", ["", "0", "3", "-1", "x", "１", "9" * 30])
def test_a_case_that_is_not_there_is_named_and_nothing_is_kept(vault: Vault, case_id: str) -> None:
    for act in (
        lambda: vault.casebook.case(case_id),
        lambda: vault.casebook.close_case(case_id),
        lambda: vault.answers(case_id),
        lambda: vault.save_answers({"a": "b"}, case_id),
        lambda: vault.add_file(b"x", "x", Where(), AgeAnswer.ADULT, Work(), said=Said(case_id=case_id)),
        lambda: vault.add_file(b"x", "x", Where(), AgeAnswer.UNDER_18, Work(), said=Said(case_id=case_id)),
        lambda: vault.add_link("https://example.org", Where(), AgeAnswer.ADULT, said=Said(case_id=case_id)),
    ):
        with pytest.raises(CaseMissing):
            act()

    assert vault.items() == ()
    assert list((vault.folder / "objects").iterdir()) == []


def test_a_case_needs_a_name_that_fits(vault: Vault) -> None:
    for act in (lambda: vault.casebook.open_case(" "), lambda: vault.casebook.change_case("1", name="")):
        with pytest.raises(CaseNeedsName):
            act()
    with pytest.raises(TextTooLong):
        vault.casebook.open_case("x" * 201)


def test_each_case_has_its_own_answers(vault: Vault) -> None:
    second = vault.casebook.open_case("other")
    vault.save_answers({"name": "김"})
    vault.save_answers({"name": "이"}, second.id)

    assert (vault.answers(), vault.answers("2")) == ({"name": "김"}, {"name": "이"})


def test_what_is_said_at_import_is_there_after_locking(vault: Vault) -> None:
    kept = vault.add_file(b"content", "a.bin", Where(), AgeAnswer.ADULT, Work(), said=SAID)
    vault.lock()

    with vaults.unlock(vault.folder, PASSPHRASE) as again:
        assert again.item(kept.id).said == SAID
        assert again.items() == (again.item(kept.id),)


def test_what_is_said_can_change_and_the_log_says_so(vault: Vault) -> None:
    item = add(vault, b"content")
    second = vault.casebook.open_case("other")

    changed = vault.casebook.describe(item.id, Said(case_id=second.id, tags=("a", "a", " b ", "")))
    vault.casebook.describe(item.id, Said(case_id=second.id, tags=("a", "b")))

    assert changed.said == Said(case_id="2", tags=("a", "b"))
    described = [entry for entry in vault.log() if entry.act == "described"]
    assert [(entry.item_id, entry.detail["case"], set(entry.detail)) for entry in described] == [
        ("0001", "2", {"about", "case", "changed"})
    ]
    assert problems_after_lock(vault) == []


def test_too_much_is_refused_and_nothing_changes(vault: Vault) -> None:
    item = add(vault, b"content")

    for said in (
        Said(tags=tuple(map(str, range(51)))),
        Said(accounts=("x" * 1_001,)),
        Said(people=(Person("x" * 201, AgeAnswer.UNDER_18),)),
    ):
        with pytest.raises((TooManySaid, TextTooLong)):
            vault.casebook.describe(item.id, said, destroy=True)

    assert vault.item(item.id) == item
    assert vault.read(item.id, Work()) == b"content"


def test_where_it_was_seen_can_be_corrected_and_the_first_words_are_kept(vault: Vault) -> None:
    seen = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    item = add(vault, b"content", where=Where("https://example.org/1", note="first"))

    corrected = vault.casebook.correct(item.id, Where("https://example.org/1", "someone", note="second", seen_at=seen))
    vault.casebook.correct(item.id, corrected.where)

    assert corrected.where == Where("https://example.org/1", "someone", "", "second", seen)
    (before,) = vault.records("where_before", item.id)
    assert (before.content["url"], before.content["note"]) == ("https://example.org/1", "first")
    assert [entry.detail["changed"] for entry in vault.log() if entry.act == "where_changed"] == ["account note seen_at"]
    assert problems_after_lock(vault) == []


def test_what_was_said_before_a_correction_is_kept_and_the_file_stays_as_it_was(vault: Vault) -> None:
    item = add(vault, b"content")
    sealed = {path.name: path.read_bytes() for path in (vault.folder / "objects").iterdir()}

    vault.casebook.describe(item.id, SAID)
    vault.casebook.describe(item.id, replace(SAID, tags=(), accounts=("@one",)))
    vault.casebook.describe(item.id, replace(SAID, tags=(), accounts=("@one",)))
    vault.casebook.change_case("1", name="first")
    vault.casebook.change_case("1", name="second")
    vault.casebook.change_case("1", name="second")

    (said,) = vault.records("said_before", item.id)
    assert (said.content["tags"], said.content["accounts"]) == (list(SAID.tags), list(SAID.accounts))
    (case,) = vault.records("case_before")
    assert case.content == {"case": "1", "name": "first", "note": ""}
    told = [(entry.act, entry.detail["changed"], entry.detail.get("before")) for entry in vault.log() if "changed" in entry.detail]
    assert told == [
        ("described", "accounts how people tags", None),
        ("described", "accounts tags", str(said.number)),
        ("case_changed", "name", None),
        ("case_changed", "name", str(case.number)),
    ]
    after = vault.item(item.id)
    assert (after.sha256, after.sha512, after.md5, after.pdq) == (item.sha256, item.sha512, item.md5, item.pdq)
    assert {path.name: path.read_bytes() for path in (vault.folder / "objects").iterdir()} == sealed
    assert vault.read(item.id, Work()) == b"content"
    assert problems_after_lock(vault) == []


def test_an_address_that_is_the_whole_item_cannot_be_taken_away(vault: Vault) -> None:
    item = vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    count = len(vault.log())

    with pytest.raises(AddressNeeded):
        vault.casebook.revise(item.id, SAID, Where(url=" ", note="x"))

    assert (vault.item(item.id), len(vault.log())) == (item, count)


def test_what_was_said_before_goes_with_an_item_that_is_deleted(vault: Vault) -> None:
    item = add(vault, b"content", where=Where("https://example.org/secret"))
    vault.casebook.correct(item.id, Where())
    vault.casebook.describe(item.id, SAID)
    vault.casebook.describe(item.id, Said())

    vault.delete(item.id)

    assert vault.records("where_before") == vault.records("said_before") == ()
    assert problems_after_lock(vault) == []


def test_a_closed_case_can_be_read_added_to_and_is_closed_only_once(vault: Vault) -> None:
    item = add(vault, b"content")
    closed = vault.casebook.close_case("1")

    assert closed.is_closed
    assert vault.casebook.close_case("1") == closed
    assert vault.read(item.id, Work()) == b"content"
    assert add(vault, b"more").said.case_id == "1"
    vault.casebook.reopen_case("1")
    vault.casebook.reopen_case("1")
    assert [entry.act for entry in vault.log() if entry.act.startswith("case")] == ["case_closed", "case_reopened"]


def test_of_a_revision_that_is_refused_no_part_is_kept(vault: Vault) -> None:
    item = add(vault, b"content")
    count = len(vault.log())

    for said, where, refused in (
        (Said(people=(Person("a", AgeAnswer.NOT_SURE),)), Where(note="x"), DestroyNotConfirmed),
        (Said(tags=("x",)), Where(note="x" * 20_001), TextTooLong),
        (Said(case_id="9"), Where(note="x"), CaseMissing),
    ):
        with pytest.raises(refused):
            vault.casebook.revise(item.id, said, where)

    assert (vault.item(item.id), len(vault.log())) == (item, count)
    revised = vault.casebook.revise(item.id, Said(tags=("x",)), Where(note="y"))
    assert (revised.said.tags, revised.where.note) == (("x",), "y")
    assert problems_after_lock(vault) == []


@pytest.mark.parametrize("age", [AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE])
def test_a_person_who_may_be_under_18_forbids_bytes_at_import_and_later(vault: Vault, age: AgeAnswer) -> None:
    said = Said(people=(Person("a", AgeAnswer.ADULT), Person("b", age)))

    refused = vault.add_file(b"one", "one.jpg", Where(), AgeAnswer.ADULT, Work(), said=said)
    item = add(vault, b"two", "two.jpg")
    with pytest.raises(DestroyNotConfirmed):
        vault.casebook.describe(item.id, said)
    assert vault.item(item.id).said == Said()
    vault.casebook.describe(item.id, said, destroy=True)

    assert [(one.kind, one.age, one.said) for one in vault.items()] == [("record", age, said)] * 2
    assert refused.sha512 == ""
    assert list((vault.folder / "objects").iterdir()) == []
    assert problems_after_lock(vault) == []


def test_a_picture_that_looks_the_same_is_linked_and_one_that_does_not_is_not(vault: Vault) -> None:
    original = (SAMPLES / "untouched.jpg").read_bytes()
    first = add(vault, original, "a.jpg")
    add(vault, resaved(SAMPLES / "untouched.jpg", 640, 60), "b.jpg")
    add(vault, original, "c.jpg")
    add(vault, (SAMPLES / "composite.jpg").read_bytes(), "d.jpg")

    relations = vault.casebook.relations()

    seen = [(one.kind, one.item_id, one.other_id, one.by) for one in relations]
    assert seen[0] == (RelationKind.SEEN_AGAIN, "0003", first.id, "sha256")
    assert (RelationKind.SAME_IMAGE, "0002", "0001", "pdq") in seen
    assert not any("0004" in one for one in seen)
    distance = next(one for one in relations if one.by == "pdq").detail["distance"]
    assert isinstance(distance, int)
    assert 0 <= distance <= 31


def test_relations_are_seen_from_both_sides_kept_once_and_can_be_withdrawn(vault: Vault) -> None:
    for number in range(3):
        add(vault, str(number).encode())
    first = vault.casebook.relate("2", RelationKind.MADE_FROM, "1", "match", inliers=40)
    again = vault.casebook.relate("0002", RelationKind.MADE_FROM, "0001")

    assert again == first
    assert vault.casebook.relations("1") == vault.casebook.relations("2") == (first,)
    assert vault.casebook.relations("3") == ()
    assert (first.by, first.detail) == ("match", {"inliers": 40})

    vault.casebook.withdraw(first)
    vault.casebook.withdraw(first)
    assert vault.casebook.relations() == ()
    assert len(vault.records("relation_withdrawn")) == 1
    (gone,) = vault.casebook.withdrawn()
    assert (replace(gone, withdrawn_at=None), gone.withdrawn_at) == (first, vault.records("relation_withdrawn")[0].at)
    assert vault.casebook.withdrawn("1") == (gone,)
    assert vault.casebook.withdrawn("3") == ()
    assert vault.casebook.relate("2", RelationKind.MADE_FROM, "1").number > first.number
    assert problems_after_lock(vault) == []


def test_an_item_is_not_related_to_itself_or_to_nothing(vault: Vault) -> None:
    add(vault, b"content")

    for other in ("1", "2", "x"):
        with pytest.raises(ItemMissing):
            vault.casebook.relate("1", RelationKind.SAME_IMAGE, other)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE about SET tags = '[\"other\"]'", "about_changed"),
        ("DELETE FROM about", "about_changed"),
        ("UPDATE cases SET name = 'other'", "case_changed"),
        ("DELETE FROM cases", "case_changed"),
        ("INSERT INTO cases VALUES (9, 'x', '', '', '')", "case_changed"),
    ],
)
def test_rows_that_the_log_does_not_know_are_named(vault: Vault, statement: str, code: str) -> None:
    vault.casebook.open_case("a case")
    vault.add_file(b"content", "a", Where(), AgeAnswer.ADULT, Work(), said=SAID)
    with vault._store.changing() as change:
        change.index._tell(statement)

    assert code in [problem_code for _part, problem_code in problems_after_lock(vault)]


def test_cases_and_what_was_said_come_back_where_the_index_is_lost(vault: Vault) -> None:
    second = vault.casebook.open_case("other")
    said = Said(second.id, SAID.how, SAID.accounts, SAID.tags, SAID.people)
    vault.add_file(b"content", "a", Where(), AgeAnswer.ADULT, Work(), said=said)
    vault.lock()
    (vault.folder / "index.db").write_bytes(b"")

    with vaults.rebuild(vault.folder, PASSPHRASE) as again:
        (item,) = again.items()
        # Nothing but the sealed file is left: its label tells, but the case is not known any more.
        assert item.said == Said("1", SAID.how, SAID.accounts, SAID.tags, SAID.people)
    assert problems_of(vault.folder) == []


def test_rebuilding_a_whole_index_changes_nothing_that_was_said(vault: Vault) -> None:
    second = vault.casebook.open_case("other")
    vault.add_file(b"content", "a", Where(), AgeAnswer.ADULT, Work(), said=Said(second.id, tags=("x",)))
    vault.save_answers({"name": "이"}, second.id)
    before = (vault.casebook.cases(), vault.items(), vault.answers("2"))
    vault.lock()

    with vaults.rebuild(vault.folder, PASSPHRASE) as again:
        assert (again.casebook.cases(), again.items(), again.answers("2")) == before
    assert problems_of(vault.folder) == []


@pytest.mark.slow
def test_any_damaged_page_is_told_and_the_rest_comes_back(vault: Vault) -> None:
    second = vault.casebook.open_case("other")
    for number in range(30):
        vault.add_file(f"{number}".encode(), f"{number}", Where(), AgeAnswer.ADULT, Work(), said=Said(second.id, tags=("x" * 90,)))
    vault.lock()
    whole = (vault.folder / "index.db").read_bytes()

    for page in range(1, len(whole) // 4096, 3):
        (vault.folder / "index.db").write_bytes(whole[: page * 4096 + 100] + b"damage" + whole[page * 4096 + 106 :])
        with vaults.rebuild(vault.folder, PASSPHRASE) as again:
            assert sorted(item.name for item in again.items()) == sorted(map(str, range(30)))
            assert all(item.said.case_id in {"1", "2"} for item in again.items())
        assert problems_of(vault.folder) == []
        for path in vault.folder.glob("index.*db"):
            path.unlink()


def problems_after_lock(vault: Vault) -> list[tuple[str, str]]:
    vault.lock()
    return problems_of(vault.folder)


def test_bound_acts_cannot_be_noted_by_others(vault: Vault) -> None:
    for act in ("described", "case_opened", "where_changed"):
        with pytest.raises(ValueError, match=act):
            vault.note(act)
    assert issubclass(CaseMissing, LindenError)
