"""The hand-over's page, with a real vault and real packages, and the whole way from a new vault to a verified package."""

import zipfile
from pathlib import Path

import pyrage
import pytest
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.handover.doors import DoorsView
from desktop.gui.pages.handover.making import MakeView
from desktop.gui.pages.handover.page import HandoverPage
from desktop.gui.pages.handover.results import BuiltView, VerifiedView, VerifyView
from desktop.gui.pages.handover.taking_over import TakenView, TakeOverView
from desktop.gui.window import MainWindow
from desktop.services import handing_over, vaults
from desktop.services.vaults import AgeAnswer, Where
from tests.gui.cases import ADDRESS, PASSPHRASE, answer_question, filled_vault, new_vault, picture, settle, shown_words

YES, NOT_SURE, ADULT = 0, 1, 2


@pytest.fixture
def page(window: MainWindow) -> HandoverPage:
    window.show_page(Place.HANDOVER)
    assert isinstance(window.page, HandoverPage)
    return window.page


def _make(page: HandoverPage, window: MainWindow, qtbot: QtBot, folder: Path, age: AgeAnswer = AgeAnswer.ADULT) -> MakeView:
    window.context.session.open(filled_vault(folder, age))
    window.show_page(Place.HANDOVER)
    page.view.make_door.click()
    settle(qtbot, window)
    assert isinstance(page.view, MakeView)
    return page.view


def _build(page: HandoverPage, window: MainWindow, qtbot: QtBot, out: Path) -> None:
    page.view.agreed.click()
    page.view.make_button.click()
    answer_question(page, out)
    settle(qtbot, window)


def _verify(page: HandoverPage, window: MainWindow, qtbot: QtBot, package: Path) -> None:
    window.show_page(Place.HANDOVER)
    page._show_doors()
    page.view.verify_door.click()
    assert isinstance(page.view, VerifyView)
    page.view.choose_button.click()
    answer_question(page, package)
    settle(qtbot, window)


def test_without_a_vault_the_page_says_how_to_go_on(page: HandoverPage, window: MainWindow):
    assert isinstance(page.view, DoorsView)
    assert "no vault is open" in shown_words(page.view)

    page.view.vault_button.click()

    assert window.place is Place.VAULT


def test_everything_that_would_leave_is_listed_before_it_leaves(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")
    assert view.contents.entries
    assert not view.make_button.isEnabled()
    listed = {entry.path for entry in view.contents.entries}

    _build(page, window, qtbot, tmp_path / "out.zip")

    assert isinstance(page.view, BuiltView)
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        inside = {name.split("/", 1)[1] for name in package.namelist() if not name.endswith("/")}
    assert inside == listed


def test_without_pictures_no_picture_leaves(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")
    view.pictures.buttons()[1].click()
    settle(qtbot, window)
    assert "No picture" in shown_words(view.contents)

    _build(page, window, qtbot, tmp_path / "out.zip")

    content = (tmp_path / "out.zip").read_bytes()
    assert picture()[20:200] not in content
    assert ADDRESS.encode() in b"".join(zipfile.ZipFile(tmp_path / "out.zip").read(name) for name in _names(tmp_path / "out.zip"))


def test_a_change_takes_the_agreement_back(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")
    view.agreed.click()
    assert view.make_button.isEnabled()

    view.pictures.buttons()[1].click()
    settle(qtbot, window)

    assert not view.agreed.isChecked()
    assert not view.make_button.isEnabled()


def test_with_no_item_chosen_nothing_can_be_made(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")

    view.items.choose_all(False)
    settle(qtbot, window)

    assert not view.agreed.isEnabled()
    assert "nothing to hand over" in shown_words(page)


@pytest.mark.parametrize(("answer", "leaves"), [(None, False), (NOT_SURE, False), (ADULT, True)])
def test_a_picture_whose_age_nobody_answered_leaves_only_after_a_clear_no(
    *, answer: int | None, leaves: bool, page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    view = _make(page, window, qtbot, tmp_path / "papers", AgeAnswer.NOT_ASKED)
    assert view.age.isVisible()
    assert [entry for entry in view.contents.entries if entry.what == "item"] == []
    if answer is not None:
        view.age.buttons()[answer].click()
        settle(qtbot, window)
    listed = [entry for entry in view.contents.entries if entry.what == "item"]

    _build(page, window, qtbot, tmp_path / "out.zip")

    assert bool(listed) is leaves
    assert any(name.endswith("photo.jpg") for name in _names(tmp_path / "out.zip")) is leaves


def test_an_existing_file_is_never_written_over(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _make(page, window, qtbot, tmp_path / "papers")
    out = tmp_path / "out.zip"
    out.write_bytes(b"mine")

    _build(page, window, qtbot, out)

    assert out.read_bytes() == b"mine"
    assert "is there already" in shown_words(page)


def test_a_picture_is_refused_as_a_report(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")
    (tmp_path / "not-a-report.jpg").write_bytes(picture())

    view.reports_button.click()
    answer_question(page, tmp_path / "not-a-report.jpg")
    settle(qtbot, window)

    assert "is not a report" in shown_words(page)
    assert not view.agreed.isEnabled()


def test_a_changed_package_is_found_out_and_said(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _make(page, window, qtbot, tmp_path / "papers")
    out = tmp_path / "out.zip"
    _build(page, window, qtbot, out)
    content = bytearray(out.read_bytes())
    place = content.find(picture()[40:80])
    assert place > 0
    content[place] ^= 1
    out.write_bytes(content)

    _verify(page, window, qtbot, out)

    assert isinstance(page.view, VerifiedView)
    assert "not as it was made" in shown_words(page.view)
    assert "photo.jpg" in shown_words(page.view)


def test_a_file_that_is_no_package_is_said_to_be_none(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    other = tmp_path / "holiday.zip"
    other.write_bytes(b"no zip at all")

    _verify(page, window, qtbot, other)

    assert "not an evidence package" in shown_words(page)


def test_locking_in_the_middle_leaves_no_half_package(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = new_vault(tmp_path / "papers")
    vault.add_file(bytes(range(256)) * 200_000, "large.bin", Where(), AgeAnswer.ADULT, Work())
    window.context.session.open(vault)
    window.show_page(Place.HANDOVER)
    page.view.make_door.click()
    settle(qtbot, window)
    out = tmp_path / "out"
    out.mkdir()
    page.view.agreed.click()
    page.view.make_button.click()
    answer_question(page, out / "package.zip")
    qtbot.waitUntil(page.busy.isVisible)

    window.context.session.lock()
    settle(qtbot, window)

    assert isinstance(page.view, DoorsView)
    assert [path.name for path in out.iterdir() if path.name != "package.zip"] == []
    vaults.unlock(tmp_path / "papers", PASSPHRASE).lock()


def test_the_whole_way(window: MainWindow, qtbot: QtBot, tmp_path: Path):
    """A new vault, a picture, an address, a report with gaps that is filled and saved, a package, and its verification."""
    source, out = tmp_path / "photo.jpg", tmp_path / "out"
    source.write_bytes(picture())
    out.mkdir()

    window.show_page(Place.VAULT)
    vault_page = window.page
    vault_page.view.new_door.click()
    vault_page.view.where.line.setText(str(tmp_path))
    for field in (vault_page.view.passphrase, vault_page.view.again):
        qtbot.keyClicks(field.line, "quiet words by the lake")
    vault_page.view.make_button.click()
    settle(qtbot, window)
    vault_page.view.files_button.click()
    answer_question(vault_page, source)
    settle(qtbot, window)
    vault_page.view.age.buttons()[ADULT].click()
    qtbot.keyClicks(vault_page.view.where.url, ADDRESS)
    vault_page.view.keep_button.click()
    settle(qtbot, window)
    vault_page.view.link_button.click()
    qtbot.keyClicks(vault_page.view.addresses, "https://example.net/second")
    vault_page.view.keep_button.click()
    settle(qtbot, window)
    assert vault_page.view.items.count() == 2

    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    reports = window.page
    reports.view.template_wished.emit("us_tida")
    settle(qtbot, window)
    assert reports.view.missing.links
    rounds = 0
    while not reports.view.draft.is_ready and rounds < 4:
        for one in reports.view.draft.missing:
            _answer(reports.view.row(one.field_id)._control, qtbot)
        with qtbot.waitSignal(reports.view.changed, timeout=2000, raising=False):
            pass
        settle(qtbot, window)
        rounds += 1
    assert reports.view.draft.is_ready
    reports.view.sending.save_button.click()
    answer_question(reports, out)
    settle(qtbot, window)
    report = next(path for path in out.iterdir() if "read-before" not in path.name)

    window.show_page(Place.HANDOVER)
    handover = window.page
    handover.view.make_door.click()
    settle(qtbot, window)
    handover.view.reports_button.click()
    answer_question(handover, report)
    settle(qtbot, window)
    _build(handover, window, qtbot, tmp_path / "package.zip")
    assert isinstance(handover.view, BuiltView)
    _verify(handover, window, qtbot, tmp_path / "package.zip")

    assert "Not one byte" in shown_words(handover.view)
    assert any(name.endswith(report.name) for name in _names(tmp_path / "package.zip"))


def _answer(control: object, qtbot: QtBot) -> None:
    if hasattr(control, "buttons"):
        control.buttons()[0].click()
    elif hasattr(control, "isChecked"):
        control.setChecked(True)
    elif hasattr(control, "addItem"):
        control.setCurrentIndex(1)
        control.activated.emit(1)
    else:
        qtbot.keyClicks(control, "Kim Example, quiet@example.org")


def _names(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as opened:
        return opened.namelist()


def test_a_package_in_parts_with_a_passphrase(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch):
    from desktop.handover import parts

    monkeypatch.setitem(parts._UNITS, "mb", 5_000)
    view = _make(page, window, qtbot, tmp_path / "papers")
    view.parts.choose("20MB")
    view.passphrase.line.setText("several words")

    _build(page, window, qtbot, tmp_path / "out.zip")

    assert isinstance(page.view, BuiltView)
    made = sorted(tmp_path.glob("out.zip.age.0*"))
    assert len(made) > 1
    assert pyrage.passphrase.decrypt(b"".join(one.read_bytes() for one in made), "several words").startswith(b"PK")
    assert "how they are joined" in shown_words(page.view)
    assert "not locked" not in shown_words(page.view)


def test_with_a_key_of_the_receiver_there_is_no_passphrase(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _make(page, window, qtbot, tmp_path / "papers")
    view.passphrase.line.setText("several words")

    view.receiver_key.setText("age1")

    assert not view.passphrase.isEnabled()
    assert view.wish().passphrase == ""


def test_an_older_package_is_told_from_a_newer_one(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = filled_vault(tmp_path / "papers")
    for name in ("older.zip", "newer.zip"):
        handing_over.build(vault, tmp_path / name, Work())
    vault.lock()
    _verify(page, window, qtbot, tmp_path / "older.zip")

    page.view.compare_button.click()
    answer_question(page, tmp_path / "newer.zip")
    settle(qtbot, window)

    assert "older than the other" in shown_words(page)


def _package(folder: Path) -> Path:
    with filled_vault(folder / "theirs") as vault:
        return handing_over.build(vault, folder / "evidence.zip", Work()).path


def _fill_take_over(page: HandoverPage, folder: Path, package: Path | None) -> TakeOverView:
    view = page.view
    assert isinstance(view, TakeOverView)
    if package is not None:
        view.choose_button.click()
        answer_question(page, package)
    view.where.line.setText(str(folder))
    view.name.setText("mine")
    view.passphrase.line.setText(PASSPHRASE)
    view.again.line.setText(PASSPHRASE)
    return view


def test_a_case_is_taken_over_from_a_package(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    package = _package(tmp_path)
    page.view.take_door.click()

    _fill_take_over(page, tmp_path, package).take_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, TakenView)
    assert "2 items are in the new vault" in shown_words(page.view)
    with vaults.unlock(tmp_path / "mine", PASSPHRASE) as vault:
        assert [item.where.url for item in vault.items()] == [ADDRESS, "https://example.net/second"]
        assert vault.items()[0].has_bytes
        assert vault.log()[0].detail["from_package"]
    page.view.vault_button.click()
    assert window.place is Place.VAULT


def test_after_verifying_the_same_package_can_be_taken_over(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    package = _package(tmp_path)
    _verify(page, window, qtbot, package)
    page.view.take_button.click()

    _fill_take_over(page, tmp_path, None).take_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, TakenView)


def test_nothing_is_taken_over_from_a_changed_package(page: HandoverPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    package = _package(tmp_path)
    content = bytearray(package.read_bytes())
    content[content.index(picture()) + 50] ^= 1
    package.write_bytes(content)
    page.view.take_door.click()

    _fill_take_over(page, tmp_path, package).take_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, TakeOverView)
    assert "not as it was sealed" in page.notice.accessibleName() + shown_words(page)
    assert not (tmp_path / "mine").exists()


def test_what_is_missing_is_said_beside_the_field(page: HandoverPage, window: MainWindow, tmp_path: Path):
    page.view.take_door.click()

    page.view.take_button.click()

    assert "Choose the package first." in shown_words(page.view)
    assert "Type a passphrase." in shown_words(page.view)
