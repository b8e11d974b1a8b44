"""The desk: a sealed list of cases that tells nobody without its passphrase anything, and forgets what leaves it."""

from pathlib import Path

import pytest

from desktop.services import vaults
from desktop.services.counsel import desk, exposure, notes
from desktop.services.counsel.errors import CaseUnknown, CodeTaken, CodeUnusable, FolderTaken, IsADesk, NotADesk, TooMuchAtTheDesk
from desktop.services.counsel.exposure import Looking, Seen
from desktop.services.vaults import AgeAnswer, Where, WrongPassphrase
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.services.counsel.desks import DESK_PASSPHRASE, FIRST_PASSPHRASE, SECOND_PASSPHRASE, new_case, new_desk


def everything_under(folder: Path) -> bytes:
    return b"\n".join(part.as_posix().encode() + (part.read_bytes() if part.is_file() else b"") for part in folder.rglob("*"))


def test_each_case_opens_by_its_own_passphrase_only(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    for code, passphrase in (("K-1001", FIRST_PASSPHRASE), ("K-2002", SECOND_PASSPHRASE)):
        new_case(held, tmp_path, code, passphrase)[1].lock()

    with pytest.raises(WrongPassphrase):
        desk.open_case(held, "K-1001", SECOND_PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        desk.open_case(held, "K-1001", DESK_PASSPHRASE)
    case, vault = desk.open_case(held, "k-1001", FIRST_PASSPHRASE)

    assert case.code == "K-1001"
    assert not vault.is_locked
    vault.lock()
    held.lock()


def test_one_case_is_locked_without_the_other(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    _first, one = new_case(held, tmp_path, "K-1001", FIRST_PASSPHRASE)
    _second, other = new_case(held, tmp_path, "K-2002", SECOND_PASSPHRASE)

    one.lock()

    assert other.items() == ()
    assert [case.code for case in desk.cases(held)] == ["K-1001", "K-2002"]
    other.lock()
    held.lock()


def test_without_the_passphrase_nothing_on_the_disk_tells_codes_or_notes(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    case, vault = new_case(held, tmp_path, "Yeoreum-canary", FIRST_PASSPHRASE)
    notes.write(held, case, "a canary sang in the note")
    vault.lock()
    held.lock()

    found = everything_under(tmp_path)

    for secret in ("Yeoreum-canary", "canary sang", case.id, FIRST_PASSPHRASE):
        assert secret.encode() not in found
    assert case.folder.name.startswith("papers-")
    with pytest.raises(WrongPassphrase):
        desk.unlock(tmp_path / "desk", FIRST_PASSPHRASE)


def test_the_list_is_there_again_after_locking(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    made, vault = new_case(held, tmp_path)
    vault.lock()
    held.lock()

    again = desk.unlock(tmp_path / "desk", DESK_PASSPHRASE)

    assert desk.cases(again) == (made,)
    again.lock()


def test_the_vault_of_a_person_is_no_desk_and_a_desk_no_vault_of_a_person(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    vaults.create(tmp_path / "person", FIRST_PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY).lock()
    with pytest.raises(NotADesk):
        desk.unlock(tmp_path / "person", FIRST_PASSPHRASE)
    other = desk.create(tmp_path / "other", DESK_PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY)
    other.lock()

    with pytest.raises(IsADesk):
        desk.add(held, "K-1001", tmp_path / "other", DESK_PASSPHRASE)

    # Neither was left locked to others.
    desk.unlock(tmp_path / "other", DESK_PASSPHRASE).lock()
    held.lock()


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "tab\there", "bell\x07"])
def test_a_code_that_cannot_be_read_is_refused_before_anything_is_made(tmp_path: Path, code: str) -> None:
    held = new_desk(tmp_path)

    with pytest.raises(CodeUnusable):
        new_case(held, tmp_path, code)

    assert [path.name for path in tmp_path.iterdir()] == ["desk"]
    held.lock()


def test_a_code_or_a_folder_is_at_the_desk_once(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    case, vault = new_case(held, tmp_path)
    vault.lock()

    with pytest.raises(CodeTaken):
        new_case(held, tmp_path, " k-1001 ")
    with pytest.raises(FolderTaken):
        desk.add(held, "K-3003", case.folder, FIRST_PASSPHRASE)
    with pytest.raises(CaseUnknown):
        desk.case(held, "K-3003")

    assert desk.rename(held, "K-1001", "K-3003").code == "K-3003"
    held.lock()


def test_what_is_forgotten_is_gone_from_the_desk_and_only_counted(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    gone, one = new_case(held, tmp_path, "K-1001")
    kept, other = new_case(held, tmp_path, "K-2002")
    for case in (gone, kept):
        notes.write(held, case, f"of {case.code}")
        notes.tick(held, case, "age", done=True)
        exposure.note(held, case, Seen(1, 10.0))

    desk.forget(held, gone)

    assert desk.cases(held) == (kept,)
    assert "K-1001" not in " ".join([*held.answers(), *held.answers().values()])
    assert gone.id not in " ".join(held.answers())
    assert [note.text for note in notes.of_case(held, kept)] == ["of K-2002"]
    assert exposure.on(held) == Seen(1, 10.0)
    assert desk.left(held) == 1
    for vault in (one, other, held):
        vault.lock()


def test_a_note_can_be_written_anew_and_removed(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    case, vault = new_case(held, tmp_path)
    first = notes.write(held, case, "came alone")
    second = notes.write(held, case, "second session")

    notes.write(held, case, "came with a friend", first.id)
    notes.remove(held, case, second.id)

    assert [note.text for note in notes.of_case(held, case)] == ["came with a friend"]
    with pytest.raises(TooMuchAtTheDesk):
        notes.write(held, case, "x" * (notes.MOST_LETTERS + 1))
    vault.lock()
    held.lock()


def test_a_tick_is_kept_with_its_day_and_taken_back(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    case, vault = new_case(held, tmp_path)

    notes.tick(held, case, "age", done=True)
    notes.tick(held, case, "pin", done=True)
    notes.tick(held, case, "pin", done=False)

    assert list(notes.ticks(held, case)) == ["age"]
    vault.lock()
    held.lock()


def test_pictures_are_grey_and_small_until_something_else_is_chosen(tmp_path: Path) -> None:
    held = new_desk(tmp_path)

    before = exposure.looking(held)
    exposure.choose_looking(held, Looking.LINKS)

    assert (before, exposure.looking(held)) == (Looking.GREY, Looking.LINKS)
    held.lock()


def test_what_was_uncovered_adds_up_over_cases(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    one, first = new_case(held, tmp_path, "K-1001")
    other, second = new_case(held, tmp_path, "K-2002")

    exposure.note(held, one, Seen(1, 4.0))
    exposure.note(held, one, Seen(1, 2.5))
    exposure.note(held, other, Seen(2, 1.0))

    assert exposure.on(held) == Seen(4, 7.5)
    assert exposure.in_a_week(held) == Seen(4, 7.5)
    for vault in (first, second, held):
        vault.lock()


def test_a_break_is_suggested_after_long_looking_or_a_long_time() -> None:
    assert not exposure.is_break_due(Seen(1, exposure.SEEN_BEFORE_BREAK_S - 1), exposure.AT_DESK_BEFORE_BREAK_MIN - 1)
    assert exposure.is_break_due(Seen(1, exposure.SEEN_BEFORE_BREAK_S), 0)
    assert exposure.is_break_due(Seen(), exposure.AT_DESK_BEFORE_BREAK_MIN)


def test_the_list_says_which_case_is_closed(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    one, vault = new_case(held, tmp_path, "K-1001", FIRST_PASSPHRASE)
    vault.add_link("https://example.org/1", Where(), AgeAnswer.ADULT)
    assert desk.note_closing(held, one, vault).closed_on is None

    closed = vault.casebook.close_case("1")
    assert closed.closed_at is not None
    desk.note_closing(held, one, vault)
    assert desk.case(held, "K-1001").closed_on == closed.closed_at.date()

    second = vault.casebook.open_case("a second one")
    assert desk.note_closing(held, one, vault).closed_on is None
    vault.casebook.close_case(second.id)
    vault.lock()
    # Closed elsewhere, as by command: noted when it is opened at the desk.
    opened, vault = desk.open_case(held, "K-1001", FIRST_PASSPHRASE)
    assert opened.closed_on == closed.closed_at.date()
    assert desk.case(held, "K-1001").closed_on is not None

    vault.casebook.reopen_case("1")
    assert desk.note_closing(held, one, vault).closed_on is None
    vault.lock()
    held.lock()


def test_an_empty_case_is_not_closed(tmp_path: Path) -> None:
    held = new_desk(tmp_path)
    one, vault = new_case(held, tmp_path, "K-1001", FIRST_PASSPHRASE)

    assert desk.note_closing(held, one, vault).closed_on is None
    vault.lock()
    held.lock()
