"""The hint about a passphrase: weak ones are told, long ones of several words are not, and nothing is ever required."""

import pytest

from desktop.core import texts
from desktop.services import strength


@pytest.mark.parametrize(
    "passphrase",
    ["a", "1234", "password", "qwertyuiop", "비밀번호", "qlalfqjsgh", "tkfkdgo", "사랑해요", "19990101", "aaaaaaaaaaaa", "연우1999"],
)
def test_what_is_tried_first_is_weak(passphrase):
    judged = strength.judge(passphrase)

    assert judged is not None
    assert judged.level == "weak"
    assert judged.advice is not None


@pytest.mark.parametrize("passphrase", ["파란 우산 느린 기차 소금", "correct horse battery staple plum", "열두 마리 구름이 책상을 먹었다"])
def test_several_words_are_good(passphrase):
    judged = strength.judge(passphrase)

    assert judged is not None
    assert (judged.level, judged.advice) == ("good", None)


def test_of_nothing_nothing_is_said():
    assert strength.judge("") is None


def test_a_very_long_one_is_judged_by_its_beginning():
    assert strength.judge("word " * 5000) is not None


def test_hangul_is_typed_as_on_the_two_set_keyboard():
    assert strength.typed_in_latin("비밀번호") == "qlalfqjsgh"
    assert strength.typed_in_latin("값 abc") == "rkqt abc"


def test_every_sentence_is_in_both_languages(language):
    judged = strength.judge("password")

    assert judged is not None
    assert judged.advice is not None
    assert str(judged.says)
    assert texts.language() == language
