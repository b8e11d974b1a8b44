"""Shares of a vault: any two of three open it, slips are named, and the header stands as FORMAT.md says."""

import contextlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import LindenError
from desktop.services import vaults
from desktop.services.vaults import (
    LastPassphrase,
    NoShares,
    ShareMistyped,
    ShareOfAnotherKind,
    SharesAreTheSame,
    SharesDoNotBelongTogether,
    ShareWordMistyped,
    ShareWordUnknown,
    ShareWrongLength,
    WrongPassphrase,
    WrongShares,
)
from desktop.vault import shares, slots
from desktop.vault.shares import Share
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, add, new_vault

MASTER, VAULT_ID = bytes(range(32)), bytes(range(16))
# From the test vectors of SLIP-39 (vectors.json, 3: "Basic sharing 2-of-3 (128 bits)"): of another shape than ours.
OF_A_WALLET = (
    "shadow pistol academic always adequate wildlife fancy gross oasis cylinder "
    "mustang wrist rescue view short owner flip making coding armed"
)


def text(share: Share) -> str:
    return " ".join(share.words)


def with_shares(folder: Path) -> tuple[str, str, str]:
    with new_vault(folder) as vault:
        add(vault, b"content")
        secret, made = shares.split()
        vault.ways.use_shares(secret)
    return (text(made[0]), text(made[1]), text(made[2]))


@pytest.mark.parametrize("pair", list(itertools.permutations(range(3), 2)))
def test_any_two_shares_give_the_secret(pair):
    secret, made = shares.split()

    assert shares.combine(made[pair[0]], made[pair[1]]) == secret
    assert [share.number for share in made] == [1, 2, 3]
    assert all(len(share.words) == 20 for share in made)


def test_a_share_and_the_secret_do_not_show_themselves():
    secret, (share, *_rest) = shares.split()

    assert share.words[5] not in repr(share)
    assert repr(secret) == "SharedSecret()"


def test_a_share_is_read_however_it_is_written():
    share = shares.split()[1][2]
    numbered = "\n".join(f"{number}. {word[:4].upper()}," for number, word in enumerate(share.words, start=1))

    assert shares.read(numbered) == share
    assert shares.read("  ".join(share.words)) == share


@pytest.mark.parametrize("place", [0, 4, 19])
def test_one_wrong_word_is_named(place):
    words = list(shares.split()[1][0].words)
    words[place] = next(word for word in shares.all_words() if word != words[place])

    with pytest.raises(ShareWordMistyped) as caught:
        shares.read(" ".join(words))

    assert caught.value.facts["word"] == place + 1


def test_a_word_that_is_none_is_named():
    words = list(shares.split()[1][0].words)
    words[6] = "linden"

    with pytest.raises(ShareWordUnknown) as caught:
        shares.read(" ".join(words))

    assert caught.value.facts["word"] == 7


def test_two_wrong_words_are_refused():
    words = list(shares.split()[1][0].words)
    words[3], words[9] = (next(one for one in shares.all_words() if one != word) for word in (words[3], words[9]))

    with pytest.raises(ShareMistyped):
        shares.read(" ".join(words))


def test_a_missing_word_is_said_by_the_count():
    with pytest.raises(ShareWrongLength):
        shares.read(" ".join(shares.split()[1][0].words[:-1]))


def test_a_share_of_a_wallet_is_told_apart():
    with pytest.raises(ShareOfAnotherKind):
        shares.read(OF_A_WALLET)


@given(st.text(max_size=200) | st.lists(st.sampled_from(shares.all_words()), min_size=18, max_size=22).map(" ".join))
def test_any_text_is_a_share_or_a_known_error(typed):
    with contextlib.suppress(LindenError):
        shares.read(typed)


@pytest.mark.parametrize(
    ("typed", "expected"), [("", (0, 0)), ("acad ac", (2, 0)), ("acad ac ", (2, 2)), ("academix", (1, 1)), ("비밀", (1, 1))]
)
def test_while_it_is_typed_a_word_that_is_none_is_told(typed, expected):
    assert shares.typed_so_far(typed) == expected


def test_the_same_share_twice_opens_nothing():
    share = shares.split()[1][0]

    with pytest.raises(SharesAreTheSame):
        shares.combine(share, share)


def test_shares_of_two_sets_are_told():
    (first, *_), (other, second, _third) = shares.split()[1], shares.split()[1]

    for pair in ((first, second), (first, other)):
        with pytest.raises(SharesDoNotBelongTogether):
            shares.combine(*pair)


def test_the_slot_stands_as_the_format_says():
    secret, _made = shares.split()
    slot = slots.seal_random(MASTER, secret, VAULT_ID)

    assert set(slot.as_json()) == {"id", "kind", "nonce", "wrapped"}
    assert slot.as_json()["kind"] == "shares"
    assert slots.open_slot(slots.read(slot.as_json()), secret, VAULT_ID) == MASTER
    assert slots.open_slot(slot, shares.split()[0], VAULT_ID) is None


def test_a_slot_of_one_kind_is_not_opened_as_another():
    secret, _made = shares.split()
    slot = slots.seal_random(MASTER, secret, VAULT_ID)
    turned = slots.RandomSlot(slot.id, "keyring", slot.nonce, slot.wrapped)

    assert slots.open_slot(turned, secret, VAULT_ID) is None


def test_two_shares_open_a_vault_and_choose_a_new_passphrase(tmp_path):
    first, _second, third = with_shares(tmp_path / "vault")
    secret = shares.combine(shares.read(third), shares.read(first))

    with vaults.unlock(tmp_path / "vault", secret) as vault:
        vault.ways.set_passphrase(secret, "new words")
        assert vault.log()[-2].detail == {"way": "shares"}

    vaults.unlock(tmp_path / "vault", "new words").lock()
    vaults.unlock(tmp_path / "vault", secret).lock()
    with pytest.raises(WrongPassphrase):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)


def test_new_shares_end_those_from_before(tmp_path):
    first, second, _third = with_shares(tmp_path / "vault")
    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        vault.ways.use_shares(shares.split()[0])

    with pytest.raises(WrongShares):
        vaults.unlock(tmp_path / "vault", shares.combine(shares.read(first), shares.read(second)))


def test_removed_shares_open_nothing(tmp_path):
    first, second, _third = with_shares(tmp_path / "vault")
    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        vault.ways.remove_shares()
        assert not vault.ways.listed().has_shares

    with pytest.raises(NoShares):
        vaults.unlock(tmp_path / "vault", shares.combine(shares.read(first), shares.read(second)))


def test_changing_the_ways_in_touches_no_object(tmp_path):
    with_shares(tmp_path / "vault")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "vault" / "objects").iterdir()}

    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        vault.ways.add_passphrase("another")
        vault.ways.remove_shares()
        vault.change_passphrase(PASSPHRASE, "new")

    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "vault" / "objects").iterdir()}


def test_a_second_passphrase_can_be_removed_and_the_last_cannot(tmp_path):
    with new_vault(tmp_path / "vault") as vault:
        vault.ways.use_shares(shares.split()[0])
        vault.ways.add_passphrase("another")
        vault.ways.remove_passphrase(PASSPHRASE)

        with pytest.raises(LastPassphrase):
            vault.ways.remove_passphrase("another")

    vaults.unlock(tmp_path / "vault", "another").lock()
    with pytest.raises(WrongPassphrase):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)


def test_the_reader_from_the_format_opens_by_two_shares(tmp_path):
    _first, second, third = with_shares(tmp_path / "vault")

    items, contents, _log = reader_from_format.read(tmp_path / "vault", "", "", (second, third.upper()))

    assert len(items) == 1
    assert contents == {1: b"content"}
