"""Hiding from screen pictures: asked for where the system offers it, and said honestly where it does not."""

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui import screen_capture
from desktop.gui.context import Place
from desktop.gui.screen_capture import Hidden
from desktop.gui.window import MainWindow
from tests.gui.cases import PATIENCE_MS, shown_words

GUI = Path(__file__).resolve().parents[2] / "desktop" / "gui"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the system offers it")
def test_where_the_system_does_not_offer_it_the_settings_say_so(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(Place.SETTINGS)

    assert not screen_capture.is_offered()
    assert screen_capture.hide(window.windowHandle()) is Hidden.NOT_OFFERED
    qtbot.waitUntil(lambda: "does not let a program hide" in shown_words(window.page), timeout=PATIENCE_MS)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows tells what is set")
def test_windows_leaves_the_window_out(window: MainWindow) -> None:
    assert screen_capture.hide(window.windowHandle()) is Hidden.YES


def test_the_program_makes_no_sound_and_shows_no_notification() -> None:
    forbidden = re.compile(r"QSystemTrayIcon|\.beep\(|QSound|QMediaPlayer|\.alert\(|org\.freedesktop\.Notifications|QMessageBox")

    told = [file.name for file in GUI.rglob("*.py") if forbidden.search(file.read_text("utf-8"))]

    assert not told


def test_nothing_moves_by_itself() -> None:
    moving = re.compile(r"QPropertyAnimation|QTimeLine|QMovie|QVariantAnimation|setRange\(0, 0\)")

    told = [file.name for file in GUI.rglob("*.py") if moving.search(file.read_text("utf-8"))]

    assert not told


def test_no_window_but_the_main_one_stays_open(window: MainWindow) -> None:
    tops = [one for one in window.findChildren(QWidget) if one.isWindow() and one.isVisible()]

    assert not tops
