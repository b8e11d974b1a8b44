"""Words in the person's language: marked in the code, translated when they are shown."""

import gettext
import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.core import places

LANGUAGES = ("ko", "en")
# A package can be written in these too, for whoever receives it; only its pages and lists speak them.
RECEIVER_LANGUAGES = (*LANGUAGES, "fr", "de", "ja")
DEFAULT_LANGUAGE = "en"
DOMAIN = "linden"

_current = DEFAULT_LANGUAGE


def mark(text: str) -> str:
    """Mark a text for translation and return it unchanged."""
    return text


def use_language(code: str) -> None:
    """Show everything from now on in this language, one of LANGUAGES."""
    global _current
    _current = code if code in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """Return the language that is shown now."""
    return _current


def system_language() -> str:
    """Return the language of this computer where we speak it, else English."""
    return DEFAULT_LANGUAGE if not _system_locale().lower().startswith(("ko", "korean")) else "ko"


def _system_locale() -> str:
    # The variables come first, in gettext's order: they count even where the locale itself was never generated.
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    return locale.getlocale()[0] or ""


def _(text: str) -> str:
    """Return the text in the current language."""
    return _catalogue(_current).gettext(text)


def many(one: str, other: str, count: int) -> str:
    """Return the singular or plural text for count in the current language."""
    return _catalogue(_current).ngettext(one, other, count)


@dataclass(frozen=True)
class Sentence:
    """A sentence with named fields that is translated when it is shown, in whatever language is asked for."""

    text: str
    fields: tuple[tuple[str, "str | int | Sentence"], ...] = ()

    @classmethod
    def of(cls, text: str, fields: Mapping[str, "str | int | Sentence"]) -> "Sentence":
        """Make a sentence from a marked text and its fields."""
        return cls(text, tuple(fields.items()))

    def within(self, code: str) -> str:
        """Return the sentence in the language with this code."""
        filled = {name: value.within(code) if isinstance(value, Sentence) else value for name, value in self.fields}
        return _catalogue(code).gettext(self.text).format(**filled)

    def __str__(self) -> str:
        return self.within(_current)


def say(text: str, **fields: str | int | Sentence) -> Sentence:
    """Mark a text for translation and return it as a sentence with its fields."""
    return Sentence.of(text, fields)


@lru_cache(maxsize=len(RECEIVER_LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, places.resources() / "texts", [code], fallback=True)
