"""If the person shown was or may have been under 18, no image is stored or given out, in any way in or out."""

import hashlib
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, AnswerOnlyTowardsCaution, DestroyNotConfirmed, ExportRefused, Vault, Where
from desktop.vault import objects
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

CAREFUL = [AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE]
CONTENT = b"ordinary bytes that stand for a picture" * 1000


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


@pytest.mark.parametrize("age", CAREFUL)
def test_no_byte_is_stored(vault: Vault, age: AgeAnswer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an object was begun")

    monkeypatch.setattr(objects.Objects, "new", refuse)

    item = add(vault, CONTENT, "photo.jpg", Where(url="https://example.org/1", account="someone"), age)

    assert (item.kind, item.has_bytes, item.age) == ("record", False, age)
    assert (item.sha256, item.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert (item.sha512, item.md5, item.pdq, item.media_type) == ("", "", "", "")
    assert item.where.url == "https://example.org/1"
    assert list((vault.folder / "objects").iterdir()) == []


@pytest.mark.parametrize("age", CAREFUL)
def test_nothing_is_read_opened_or_given_out(vault: Vault, tmp_path: Path, age: AgeAnswer) -> None:
    item = add(vault, CONTENT, age=age)

    for act in (
        lambda: vault.read(item.id, Work()),
        lambda: vault.open(item.id),
        lambda: vault.export(item.id, tmp_path / "out", Work()),
    ):
        with pytest.raises(ExportRefused):
            act()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("age", CAREFUL)
def test_a_later_adult_answer_for_the_same_bytes_stores_nothing(vault: Vault, age: AgeAnswer) -> None:
    first = add(vault, CONTENT, age=age)

    second = add(vault, CONTENT, where=Where(url="https://example.org/2"))

    assert (second.kind, second.age, second.same_as) == ("record", age, first.id)
    assert list((vault.folder / "objects").iterdir()) == []


@pytest.mark.parametrize("age", CAREFUL)
def test_a_later_careful_answer_closes_the_item_that_has_the_bytes(vault: Vault, age: AgeAnswer) -> None:
    first = add(vault, CONTENT)
    add(vault, CONTENT, age=age)

    with pytest.raises(ExportRefused):
        vault.read(first.id, Work())


def test_destroying_has_to_be_confirmed(vault: Vault) -> None:
    item = add(vault, CONTENT)

    with pytest.raises(DestroyNotConfirmed):
        vault.change_age(item.id, AgeAnswer.UNDER_18)

    assert vault.read(item.id, Work()) == CONTENT


@pytest.mark.parametrize("age", CAREFUL)
def test_a_changed_answer_destroys_the_bytes_of_all_items_that_share_them(vault: Vault, age: AgeAnswer) -> None:
    first, second = add(vault, CONTENT), add(vault, CONTENT, where=Where(url="https://example.org/2"))

    changed = vault.change_age(second.id, age, destroy=True)

    assert (changed.kind, changed.has_bytes, changed.pdq, changed.sha512) == ("record", False, "", "")
    assert not vault.item(first.id).has_bytes
    assert changed.where.url == "https://example.org/2"
    assert list((vault.folder / "objects").iterdir()) == []
    assert "destroyed" in [entry.act for entry in vault.log()]
    assert vault.verify(Work()) == ()


def test_the_key_is_overwritten_before_the_file_is_removed(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    item = add(vault, CONTENT)
    (sealed,) = (vault.folder / "objects").iterdir()
    seen = []
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: seen.append(path.read_bytes()[:92]) if path == sealed else None)

    vault.change_age(item.id, AgeAnswer.UNDER_18, destroy=True)

    assert seen == [bytes(92)]


@pytest.mark.parametrize(
    ("before", "after"),
    [(AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE), (AgeAnswer.NOT_SURE, AgeAnswer.ADULT), (AgeAnswer.ADULT, AgeAnswer.NOT_ASKED)],
)
def test_an_answer_never_becomes_less_careful(vault: Vault, before: AgeAnswer, after: AgeAnswer) -> None:
    item = add(vault, CONTENT, age=before)

    with pytest.raises(AnswerOnlyTowardsCaution):
        vault.change_age(item.id, after)

    assert vault.item(item.id) == item


def test_who_was_not_asked_can_answer_later(vault: Vault) -> None:
    item = add(vault, CONTENT, age=AgeAnswer.NOT_ASKED)

    assert vault.change_age(item.id, AgeAnswer.ADULT).age is AgeAnswer.ADULT
    assert vault.verify(Work()) == ()


def test_a_crash_while_destroying_is_finished_at_the_next_opening(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    item = add(vault, CONTENT)
    with monkeypatch.context() as patch:
        patch.setattr(objects.Objects, "destroy", lambda *_: None)
        vault.change_age(item.id, AgeAnswer.UNDER_18, destroy=True)
    vault.lock()
    assert len(list((vault.folder / "objects").iterdir())) == 1

    with vaults.unlock(vault.folder, PASSPHRASE) as again:
        assert len(again.items()) == 1

    assert list((vault.folder / "objects").iterdir()) == []
    assert problems_of(vault.folder) == []


def test_a_file_found_again_does_not_come_back_where_it_may_not_be_kept(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    add(vault, CONTENT)
    (sealed,) = (vault.folder / "objects").iterdir()
    older = (vault.folder / "index.db").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(objects.Objects, "destroy", lambda *_: None)
        vault.change_age("0001", AgeAnswer.UNDER_18, destroy=True)
    vault.lock()
    # The row is there, but not the note that the object was destroyed: the file counts as unknown.
    assert sealed.exists()
    assert older != (vault.folder / "index.db").read_bytes()
    monkeypatch.setattr("desktop.vault.index.Index.gone", lambda _self: frozenset())

    with vaults.unlock(vault.folder, PASSPHRASE) as again:
        assert [item.kind for item in again.items()] == ["record", "record"]

    assert not sealed.exists()
