"""The vault's page, with a real vault on a real disk: doors, adding, under 18, detail, log, locking in the middle."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault import log_words
from desktop.gui.pages.vault.adding import AddFilesView, AddLinksView
from desktop.gui.pages.vault.detail import DetailView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.log import LogView, VerifiedView
from desktop.gui.pages.vault.opening import CreateView, DoorsView, UnlockView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.pages.vault.passphrase import ChangePassphraseView
from desktop.gui.stage import Stage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, WrongPassphrase
from tests.gui.cases import ADDRESS, PASSPHRASE, answer_question, filled_vault, new_vault, picture, settle, shown_words

YES, NOT_SURE, ADULT = 0, 1, 2


@pytest.fixture
def page(window: MainWindow) -> VaultPage:
    window.show_page(Place.VAULT)
    assert isinstance(window.page, VaultPage)
    return window.page


def _list(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path) -> ItemsView:
    window.context.session.open(filled_vault(folder))
    settle(qtbot, window)
    assert isinstance(page.view, ItemsView)
    return page.view


def _detail(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path, number: str = "0001") -> DetailView:
    view = _list(page, window, qtbot, folder)
    view.items.opened.emit(number)
    settle(qtbot, window)
    assert isinstance(page.view, DetailView)
    return page.view


def _add(page: VaultPage, window: MainWindow, qtbot: QtBot, answer: int, *files: Path) -> None:
    assert isinstance(page.view, ItemsView)
    page.view.files_button.click()
    answer_question(page, *files)
    assert isinstance(page.view, AddFilesView)
    page.view.age.buttons()[answer].click()
    page.view.keep_button.click()
    settle(qtbot, window)


def test_without_a_vault_there_are_two_doors(page: VaultPage):
    assert isinstance(page.view, DoorsView)


def test_a_damaged_list_is_made_anew_from_the_files(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = filled_vault(tmp_path)
    names = {item.name for item in vault.items() if item.has_bytes}
    vault.lock()
    index = vault.folder / "index.db"
    index.write_bytes(bytes(len(index.read_bytes())))
    page.view.open_door.click()
    assert isinstance(page.view, UnlockView)
    page.view.folder.line.setText(str(vault.folder))
    page.view.passphrase.line.setText(PASSPHRASE)
    assert page.view.repair_card.isHidden()
    page.view.open_button.click()
    settle(qtbot, window)
    assert isinstance(page.view, UnlockView)
    assert not page.view.repair_card.isHidden()
    page.view.passphrase.line.setText(PASSPHRASE)

    page.view.repair_button.click()
    settle(qtbot, window)

    opened = window.context.session.vault
    assert opened is not None
    assert {item.name for item in opened.items() if item.has_bytes} == names


def test_a_vault_is_made_where_and_as_the_person_says(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    page.view.new_door.click()
    assert isinstance(page.view, CreateView)
    page.view.where.line.setText(str(tmp_path))
    page.view.name.setText("자료")
    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.again.line.setText(PASSPHRASE)

    page.view.make_button.click()
    settle(qtbot, window)

    assert window.context.session.vault is not None
    assert window.context.session.vault.folder == tmp_path / "자료"
    assert "open and empty" in shown_words(page.view)


def test_two_different_passphrases_make_no_vault(page: VaultPage, tmp_path: Path):
    page.view.new_door.click()
    page.view.where.line.setText(str(tmp_path))
    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.again.line.setText(PASSPHRASE + "x")

    page.view.make_button.click()

    assert "not the same" in shown_words(page.view)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_things_in_it_is_left_alone_and_said(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "letter.txt").write_text("mine")
    page.view.new_door.click()
    page.view.where.line.setText(str(tmp_path))
    page.view.name.setText("notes")
    for field in (page.view.passphrase, page.view.again):
        field.line.setText(PASSPHRASE)

    page.view.make_button.click()
    settle(qtbot, window)

    assert "not empty" in shown_words(page)
    assert page.view.make_button.isEnabled()


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    new_vault(tmp_path / "papers").lock()
    page.view.open_door.click()
    assert isinstance(page.view, UnlockView)
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.passphrase.line.setText("wrong")
    page.view.open_button.click()
    settle(qtbot, window)
    assert "not damaged" in shown_words(page)
    assert window.context.session.vault is None

    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.open_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, ItemsView)


def test_the_passphrase_is_hidden_until_it_is_asked_for(page: VaultPage):
    page.view.open_door.click()
    field = page.view.passphrase

    assert field.line.echoMode() is field.line.EchoMode.Password
    field.show_button.click()

    assert field.line.echoMode() is field.line.EchoMode.Normal


def test_an_adults_picture_is_kept_and_reads_back_the_same(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    source = tmp_path / "photo.jpg"
    source.write_bytes(picture())

    _add(page, window, qtbot, ADULT, source)

    (item,) = window.context.session.vault.items()
    assert (item.kind, item.age, item.has_bytes) == ("file", AgeAnswer.ADULT, True)
    assert "1 file is in the vault" in shown_words(page)


@pytest.mark.parametrize("answer", [YES, NOT_SURE])
def test_of_a_minors_picture_no_byte_is_kept(answer: int, page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    source = tmp_path / "photo.jpg"
    source.write_bytes(picture())

    _add(page, window, qtbot, answer, source)

    (item,) = window.context.session.vault.items()
    assert (item.kind, item.has_bytes) == ("record", False)
    assert item.sha256
    assert list((tmp_path / "papers" / "objects").glob("*")) == []
    assert "without the picture" in shown_words(page)


def test_nothing_can_be_kept_before_the_question_about_age_is_answered(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    page.view.files_button.click()

    answer_question(page, tmp_path / "photo.jpg")

    assert page.view.age.answer() is None
    assert not page.view.keep_button.isEnabled()


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    good = tmp_path / "good.jpg"
    good.write_bytes(picture())

    _add(page, window, qtbot, ADULT, tmp_path / "gone.jpg", good)

    assert [item.name for item in window.context.session.vault.items()] == ["good.jpg"]
    assert "gone.jpg was not found" in shown_words(page)


def test_a_copied_picture_is_kept_without_a_file(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    image = QImage(20, 20, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)

    page.view.paste_button.click()
    assert isinstance(page.view, AddFilesView)
    page.view.age.buttons()[ADULT].click()
    page.view.keep_button.click()
    settle(qtbot, window)

    (item,) = window.context.session.vault.items()
    assert item.media_type == "image/png"


def test_copied_addresses_become_one_item_each(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    content = QMimeData()
    content.setText(f"{ADDRESS}\n\nhttps://example.net/b\n")
    QGuiApplication.clipboard().setMimeData(content)

    page.view.paste_button.click()
    assert isinstance(page.view, AddLinksView)
    page.view.where.account.setText("@someone")
    page.view.keep_button.click()
    settle(qtbot, window)

    items = window.context.session.vault.items()
    assert [(item.kind, item.where.url, item.where.account) for item in items] == [
        ("link", ADDRESS, "@someone"),
        ("link", "https://example.net/b", "@someone"),
    ]


def test_a_name_that_would_turn_its_ending_round_is_shown_as_it_is(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    source = tmp_path / "photo\u202egpj.exe"
    source.write_bytes(b"x")

    _add(page, window, qtbot, ADULT, source)

    assert page.view.items.text_of(0) == "photo<U+202E>gpj.exe"


def test_the_list_opens_an_item_by_keyboard(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _list(page, window, qtbot, tmp_path / "papers")
    view.items.stand_on(1)

    qtbot.keyClick(view.items, Qt.Key.Key_Return)
    settle(qtbot, window)

    assert isinstance(page.view, DetailView)
    assert page.view.item.id == "0001"


def test_the_preview_is_covered_until_it_is_held_and_looking_is_noted(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _detail(page, window, qtbot, tmp_path / "papers")
    view.preview_button.click()
    settle(qtbot, window)
    assert view.picture is not None
    assert view.picture.stage is Stage.COVERED
    assert "viewed" not in [entry.act for entry in window.context.session.vault.log()]

    qtbot.mousePress(view.picture, Qt.MouseButton.LeftButton)
    settle(qtbot, window)

    assert view.picture.stage is Stage.GREY
    assert [entry.act for entry in window.context.session.vault.log()].count("viewed") == 1
    qtbot.mouseRelease(view.picture, Qt.MouseButton.LeftButton)
    assert view.picture.stage is Stage.COVERED


def test_a_hash_is_copied_whole(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _detail(page, window, qtbot, tmp_path / "papers")

    view.copy_wished.emit(view.item.sha512)

    assert QApplication.clipboard().text() == view.item.sha512


def test_a_copy_leaves_the_vault_only_after_a_warning(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _detail(page, window, qtbot, tmp_path / "papers")
    out = tmp_path / "out"
    out.mkdir()
    view.export_button.click()
    assert view.export_question.isVisible()
    assert not page.findChildren(QFileDialog)

    view.export_question.yes_button.click()
    answer_question(page, out)
    settle(qtbot, window)

    assert (out / "0001-photo.jpg").read_bytes() == picture()
    assert "exported" in [entry.act for entry in window.context.session.vault.log()]


def test_an_answer_towards_caution_destroys_the_picture_only_after_a_yes(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _detail(page, window, qtbot, tmp_path / "papers")
    view.age_button.click()
    view.age.buttons()[NOT_SURE].click()
    settle(qtbot, window)
    assert window.context.session.vault.item("0001").has_bytes

    view.age_question.yes_button.click()
    settle(qtbot, window)

    assert not window.context.session.vault.item("0001").has_bytes
    assert "not in the vault" in shown_words(page.view)


def test_the_custody_log_speaks_in_sentences(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _list(page, window, qtbot, tmp_path / "papers")

    view.care.log_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, LogView)
    model = page.view.table.model()
    told = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert told == ["Item 0002 was added as an address.", "Item 0001 was added as a file.", "The vault was made."]


def test_every_act_of_the_log_has_a_sentence(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = filled_vault(tmp_path / "papers")
    vault.export("0001", tmp_path / "copy.jpg", Work())
    vault.keep_record("check", "0001", {})
    vault.verify(Work())
    vault.change_age("0001", AgeAnswer.UNDER_18, destroy=True)
    vault.change_passphrase(PASSPHRASE, "another")
    vault.lock()
    reopened = vaults.unlock(tmp_path / "papers", "another")

    sentences = [log_words.sentence(entry) for entry in reopened.log()]
    reopened.lock()

    assert not [sentence for sentence in sentences if sentence.startswith("Noted:")]


def test_a_whole_vault_is_said_to_be_whole(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _list(page, window, qtbot, tmp_path / "papers")

    view.care.verify_button.click()
    settle(qtbot, window)

    assert isinstance(page.view, VerifiedView)
    assert "whole" in shown_words(page.view)


def test_damage_is_named(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _list(page, window, qtbot, tmp_path / "papers")
    (sealed,) = (tmp_path / "papers" / "objects").iterdir()
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(content)

    view.care.verify_button.click()
    settle(qtbot, window)

    assert "Not everything" in shown_words(page.view)
    assert sealed.name in shown_words(page.view)


def test_the_passphrase_is_changed(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = _list(page, window, qtbot, tmp_path / "papers")
    view.care.passphrase_button.click()
    assert isinstance(page.view, ChangePassphraseView)
    page.view.old.line.setText(PASSPHRASE)
    page.view.new.line.setText("another one")
    page.view.again.line.setText("another one")

    page.view.change_button.click()
    settle(qtbot, window)
    window.context.session.lock()

    with pytest.raises(WrongPassphrase):
        vaults.unlock(tmp_path / "papers", PASSPHRASE)
    vaults.unlock(tmp_path / "papers", "another one").lock()


def test_locking_leaves_nothing_of_the_case_on_the_page(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _detail(page, window, qtbot, tmp_path / "papers")

    window.context.session.lock()

    assert isinstance(page.view, DoorsView)
    qtbot.waitUntil(lambda: not page.findChildren(DetailView))
    assert "photo.jpg" not in shown_words(page)


def test_locking_in_the_middle_of_adding_ends_it_and_the_vault_stays_whole(
    page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(64 * 1024 * 1024))
    page.view.files_button.click()
    answer_question(page, large)
    page.view.age.buttons()[ADULT].click()
    page.view.keep_button.click()
    qtbot.waitUntil(page.busy.isVisible)

    window.context.session.lock()
    settle(qtbot, window)

    assert isinstance(page.view, DoorsView)
    reopened = vaults.unlock(tmp_path / "papers", PASSPHRASE)
    assert reopened.verify(Work()) == ()
    reopened.lock()


def test_leaving_while_a_vault_is_being_opened_leaves_it_locked(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    new_vault(tmp_path / "papers").lock()
    page.view.open_door.click()
    page.view.folder.line.setText(str(tmp_path / "papers"))
    page.view.passphrase.line.setText(PASSPHRASE)
    page.view.open_button.click()

    page.clear()
    settle(qtbot, window)

    assert window.context.session.vault is None
    vaults.unlock(tmp_path / "papers", PASSPHRASE).lock()


def test_a_page_drawn_anew_shows_the_item_that_was_open(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _detail(page, window, qtbot, tmp_path / "papers")

    window.context.preferences.change(text_percent=150)
    qtbot.waitUntil(lambda: window.page is not page)
    settle(qtbot, window)

    assert isinstance(window.page, VaultPage)
    assert isinstance(window.page.view, DetailView)
    assert window.page.view.item.id == "0001"


def test_of_two_vaults_asked_for_one_after_the_other_the_last_is_open_and_the_first_locked(
    page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    for name in ("first", "second"):
        new_vault(tmp_path / name).lock()
    for name in ("first", "second"):
        page._entrance.show_doors()
        page.view.open_door.click()
        page.view.folder.line.setText(str(tmp_path / name))
        page.view.passphrase.line.setText(PASSPHRASE)
        page.view.open_button.click()
    settle(qtbot, window)

    assert window.context.session.vault.folder == tmp_path / "second"
    vaults.unlock(tmp_path / "first", PASSPHRASE).lock()


def _drop(page: VaultPage, *urls: QUrl) -> None:
    content = QMimeData()
    content.setUrls(list(urls))
    where = QPointF(40, 40)
    page.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def test_dropped_files_are_asked_about_before_they_are_kept(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    _list(page, window, qtbot, tmp_path / "papers")

    _drop(page, QUrl.fromLocalFile(str(tmp_path / "photo.jpg")))

    assert isinstance(page.view, AddFilesView)
    assert not page.view.keep_button.isEnabled()


def test_a_dropped_web_address_is_kept_as_an_address_and_nothing_is_fetched(
    page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
):
    _list(page, window, qtbot, tmp_path / "papers")

    _drop(page, QUrl(ADDRESS))

    assert isinstance(page.view, AddLinksView)
    assert page.view.addresses.toPlainText() == ADDRESS


def test_adding_can_be_stopped_and_what_was_added_stays_whole(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    window.context.session.open(new_vault(tmp_path / "papers"))
    settle(qtbot, window)
    small, large = tmp_path / "small.jpg", tmp_path / "large.bin"
    small.write_bytes(picture())
    with large.open("wb") as file:
        file.truncate(1024 * 1024 * 1024)
    page.view.files_button.click()
    answer_question(page, small, large)
    page.view.age.buttons()[ADULT].click()
    page.view.keep_button.click()
    qtbot.waitUntil(lambda: page.busy.isVisible() and any(tmp_path.glob("papers/objects/*")))

    page.busy.stop_button.click()
    settle(qtbot, window)

    vault = window.context.session.vault
    assert "Stopped" in shown_words(page)
    assert "large.bin" not in [item.name for item in vault.items()]
    assert vault.verify(Work()) == ()
    assert not list(tmp_path.glob("papers/objects/*.part"))


def test_in_a_vault_that_cannot_be_written_nothing_can_be_added(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    view = ItemsView("papers", read_only=True)
    qtbot.addWidget(view)

    assert not any(button.isEnabled() for button in (view.files_button, view.paste_button, view.link_button))
    assert "nothing can be added" in shown_words(view)


def test_what_a_check_found_stands_with_the_item(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path):
    vault = filled_vault(tmp_path / "papers")
    vault.keep_record("check", "0001", {"band": "cannot_tell"})
    window.context.session.open(vault)
    settle(qtbot, window)

    page.view.items.opened.emit("0001")
    settle(qtbot, window)

    assert "Cannot tell" in shown_words(page.view)
