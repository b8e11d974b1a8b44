"""The header and its key slots: read back as written, refused in any other form, the same bytes for ever."""

import contextlib
import dataclasses
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import LindenError
from desktop.vault import canonical, header, slots
from desktop.vault.errors import VaultDamaged, VaultTooNew
from desktop.vault.header import Header, HeaderDamaged
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY, Cost, PassphraseSlot
from desktop.vault.way_errors import PassphraseEmpty, PassphraseTooLong, WrongPassphrase

VAULT_ID = bytes(range(16))
MASTER = bytes(range(32))
GOLDEN = (
    b'{"checksum":"d9b448daca4917e387f6adb107cf2b4dc1dc6bc50520b4c2839b2ae4d01ba02e","format":"linden vault","mac":"'
    b'0b1c018ec708d3d0293d19c27598869202d0e4521ec62901d8276eab7962f7cc","revision":1,"slots":[{"id":"01020304","kdf"'
    b':{"lanes":1,"memory_kib":64,"name":"argon2id","passes":1,"salt":"00000000000000000000000000000000","version":1'
    b'9},"kind":"passphrase","nonce":"000000000000000000000000","wrapped":"2a241311f1c427eaa187d79670ad9ea6ba0c670af'
    b'2f18f658ca4e1cda5d39ba35ea9abdaf635c1aef8f7491065b14b6b"}],"vault":"000102030405060708090a0b0c0d0e0f","version'
    b'":1}'
)


def made(passphrase: str = "pass", revision: int = 1, master: bytes = MASTER) -> Header:
    slot = slots.seal(master, passphrase, VAULT_ID, CHEAP_COST_FOR_TESTS_ONLY)
    return Header(VAULT_ID, revision, (slot,)).sealed(master)


def spelled(**changes: object) -> bytes:
    """A header with changed fields and a right checksum, as someone who means harm would write it."""
    stated = json.loads(made().encode()) | changes
    stated.pop("checksum")
    stated = {name: value for name, value in stated.items() if value is not ...}
    return canonical.encode({**stated, "checksum": header._checksum(stated)})


def slot_with(**changes: object) -> list[object]:
    slot = json.loads(made().encode())["slots"][0]
    kdf = slot["kdf"] | {name: value for name, value in changes.items() if name in slot["kdf"]}
    return [slot | {name: value for name, value in changes.items() if name not in kdf} | {"kdf": kdf}]


def test_a_header_is_read_back_as_it_was_written() -> None:
    written = made()

    assert header.decode(written.encode()) == written


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_known_error(untrusted: bytes) -> None:
    with contextlib.suppress(HeaderDamaged, LindenError):
        header.decode(untrusted)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_any_value_in_a_field_is_read_or_refused_with_a_known_error(value: object) -> None:
    for name in ("version", "vault", "revision", "slots", "mac", "format"):
        with contextlib.suppress(HeaderDamaged, LindenError, canonical.NotCanonical):
            header.decode(spelled(**{name: value}))


@pytest.mark.parametrize(
    "changed",
    [
        {"format": "other"},
        {"version": 0},
        {"version": True},
        {"vault": "00"},
        {"revision": 0},
        {"slots": []},
        {"slots": slot_with(id="00")},
        {"slots": slot_with() * 2},
        {"slots": slot_with() * 33},
        {"slots": slot_with(more=1)},
        {"slots": slot_with(memory_kib=7)},
        {"slots": slot_with(memory_kib=slots.MAX_MEMORY_KIB + 1)},
        {"slots": slot_with(passes=0)},
        {"slots": slot_with(passes=65)},
        {"slots": slot_with(lanes=17)},
        {"slots": slot_with(name="argon2d")},
        {"slots": slot_with(salt="00")},
        {"slots": slot_with(wrapped="00")},
        {"mac": ...},
        {"more": 1},
    ],
)
def test_what_we_would_not_have_written_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(HeaderDamaged):
        header.decode(spelled(**changed))


def test_a_newer_version_is_named_as_such() -> None:
    with pytest.raises(VaultTooNew) as error:
        header.decode(spelled(version=2))

    assert error.value.facts == {"version": 2}


def test_another_spelling_is_refused() -> None:
    with pytest.raises(HeaderDamaged):
        header.decode(json.dumps(json.loads(made().encode())).encode())


def test_a_slot_of_an_unknown_kind_is_kept() -> None:
    known = slot_with()
    unknown = {"id": "deadbeef", "kind": "of a later version", "threshold": 2}

    read = header.decode(spelled(slots=[unknown, *known]))

    assert json.loads(read.encode())["slots"] == [unknown, *known]


def test_the_passphrase_opens_and_another_does_not() -> None:
    assert header.open_copies((made("암호"),), "암호")[1] == MASTER
    with pytest.raises(WrongPassphrase):
        header.open_copies((made("암호"),), "암호 ")


def test_a_passphrase_is_the_same_from_every_keyboard() -> None:
    written = made(unicodedata.normalize("NFD", "한글 é"))

    assert header.open_copies((written,), "한글\u00a0é")[1] == MASTER


@pytest.mark.parametrize(("passphrase", "error"), [("", PassphraseEmpty), ("x" * 1025, PassphraseTooLong)])
def test_a_passphrase_has_a_length(passphrase: str, error: type[LindenError]) -> None:
    with pytest.raises(error):
        header.open_copies((made(),), passphrase)


def test_the_older_copy_left_by_a_change_no_longer_opens() -> None:
    older, newer = made("old", 1), made("new", 2)

    assert header.open_copies((newer, older), "new")[1] == MASTER
    with pytest.raises(WrongPassphrase):
        header.open_copies((newer, older), "old")


def test_a_forged_newer_copy_does_not_shut_the_owner_out() -> None:
    forged = made("theirs", 9, master=bytes(32))

    assert header.open_copies((forged, made("mine", 1)), "mine")[0].revision == 1


def test_a_header_changed_by_someone_without_the_key_is_damaged() -> None:
    written = made()
    changed = dataclasses.replace(written, revision=7)

    with pytest.raises(VaultDamaged):
        header.open_copies((changed,), "pass")


@pytest.mark.parametrize("change", [{"id": "00000000"}, {"salt": bytes(16)}, {"cost": Cost(128, 1, 1)}, {"nonce": bytes(12)}])
def test_a_slot_is_bound_to_what_it_states(change: dict[str, object]) -> None:
    slot = slots.seal(MASTER, "pass", VAULT_ID, CHEAP_COST_FOR_TESTS_ONLY)

    assert slots.open_slot(slot, "pass", VAULT_ID) == MASTER
    assert slots.open_slot(dataclasses.replace(slot, **change), "pass", VAULT_ID) is None


def test_a_slot_is_bound_to_its_vault() -> None:
    slot = slots.seal(MASTER, "pass", VAULT_ID, CHEAP_COST_FOR_TESTS_ONLY)

    assert slots.open_slot(slot, "pass", bytes(16)) is None


def test_the_usual_cost_is_of_the_256_mebibyte_class() -> None:
    assert Cost(memory_kib=262_144, passes=3, lanes=4) == slots.USUAL_COST


def test_the_bytes_on_disk_never_change() -> None:
    key = slots.slot_key("pass", bytes(16), CHEAP_COST_FOR_TESTS_ONLY)
    bound = slots._bound_to(slots._stated("01020304", CHEAP_COST_FOR_TESTS_ONLY, bytes(16)), VAULT_ID)
    wrapped = slots.AESGCM(key).encrypt(bytes(12), MASTER, bound)
    slot = PassphraseSlot("01020304", CHEAP_COST_FOR_TESTS_ONLY, bytes(16), bytes(12), wrapped)

    written = Header(VAULT_ID, 1, (slot,)).sealed(MASTER).encode()

    assert written == GOLDEN
    assert header.open_copies((header.decode(GOLDEN),), "pass")[1] == MASTER
