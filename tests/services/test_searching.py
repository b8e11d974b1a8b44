"""Items are found again by whatever is known of them."""

import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.services.searching import Query, find, tags_of
from desktop.services.vaults import AgeAnswer, HowItCame, Person, Said, Vault, Where
from tests.vault.vaults import add, new_vault

SEEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        second = made.casebook.open_case("다른 사람")
        add(made, b"1", "화면 사진.png", Where("https://example.org/post/1", "room_7", "Telegram", "첫 번째", SEEN))
        made.add_link("https://example.net/Profile", Where(account="Someone"), AgeAnswer.NOT_ASKED)
        made.casebook.describe("0001", Said(how=HowItCame.SCREENSHOT, tags=("얼굴", "urgent"), accounts=("@other",)))
        made.casebook.describe("0002", Said(case_id=second.id, tags=("urgent",), people=(Person("지민", AgeAnswer.ADULT),)))
        yield made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), ["0001", "0002"]),
        (Query("사진"), ["0001"]),
        (Query(unicodedata.normalize("NFD", "사진")), ["0001"]),
        (Query("PROFILE"), ["0002"]),
        (Query("telegram 첫"), ["0001"]),
        (Query("telegram profile"), []),
        (Query("지민"), ["0002"]),
        (Query("@other"), ["0001"]),
        (Query(account="someone"), ["0002"]),
        (Query(account="OTHER"), ["0001"]),
        (Query(tag="URGENT"), ["0001", "0002"]),
        (Query(tag="urg"), []),
        (Query(case_id="2"), ["0002"]),
        (Query(kind="link"), ["0002"]),
        (Query(how=HowItCame.SCREENSHOT), ["0001"]),
        (Query(since=SEEN, until=SEEN + timedelta(seconds=1)), ["0001"]),
        (Query(until=SEEN), []),
        (Query(since=SEEN + timedelta(seconds=1)), ["0002"]),
    ],
)
def test_what_fits_is_found_and_nothing_else(vault: Vault, query: Query, expected: list[str]) -> None:
    assert [item.id for item in find(vault, query)] == expected


def test_tags_come_most_frequent_first(vault: Vault) -> None:
    assert tags_of(vault.items()) == ("urgent", "얼굴")
