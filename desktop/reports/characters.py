"""Which characters can be shown: hidden ones made visible, and those no font of ours draws written as numbers."""

import json
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from urllib.parse import quote

from pydantic import JsonValue

from desktop.core import places

# Cc control, Cf format (bidirectional overrides among them), Co private use, Cs lone surrogates, Zl and Zp line breaks.
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_LINE_BREAK = "\n"
_JOINERS = {"\u200c", "\u200d"}  # without them Hindi and many emoji fall apart


def visible(text: str) -> str:
    """Return the text with control and bidirectional characters written as numbers; line breaks stay.

    An address or an account name may hold characters that turn the reading direction of everything after them.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", _LINE_BREAK).replace("\r", _LINE_BREAK).replace("\t", "    ")
    return "".join(_numbered(letter) if _is_hidden(letter) else letter for letter in lines)


def drawable(text: str) -> str:
    """Return the visible text with every character that our fonts lack written as its number, as [U+1F600]."""
    letters = visible(text)
    before = " " + letters[:-1] if letters else ""
    return "".join(
        letter if letter == _LINE_BREAK or _is_drawn(letter) or (letter in _JOINERS and _is_devanagari(earlier)) else _numbered(letter)
        for earlier, letter in zip(before, letters, strict=True)
    )


def address(url: str) -> str:
    """Return a web address in the form that is safe to print and still leads to the same place.

    Characters that are hidden, blank or not drawn by our fonts are percent-encoded as RFC 3987, section 3.1 maps them;
    everything else is kept letter by letter.
    """
    return "".join(letter if _is_drawn(letter) and not letter.isspace() else _percent(letter) for letter in url.strip())


def drawable_json(content: bytes) -> bytes:
    """Return the JSON document with every string in it made drawable."""
    return json.dumps(_drawable_value(json.loads(content)), ensure_ascii=False).encode()


def _drawable_value(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, list):
        return [_drawable_value(part) for part in value]
    if isinstance(value, dict):
        return {name: _drawable_value(part) for name, part in value.items()}
    return value


def _percent(letter: str) -> str:
    return quote(letter, safe="", errors="surrogatepass")


def _is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u097f"


def _numbered(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _is_hidden(letter: str) -> bool:
    return letter != _LINE_BREAK and letter not in _JOINERS and unicodedata.category(letter) in _HIDDEN


def _is_drawn(letter: str) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, ord(letter)) - 1
    return place >= 0 and ord(letter) <= ends[place]


@lru_cache(maxsize=1)
def _coverage() -> tuple[list[int], list[int]]:
    ranges = json.loads((places.resources() / "fonts" / "coverage.json").read_bytes())["ranges"]
    return [int(start, 16) for start, _ in ranges], [int(end, 16) for _, end in ranges]
