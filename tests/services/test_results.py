"""Results are kept as records of exactly the bytes that were looked at, with what made them."""

import hashlib
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.matching.result import Match, MatchKind
from desktop.services import results
from desktop.services.checking import Checker
from desktop.services.results import ResultOfOtherBytes
from desktop.services.vaults import ExportRefused, RelationKind, Vault
from desktop.vault.model import AgeAnswer
from tests.vault.vaults import add, new_vault

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def test_a_check_of_an_item_is_kept_with_its_models_and_hash(vault: Vault) -> None:
    content = (SAMPLES / "untouched.jpg").read_bytes()
    item = add(vault, content, "a.jpg")

    with Checker() as checker:
        result = results.check(vault, item.id, checker, Work())

    (record,) = vault.records("check", item.id)
    assert record.content["sha256"] == hashlib.sha256(content).hexdigest() == result.sha256
    assert record.content["models"] == [{"name": one.name, "version": one.version, "sha256": one.sha256} for one in result.models]
    assert {"program", "language", "band", "findings"} <= set(record.content)
    # What is drawn from a picture is not kept beside it.
    assert result.parts is not None
    assert record.content["parts"] is None
    assert [entry.act for entry in vault.log()][-1] == "checked"

    other = add(vault, b"other")
    with pytest.raises(ResultOfOtherBytes):
        results.keep_check(vault, other.id, result)
    assert vault.records("check", other.id) == ()


def test_nothing_is_checked_of_what_may_show_someone_under_18(vault: Vault) -> None:
    item = add(vault, b"x", age=AgeAnswer.UNDER_18)

    with Checker() as checker, pytest.raises(ExportRefused):
        results.check(vault, item.id, checker, Work())


def test_matches_are_kept_and_relate_items_that_are_both_there(vault: Vault) -> None:
    fake, photo = add(vault, b"fake", "fake.jpg"), add(vault, b"photo", "photo.jpg")
    match = Match(Path("/home/someone/photo.jpg"), MatchKind.SAME_SOURCE, 40, IDENTITY, 0.123456, mirrored=False, sha256=photo.sha256)

    record = results.keep_matches(vault, fake.id, fake.sha256, [match])

    assert record.content["matches"] == [
        {"name": "photo.jpg", "sha256": photo.sha256, "kind": "same_source", "inliers": 40, "changed_fraction": 0.1235, "mirrored": False}
    ]
    assert "someone" not in str(record.content)
    (relation,) = vault.casebook.relations(fake.id)
    assert (relation.kind, relation.other_id, relation.by) == (RelationKind.MADE_FROM, photo.id, "match")
    with pytest.raises(ResultOfOtherBytes):
        results.keep_matches(vault, fake.id, photo.sha256, [match])
