"""What a screen reader calls the controls: one of many is a radio button in a named group, and what opens something is a button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.context import Place
from desktop.gui.widgets.age import AgeQuestion
from desktop.gui.widgets.buttons import Choice
from desktop.gui.widgets.passphrase import PassphraseField
from desktop.gui.widgets.turning import TurningButton
from desktop.gui.window import MainWindow

Role = QAccessible.Role


def told(widget: QWidget) -> tuple[Role, str]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.role(), interface.text(QAccessible.Text.Name)


def is_told_as_picked(widget: QWidget) -> bool:
    return bool(QAccessible.queryAccessibleInterface(widget).state().checked)


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    made = Choice("Text size", [(100, "100 %"), (150, "150 %"), (200, "200 %")])
    qtbot.addWidget(made)
    made.choose(100)
    made.show()
    return made


def test_a_choice_is_a_named_group_of_radio_buttons(choice: Choice) -> None:
    assert told(choice) == (Role.Grouping, "Text size")
    assert [told(button) for button in choice.buttons()] == [(Role.RadioButton, words) for words in ("100 %", "150 %", "200 %")]
    assert [is_told_as_picked(button) for button in choice.buttons()] == [True, False, False]


def test_arrow_keys_move_within_a_choice_and_only_one_is_picked(choice: Choice) -> None:
    first, second, last = choice.buttons()
    first.setFocus()

    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(second, Qt.Key.Key_Right)

    assert choice.value() == 200
    assert [is_told_as_picked(button) for button in (first, second, last)] == [False, False, True]


def test_the_question_about_age_is_answered_with_radio_buttons(qtbot: QtBot) -> None:
    question = AgeQuestion("Was the person under 18?")
    qtbot.addWidget(question)

    assert {told(button)[0] for button in question.buttons()} == {Role.RadioButton}


def test_the_places_are_a_named_group_in_which_the_open_one_is_picked(window: MainWindow) -> None:
    window.show_page(Place.CHECK)
    places = [window.side.button(place) for place in Place]

    assert told(places[0].parentWidget()) == (Role.Grouping, "Places")
    assert {told(button)[0] for button in places} == {Role.RadioButton}
    assert [place for place in Place if is_told_as_picked(window.side.button(place))] == [Place.CHECK]


def test_what_opens_at_a_press_is_a_button_that_says_what_the_next_press_does(qtbot: QtBot) -> None:
    button = TurningButton("link", ("How sure this is", ""), ("Show less", ""))
    qtbot.addWidget(button)
    assert told(button) == (Role.Button, "How sure this is")

    with qtbot.waitSignal(button.turned) as turned:
        button.click()

    assert turned.args == [True]
    assert told(button) == (Role.Button, "Show less")
    assert button.is_on


def test_the_button_that_shows_a_passphrase_is_no_check_box(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)

    field.show_button.click()

    assert told(field.show_button) == (Role.Button, "Hide")
    field.clear()
    assert told(field.show_button) == (Role.Button, "Show")
