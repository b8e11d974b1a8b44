"""Time stamps of a real authority (`openssl ts`): asked for, checked offline, kept, and noticed where they do not hold."""

import contextlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, ItemHasNoFile, Where
from desktop.vault import stamp_check, stamp_order
from desktop.vault.errors import StampMissing, StampNotAsked, StampNotRight, StampNotStamp, StampRootNeeded, StampRootUnreadable
from tests.vault.authority import Authority
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority of these tests")


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "two", carries_root=False, name="Quiet authority")


def test_a_stamp_of_an_item_is_kept_and_holds(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
        stamp = vault.stamps.take_in(authority.answer(vault.stamps.ask(item.id)), [authority.root.read_bytes()])

        assert vault.stamps.listed() == (stamp,)
        assert (stamp.item_id, stamp.sha256, stamp.is_by_chosen_root) == (item.id, item.sha256, True)
        assert stamp.authority == "CN=Test authority"
        assert authority.confirms(stamp.response, b"content")
        assert vault.log()[-1].act == "stamped"
    assert problems_of(tmp_path / "vault") == []


def test_a_stamp_of_the_log_holds_while_the_log_goes_on(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        request = vault.stamps.ask()
        add(vault, b"later")
        stamp = vault.stamps.take_in(authority.answer(request))

        assert (stamp.item_id, stamp.log_records, stamp.is_by_chosen_root) == ("", 1, False)
        assert authority.confirms(stamp.response, stamp.stamped)
        assert vault.stamps.get(stamp.number) == stamp
        with pytest.raises(StampMissing):
            vault.stamps.get(999)
    assert problems_of(tmp_path / "vault") == []


def test_without_a_root_anywhere_it_is_asked_for(tmp_path: Path, quiet: Authority):
    with new_vault(tmp_path / "vault") as vault:
        answer = quiet.answer(vault.stamps.ask())
        with pytest.raises(StampRootNeeded):
            vault.stamps.take_in(answer)

        assert vault.stamps.take_in(answer, [quiet.root.read_bytes()]).root == "CN=Quiet authority root"


def test_the_root_of_another_authority_is_refused(tmp_path: Path, authority: Authority, quiet: Authority):
    with new_vault(tmp_path / "vault") as vault, pytest.raises(StampNotRight):
        vault.stamps.take_in(authority.answer(vault.stamps.ask()), [quiet.root.read_bytes()])


def test_a_root_that_is_none_is_told(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        answer = authority.answer(vault.stamps.ask())
        for root in (b"", b"junk", b"-----BEGIN CERTIFICATE-----\njunk"):
            with pytest.raises(StampRootUnreadable):
                vault.stamps.take_in(answer, [root])


def test_an_answer_to_another_request_is_refused(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "one") as one, new_vault(tmp_path / "two") as two:
        one.stamps.ask()
        with pytest.raises(StampNotAsked):
            one.stamps.take_in(authority.answer(two.stamps.ask()))


def test_a_stamp_outlives_its_item(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
        stamp = vault.stamps.take_in(authority.answer(vault.stamps.ask(item.id)))
        vault.delete(item.id)

        assert vault.stamps.listed() == (stamp,)
    assert problems_of(tmp_path / "vault") == []


def test_an_address_has_no_file_to_stamp(tmp_path: Path):
    with new_vault(tmp_path / "vault") as vault:
        link = vault.add_link("https://example.org/1", Where(), AgeAnswer.NOT_ASKED)
        with pytest.raises(ItemHasNoFile):
            vault.stamps.ask(link.id)


def test_every_changed_byte_of_what_is_signed_is_refused(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        answer = authority.answer(vault.stamps.ask())
        digest, nonce = stamp_check.imprint_of(answer)
    right = stamp_check.check(answer, digest, nonce)

    for place in range(0, len(answer), 7):
        changed = bytearray(answer)
        changed[place] ^= 0x20
        try:
            found = stamp_check.check(bytes(changed), digest, nonce)
        except LindenError:
            continue
        # Bytes outside of the signature (a name in a certificate that only travels along) change nothing of what it says.
        assert (found.at, found.serial, found.policy) == (right.at, right.serial, right.policy)


def test_a_stamp_that_does_not_hold_is_named(tmp_path: Path, authority: Authority):
    folder = tmp_path / "vault"
    with new_vault(folder) as vault:
        item = add(vault, b"content")
        vault.stamps.take_in(authority.answer(vault.stamps.ask(item.id)))
        other = vault.stamps.take_in(authority.answer(vault.stamps.ask()))
        forged = {**vault.records("stamp")[-1].content, "request": 1}
        vault.keep_record("stamp", "", forged)

    problems = vaults.verify(folder, PASSPHRASE, Work())

    assert [problem.code for problem in problems] == ["stamp_wrong"]
    assert str(other.number + 1) in str(problems[0].text)


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_are_an_answer_or_a_known_error(untrusted):
    assert isinstance(stamp_order.in_order(untrusted), bytes)
    with contextlib.suppress(LindenError):
        stamp_check.imprint_of(untrusted)


@pytest.mark.parametrize("untrusted", [b"", b"junk", bytes(300_000)])
def test_what_is_no_answer_is_said_so(untrusted):
    with pytest.raises(StampNotStamp):
        stamp_check.imprint_of(untrusted)


def test_a_refusal_is_told(tmp_path: Path, authority: Authority):
    with new_vault(tmp_path / "vault") as vault:
        request = vault.stamps.ask()
    # A digest that the authority does not accept: SHA-256's name changed to one that is none.
    refused = authority.answer(request.replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040209")))
    with pytest.raises(vaults.StampRefused):
        stamp_check.imprint_of(refused)
