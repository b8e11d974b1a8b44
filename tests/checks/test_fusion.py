"""What findings amount to."""

import pytest

from desktop.checks import fusion, words
from desktop.checks.result import Band, Box, CheckResult, Face, Finding, ModelUsed, Strength
from desktop.core import texts
from desktop.core.texts import Sentence


def _findings(*strengths):
    return [Finding(str(number), "file", Sentence("x"), Sentence("y"), strength) for number, strength in enumerate(strengths)]


@pytest.mark.parametrize("judged", [True, False])
def test_one_strong_finding_is_clear(judged):
    assert fusion.band(_findings(Strength.NONE, Strength.STRONG), learned_model_judged=judged) is Band.CLEAR_SIGNS


def test_moderate_findings_are_some_signs_however_many():
    assert fusion.band(_findings(*[Strength.MODERATE] * 5), learned_model_judged=False) is Band.SOME_SIGNS


@pytest.mark.parametrize("strengths", [(), (Strength.NONE,), (Strength.WEAK, Strength.WEAK)])
def test_without_a_learned_model_nothing_found_is_never_called_no_signs(strengths):
    assert fusion.band(_findings(*strengths), learned_model_judged=False) is Band.CANNOT_TELL
    assert fusion.band(_findings(*strengths), learned_model_judged=True) is Band.NO_SIGNS


@pytest.mark.parametrize("band", Band)
def test_every_band_has_words_in_every_language(band, language):
    for sentence in (words.headline(band), words.explanation(band)):
        said = sentence.within(language)
        assert said
        assert "!" not in said
        assert language == "en" or said != sentence.within("en")


def test_no_signs_says_that_it_does_not_make_the_picture_real():
    assert "does not make the picture real" in str(words.explanation(Band.NO_SIGNS))


def test_a_result_is_the_object_of_the_contract():
    finding = Finding("some", "saving", Sentence("Seen."), Sentence("Not meant."), Strength.WEAK, Box(1, 2, 3, 4))
    result = CheckResult(
        "ab", 10, 20, Band.SOME_SIGNS, (finding,), (Face(Box(5, 6, 7, 8), 0.98765),), (ModelUsed("m", "1", "cd"),), None, 0.12345
    )

    texts.use_language("en")
    assert result.as_json() == {
        "sha256": "ab",
        "width": 10,
        "height": 20,
        "band": "some_signs",
        "findings": [
            {
                "id": "some",
                "kind": "saving",
                "strength": "weak",
                "text": "Seen.",
                "limits": "Not meant.",
                "region": {"x": 1, "y": 2, "width": 3, "height": 4},
            }
        ],
        "faces": [{"box": {"x": 5, "y": 6, "width": 7, "height": 8}, "confidence": 0.988, "score": None}],
        "models": [{"name": "m", "version": "1", "sha256": "cd"}],
        "probability": None,
        "parts": None,
        "seconds": 0.123,
    }
