"""The parts of the check page: cards of findings that open, a tint that is asked for, and three ways to compare two pictures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.checks.result import Band, Box, CheckResult, Finding, ScoreMap, Strength
from desktop.checks.strength_words import strength_words
from desktop.core.texts import Sentence
from desktop.gui import uncovering
from desktop.gui.check_desk import Pair, Seen
from desktop.gui.pages.check.finding_card import FindingCard, how_sure
from desktop.gui.pages.check.pair import BESIDE, DIFFERENCE, SLIDER, PairView
from desktop.gui.pages.check.picture_panel import PicturePanel
from desktop.gui.pages.check.result import ResultView
from desktop.gui.stage import Stage
from desktop.gui.widgets.compare import STEPS, CompareView
from desktop.matching import words
from desktop.matching.result import Match, MatchKind
from desktop.media.picture import Picture
from desktop.services.checking import Checked
from tests.gui.cases import shown_words


def plain(colour: str) -> QImage:
    image = QImage(100, 60, QImage.Format.Format_RGB888)
    image.fill(colour)
    return image


def finding(strength: Strength) -> Finding:
    return Finding("x", "saving", Sentence("Something was seen."), Sentence("It does not mean more."), strength)


def seen(*maps: ScoreMap) -> Seen:
    result = CheckResult("00", 100, 60, Band.CANNOT_TELL, (), (), (), None, 0.1, maps)
    tiny = np.zeros((1, 1, 3), np.uint8)
    picture = Picture.__new__(Picture)
    return Seen(Checked("a.jpg", result, picture, tiny), plain("#336699"), Path("a.jpg"))


def pair(kind: MatchKind = MatchKind.SAME_SOURCE) -> Pair:
    tint = QImage(100, 60, QImage.Format.Format_RGBA8888)
    tint.fill("#00000000")
    same_place = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    match = Match(Path("own.jpg"), kind, 30, same_place, 0.25, mirrored=False)
    return Pair(match, 0, plain("#ffffff"), plain("#000000"), tint, tint)


@pytest.mark.parametrize("kind", MatchKind)
def test_where_the_photo_is_named_it_is_said_that_it_may_be_another_of_that_moment(qtbot: QtBot, kind: MatchKind) -> None:
    view = PairView()
    qtbot.addWidget(view)

    view.show_pair(pair(kind))

    assert view.caution.text() == str(words.caution(kind))
    assert "of that moment" in view.caution.text()
    assert view.caution.isVisibleTo(view)


@pytest.mark.parametrize("strength", Strength)
def test_a_finding_opens_to_how_sure_it_is_and_what_it_does_not_mean(qtbot: QtBot, strength: Strength) -> None:
    card = FindingCard(finding(strength))
    qtbot.addWidget(card)
    weighs_much = strength in {Strength.STRONG, Strength.MODERATE}
    assert card.more.isVisibleTo(card) is weighs_much
    assert "Something was seen." in shown_words(card)

    card.toggle.turn(on=True)

    assert str(strength_words(strength)) in shown_words(card)
    assert how_sure(strength) in shown_words(card)
    assert "It does not mean more." in shown_words(card)


def test_words_that_can_hurt_are_shown_only_after_a_press_and_can_be_hidden_again(qtbot: QtBot) -> None:
    card = FindingCard(replace(finding(Strength.NONE), quoted=(Sentence("Asked for: a lighthouse"),)))
    qtbot.addWidget(card)
    assert "lighthouse" not in shown_words(card)
    assert card.quoting is not None

    card.quoting.turn(on=True)
    assert "Asked for: a lighthouse" in shown_words(card)

    card.quoting.turn(on=False)
    assert "lighthouse" not in shown_words(card)
    assert FindingCard(finding(Strength.NONE)).quoting is None


def test_a_finding_of_three_places_is_one_card_with_their_letters(qtbot: QtBot) -> None:
    again = tuple(replace(finding(Strength.MODERATE), region=Box(10 * number, 5, 8, 8)) for number in range(3))
    shown = seen()
    view = ResultView()
    qtbot.addWidget(view)

    view.show_seen(replace(shown, checked=replace(shown.checked, result=replace(shown.checked.result, findings=again))))

    assert len(view.cards) == 1
    assert "A, B, C" in shown_words(view.cards[0])


def test_the_tint_is_offered_only_where_a_model_gave_one_and_is_off_at_first(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)

    panel.show_seen(seen())
    assert not panel.heat_box.isVisibleTo(panel)

    panel.show_seen(seen(ScoreMap(Box(0, 0, 100, 60), ((0.9, 0.1),))))
    assert panel.heat_box.isVisibleTo(panel)
    assert not panel.heat_box.isChecked()

    panel.heat_box.setChecked(True)
    assert panel.heat_words.isVisibleTo(panel)


def test_the_tint_goes_with_the_picture(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    one = seen(ScoreMap(Box(0, 0, 100, 60), ((0.9, 0.1),)))

    panel.show_seen(replace(one, image=QImage()))

    assert not panel.heat_box.isVisibleTo(panel)


def test_the_slider_moves_the_edge_between_both_pictures(qtbot: QtBot) -> None:
    view = CompareView("both")
    qtbot.addWidget(view)
    view.resize(200, 120)
    view.show_two(plain("#ffffff"), plain("#000000"))
    view.show_stage(Stage.PLAIN)

    view.show_edge(STEPS)
    all_first = view.grab().toImage().pixelColor(100, 60).lightness()
    view.show_edge(0)
    all_second = view.grab().toImage().pixelColor(100, 60).lightness()

    assert all_first > 200
    assert all_second < 50


@pytest.mark.parametrize(("way", "number"), [(BESIDE, 0), (SLIDER, 1), (DIFFERENCE, 2)])
def test_each_way_to_compare_shows_both_covered(qtbot: QtBot, way: str, number: int) -> None:
    view = PairView()
    qtbot.addWidget(view)
    view.show_pair(pair())
    view.hold.button.pressed.emit()

    view.way.buttons()[number].click()

    assert view.both.isVisibleTo(view) is (way == SLIDER)
    assert view.own.isVisibleTo(view) is (way != SLIDER)
    assert {one.stage for one in (view.own, view.suspect, view.both)} == {Stage.COVERED}


def test_under_the_slider_no_more_is_shown_than_is_allowed(qtbot: QtBot) -> None:
    view = CompareView("both")
    qtbot.addWidget(view)
    view.show_two(plain("#ff0000"), plain("#00ff00"))
    view.show_edge(STEPS)
    uncovering.current().use(uncovering.Rule(Stage.GREY))
    try:
        view.show_stage(Stage.PLAIN)

        shown = view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2)
        assert shown.red() == shown.green() == shown.blue()
    finally:
        uncovering.current().use(uncovering.FREE)


def test_holding_shows_both_under_the_slider_too(qtbot: QtBot) -> None:
    view = PairView()
    qtbot.addWidget(view)
    view.show_pair(pair())
    view.way.buttons()[1].click()
    view.show()

    view.hold.button.pressed.emit()
    assert view.both.stage is Stage.GREY

    view.hold.button.released.emit()
    assert view.both.stage is Stage.COVERED


def test_nothing_is_left_of_a_pair_that_was_cleared(qtbot: QtBot) -> None:
    view = PairView()
    qtbot.addWidget(view)
    view.show_pair(pair())

    view.clear()

    assert all(one.is_empty for one in (view.own, view.suspect, view.both))
