"""Sentences are translated whole, when they are shown."""

import pytest

from desktop.core import errors, texts
from desktop.core.errors import DiskFull, LindenError
from desktop.core.texts import Sentence, many, say


def test_a_sentence_is_shown_in_the_language_of_the_moment() -> None:
    sentence = DiskFull(name="사건").what_happened

    texts.use_language("en")
    assert str(sentence) == "There is no space left where 사건 was to be saved."
    texts.use_language("ko")
    assert str(sentence) == "저장할 공간이 부족해요: 사건"
    assert sentence.within("en").startswith("There is no space")


def test_a_sentence_within_a_sentence_is_translated_with_it() -> None:
    inner = Sentence("Stopped.")
    outer = say("{name} was not found.", name=inner)

    assert outer.within("ko") == "찾을 수 없어요: 멈췄어요."


def test_a_text_without_a_translation_is_shown_as_it_is() -> None:
    assert Sentence("Not in any catalogue.").within("ko") == "Not in any catalogue."
    assert many("{count} thing", "{count} things", 2).format(count=2) == "2 things"


def test_an_unknown_language_falls_back_to_english() -> None:
    texts.use_language("xx")

    assert texts.language() == "en"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, "ko"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_of_the_computer_is_taken(monkeypatch, variables, language) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert texts.system_language() == language


def test_every_error_of_the_core_says_what_happened_and_what_to_do(language) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LindenError)]

    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        error = kind(name="a.jpg")
        assert str(error.what_happened)
        assert str(error.what_to_do)
        assert "{" not in f"{error.what_happened}{error.what_to_do}"
