"""What holds for every page: controls have names and can be reached by keyboard, words are translated and none is cut off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import texts
from desktop.gui.context import Place
from desktop.gui.pages.page import Page
from desktop.gui.widgets.text import Text
from desktop.gui.window import MainWindow
from tests.tools_of import load_tool

PATIENCE_MS = 60_000
_tool = load_tool("controls")
controls, is_reached, widest_line = _tool.controls, _tool.is_reached, _tool.widest_line


def show(window: MainWindow, place: Place, qtbot: QtBot) -> Page:
    window.show_page(place)
    qtbot.waitUntil(lambda: not window.context.check_lane.is_busy and not window.context.vault_lane.is_busy, timeout=PATIENCE_MS)
    window.page.pieces.finish()
    return window.page


@pytest.mark.parametrize("place", Place)
def test_every_control_has_a_name(window: MainWindow, qtbot: QtBot, place: Place) -> None:
    show(window, place, qtbot)

    nameless = [f"{type(control).__name__} {control.objectName()}" for control in controls(window) if not control.accessibleName().strip()]

    assert not nameless


@pytest.mark.parametrize("place", Place)
def test_every_control_can_be_reached_by_keyboard(window: MainWindow, qtbot: QtBot, place: Place) -> None:
    show(window, place, qtbot)

    unreached = [
        f"{type(control).__name__} {control.accessibleName()}"
        for control in controls(window)
        if control.isEnabled() and not isinstance(control, QProgressBar) and not is_reached(control)
    ]

    assert not unreached


@pytest.mark.parametrize("place", Place)
def test_tab_goes_round_through_the_page_and_back_to_the_side_bar(window: MainWindow, qtbot: QtBot, place: Place) -> None:
    show(window, place, qtbot)
    seen: list[QWidget] = []
    start = window.side.button(Place.START)

    widget = start.nextInFocusChain()
    while widget is not start:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(widget)
        widget = widget.nextInFocusChain()

    assert window.exit_button in seen
    reachable = [
        control for control in controls(window) if control.isVisible() and control.isEnabled() and window.page.isAncestorOf(control)
    ]
    assert {control for control in reachable if control.focusPolicy() & Qt.FocusPolicy.TabFocus} <= set(seen)


@pytest.mark.parametrize("place", Place)
def test_no_words_are_left_untranslated_in_korean(open_window: Callable[..., MainWindow], qtbot: QtBot, place: Place) -> None:
    texts.use_language("ko")
    window = open_window(language="ko")
    page = show(window, place, qtbot)

    words = [label.text() for label in page.findChildren(Text)] + [button.text() for button in page.findChildren(QAbstractButton)]
    english = [text for text in words if len(text.split()) > 3 and not any("가" <= letter <= "힣" for letter in text) and "/" not in text]

    assert not english


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("place", Place)
def test_no_button_is_cut_off_in_the_smallest_window(
    open_window: Callable[..., MainWindow], qtbot: QtBot, place: Place, language: str, percent: int
) -> None:
    window = open_window(language=language, text_percent=percent)
    window.resize(window.minimumSize())
    page = show(window, place, qtbot)
    qtbot.waitUntil(lambda: page.width() > 0)

    cut = [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.width() < widest_line(button)
    ]

    assert (window.width(), window.height()) == (window.minimumSize().width(), window.minimumSize().height())
    assert not cut


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("place", Place)
def test_no_page_needs_sideways_scrolling_in_the_smallest_window(
    open_window: Callable[..., MainWindow], qtbot: QtBot, place: Place, language: str, percent: int
) -> None:
    window = open_window(language=language, text_percent=percent)
    window.resize(window.minimumSize())
    page = show(window, place, qtbot)

    assert page.overhang() == 0
