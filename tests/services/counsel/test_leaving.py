"""A case leaves the desk: the copy is whole and opens for the person, and nothing is left where it was."""

import shutil
from pathlib import Path

import pytest

from desktop.core import texts
from desktop.core.errors import DiskFull
from desktop.core.work import Work
from desktop.services import handing_over, vaults
from desktop.services.counsel import consent, desk, exposure, leaving, notes, receipt, receivers
from desktop.services.counsel.consent import How, Scope
from desktop.services.counsel.errors import ConsentMissing, CopyNotWhole
from desktop.services.counsel.exposure import Seen
from desktop.services.counsel.receipt import Destination
from desktop.services.vaults import AgeAnswer, Vault, Where, WrongPassphrase
from desktop.vault import backup
from tests.services.counsel.desks import FIRST_PASSPHRASE, SECOND_PASSPHRASE, new_case, new_desk

CANARY_CODE, CANARY_NOTE, CANARY_FILE, CANARY_LINK = (
    "Canary-Code-77",
    "canary note twitters",
    b"canary file sings" * 99,
    "https://example.org/canary",
)


@pytest.fixture
def held(tmp_path: Path):
    made = new_desk(tmp_path)
    yield made
    made.lock()


@pytest.fixture
def filled(held: Vault, tmp_path: Path):
    """A case with canaries everywhere, and another beside it."""
    case, vault = new_case(held, tmp_path, CANARY_CODE)
    vault.add_file(CANARY_FILE, "canary.bin", Where(note="canary words"), AgeAnswer.ADULT, Work())
    vault.add_link(CANARY_LINK, Where(), AgeAnswer.ADULT)
    notes.write(held, case, CANARY_NOTE)
    notes.tick(held, case, "age", done=True)
    exposure.note(held, case, Seen(2, 30.0))
    new_case(held, tmp_path, "K-2002", SECOND_PASSPHRASE)[1].lock()
    yield case, vault
    vault.lock()


def raw_pages(held: Vault) -> bytes:
    """Return every decrypted page of the desk's index, free ones too."""
    return bytes(held._store._index._connection.serialize("main"))


def test_the_person_takes_everything_home_and_the_desk_keeps_nothing(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    stick = tmp_path / "stick"
    stick.mkdir()
    traces = (CANARY_CODE, case.id, case.folder.name, CANARY_NOTE, "canary")
    assert all(trace.encode() in raw_pages(held) for trace in (CANARY_CODE, case.id, CANARY_NOTE))

    copied = leaving.copy(held, case, vault, stick, Work(), to=Destination.HOME, with_notes=True)
    leaving.finish(held, case, vault, copied, FIRST_PASSPHRASE)

    assert not case.folder.exists()
    pages = raw_pages(held)
    assert not [trace for trace in traces if trace.encode() in pages]
    assert not [trace for trace in traces if trace in str(held.log())]
    assert [one.code for one in desk.cases(held)] == ["K-2002"]
    assert desk.left(held) == 1
    for part in tmp_path.rglob("*"):
        is_on_stick = stick in part.parents
        assert is_on_stick or not part.is_file() or b"canary" not in part.read_bytes()


def test_the_copy_opens_for_the_person_with_everything_in_it_and_asks_for_no_consent(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=True)
    leaving.finish(held, case, vault, copied, FIRST_PASSPHRASE)

    with vaults.unlock(copied.folder, FIRST_PASSPHRASE) as taken:
        assert taken.read("0001", Work()) == CANARY_FILE
        assert taken.item("0002").where.url == CANARY_LINK
        assert not consent.is_counselled(taken)
        consent.require(taken, Scope.HAND_OVER, receivers.colleague())
        assert [one["text"] for one in taken.records(leaving.NOTES_RECORD)[0].content["notes"]] == [CANARY_NOTE]
        assert "taken_home" in [entry.act for entry in taken.log()]
        assert taken.verify(Work()) == ()


def test_session_notes_go_into_no_package(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=True)

    with vaults.unlock(copied.folder, FIRST_PASSPHRASE) as taken:
        built = handing_over.build(taken, tmp_path / "evidence.zip", Work())

    shutil.unpack_archive(built.path, tmp_path / "open")
    inside = b"".join(path.read_bytes() for path in (tmp_path / "open").rglob("*") if path.is_file())
    assert CANARY_LINK.encode() in inside
    assert CANARY_NOTE.encode() not in inside
    assert b"session_notes" not in inside


def test_notes_stay_behind_and_are_forgotten_where_they_shall_not_go_along(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=False)

    with vaults.unlock(copied.folder, FIRST_PASSPHRASE) as taken:
        assert taken.records(leaving.NOTES_RECORD) == ()
    assert not copied.receipt.notes_too


def test_a_colleague_needs_consent_and_finds_it_as_it_stood(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    with pytest.raises(ConsentMissing):
        leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.COLLEAGUE, with_notes=True)
    consent.give(vault, [Scope.HAND_OVER], How.SIGNED, to="colleague at the other office")

    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.COLLEAGUE, with_notes=True)

    their_desk = new_desk(tmp_path / "elsewhere")
    _case, taken = desk.add(their_desk, "Z-1", copied.folder, FIRST_PASSPHRASE)
    consent.require(taken, Scope.HAND_OVER, receivers.colleague())
    assert consent.is_counselled(taken)
    for one in (taken, their_desk):
        one.lock()


@pytest.mark.parametrize("passphrase", ["", "not theirs", SECOND_PASSPHRASE])
def test_nothing_is_destroyed_before_the_copy_opens(held: Vault, filled, tmp_path: Path, passphrase: str) -> None:
    case, vault = filled
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=True)

    with pytest.raises((WrongPassphrase, vaults.PassphraseEmpty)):
        leaving.finish(held, case, vault, copied, passphrase)

    assert vault.read("0001", Work()) == CANARY_FILE
    assert desk.case(held, CANARY_CODE) == case


def test_nothing_is_destroyed_where_another_vault_lies_in_the_place_of_the_copy(held: Vault, filled, tmp_path: Path) -> None:
    case, vault = filled
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=True)
    shutil.rmtree(copied.folder)
    _other, put_there = new_case(held, tmp_path, "K-3003", FIRST_PASSPHRASE)
    put_there.lock()
    shutil.copytree(put_there.folder, copied.folder)

    with pytest.raises(CopyNotWhole):
        leaving.finish(held, case, vault, copied, FIRST_PASSPHRASE)

    assert vault.read("0001", Work()) == CANARY_FILE


def test_where_the_stick_is_full_everything_is_at_the_desk_as_before(
    held: Vault, filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, vault = filled

    def no_room(*_arguments: object) -> None:
        raise DiskFull(name="stick")

    monkeypatch.setattr(backup, "_make_room", no_room)
    with pytest.raises(DiskFull):
        leaving.copy(held, case, vault, tmp_path, Work(), to=Destination.HOME, with_notes=True)

    assert consent.is_counselled(vault)
    assert vault.read("0001", Work()) == CANARY_FILE
    assert desk.case(held, CANARY_CODE) == case


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("to", Destination)
def test_the_receipt_names_code_and_numbers_on_one_page(held: Vault, filled, tmp_path: Path, language: str, to: Destination) -> None:
    import pypdf

    case, vault = filled
    consent.give(vault, [Scope.HAND_OVER], How.IN_PERSON)
    copied = leaving.copy(held, case, vault, tmp_path, Work(), to=to, with_notes=True)

    path = receipt.save(copied.receipt, tmp_path / "receipt", language)

    pdf = pypdf.PdfReader(path)
    words = "".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert CANARY_CODE in words
    assert copied.receipt.log_hash in words
    assert copied.receipt.fingerprint in words
    assert "example.org" not in words
    assert "canarywords" not in words
    with vaults.unlock(copied.folder, FIRST_PASSPHRASE) as taken:
        assert copied.receipt.log_hash in {entry.hash for entry in taken.log()}
