"""Pictures of a vault are found again in one another."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from desktop.core import places
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.matching.result import MatchKind
from desktop.services import vault_matching
from desktop.services.vault_matching import Related
from desktop.services.vaults import AgeAnswer, Vault, Where
from desktop.vault.model import RelationKind
from tests.vault.vaults import add, new_vault

SAMPLES = places.resources() / "samples"


def _cropped(name: str) -> bytes:
    out = io.BytesIO()
    with Image.open(SAMPLES / "own-photos" / name) as image:
        image.crop((60, 40, image.width - 90, image.height - 30)).save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with new_vault(tmp_path_factory.mktemp("alike") / "vault") as vault:
        add(vault, (SAMPLES / "own-photos" / "portrait.jpg").read_bytes(), "first.jpg")
        add(vault, (SAMPLES / "untouched.jpg").read_bytes(), "other.jpg")
        add(vault, _cropped("portrait.jpg"), "again.jpg")
        add(vault, (SAMPLES / "composite.jpg").read_bytes(), "made.jpg")
        add(vault, b"a letter", "letter.txt")
        vault.add_file(_cropped("portrait.jpg") + b" ", "young.jpg", Where(), AgeAnswer.UNDER_18, Work())
        yield vault


@pytest.fixture(scope="module")
def found(vault: Vault) -> list[Related]:
    return list(vault_matching.all_related(vault, Work()))


def test_a_cropped_upload_and_a_composite_lead_to_the_older_item(found: list[Related]) -> None:
    pairs = {(one.item_id, one.other_id): one.match.kind for one in found}

    assert pairs == {
        ("0003", "0001"): MatchKind.SAME_IMAGE,
        ("0004", "0001"): MatchKind.SAME_SOURCE,
        ("0004", "0003"): MatchKind.SAME_SOURCE,
    }


def test_one_new_item_is_compared_with_all_others(vault: Vault, found: list[Related]) -> None:
    of_one = vault_matching.related(vault, "0004", Work())

    assert {one.other_id for one in of_one} == {one.other_id for one in found if one.item_id == "0004"}


def test_only_the_same_picture_is_kept_as_a_relation_and_once(vault: Vault, found: list[Related]) -> None:
    for one in found * 2:
        vault_matching.keep(vault, one)

    kept = [one for one in vault.casebook.relations() if one.by == "match"]
    assert [(one.kind, one.item_id, one.other_id) for one in kept] == [(RelationKind.SAME_IMAGE, "0003", "0001")]


def test_a_picture_of_someone_under_18_is_not_there_to_be_compared(vault: Vault, found: list[Related]) -> None:
    assert vault.item("0006").kind == "record"
    assert not any("0006" in (one.item_id, one.other_id) for one in found)
    with pytest.raises(LindenError):
        vault_matching.related(vault, "0006", Work())
