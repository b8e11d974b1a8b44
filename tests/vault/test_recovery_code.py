"""The recovery code: its text form, its slot, and the way back in; a wrong code changes nothing."""

import contextlib
import dataclasses
import json
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import DiskFull, LindenError
from desktop.core.work import Work
from desktop.services import recovering, vaults
from desktop.services.vaults import (
    NoRecoveryCode,
    PassphraseEmpty,
    RecoveryCodeMistyped,
    RecoveryCodeWrongLength,
    RecoveryGroupMistyped,
    TooManyKeySlots,
    WrongPassphrase,
    WrongRecoveryCode,
)
from desktop.vault import header, recovery_code, slots
from desktop.vault.header import Header
from desktop.vault.recovery_code import ALPHABET, LENGTH, SECRET_LENGTH, RecoveryCode
from tests.vault import reader_from_format
from tests.vault.vaults import PASSPHRASE, add, new_vault

VAULT_ID, MASTER = bytes(range(16)), bytes(range(32))
codes = st.text(ALPHABET, min_size=SECRET_LENGTH, max_size=SECRET_LENGTH).map(RecoveryCode)


def bytes_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(codes)
def test_a_code_is_read_back_as_it_was_shown(code: RecoveryCode) -> None:
    assert recovery_code.read(code.shown()) == code


@given(codes, st.sampled_from(["", " ", "\u2013", "\u2212", "\n", "\u3000"]))
def test_case_separators_and_look_alikes_do_not_matter(code: RecoveryCode, between: str) -> None:
    typed = code.shown().replace("-", between).lower().replace("0", "o").replace("l", "I")

    assert recovery_code.read(typed) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found_and_its_group_named(code: RecoveryCode, place: int, letter: str) -> None:
    plain = code.shown().replace("-", "").lower()
    wrong = plain[:place] + letter + plain[place + 1 :]
    if wrong == plain:
        return

    with pytest.raises(RecoveryGroupMistyped) as error:
        recovery_code.read(wrong)

    assert error.value.facts == {"group": place // 5 + 1}


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_letters_that_changed_places_are_found(code: RecoveryCode, one: int, other: int) -> None:
    letters = list(code.shown().replace("-", ""))
    letters[one], letters[other] = letters[other], letters[one]
    if "".join(letters) == code.shown().replace("-", ""):
        return

    with pytest.raises(RecoveryCodeMistyped):
        recovery_code.read("".join(letters))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_known_error(untrusted: str) -> None:
    with contextlib.suppress(RecoveryCodeMistyped, RecoveryCodeWrongLength):
        recovery_code.read(untrusted)


def test_the_printed_form_and_the_bytes_on_disk_never_change() -> None:
    code = RecoveryCode(ALPHABET + "qp")
    bound = slots._bound_to(slots._stated_random("01020304", "recovery"), VAULT_ID)
    wrapped = slots.AESGCM(slots.random_key(code, VAULT_ID)).encrypt(bytes(12), MASTER, bound)

    assert code.shown() == "QPZRY-9X8GF-2TVDW-0S3JN-54KHC-E6MUA-7LQPR-22X8V"
    assert wrapped.hex() == "8bdb17dd5f1e089cb640f5494021371c03a2f3f3e112953f06ece13ae25f843620599033c90d11ed18dd586e3f89a484"
    assert slots.open_slot(slots.RandomSlot("01020304", "recovery", bytes(12), wrapped), code, VAULT_ID) == MASTER


def test_the_check_characters_are_those_of_bip_350() -> None:
    # The valid test vector "split1checkupstagehandshakeupstreamerranterredcaperredlc445v" of BIP-350.
    text = "checkupstagehandshakeupstreamerranterredcaperredlc445v"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery_code, "NAME", "split")
        assert recovery_code._is_whole(text)


def test_a_code_does_not_show_itself_by_accident() -> None:
    code = recovery_code.new()

    assert code.secret not in repr(code)


def test_a_slot_with_anything_more_is_refused() -> None:
    stated = slots.seal_random(MASTER, recovery_code.new(), VAULT_ID).as_json()

    assert slots.read(stated).as_json() == stated
    for wrong in ({**stated, "more": 1}, {**stated, "nonce": "00"}, {**stated, "wrapped": "00"}):
        with pytest.raises(slots.SlotUnreadable):
            slots.read(wrong)


def test_a_recovery_slot_is_bound_to_its_vault_and_its_id() -> None:
    code = recovery_code.new()
    slot = slots.seal_random(MASTER, code, VAULT_ID)

    assert slots.open_slot(slot, code, bytes(16)) is None
    assert slots.open_slot(dataclasses.replace(slot, id="00000000"), code, VAULT_ID) is None


def test_a_forgotten_passphrase_is_replaced_by_the_code(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
        code = recovering.make(vault)

    with recovering.recover(tmp_path / "vault", code.shown(), "new") as vault:
        assert vault.read(item.id, Work()) == b"content"
        said = [(entry.act, entry.detail) for entry in vault.log()][-3:]

    assert said == [
        ("recovery_made", {"replaced": "no"}),
        ("unlocked", {"way": "recovery_code"}),
        ("passphrase_changed", {"way": "recovery_code"}),
    ]
    with pytest.raises(WrongPassphrase):
        vaults.unlock(tmp_path / "vault", PASSPHRASE)
    vaults.unlock(tmp_path / "vault", "new").lock()
    vaults.unlock(tmp_path / "vault", code).lock()
    assert vaults.verify(tmp_path / "vault", "new", Work()) == ()


def test_a_new_code_ends_the_one_before(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        first, second = recovering.make(vault), recovering.make(vault)
    before = bytes_of(tmp_path / "vault")

    with pytest.raises(WrongRecoveryCode):
        recovering.recover(tmp_path / "vault", first.shown(), "new")

    assert bytes_of(tmp_path / "vault") == before
    kinds = [slot["kind"] for slot in json.loads(before[tmp_path / "vault" / "vault.json"])["slots"]]
    assert kinds == ["passphrase", "recovery"]
    vaults.unlock(tmp_path / "vault", second).lock()


def test_the_code_survives_a_change_of_the_passphrase(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        code = recovering.make(vault)
        vault.change_passphrase(PASSPHRASE, "other")

    vaults.unlock(tmp_path / "vault", code).lock()


@pytest.mark.parametrize(
    ("typed", "new", "error"),
    [
        (RecoveryCode("q" * 34).shown(), "new", WrongRecoveryCode),
        (RecoveryCode("q" * 34).shown().replace("Q", "P", 1), "new", RecoveryCodeMistyped),
        ("QQQQQ", "new", RecoveryCodeWrongLength),
        (RecoveryCode("q" * 34).shown(), "", PassphraseEmpty),
    ],
)
def test_a_wrong_code_changes_nothing_and_is_said_in_words(tmp_path: Path, typed: str, new: str, error: type[LindenError]) -> None:
    with new_vault(tmp_path / "vault") as vault:
        recovering.make(vault)
    before = bytes_of(tmp_path / "vault")

    with pytest.raises(error) as told:
        recovering.recover(tmp_path / "vault", typed, new)

    assert "{" not in str(told.value.what_happened) + str(told.value.what_to_do)
    assert bytes_of(tmp_path / "vault") == before


def test_a_vault_without_a_code_says_so(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()

    with pytest.raises(NoRecoveryCode):
        recovering.recover(tmp_path / "vault", recovery_code.new().shown(), "new")


def test_a_full_disk_leaves_the_code_before_and_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_vault(tmp_path / "vault") as vault:
        code = recovering.make(vault)
        with monkeypatch.context() as patch:
            patch.setattr(header.files, "write", lambda *_: (_ for _ in ()).throw(DiskFull(name="vault")))
            with pytest.raises(DiskFull):
                recovering.make(vault, tmp_path / "code.pdf")

    assert not (tmp_path / "code.pdf").exists()
    vaults.unlock(tmp_path / "vault", code).lock()


def test_a_full_header_refuses_a_code(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        more = tuple(slots.UnknownSlot(f"{n:08x}", {"id": f"{n:08x}", "kind": "shares"}) for n in range(31))
        store = vault._store
        store.header = dataclasses.replace(store.header, slots=(*store.header.slots, *more))
        with pytest.raises(TooManyKeySlots):
            recovering.make(vault)


def test_the_older_copy_left_by_a_new_code_no_longer_opens() -> None:
    first, second = recovery_code.new(), recovery_code.new()
    older = Header(VAULT_ID, 1, (slots.seal_random(MASTER, first, VAULT_ID),)).sealed(MASTER)
    newer = Header(VAULT_ID, 2, (slots.seal_random(MASTER, second, VAULT_ID),)).sealed(MASTER)

    assert header.open_copies((newer, older), second)[1] == MASTER
    with pytest.raises(WrongRecoveryCode):
        header.open_copies((newer, older), first)


def test_the_reader_from_the_format_opens_by_code(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        add(vault, b"content")
        code = recovering.make(vault)

    _items, contents, _log = reader_from_format.read(tmp_path / "vault", "", code.shown().lower().replace("-", " "))

    assert contents == {1: b"content"}


def test_a_damaged_list_is_made_anew_by_code(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, b"content")
        code = recovering.make(vault)
    (tmp_path / "vault" / "index.db").write_bytes(bytes(8192))

    with recovering.recover(tmp_path / "vault", code.shown(), "new", vaults.rebuild) as vault:
        assert vault.read(item.id, Work()) == b"content"

    vaults.unlock(tmp_path / "vault", "new").lock()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_is_one_pdf_outside_the_vault(tmp_path: Path, language: str) -> None:
    with new_vault(tmp_path / "vault") as vault:
        code = recovering.make(vault, tmp_path / "code.pdf", language)
        with pytest.raises(LindenError):
            recovering.make(vault, tmp_path / "vault" / "code.pdf", language)
        with pytest.raises(LindenError):
            recovering.make(vault, tmp_path / "code.pdf", language)

    pages = pypdf.PdfReader(tmp_path / "code.pdf").pages
    assert len(pages) == 1
    # The letters stand apart on the page, which reads as spaces.
    printed = "".join(pages[0].extract_text().split())
    assert all(group in printed for group in code.shown().split("-"))
    assert ("복구 코드" if language == "ko" else "Recovery code") in pages[0].extract_text()
