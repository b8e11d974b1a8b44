"""By the window too, on every way in: exact bytes with all hashes; and of someone under 18 nothing, not as a tile nor on the clipboard."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.pages.vault.adding import AddFilesView
from desktop.gui.pages.vault.browser.model import COVER
from desktop.gui.pages.vault.exports.plan import PlanView
from desktop.gui.pages.vault.items import ItemsView
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.window import MainWindow
from desktop.services.vaults import Item, Vault
from tests.gui.cases import answer_question, empty_vault_page, settle, shown_words
from tests.ingest import ways

YES, ADULT = 0, 2


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> VaultPage:
    return empty_vault_page(window, qtbot, tmp_path / "papers")


def vault_of(window: MainWindow) -> Vault:
    assert window.context.session.vault is not None
    return window.context.session.vault


def _choose_file(page: VaultPage, path: Path) -> None:
    page.view.files_button.click()
    answer_question(page, path)


def _drop(page: VaultPage, path: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    page._intake.drop(content)


def _drop_folder(page: VaultPage, path: Path) -> None:
    _drop(page, path.parent)


def _paste(page: VaultPage, path: Path) -> None:
    content = QMimeData()
    content.setData("image/jpeg", path.read_bytes())
    QGuiApplication.clipboard().setMimeData(content)
    page._intake.paste()


def _open_export(page: VaultPage, path: Path) -> None:
    page.view.export_button.click()
    page.view.file_button.click()
    answer_question(page, path)


SIMPLE: dict[str, Callable[[VaultPage, Path], None]] = {
    "file": _choose_file,
    "drop": _drop,
    "folder": _drop_folder,
    "paste": _paste,
}


def _taken_in(page: VaultPage, window: MainWindow, qtbot: QtBot, folder: Path, answer: int) -> Iterator[tuple[str, bytes, Item]]:
    """Take a picture of its own in on every way, and yield the way, the picture and its item."""
    for number, way in enumerate([*SIMPLE, *ways.EXPORTS]):
        photo = ways.photo(side=200 + 8 * number)
        place = folder / str(number)
        if way in SIMPLE:
            place.mkdir(parents=True)
            (place / "photo.jpg").write_bytes(photo)
            SIMPLE[way](page, place / "photo.jpg")
        else:
            _open_export(page, ways.EXPORTS[way](place, photo))
        settle(qtbot, window)
        assert isinstance(page.view, AddFilesView | PlanView), way
        page.view.age.buttons()[answer].click()
        page.view.keep_button.click()
        settle(qtbot, window)
        assert isinstance(page.view, ItemsView), way
        wanted = hashlib.sha256(photo).hexdigest()
        yield way, photo, next(item for item in vault_of(window).items() if item.sha256 == wanted)


@pytest.mark.slow
def test_every_way_keeps_the_bytes_exactly_with_all_hashes(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for way, photo, item in _taken_in(page, window, qtbot, tmp_path / "given", ADULT):
        assert vault_of(window).read(item.id, Work()) == photo, way
        digests = (hashlib.sha512(photo).hexdigest(), hashlib.md5(photo, usedforsecurity=False).hexdigest())
        assert (item.sha512, item.md5) == digests, way
        assert len(item.pdq) == 64, way


@pytest.mark.slow
def test_on_no_way_anything_of_a_minor_is_kept_or_shown(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for way, photo, item in _taken_in(page, window, qtbot, tmp_path / "given", YES):
        assert not item.has_bytes, way
        assert all(photo not in vault_of(window).read(one.id, Work()) for one in vault_of(window).items() if one.has_bytes), way
        assert isinstance(page.view, ItemsView)
        model = page.view.browser.list.model()
        assert all(model.index(row, 0).data(COVER) is None for row in range(model.rowCount())), way
        if way == "paste":
            copied = QGuiApplication.clipboard().mimeData()
            assert copied is None or not copied.formats()
            assert "Nothing of it is left in this program or on the clipboard" in shown_words(page)


def test_pasting_where_nothing_was_copied_says_what_to_do(page: VaultPage, window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()

    page._intake.paste()
    settle(qtbot, window)

    assert "There is no picture and no address among what was copied." in shown_words(page)


def test_what_was_copied_meanwhile_stays_on_the_clipboard(page: VaultPage, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(ways.photo())
    _paste(page, tmp_path / "photo.jpg")
    assert isinstance(page.view, AddFilesView)
    QGuiApplication.clipboard().setText("something else")

    page.view.age.buttons()[YES].click()
    page.view.keep_button.click()
    settle(qtbot, window)

    assert QGuiApplication.clipboard().text() == "something else"
