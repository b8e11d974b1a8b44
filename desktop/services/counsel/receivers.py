"""To whom something goes, and whether the words of a consent name them."""

import re
from dataclasses import dataclass

from desktop.core import texts
from desktop.core.texts import mark, say
from desktop.reports.recipients import Kind, Recipient

# What a person calls a sort of recipient, in both languages: "the police" covers every police of the data.
_CALLED = {
    Kind.POLICE: ("police", "경찰"),
    Kind.SUPPORT: ("support", "counseling", "counselors", "지원", "상담"),
    Kind.REGULATOR: ("regulator", "regulators", "심의"),
    Kind.PLATFORM: ("platform", "platforms", "플랫폼"),
    Kind.SEARCH: ("search engine", "search engines", "검색"),
    Kind.HOST: ("host", "hosts", "호스팅"),
}
_BETWEEN = re.compile(r"[,;/·、\n]|\b(?:and|or)\b|\s(?:및|또는|그리고)\s")
_SAYS_NOTHING = {"the", "a", "an", "only", "just", "만"}
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")


@dataclass(frozen=True)
class Receiver:
    """Somebody to whom things may go."""

    name: str
    """As it is shown."""
    known_as: tuple[str, ...] = ()
    by_any_word: bool = False
    """Whether one word of theirs is enough to mean them: a colleague is called in many ways."""


COLLEAGUE_NAME = say(mark("a colleague"))


def colleague() -> Receiver:
    """Return the counselor who goes on with a case."""
    return Receiver(str(COLLEAGUE_NAME), ("colleague", "colleagues", "counselor", "동료", "상담원", "상담사"), by_any_word=True)


def of_recipient(one: Recipient) -> Receiver:
    """Return whom a report to this recipient goes to."""
    return Receiver(one.name(texts.language()), (one.id, *(one.name(code) for code in texts.LANGUAGES), *_CALLED.get(one.kind, ())))


def named(typed: str) -> Receiver:
    """Return whom somebody typed."""
    return Receiver(typed.strip(), (typed,))


def covers(to: str, receiver: Receiver) -> bool:
    """Return whether one of the names in `to` (one after another, with commas or "and") means this receiver.

    A name means them when each of its words is a word of one of their own names. What is not understood covers nobody.
    """
    entries = [_words(entry) for entry in _BETWEEN.split(to.casefold())]
    own = [_words(name.casefold()) for name in receiver.known_as]
    if receiver.by_any_word:
        return any(_is_said(word, name) for entry in entries for word in entry for name in own)
    return any(entry and all(_is_said(word, name) for word in entry) for entry in entries for name in own)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text) if word not in _SAYS_NOTHING]


def _is_said(word: str, name: list[str]) -> bool:
    # Hangul joins words: 경찰 is said in 경찰청.
    return any(word == one or (_HANGUL.fullmatch(word) is not None and one.startswith(word)) for one in name)
