"""How things come into the vault by the window: exports, folders, the clipboard, the screen, lists of addresses; and never of a minor."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui import region
from desktop.gui.pages.vault.adding import AddFilesView, AddLinksView
from desktop.gui.pages.vault.exports.choosing import ChooseExportView
from desktop.gui.pages.vault.exports.plan import PlanView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.region import RegionCapture
from desktop.gui.window import MainWindow
from desktop.media import child_process
from desktop.services.vaults import AgeAnswer, HowItCame, Person, Said, Vault, Where
from tests.gui.cases import answer_question, empty_vault_page, settle, shown_words
from tests.ingest import exports

YES, NOT_SURE, ADULT = 0, 1, 2
# It says that it is ready, and ends the way a decoder ends that a file has brought down.
CRASHES_WHEN_ASKED = """
import os, signal, struct, sys
head = b'{"ok": true, "ready": true}'
sys.stdout.buffer.write(struct.pack(">IQ", len(head), 0) + head); sys.stdout.buffer.flush()
sys.stdin.buffer.read(12); os.kill(os.getpid(), signal.SIGSEGV)
"""


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> VaultPage:
    return empty_vault_page(window, qtbot, tmp_path / "papers")


@pytest.fixture
def vault(page: VaultPage, window: MainWindow) -> Vault:
    opened = window.context.session.vault
    assert opened is not None
    return opened


def chat(folder: Path) -> Path:
    folder.mkdir()
    for name in ("2f7a01.jpg", "2f7a02.jpg"):
        (folder / name).write_bytes(exports.picture(f"#{name[4:6]}0000"))
    (folder / "chat.txt").write_text(exports.KAKAO_PC, encoding="utf-8")
    return folder / "chat.txt"


def plan(page: VaultPage, window: MainWindow, qtbot: QtBot, path: Path) -> PlanView:
    assert isinstance(page.view, ItemsView)
    page.view.export_button.click()
    assert isinstance(page.view, ChooseExportView)
    page.view.file_button.click()
    answer_question(page, path)
    settle(qtbot, window)
    assert isinstance(page.view, PlanView)
    return page.view


def stored(vault: Vault) -> list[bytes]:
    return [vault.read(item.id, Work()) for item in vault.items() if item.has_bytes]


def test_a_chat_is_looked_over_and_what_is_ticked_goes_in(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path):
    view = plan(page, window, qtbot, chat(tmp_path / "in"))
    words = shown_words(view)
    assert "모임" in words
    assert "3 messages" in words
    assert not view.keep_button.isEnabled()

    view.age.buttons()[ADULT].click()
    view.media.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    view.messages.list.item(2).setCheckState(Qt.CheckState.Checked)
    view.said.tags.setText("방, 급함")
    view.keep_button.click()
    settle(qtbot, window)

    assert [item.name for item in vault.items()] == ["chat.txt", "2f7a02.jpg"]
    assert {item.said.tags for item in vault.items()} == {("방", "급함")}
    assert len(vault.records("messages", "0001")) == 1
    assert "2 items were taken in" in shown_words(page)
    assert isinstance(page.view, ItemsView)


@pytest.mark.parametrize("answer", [YES, NOT_SURE])
def test_of_a_chat_of_a_minor_no_picture_goes_in(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path, *, answer: int):
    view = plan(page, window, qtbot, chat(tmp_path / "in"))

    view.age.buttons()[answer].click()
    assert "without the pictures" in view.keep_button.accessibleName()
    view.keep_button.click()
    settle(qtbot, window)

    assert stored(vault) == [exports.KAKAO_PC.encode()]
    assert [item.kind for item in vault.items()] == ["file", "record", "record"]


def test_one_picture_or_one_sender_can_be_answered_otherwise(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path):
    view = plan(page, window, qtbot, chat(tmp_path / "in"))
    view.age.buttons()[ADULT].click()
    view.media.list.setCurrentRow(1)
    view.media.answer.choose("under_18")
    view.media.set_button.click()
    assert "Under 18" in view.media.list.item(1).text()
    view.keep_button.click()
    settle(qtbot, window)

    assert [(item.name, item.has_bytes) for item in vault.items()] == [("chat.txt", True), ("2f7a01.jpg", True), ("2f7a02.jpg", False)]


def test_the_answer_for_a_sender_holds_for_all_they_sent(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path):
    view = plan(page, window, qtbot, chat(tmp_path / "in"))
    view.media.whom.choose("지민")
    view.media.answer.choose("not_sure")
    view.media.set_button.click()
    assert set(view.media.ages().values()) == {AgeAnswer.NOT_SURE}
    view.media.answer.choose("same")
    view.media.set_button.click()

    assert view.media.ages() == {}


def test_a_mail_of_a_minor_is_kept_as_its_words(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "mail.eml").write_bytes(exports.mail())
    view = plan(page, window, qtbot, tmp_path / "mail.eml")

    view.age.buttons()[YES].click()
    view.keep_button.click()
    settle(qtbot, window)

    (words,) = stored(vault)
    assert "본문입니다." in words.decode()
    assert b"base64" not in words


def test_what_is_no_export_is_said_and_the_guide_stays(page, window, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "x.txt").write_text("words", encoding="utf-8")
    page.view.export_button.click()
    page.view.file_button.click()
    answer_question(page, tmp_path / "x.txt")
    settle(qtbot, window)

    assert "is not a chat export" in shown_words(page)
    assert isinstance(page.view, ChooseExportView)


def test_a_folder_that_is_dropped_is_shown_as_its_files(page, window, vault: Vault, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "in" / "b").mkdir(parents=True)
    for name in ("a.bin", "b/c.bin"):
        (tmp_path / "in" / name).write_bytes(name.encode())
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "in"))])

    page._intake.drop(content)
    settle(qtbot, window)
    assert isinstance(page.view, AddFilesView)
    assert "c.bin" in shown_words(page.view)
    page.view.age.buttons()[ADULT].click()
    page.view.said.how.choose(HowItCame.MESSAGE.value)
    page.view.keep_button.click()
    settle(qtbot, window)

    assert [(item.name, item.said.how) for item in vault.items()] == [("a.bin", HowItCame.MESSAGE), ("c.bin", HowItCame.MESSAGE)]


def test_an_export_that_brings_its_reader_down_is_said_calmly_and_the_next_one_is_read(
    page, window, qtbot: QtBot, tmp_path: Path, monkeypatch
):
    assert isinstance(page.view, ItemsView)
    page.view.export_button.click()
    path = chat(tmp_path / "in")
    page.view.file_button.click()
    with monkeypatch.context() as patch:
        patch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", CRASHES_WHEN_ASKED])
        answer_question(page, path)
        settle(qtbot, window)

    assert "could not be read safely" in shown_words(page)
    assert isinstance(page.view, ChooseExportView)
    page.view.file_button.click()
    answer_question(page, path)
    settle(qtbot, window)
    assert isinstance(page.view, PlanView)


@pytest.mark.parametrize("answer", [YES, NOT_SURE, ADULT])
def test_a_pasted_picture_goes_in_only_for_an_adult(page, window, vault: Vault, qtbot: QtBot, answer: int):
    content = QMimeData()
    content.setData("image/png", exports.picture("#123456"))
    QGuiApplication.clipboard().setMimeData(content)

    page._intake.paste()
    settle(qtbot, window)
    assert isinstance(page.view, AddFilesView)
    page.view.age.buttons()[answer].click()
    page.view.keep_button.click()
    settle(qtbot, window)

    assert stored(vault) == ([exports.picture("#123456")] if answer == ADULT else [])
    assert len(vault.items()) == 1


@pytest.mark.parametrize("answer", [YES, NOT_SURE, ADULT])
def test_a_captured_part_of_the_screen_goes_in_only_for_an_adult(page, window, vault: Vault, qtbot: QtBot, monkeypatch, *, answer: int):
    screen = QPixmap(400, 300)
    screen.fill(Qt.GlobalColor.darkCyan)
    monkeypatch.setattr(region, "is_possible", lambda: True)
    monkeypatch.setattr("PySide6.QtGui.QScreen.grabWindow", lambda *_: screen)
    page.view.capture_button.click()
    taker = page._intake._taker
    qtbot.waitUntil(lambda: taker.capture is not None and taker.capture.isVisible())
    capture = taker.capture
    assert isinstance(capture, RegionCapture)
    assert not window.isVisible()

    with qtbot.waitSignal(taker.taken):
        qtbot.mousePress(capture, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        qtbot.mouseMove(capture, QPoint(110, 60))
        capture.chosen.setCoords(10, 10, 109, 59)
        qtbot.mouseRelease(capture, Qt.MouseButton.LeftButton, pos=QPoint(110, 60))
    assert window.isVisible()
    assert isinstance(page.view, AddFilesView)
    page.view.age.buttons()[answer].click()
    page.view.keep_button.click()
    settle(qtbot, window)

    (item,) = vault.items()
    assert item.said.how is HowItCame.SCREENSHOT
    assert item.has_bytes is (answer == ADULT)
    if answer == ADULT:
        assert not QImage.fromData(stored(vault)[0]).isNull()


def test_leaving_the_capture_brings_the_window_back_and_takes_nothing(page, window, vault: Vault, qtbot: QtBot, monkeypatch):
    screen = QPixmap(400, 300)
    screen.fill(Qt.GlobalColor.darkCyan)
    monkeypatch.setattr(region, "is_possible", lambda: True)
    monkeypatch.setattr("PySide6.QtGui.QScreen.grabWindow", lambda *_: screen)
    page.view.capture_button.click()
    taker = page._intake._taker
    qtbot.waitUntil(lambda: taker.capture is not None and taker.capture.isVisible())

    qtbot.keyClick(taker.capture, Qt.Key.Key_Escape)

    assert window.isVisible()
    assert isinstance(page.view, ItemsView)
    assert vault.items() == ()


def test_where_the_screen_cannot_be_seen_this_is_said_with_another_way(page, window, qtbot: QtBot, monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")

    page.view.capture_button.click()
    settle(qtbot, window)

    assert "Print key" in shown_words(page)


def test_people_how_it_came_and_another_case_are_said_of_an_item(page, window, vault: Vault, qtbot: QtBot):
    vault.add_file(b"content", "a.bin", Where(), AgeAnswer.ADULT, Work())
    page._desk.show_item("0001")
    settle(qtbot, window)
    card = page.view.said
    assert not card.how.isVisible()
    card.more_button.click()
    card.how.choose(HowItCame.MESSAGE.value)
    card.accounts.setText("@one, 둘")
    card.person.setText("나")
    card.add_button.click()
    assert card.people.buttons == [], "the question about age comes first"
    card.person_age.choose("adult")
    card.add_button.click()
    card.case.choose("new")
    card.case_name.setText("다른 일")
    card.keep_button.click()
    settle(qtbot, window)

    assert vault.item("1").said == Said("2", HowItCame.MESSAGE, ("@one", "둘"), (), (Person("나", AgeAnswer.ADULT),))
    assert vault.casebook.case("2").name == "다른 일"


def test_a_person_who_may_be_under_18_is_not_said_before_the_picture_is_given_up(page, window, vault: Vault, qtbot: QtBot):
    vault.add_file(b"content", "a.bin", Where(), AgeAnswer.ADULT, Work())
    page._desk.show_item("0001")
    settle(qtbot, window)
    card = page.view.said
    card.more_button.click()
    card.person_age.choose("not_sure")
    card.add_button.click()
    card.keep_button.click()
    settle(qtbot, window)

    assert "the stored picture is destroyed for good" in shown_words(card)
    assert vault.item("1").said == Said()
    card.question.no_button.click()
    settle(qtbot, window)
    assert (vault.item("1").said, vault.item("1").has_bytes) == (Said(), True)


def test_lines_that_are_no_addresses_are_named_and_nothing_goes_in(page, window, vault: Vault, qtbot: QtBot):
    page.view.link_button.click()
    view = page.view
    assert isinstance(view, AddLinksView)
    view.addresses.setPlainText("https://example.org/1\nwords\nroom7")
    view.keep_button.click()
    assert "“words”" in shown_words(view)
    assert vault.items() == ()

    view.addresses.setPlainText("https://example.org/1\nexample.org/2\n\nhttps://example.org/1")
    view.keep_button.click()
    settle(qtbot, window)
    assert [item.where.url for item in vault.items()] == ["https://example.org/1", "https://example.org/2"]
