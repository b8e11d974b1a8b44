"""Every view of the vault, the reports and the hand-over: named for screen readers, within reach of the keyboard, never too wide."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.pages.report.writing import LETTER, SEND
from desktop.gui.window import MainWindow
from tests.gui.cases import answer_question, filled_vault, new_vault, settle

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def _views(window: MainWindow, qtbot: QtBot, folder: Path) -> Iterator[str]:
    """Bring the window into one view after another, and yield each one's name."""
    window.show_page(Place.HANDOVER)
    yield "hand-over without a vault"
    window.page.view.verify_door.click()
    yield "verify a package"
    window.show_page(Place.VAULT)
    yield "doors"
    window.page.view.open_door.click()
    yield "unlock"
    window.page._entrance.show_doors()
    window.page.view.new_door.click()
    window.page.view.passphrase.line.setText("x")
    window.page.view.make_button.click()
    yield "new, with something wrong"
    window.context.session.open(new_vault(folder / "empty"))
    settle(qtbot, window)
    yield "empty"
    window.context.session.open(filled_vault(folder / "papers"))
    settle(qtbot, window)
    yield "list"
    window.page.view.files_button.click()
    answer_question(window.page, folder / "a-very-long-name-without-any-space-in-it-that-goes-on-and-on-for-long.jpg")
    settle(qtbot, window)
    window.page.view.age.buttons()[0].click()
    window.page.view.where.knows_when.setChecked(True)
    yield "add files"
    window.page.show_list()
    window.page.view.link_button.click()
    yield "add addresses"
    window.page._desk.show_item("0001")
    settle(qtbot, window)
    window.page.view.preview_button.click()
    settle(qtbot, window)
    window.page.view.export_button.click()
    window.page.view.age_button.click()
    window.page.view.age.buttons()[0].click()
    yield "item"
    for wish in ("log_button", "verify_button", "passphrase_button"):
        window.page.show_list()
        getattr(window.page.view.care, wish).click()
        settle(qtbot, window)
        yield wish
    yield from _report_views(window, qtbot)
    yield from _handover_views(window, qtbot, folder)


def _report_views(window: MainWindow, qtbot: QtBot) -> Iterator[str]:
    window.show_page(Place.REPORTS)
    settle(qtbot, window)
    window.page.view.all_button.click()
    window.page.view.pieces.finish()
    yield "recipients"
    for template_id in ("kr_ecrm", "google_search"):
        window.page.view.template_wished.emit(template_id)
        settle(qtbot, window)
        yield f"{template_id}, answers"
        for part in (LETTER, SEND):
            window.page.view.go_to_part(part)
            yield f"{template_id}, part {part}"
        window.page.view.back_button.click()
        settle(qtbot, window)


def _handover_views(window: MainWindow, qtbot: QtBot, folder: Path) -> Iterator[str]:
    window.show_page(Place.HANDOVER)
    window.page._show_doors()
    window.page.view.make_door.click()
    settle(qtbot, window)
    yield "make a package"
    window.page.view.agreed.click()
    window.page.view.make_button.click()
    answer_question(window.page, folder / "package.zip")
    settle(qtbot, window)
    yield "package made"
    window.page._show_verify()
    window.page.view.choose_button.click()
    answer_question(window.page, folder / "package.zip")
    settle(qtbot, window)
    yield "package verified"


def _controls(page: QWidget) -> list[QWidget]:
    # What belongs to another control (the line inside a spin box, a table's header) is spoken of by that control.
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, _CONTROLS)
        and widget.isVisibleTo(page)
        and not isinstance(widget, QHeaderView)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox | QAbstractItemView)
        and type(widget).__name__ != "QTableCornerButton"
        and not (isinstance(widget.parent(), QLineEdit) or type(widget.parent()).__name__ == "QTableView")
    ]


@pytest.mark.slow
@pytest.mark.parametrize("chosen", ["ko", "en"])
def test_every_view_is_named_reachable_and_fits(chosen: str, open_window: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path):
    window = open_window(language=chosen, text_percent=200)
    window.resize(1024, 640)
    nameless, unreachable, too_wide = [], [], []

    for view in _views(window, qtbot, tmp_path):
        settle(qtbot, window)
        page = window.page
        controls = _controls(page)
        nameless += [f"{view}: {type(one).__name__}" for one in controls if not one.accessibleName()]
        unreachable += [
            f"{view}: {one.accessibleName()}" for one in controls if one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        over = page.findChild(QScrollArea).horizontalScrollBar().maximum()
        if over > 0:
            too_wide.append(f"{view}: by {over}")

    assert (nameless, unreachable, too_wide) == ([], [], [])
