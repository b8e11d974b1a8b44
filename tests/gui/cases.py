"""What the tests of the vault, the reports and the hand-over share: a small vault, and waiting for what runs beside the window."""

import io
import re
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.work import Work
from desktop.gui.context import Place
from desktop.gui.pages.vault.page import VaultPage
from desktop.gui.window import MainWindow
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Vault, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

PASSPHRASE = "four quiet words 열쇠"
ADDRESS = "https://example.org/board/post/77120?page=3&x=1"
PATIENCE_MS = 60_000


def picture(colour: tuple[int, int, int] = (90, 140, 60)) -> bytes:
    """Return a small ordinary picture."""
    held = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(held, "JPEG")
    return held.getvalue()


def new_vault(folder: Path) -> Vault:
    """Return an empty vault whose key derivation guards nothing."""
    return vaults.create(folder, PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY)


def filled_vault(folder: Path, age: AgeAnswer = AgeAnswer.ADULT) -> Vault:
    """Return a vault with a picture (0001) and an address (0002)."""
    vault = new_vault(folder)
    vault.add_file(picture(), "photo.jpg", Where(url=ADDRESS, platform="Telegram", account="@grey_room"), age, Work())
    vault.add_link("https://example.net/second", Where(account="user_4410"), AgeAnswer.ADULT)
    return vault


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing runs beside the window."""
    lanes = (window.context.vault_lane, window.context.check_lane)
    qtbot.waitUntil(lambda: not any(lane.is_busy for lane in lanes), timeout=PATIENCE_MS)
    # What was put into a layout is shown by an event of its own.
    QCoreApplication.processEvents()


def empty_vault_page(window: MainWindow, qtbot: QtBot, folder: Path) -> VaultPage:
    """Return the page of the vault, with a new vault of this folder open in it."""
    window.show_page(Place.VAULT)
    window.context.session.open(new_vault(folder))
    settle(qtbot, window)
    assert isinstance(window.page, VaultPage)
    return window.page


def shown_words(widget: QWidget) -> str:
    """Return every text that is to be seen in `widget`."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(label.text() for label in labels)


def shown_code(widget: QWidget) -> str:
    """Return the recovery code on a page, whose groups may be all digits."""
    return "".join(label.text() for label in widget.findChildren(QLabel) if re.fullmatch("[A-Z0-9]{5}", label.text()))


def answer_question(widget: QWidget, *paths: Path) -> None:
    """Choose these paths in the file dialog that `widget` asks with."""
    (dialog,) = [one for one in widget.findChildren(QFileDialog) if one.isVisible()]
    names = [str(path) for path in paths]
    dialog.reject()
    dialog.filesSelected.emit(names)
