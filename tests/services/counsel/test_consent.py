"""Consent: nothing is asked of a person alone; at a desk what was not agreed to, was revoked or has ended is refused in words."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import handing_over
from desktop.services.counsel import consent, receivers
from desktop.services.counsel.consent import How, Scope, State
from desktop.services.counsel.errors import ConsentEnded, ConsentMissing, ConsentRevoked
from desktop.services.vaults import AgeAnswer, Vault, Where
from tests.vault.vaults import new_vault


@pytest.fixture
def counselled(tmp_path: Path):
    vault = new_vault(tmp_path / "person")
    consent.begin(vault)
    yield vault
    vault.lock()


def state_of(vault: Vault, scope: Scope) -> State:
    return next(one.state for one in consent.standing(vault) if one.scope is scope)


@pytest.mark.parametrize("scope", Scope)
def test_a_person_alone_is_asked_for_nothing(tmp_path: Path, scope: Scope) -> None:
    with new_vault(tmp_path / "person") as vault:
        consent.require(vault, scope)

        assert not consent.is_counselled(vault)


@pytest.mark.parametrize("scope", Scope)
def test_at_a_desk_what_was_not_asked_is_refused(counselled: Vault, scope: Scope) -> None:
    with pytest.raises(ConsentMissing) as refused:
        consent.require(counselled, scope)

    assert str(consent.WHAT[scope]) in str(refused.value.what_happened)


def test_each_scope_stands_by_itself(counselled: Vault) -> None:
    consent.give(counselled, [Scope.LOOK, Scope.REPORT], How.IN_PERSON, to="police only")
    consent.revoke(counselled, [Scope.LOOK])

    assert [one.state for one in consent.standing(counselled)] == [State.REVOKED, State.NOT_ASKED, State.GIVEN, State.NOT_ASKED]
    consent.require(counselled, Scope.REPORT, receivers.named("police"))
    with pytest.raises(ConsentRevoked):
        consent.require(counselled, Scope.LOOK)


def test_consent_that_was_revoked_can_be_given_anew(counselled: Vault) -> None:
    consent.give(counselled, [Scope.KEEP], How.SIGNED)
    consent.revoke(counselled, [Scope.KEEP])
    consent.give(counselled, [Scope.KEEP], How.BY_PHONE)

    consent.require(counselled, Scope.KEEP)

    assert [one.content["act"] for one in consent.history(counselled)] == ["begins", "given", "revoked", "given"]


def test_consent_holds_to_the_end_of_its_day_and_no_longer(counselled: Vault) -> None:
    today = date.today()
    consent.give(counselled, [Scope.LOOK], How.IN_PERSON, until=today)
    consent.require(counselled, Scope.LOOK)
    consent.give(counselled, [Scope.LOOK], How.IN_PERSON, until=today - timedelta(days=1))

    with pytest.raises(ConsentEnded):
        consent.require(counselled, Scope.LOOK)

    assert state_of(counselled, Scope.LOOK) is State.ENDED


def test_every_word_is_in_the_custody_log(counselled: Vault) -> None:
    consent.give(counselled, [Scope.LOOK, Scope.KEEP], How.IN_PERSON)
    consent.revoke(counselled, [Scope.KEEP])

    said = [(entry.act, entry.detail.get("scopes", "")) for entry in counselled.log() if entry.act.startswith(("consent", "counsel"))]

    assert said == [("counsel_began", ""), ("consent_given", "look keep"), ("consent_revoked", "keep")]
    assert counselled.verify(Work()) == ()


def test_what_the_person_does_with_the_keyboard_needs_no_consent(counselled: Vault) -> None:
    consent.revoke(counselled, [Scope.KEEP])
    consent.give_keyboard(counselled)
    consent.require(counselled, Scope.KEEP)
    consent.take_keyboard_back(counselled)
    consent.take_keyboard_back(counselled)

    with pytest.raises(ConsentRevoked):
        consent.require(counselled, Scope.KEEP)

    assert [entry.act for entry in counselled.log() if entry.act.startswith("keyboard")] == ["keyboard_given", "keyboard_taken_back"]


def test_once_no_counselor_works_with_it_the_vault_asks_for_nothing(counselled: Vault) -> None:
    consent.revoke(counselled, [Scope.HAND_OVER])

    consent.end(counselled)

    consent.require(counselled, Scope.HAND_OVER)
    assert not consent.is_counselled(counselled)


def test_a_package_is_not_made_after_consent_was_revoked(counselled: Vault, tmp_path: Path) -> None:
    consent.give(counselled, [Scope.HAND_OVER], How.IN_PERSON)
    counselled.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    handing_over.build(counselled, tmp_path / "first.zip", Work())
    consent.revoke(counselled, [Scope.HAND_OVER])

    with pytest.raises(ConsentRevoked):
        handing_over.build(counselled, tmp_path / "second.zip", Work())

    assert (tmp_path / "first.zip").exists()
    assert not (tmp_path / "second.zip").exists()
