"""The window: its places, the way out of it, locking, and settings that take effect at once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.core import settings as core_settings
from desktop.core.work import Work
from desktop.gui import style
from desktop.gui.context import Place
from desktop.gui.jobs import Job
from desktop.gui.pages.settings import SettingsPage
from desktop.gui.pages.welcome import WelcomePage
from desktop.gui.window import MainWindow
from desktop.services import vaults

PATIENCE_MS = 60_000
PASSPHRASE = "a passphrase for tests only"


class Order(QObject):
    """Notes whether the window was still shown when the vault was locked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.shown_at_lock: bool | None = None
        window.context.session.vault_locked.connect(self._note)

    @Slot()
    def _note(self) -> None:
        self.shown_at_lock = self._window.isVisible()


def press_shift(target: MainWindow | QDialog, times: int) -> None:
    handle = target.windowHandle()
    for _press in range(times):
        QTest.keyPress(handle, Qt.Key.Key_Shift)
        QTest.keyRelease(handle, Qt.Key.Key_Shift)


def vault_in(folder: Path) -> vaults.Vault:
    return vaults.create(folder / "vault", PASSPHRASE)


def test_the_title_says_nothing(window: MainWindow) -> None:
    assert window.windowTitle() == "Linden"


def test_every_place_is_reached_from_the_side_bar(window: MainWindow, qtbot: QtBot) -> None:
    for place in Place:
        window.side.button(place).click()

        assert window.place is place
        assert window.page.isVisible()


@pytest.mark.parametrize(("door", "place"), [("check_door", Place.CHECK), ("vault_door", Place.VAULT), ("help_door", Place.HELP)])
def test_each_door_leads_where_it_says(window: MainWindow, door: str, place: Place) -> None:
    assert isinstance(window.page, WelcomePage)

    getattr(window.page, door).click()

    assert window.place is place


def test_shift_three_times_hides_the_window_and_leaves(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        press_shift(window, 3)
        assert not window.isVisible()


def test_shift_with_another_key_between_does_not_leave(window: MainWindow) -> None:
    press_shift(window, 2)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    press_shift(window, 1)

    assert window.isVisible()


def test_the_exit_button_leaves(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        window.exit_button.click()

    assert not window.isVisible()


def test_closing_the_window_is_leaving(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        window.close()


def test_leaving_hides_first_and_then_locks_the_vault(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    window.context.session.open(vault)
    order = Order(window)

    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        window.exit_button.click()

    assert vault.is_locked
    assert order.shown_at_lock is False


def test_leaving_works_from_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    # Keys go to the window that is in front.
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())

    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        press_shift(dialog, 3)

    assert not dialog.isVisible()
    assert not window.isVisible()


def test_leaving_works_during_a_job_and_stops_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    has_begun, has_stopped = threading.Event(), threading.Event()

    def task(work: Work) -> None:
        has_begun.set()
        try:
            while True:
                work.step(0, 1)
        finally:
            has_stopped.set()

    vault = vault_in(tmp_path)
    window.context.session.open(vault)
    window.context.vault_lane.start(Job(task))
    assert has_begun.wait(10)

    with qtbot.waitSignal(window.left, timeout=PATIENCE_MS):
        press_shift(window, 3)

    assert has_stopped.wait(10)
    assert vault.is_locked


def test_copied_text_is_gone_after_locking(window: MainWindow, tmp_path: Path) -> None:
    window.context.session.open(vault_in(tmp_path))
    window.context.clipboard.copy("https://example.org/secret")

    window.context.session.lock()

    assert QGuiApplication.clipboard().text() == ""


def test_text_that_someone_else_copied_stays(window: MainWindow, tmp_path: Path) -> None:
    window.context.session.open(vault_in(tmp_path))
    window.context.clipboard.copy("https://example.org/secret")
    QGuiApplication.clipboard().setText("a recipe")

    window.context.session.lock()

    assert QGuiApplication.clipboard().text() == "a recipe"


def test_the_vault_is_locked_when_nobody_is_there(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    window.context.session.open(vault)

    with qtbot.waitSignal(window.context.session.vault_locked, timeout=PATIENCE_MS):
        window.guard.wait_for_idle(1)

    assert vault.is_locked
    assert window.place is Place.START


def test_input_counts_the_idle_time_anew_even_after_it_was_locked_once(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.guard.idle, timeout=PATIENCE_MS):
        window.guard.wait_for_idle(1)

    with qtbot.waitSignal(window.guard.idle, timeout=PATIENCE_MS):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)


def test_work_under_way_is_finished_before_the_vault_is_locked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    may_end = threading.Event()
    vault = vault_in(tmp_path)
    window.context.session.open(vault)
    window.context.vault_lane.start(Job(lambda work: may_end.wait(60)))

    with qtbot.waitSignal(window.guard.idle, timeout=PATIENCE_MS):
        window.guard.wait_for_idle(1)
    assert not vault.is_locked
    with qtbot.waitSignal(window.context.session.vault_locked, timeout=PATIENCE_MS):
        may_end.set()

    assert vault.is_locked


def test_locking_by_the_button_shows_the_vaults_page(window: MainWindow, tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    window.context.session.open(vault)
    assert window.lock_button.isVisible()

    window.lock_button.click()

    assert vault.is_locked
    assert window.place is Place.VAULT
    assert not window.lock_button.isVisible()


def test_the_language_changes_at_once_and_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    assert isinstance(window.page, WelcomePage)
    assert window.exit_button.text().startswith("Leave now")

    window.page.language.choice.buttons()[0].click()
    qtbot.waitUntil(lambda: window.exit_button.text().startswith("바로 나가기"))

    assert window.page.check_door.accessibleName() == "이미지 확인하기"
    assert core_settings.load().language == "ko"


def test_the_focus_stays_on_the_control_that_redrew_the_window(window: MainWindow, qtbot: QtBot) -> None:
    assert isinstance(window.page, WelcomePage)
    button = window.page.language.choice.buttons()[0]
    button.setFocus()

    button.click()
    qtbot.waitUntil(lambda: window.exit_button.text().startswith("바로 나가기"))

    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "한국어"


def test_look_and_text_size_change_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page(Place.SETTINGS)
    assert isinstance(window.page, SettingsPage)

    window.page.appearance.buttons()[2].click()
    qtbot.waitUntil(lambda: style.current().look == "dark")
    assert isinstance(window.page, SettingsPage)
    window.page.text_size.buttons()[4].click()
    qtbot.waitUntil(lambda: style.current().scale.percent == 200)

    assert core_settings.load() == core_settings.Settings(language="en", appearance="dark", text_percent=200)


def test_a_setting_that_cannot_be_saved_is_said_and_holds(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    monkeypatch.setenv("LINDEN_SETTINGS", str(in_the_way / "settings"))

    with qtbot.waitSignal(window.context.preferences.not_saved, timeout=PATIENCE_MS):
        window.context.preferences.change(lock_after_minutes=15)

    assert window.context.preferences.settings.lock_after_minutes == 15


def test_nothing_heavy_is_loaded_before_the_window_is_shown(open_window: Callable[..., MainWindow]) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from desktop.core.settings import Settings;"
        "from desktop.gui.app import build_window; app = QApplication([]); window = build_window(Settings()); window.show();"
        "app.processEvents();"
        "print([name for name in ('numpy', 'cv2', 'onnxruntime', 'av', 'typst', 'PIL', 'cryptography', 'apsw', 'pydantic', 'jinja2')"
        " if name in sys.modules]); window.close_lanes()"
    )

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.stdout.strip() == "[]", ended.stderr


def test_the_way_out_is_whole_beside_the_lock_in_the_smallest_window(
    open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    window = open_window(language=language, text_percent=200)
    window.resize(window.minimumSize())

    window.context.session.open(vault_in(tmp_path))

    qtbot.waitUntil(window.lock_button.isVisible)
    buttons = (window.lock_button, window.exit_button)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
