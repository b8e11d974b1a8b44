"""Pictures on the screen: what is covered cannot be made out, and what is let go is gone."""

from collections.abc import Iterator

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui import images, uncovering
from desktop.gui.stage import Stage
from desktop.gui.widgets.picture import HoldToSee, PictureView

CHESSBOARD = np.kron((np.indices((16, 16)).sum(axis=0) % 2)[..., None] * np.ones(3), np.ones((16, 16, 1))).astype(np.uint8) * 255


def values(image: QImage) -> np.ndarray:
    shown = image.convertToFormat(QImage.Format.Format_RGB888)
    return np.array([[shown.pixelColor(x, y).getRgb()[:3] for x in range(shown.width())] for y in range(shown.height())])


def test_an_image_outlives_the_pixels_it_was_made_from() -> None:
    pixels = np.full((4, 6, 3), 200, np.uint8)
    image = images.to_image(pixels)

    pixels[:] = 0

    assert (image.width(), image.height()) == (6, 4)
    assert image.pixelColor(5, 3).red() == 200


@pytest.mark.parametrize(("height", "width"), [(3000, 4000), (4000, 30), (1, 5000)])
def test_a_large_picture_is_made_small_enough_for_the_screen(height: int, width: int) -> None:
    image = images.to_image(np.zeros((height, width, 3), np.uint8))

    assert max(image.width(), image.height()) == images.LONGEST_SHOWN
    assert min(image.width(), image.height()) >= 1


def test_nothing_of_a_pattern_is_left_in_a_covered_picture() -> None:
    covered = images.at_stage(images.to_image(CHESSBOARD), Stage.COVERED)

    assert max(covered.width(), covered.height()) <= 7
    assert np.ptp(values(covered)) < 40


def test_most_of_the_colour_is_taken_out_of_a_covered_picture() -> None:
    red = np.zeros((300, 300, 3), np.uint8)
    red[..., 0] = 255

    covered = values(images.at_stage(images.to_image(red), Stage.COVERED))

    assert np.ptp(covered, axis=2).max() < 80


def test_a_grey_picture_has_no_colour() -> None:
    grey = values(images.at_stage(images.to_image(np.full((8, 8, 3), (200, 30, 90), np.uint8)), Stage.GREY))

    assert np.ptp(grey, axis=2).max() == 0


def test_outlines_surround_what_differs_and_specks_are_left_out() -> None:
    changed = np.zeros((200, 200), np.float32)
    changed[60:140, 60:140] = 1
    changed[10, 10] = 1

    drawn = images.outlines(changed, "#ffffff", "#000000", 2)
    alpha = np.array([[drawn.pixelColor(x, y).alpha() for x in range(200)] for y in range(200)])

    assert alpha[58:60, 100].all()
    assert not alpha[100, 100]
    assert not alpha[:30, :30].any()


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[tuple[PictureView, HoldToSee]]:
    """A view with a picture, and the button that uncovers it, in a window of their own."""
    window = QWidget()
    qtbot.addWidget(window)
    view = PictureView("A picture")
    view.setParent(window)
    view.show_image(images.to_image(CHESSBOARD), QSize(256, 256))
    hold = HoldToSee([view], window)
    window.show()
    qtbot.waitExposed(window)
    yield view, hold
    window.close()


def test_a_picture_is_covered_at_first(held: tuple[PictureView, HoldToSee]) -> None:
    assert held[0].stage is Stage.COVERED


def test_pressing_the_picture_shows_it_and_letting_go_covers_it(held: tuple[PictureView, HoldToSee]) -> None:
    view, _hold = held

    QTest.mousePress(view, Qt.MouseButton.LeftButton)
    assert view.stage is Stage.GREY
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton)

    assert view.stage is Stage.COVERED


def test_the_space_bar_on_the_picture_shows_it_while_held(held: tuple[PictureView, HoldToSee]) -> None:
    view, _hold = held
    view.setFocus()

    QTest.keyPress(view, Qt.Key.Key_Space)
    assert view.stage is Stage.GREY
    QTest.keyRelease(view, Qt.Key.Key_Space)

    assert view.stage is Stage.COVERED


def test_losing_the_focus_covers_the_picture(held: tuple[PictureView, HoldToSee]) -> None:
    view, hold = held
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)

    hold.button.setFocus()

    assert view.stage is Stage.COVERED


def test_a_hidden_picture_is_covered(held: tuple[PictureView, HoldToSee]) -> None:
    view, hold = held
    hold.button.pressed.emit()

    view.hide()

    assert view.stage is Stage.COVERED


def test_holding_an_empty_view_shows_nothing(held: tuple[PictureView, HoldToSee]) -> None:
    view, hold = held
    view.clear()

    hold.button.pressed.emit()

    assert view.is_empty
    assert view.stage is Stage.COVERED


def held_in_front(qtbot: QtBot) -> tuple[QWidget, PictureView]:
    """Return a window in front with a picture that is held."""
    window = QWidget()
    qtbot.addWidget(window)
    view = PictureView("picture", window)
    view.show_image(images.to_image(CHESSBOARD), QSize(256, 256))
    hold = HoldToSee([view], window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hold.button.pressed.emit()
    assert view.stage is Stage.GREY
    return window, view


def test_a_picture_is_covered_as_soon_as_another_window_is_in_front(qtbot: QtBot) -> None:
    _window, view = held_in_front(qtbot)
    other = QWidget()
    qtbot.addWidget(other)

    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)

    assert view.stage is Stage.COVERED


def test_a_picture_is_covered_in_a_window_that_is_made_small(qtbot: QtBot) -> None:
    window, view = held_in_front(qtbot)

    window.showMinimized()
    qtbot.waitUntil(lambda: view.stage is Stage.COVERED)


def test_a_picture_that_is_taken_away_while_it_is_held_does_not_stop_the_counting(qtbot: QtBot) -> None:
    counted: list[int] = []
    count = uncovering.current().covered.connect(lambda pictures, _seconds: counted.append(pictures))
    held, next_one = PictureView("held"), PictureView("next")
    qtbot.addWidget(next_one)
    for view in (held, next_one):
        view.show_image(QImage(8, 8, QImage.Format.Format_RGB888), QSize(8, 8))

    held.show_stage(Stage.GREY)
    shiboken6.delete(held)
    next_one.show_stage(Stage.GREY)
    next_one.show_stage(Stage.COVERED)

    assert counted == [1, 1]
    uncovering.current().covered.disconnect(count)
