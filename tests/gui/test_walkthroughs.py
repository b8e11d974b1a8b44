"""Whole walks through the real window, with the real services and a real vault: what a person does from the first page to the last."""

import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core import places
from desktop.gui.check_desk import Seen
from desktop.gui.context import Place
from desktop.gui.pages.handover.making import MakeView
from desktop.gui.pages.handover.results import BuiltView, VerifiedView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.recovery import CodeView, ForgottenView
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.vault import slots
from tests.gui.cases import PASSPHRASE, answer_question, picture, settle, shown_code, shown_words
from tests.gui.walks import check, leave, opens_whole
from tests.media.pictures import png_claiming

SAMPLES = places.resources() / "samples"
YES, NOT_SURE, ADULT = 0, 1, 2
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "USUAL_COST", slots.CHEAP_COST_FOR_TESTS_ONLY)


def make_vault(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    """Make a vault in the vault's page, as a person does."""
    page = window.page
    assert isinstance(page, VaultPage)
    page.view.new_door.click()
    page.view.where.line.setText(str(folder.parent))
    page.view.name.setText(folder.name)
    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.again.line.setText(PASSPHRASE)
    page.view.make_button.click()
    settle(qtbot, window)


def test_a_person_alone_goes_from_the_first_page_to_a_package(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.page.questions.buttons[0].click()
    window.page.questions.buttons[0].click()
    window.page.check_door.click()
    page = check(window, qtbot, SAMPLES / "composite.jpg")
    assert page.result.isVisible()
    assert page.result.headline.text()

    page.next_steps.source_button.click()
    page.source.choose_button.click()
    answer_question(page.source, SAMPLES / "own-photos")
    settle(qtbot, window)
    assert page.source.pair.isVisible()

    page.next_steps.keep_button.click()
    page.no_vault.open_button.click()
    make_vault(window, qtbot, tmp_path / "papers")
    window.side.button(Place.CHECK).click()
    page.keeping.age.buttons()[ADULT].click()
    page.keeping.where.url.setText("https://example.org/post/1")
    page.keeping.keep_button.click()
    settle(qtbot, window)
    assert "0001" in page.notice.accessibleName()

    window.side.button(Place.HANDOVER).click()
    window.page.view.make_door.click()
    settle(qtbot, window)
    assert isinstance(window.page.view, MakeView)
    window.page.view.agreed.click()
    window.page.view.make_button.click()
    answer_question(window.page, tmp_path / "out.zip")
    settle(qtbot, window)
    assert isinstance(window.page.view, BuiltView)
    window.page._show_doors()
    window.page.view.verify_door.click()
    window.page.view.choose_button.click()
    answer_question(window.page, tmp_path / "out.zip")
    settle(qtbot, window)
    assert isinstance(window.page.view, VerifiedView)

    leave(window, qtbot)
    assert opens_whole(tmp_path / "papers") == ("composite.jpg",)
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        assert any(name.endswith("composite.jpg") for name in package.namelist())


def test_whoever_forgot_the_passphrase_comes_in_with_the_code(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.side.button(Place.VAULT).click()
    make_vault(window, qtbot, tmp_path / "papers")
    page = window.page
    assert isinstance(page.view, ItemsView)
    page.view.make_code_button.click()
    page.view.show_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, CodeView)
    code = shown_code(page.view)
    page.view.done_button.click()
    settle(qtbot, window)
    window.lock_button.click()

    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.passphrase.line.setText("not what it was")
    page.view.open_button.click()
    settle(qtbot, window)
    assert window.context.session.vault is None
    page.view.forgotten_button.click()
    assert isinstance(page.view, ForgottenView)
    page.view.code.setText(code)
    page.view.new.line.setText("five other quiet words")
    page.view.again.line.setText("five other quiet words")
    page.view.open_button.click()
    settle(qtbot, window)

    assert window.context.session.vault is not None
    assert "Put the paper back where it was" in shown_words(page)
    leave(window, qtbot)
    assert opens_whole(tmp_path / "papers", "five other quiet words") == ()


def _hostile(folder: Path) -> Path:
    """Write files as someone would who means harm, with one ordinary photo between them, and return their folder."""
    folder.mkdir()
    (folder / "1-bomb.png").write_bytes(png_claiming(60_000, 60_000))
    (folder / "2-cut.jpg").write_bytes(picture()[:200])
    (folder / "3-empty.jpg").write_bytes(b"")
    (folder / "4-\u202egpj.exe.jpg").write_bytes(b"MZ" + bytes(400))
    (folder / "5-<b>&amp;{name}.jpg").write_bytes(b"\xff\xd8" + bytes(5000))
    (folder / "6-good.jpg").write_bytes(picture())
    return folder


def test_hostile_files_are_told_one_by_one_and_harm_nothing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = check(window, qtbot, _hostile(tmp_path / "downloads"))

    assert len(page.entries) == 6
    fine = [entry for entry in page.entries if isinstance(entry.outcome, Seen)]
    assert [entry.outcome.name for entry in fine] == ["6-good.jpg"]
    for row in range(5):
        page.list.setCurrentRow(row)
        assert page.failure is not None
        assert not page.result.isVisible()
    shown = "\n".join(page.list.item(row).text() for row in range(6))
    assert "\u202e" not in shown
    assert "<b>" in shown
    page.list.setCurrentRow(5)
    assert page.result.isVisible()

    window.context.session.open(vaults.create(tmp_path / "papers", PASSPHRASE))
    window.side.button(Place.VAULT).click()
    settle(qtbot, window)
    window.page.view.files_button.click()
    answer_question(window.page, *sorted((tmp_path / "downloads").iterdir()))
    settle(qtbot, window)
    window.page.view.age.buttons()[ADULT].click()
    window.page.view.keep_button.click()
    settle(qtbot, window)
    leave(window, qtbot)
    # They are evidence too: what can be read as a file is kept, byte for byte.
    assert "1-bomb.png" in opens_whole(tmp_path / "papers")


@pytest.mark.parametrize("answer", [YES, NOT_SURE])
def test_of_someone_who_may_be_under_18_no_picture_is_kept_anywhere(window: MainWindow, qtbot: QtBot, tmp_path: Path, answer: int) -> None:
    original = (SAMPLES / "untouched.jpg").read_bytes()
    window.side.button(Place.VAULT).click()
    make_vault(window, qtbot, tmp_path / "papers")
    page = check(window, qtbot, original)
    page.next_steps.keep_button.click()
    page.keeping.age.buttons()[answer].click()
    assert page.result.panel.view.is_empty
    page.keeping.where.url.setText("https://example.org/post/1")
    page.keeping.keep_button.click()
    settle(qtbot, window)

    window.side.button(Place.VAULT).click()
    settle(qtbot, window)
    window.page.view.files_button.click()
    answer_question(window.page, SAMPLES / "untouched.jpg")
    settle(qtbot, window)
    window.page.view.age.buttons()[answer].click()
    window.page.view.keep_button.click()
    settle(qtbot, window)

    window.side.button(Place.HANDOVER).click()
    window.page.view.make_door.click()
    settle(qtbot, window)
    window.page.view.agreed.click()
    window.page.view.make_button.click()
    answer_question(window.page, tmp_path / "out.zip")
    settle(qtbot, window)
    assert not [item for item in window.context.session.vault.items() if item.has_bytes]
    leave(window, qtbot)
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        assert not [name for name in package.namelist() if original[:64] in package.read(name)]
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and original[2000:2064] in file.read_bytes()]
