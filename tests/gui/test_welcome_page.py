"""The first five minutes: what an answer changes, and that none is needed."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core import places
from desktop.core import settings as core_settings
from desktop.gui import style
from desktop.gui.context import Place
from desktop.gui.pages.welcome import WelcomePage
from desktop.gui.window import MainWindow
from tests.gui.cases import shown_words


def first_page(window: MainWindow) -> WelcomePage:
    assert isinstance(window.page, WelcomePage)
    return window.page


def answer(window: MainWindow, value: str, qtbot: QtBot) -> None:
    (button, *_rest) = [one for one in first_page(window).questions.buttons if one.property("answer") == value]
    button.click()
    # A change of how pictures are shown draws the window anew, in an event of its own.
    QApplication.processEvents()


def test_no_answer_is_needed_to_check_an_image(window: MainWindow) -> None:
    page = first_page(window)

    assert page.questions.isVisible()
    page.check_door.click()

    assert window.place is Place.CHECK


def test_questions_can_be_left_and_are_not_asked_twice(window: MainWindow) -> None:
    page = first_page(window)

    page.questions.skip_button.click()
    page.questions.skip_button.click()

    assert not page.questions.isVisible()
    assert window.context.preferences.settings == core_settings.Settings(language="en", appearance="light")


def test_on_a_shared_computer_it_locks_sooner_and_keeps_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.context.preferences.change(text_percent=125)
    QApplication.processEvents()
    file = places.settings_folder() / core_settings.FILE_NAME
    assert file.exists()

    answer(window, "alone", qtbot)
    answer(window, "shared", qtbot)

    assert window.context.preferences.settings.lock_after_minutes == 1
    assert not file.exists()
    assert "kept on this computer" in shown_words(first_page(window).safety)


def test_beside_a_counselor_pictures_stay_grey_and_the_second_question_follows(window: MainWindow, qtbot: QtBot) -> None:
    answer(window, "counselor", qtbot)

    assert style.current().only_grey
    assert [one.property("answer") for one in first_page(window).questions.buttons] == ["mine", "shared", "shared"]


def test_whoever_is_alone_is_shown_the_way_to_people(window: MainWindow, qtbot: QtBot) -> None:
    answer(window, "alone", qtbot)
    page = first_page(window)

    assert page.safety.help_button.isVisible()
    page.safety.help_button.click()

    assert window.place is Place.HELP


def test_answers_are_kept_on_an_own_computer_and_can_be_given_again(open_window: Callable[..., MainWindow]) -> None:
    window = open_window(beside="someone", computer="mine")
    page = first_page(window)
    assert not page.questions.isVisible()

    page.safety.anew_button.click()

    assert page.questions.isVisible()


def test_the_way_out_and_its_limits_are_said(window: MainWindow) -> None:
    words = shown_words(first_page(window).safety)

    assert "Shift three times" in words
    assert "cannot take back" in words
