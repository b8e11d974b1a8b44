"""Findings that say the same are told once, with every place."""

from desktop.checks.result import Band, Box, CheckResult, Finding, Strength
from desktop.checks.told import strongest_first, told
from desktop.core.texts import Sentence


def _finding(text: str, strength: Strength = Strength.MODERATE, region: Box | None = None) -> Finding:
    return Finding("part", "saving", Sentence(text), Sentence("It does not mean more."), strength, region)


def test_findings_that_say_the_same_are_told_once_with_every_place():
    places = [Box(number, 2, 30, 40) for number in range(3)]

    (one, other) = told([*(_finding("A part was put in.", region=box) for box in places), _finding("A face is blurred.", region=places[0])])

    assert one.places == tuple(places)
    assert other.places == (places[0],)


def test_the_places_are_named_in_pixels():
    (one,) = told([_finding("A part.", region=Box(328, 64, 72, 32)), _finding("A part.", region=Box(1, 2, 30, 40))])

    assert str(one.where()).endswith("328, 64 (72 × 32); 1, 2 (30 × 40).")


def test_a_finding_without_a_place_names_none():
    (one,) = told([_finding("The file says so.")])

    assert one.where() is None


def test_the_place_of_what_is_no_sign_is_not_named_in_words():
    (one,) = told([_finding("No answer for this face.", Strength.NONE, Box(1, 2, 30, 40))])

    assert one.where() is None


def test_what_weighs_most_is_told_first():
    findings = (_finding("Faint.", Strength.WEAK), _finding("Plain.", Strength.STRONG), _finding("Good to know.", Strength.NONE))
    result = CheckResult("00", 100, 60, Band.CLEAR_SIGNS, findings, (), (), None, 0.1)

    assert [str(one.finding.text) for one in strongest_first(result)] == ["Plain.", "Faint.", "Good to know."]
