"""A made-up language whose texts are 40 % longer, and which of the words that are shown are no text of the program."""

import gettext
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from babel import Locale
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from shamir_mnemonic import wordlist

ROOT = Path(__file__).resolve().parent.parent

# What stands in the window in every language as it is: our name, languages in their own words, names of formats.
_SAME_EVERYWHERE = {"Linden", "한국어", "English", "SHA-256", "SHA-512", "MD5", "PDQ", "PDF", "DOCX", "TXT", "age1…"}
# Shorter texts are looked for as whole strings only: "Open" is in many a sentence.
_SURELY_A_SENTENCE = 20
_NUMBER = re.compile(r"^\d+\.\s+")
# Word joiners and the like, which keep words whole.
_INVISIBLE = re.compile("[\u200b\u2060]")
# What comes from a case or a part and not from us: licences, codes, names of files and accounts, addresses, hashes, paths, times, numbers.
_OF_A_CASE = re.compile(
    r"^[A-Z]-\d+|^[0-9A-Z]{5}$|[\w.<>+%-]+\.(jpg|png|zip|pdf|exe|txt|md|docx|age|csv)\b|://|^@|@\w|^[0-9a-f]{8,}|^/|^\W*[\d.,:\s/+-]*(KB|MB|GB|UTC[+\d:]*|[AP]M)?\W*$"
    r"|(^| )· .*(MIT|BSD|Apache|GPL|MPL|OFL|ISC|CC0|PSF|Unicode-3|blessing|libtiff)"
    r"|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d",
)


class Longer(gettext.NullTranslations):
    """A made-up language: each text in brackets and 40 % longer; named fields stay."""

    def gettext(self, message: str) -> str:
        """Return the text made longer."""
        return f"[{message}{'~ ' * (len(message) // 5)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for n made longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def is_data(said: str) -> bool:
    """Return whether this is no text of the program: it comes from a case, from a data file, or is the same in every language."""
    said = _NUMBER.sub("", _INVISIBLE.sub("", said)).strip()
    if said.startswith("[") or said in _SAME_EVERYWHERE or not any(letter.isalpha() for letter in said) or _OF_A_CASE.search(said):
        return True
    if f'"{said}"' in _data_texts() or (len(said) > _SURELY_A_SENTENCE and said in _data_texts()):
        return True
    parts = [part for part in re.split(r" · |\n", said) if part.strip()]
    return len(parts) > 1 and all(is_data(part) or part.startswith("[") for part in parts)


def said_by(widget: QWidget) -> Iterator[str]:
    """Yield everything that a widget says, to eyes and to a screen reader."""
    said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    if isinstance(widget, QLabel | QAbstractButton):
        said.append(widget.text())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        said.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        said += [widget.itemText(number) for number in range(widget.count())]
    yield from (one for one in said if one.strip())


@lru_cache(maxsize=1)
def _data_texts() -> str:
    """Every text of the data files, in one: recipients, templates and guides speak for themselves; CLDR names countries and languages."""
    files = [file for folder in ("recipients", "templates", "guides") for file in sorted((ROOT / "resources" / folder).glob("*.toml"))]
    # What the scenes put into a case stands in them.
    files += sorted((ROOT / "tools").glob("screenshots*.py"))
    cldr = [Locale(code) for code in ("en", "ko")]
    names = [f'"{name}"' for locale in cldr for named in (locale.territories, locale.languages) for name in named.values()]
    words = [f'"{word}"' for word in wordlist.WORDLIST]
    return "\n".join([*(file.read_text("utf-8").replace('\\"', '"') for file in files), *names, *words])
