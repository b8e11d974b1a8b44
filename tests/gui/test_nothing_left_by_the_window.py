"""The second promise in the window: what was pasted, captured and shown is nowhere on the disk once the vault is locked."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui import region
from desktop.gui.context import Place
from desktop.gui.pages.vault.adding import AddFilesView
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.gui.cases import settle
from tests.gui.test_region_on_screen import known_picture, left_behind
from tests.ingest import exports
from tests.reliability.test_nothing_left_behind import Planted, _found, home

__all__ = ["home"]

ADULT = 2


def keep_what_is_asked(window: MainWindow, qtbot: QtBot, note: str) -> None:
    settle(qtbot, window)
    view = window.page.view
    assert isinstance(view, AddFilesView)
    view.where.note.setPlainText(note)
    view.age.buttons()[ADULT].click()
    view.keep_button.click()
    settle(qtbot, window)


def test_after_locking_nothing_pasted_or_captured_is_on_the_disk(
    home: Path, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, note, link, passphrase = planted = [Planted(what) for what in ("picture", "note", "link", "passphrase")]
    window.show_page(Place.VAULT)
    window.context.session.open(vaults.create(home / "case" / "vault", passphrase.text, cost=CHEAP_COST_FOR_TESTS_ONLY))
    settle(qtbot, window)
    vault, intake = window.context.session.vault, window.page._intake
    pasted = QMimeData()
    pasted.setData("image/png", exports.picture("#123456") + picture.text.encode())
    QGuiApplication.clipboard().setMimeData(pasted)
    intake.paste()
    keep_what_is_asked(window, qtbot, note.text)
    pasted = QMimeData()
    pasted.setText(f"https://example.org/{link.text}")
    QGuiApplication.clipboard().setMimeData(pasted)
    intake.paste()
    settle(qtbot, window)
    window.page.view.age.buttons()[ADULT].click()
    window.page.view.keep_button.click()
    settle(qtbot, window)
    monkeypatch.setattr(region, "is_possible", lambda: True)
    monkeypatch.setattr("PySide6.QtGui.QScreen.grabWindow", lambda *_: QPixmap.fromImage(known_picture()))
    window.page.view.capture_button.click()
    qtbot.waitUntil(lambda: intake._taker.capture is not None and intake._taker.capture.isVisible())
    capture = intake._taker.capture
    with qtbot.waitSignal(intake._taker.taken):
        capture.chosen.setRect(0, 0, capture.width(), capture.height())
        qtbot.keyClick(capture, Qt.Key.Key_Return)
    keep_what_is_asked(window, qtbot, note.text)
    kept = [vault.read(item.id, Work()) for item in vault.items() if item.has_bytes]

    window.context.session.lock()
    settle(qtbot, window)

    assert len(kept) == 2
    assert QImage.fromData(kept[1]).convertToFormat(QImage.Format.Format_RGB888) == known_picture()
    assert list(_found(home, planted)) == []
    assert list(left_behind(home, kept[1], known_picture())) == []
