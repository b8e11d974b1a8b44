"""How easily a passphrase is guessed: a hint while it is chosen, never a rule about what it must be made of.

Guesses are counted by zxcvbn (Wheeler, "zxcvbn: Low-Budget Password Strength Estimation", USENIX Security 2016). It knows English; what it
does not know are Korean words, typed in Hangul or, by a slip of the keyboard language, in Latin letters: the commonest are given to it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from desktop.core.texts import Sentence, mark, say

Level = Literal["weak", "fair", "good"]
# zxcvbn looks at no more; longer ones are no easier to guess than their beginning.
LOOKED_AT = 72
# Of zxcvbn's five scores: below 10^8 guesses, below 10^10, and more. Each guess costs about a second of one processor here.
_LEVELS: tuple[Level, ...] = ("weak", "weak", "weak", "fair", "good")
_COMMON = (
    "비밀번호 암호 사랑해 사랑해요 안녕 안녕하세요 보고싶어 대한민국 가나다라 감사합니다 행복 천사 우리집 엄마 아빠 친구 학교 "
    "고양이 강아지 하늘 바다 여름 가을 겨울 나비 열쇠 보관함 바보 멍청이 한국 서울"
)
_SYLLABLES = 0xAC00
# The two-set Hangul keyboard (KS X 5002): which keys make the beginning, the middle and the end of a syllable.
_FIRST = "r R s e E f a q Q t T d w W c z x v g"
_MIDDLE = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
_LAST = "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g"


@dataclass(frozen=True)
class Strength:
    """What is said of a passphrase."""

    level: Level
    says: Sentence
    advice: Sentence | None


def judge(passphrase: str) -> Strength | None:
    """Return how easily a passphrase is guessed; None for nothing. The library is loaded at the first call."""
    if not passphrase:
        return None
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # without stubs

    found = zxcvbn(passphrase[:LOOKED_AT], user_inputs=list(_known_words()))
    level = _LEVELS[found["score"]]
    return Strength(level, _SAYS[level], None if level == "good" else _advice(found["sequence"]))


def typed_in_latin(hangul: str) -> str:
    """Return the Latin letters that the keys of a Hangul word make while the keyboard is set to English."""
    first, middle, last = _FIRST.split(), _MIDDLE.split(), ["", *_LAST.split()]
    keys = []
    for letter in hangul:
        number = ord(letter) - _SYLLABLES
        if 0 <= number < len(first) * len(middle) * len(last):
            rest, end = divmod(number, len(last))
            beginning, vowel = divmod(rest, len(middle))
            keys.append(first[beginning] + middle[vowel] + last[end])
        else:
            keys.append(letter)
    return "".join(keys)


@cache
def _known_words() -> tuple[str, ...]:
    words = _COMMON.split()
    return (*words, *(typed_in_latin(word).lower() for word in words))


def _advice(sequence: list[dict[str, object]]) -> Sentence:
    kinds = {str(part.get("pattern")) for part in sequence}
    return next((advice for kind, advice in _ADVICE.items() if kind in kinds), _LONGER)


_SAYS: dict[Level, Sentence] = {
    "weak": say(mark("Someone who tries could guess this passphrase.")),
    "fair": say(mark("This passphrase is fair. A little longer is safer.")),
    "good": say(mark("This passphrase is hard to guess.")),
}
_LONGER = say(mark("Add one or two words that have nothing to do with each other."))
_ADVICE: dict[str, Sentence] = {
    "repeat": say(mark("Repeated letters or words add little. Add a different word.")),
    "sequence": say(mark("Rows such as abc or 1234 are tried first. Add a word in their place.")),
    "spatial": say(mark("Keys beside each other on the keyboard are tried first. Add a word in their place.")),
    "date": say(mark("Dates are tried first, above all by someone who knows you. Add a word in their place.")),
    "dictionary": say(mark("Single words and names are tried first. Four or five words together are hard to guess.")),
}
