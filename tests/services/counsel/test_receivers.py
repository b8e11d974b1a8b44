"""To whom things may go: what a consent names is enforced, in the words of whoever wrote it."""

from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import handing_over, reporting
from desktop.services.counsel import consent, receivers
from desktop.services.counsel.consent import How, Scope
from desktop.services.counsel.errors import ConsentForOthers, ConsentReceiverOpen
from desktop.services.vaults import AgeAnswer, Vault, Where
from tests.vault.vaults import new_vault


@pytest.fixture
def counselled(tmp_path: Path):
    vault = new_vault(tmp_path / "person")
    consent.begin(vault)
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    yield vault
    vault.lock()


@pytest.mark.parametrize(
    ("to", "recipient", "covered"),
    [
        ("police", "kr_ecrm", True),
        ("the police and D4U, nobody else", "kr_ecrm", True),
        ("경찰", "kr_ecrm", True),
        ("경찰, 디성센터", "kr_ecrm", True),
        ("Telegram", "kr_ecrm", False),
        ("not the police", "kr_ecrm", False),
        ("nobody", "kr_ecrm", False),
        ("kr_ecrm", "kr_ecrm", True),
        ("police", "google_search", False),
        ("Google", "google_search", True),
        ("search engines", "google_search", True),
    ],
)
def test_a_name_covers_who_is_called_so_and_nobody_else(to: str, recipient: str, covered: bool) -> None:
    assert receivers.covers(to, receivers.of_recipient(reporting.recipient(recipient))) is covered


def test_a_colleague_is_meant_by_any_word_for_one() -> None:
    assert receivers.covers("police, my colleague at the other office", receivers.colleague())
    assert not receivers.covers("police", receivers.colleague())


def test_a_report_to_somebody_who_was_not_named_is_refused_and_says_who_was(counselled: Vault) -> None:
    consent.give(counselled, [Scope.REPORT], How.IN_PERSON, to="police, D4U")

    reporting.require_consent(counselled, "kr_ecrm")
    with pytest.raises(ConsentForOthers) as refused:
        reporting.require_consent(counselled, "google_search")

    assert "police, D4U" in str(refused.value.what_happened)
    assert (refused.value.scope, refused.value.receiver) == (Scope.REPORT, reporting.recipient("google_search").name("en"))


def test_with_nobody_named_everybody_may_be_written_to(counselled: Vault) -> None:
    consent.give(counselled, [Scope.REPORT], How.IN_PERSON)

    reporting.require_consent(counselled, "google_search")


def test_a_package_goes_only_to_whom_the_person_named(counselled: Vault, tmp_path: Path) -> None:
    consent.give(counselled, [Scope.HAND_OVER], How.SIGNED, to="police")

    with pytest.raises(ConsentReceiverOpen):
        handing_over.build(counselled, tmp_path / "open.zip", Work())
    with pytest.raises(ConsentForOthers):
        handing_over.build(counselled, tmp_path / "paper.zip", Work(), receiver="a newspaper")
    handing_over.build(counselled, tmp_path / "police.zip", Work(), receiver="police, officer Kim")

    assert [path.name for path in sorted(tmp_path.glob("*.zip"))] == ["police.zip"]


def test_a_single_copy_says_to_nobody_where_it_goes_and_is_refused(counselled: Vault) -> None:
    consent.give(counselled, [Scope.HAND_OVER], How.SIGNED, to="police")

    with pytest.raises(ConsentReceiverOpen):
        consent.require(counselled, Scope.HAND_OVER)


def test_what_is_agreed_to_there_and_then_stands_beside_what_was_agreed_before(counselled: Vault) -> None:
    consent.give(counselled, [Scope.REPORT], How.SIGNED, to="police")
    google = reporting.recipient("google_search").name("en")

    consent.give_also(counselled, Scope.REPORT, How.BY_PHONE, google)

    reporting.require_consent(counselled, "google_search")
    reporting.require_consent(counselled, "kr_ecrm")
    consent.give_also(counselled, Scope.HAND_OVER, How.IN_PERSON, "a lawyer")
    with pytest.raises(ConsentForOthers):
        handing_over.build(counselled, counselled.folder.parent / "paper.zip", Work(), receiver="a newspaper")
