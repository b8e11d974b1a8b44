"""Reading a long JSON file value by value: of a list of a million entries, one is in memory at a time.

Only what the caller wants to go into is gone into; every other value is read whole, by Python's own reader, and bounded.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from desktop.ingest.limits import MIB, MOST_ONE_VALUE

_BLANK = re.compile(r"[ \t\n\r]*")
_OF_A_NUMBER = re.compile(r"[-+.0-9eE]*")
_READER = json.JSONDecoder()


class NoJson(ValueError):
    """The text is not JSON, ends too early, or has a value that is too long."""


class Source:
    """The text of a file, of which only what is being read is held."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at = "", 0
        self._is_over = False

    def peek(self) -> str:
        """Return the next character that is not blank; an empty text at the end."""
        while True:
            self._at = _after_blanks(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def expect(self, characters: str) -> str:
        """Pass over one of these characters and return it. Raises NoJson."""
        found = self.peek()
        if not found or found not in characters:
            raise NoJson
        self._at += 1
        return found

    def value(self) -> object:
        """Return the next value, whole. Raises NoJson."""
        self.peek()
        while True:
            try:
                value, end = _READER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise NoJson from error
                continue
            # A number that ends where the text ends may go on, and "0." is read as 0 until then.
            if _OF_A_NUMBER.fullmatch(self._text, end) and self._more():
                continue
            self._at = end
            return value

    def fields(self) -> Iterator[str]:
        """Yield the keys of the next object; whoever asks for one reads its value before asking for the next. Raises NoJson."""
        self.expect("{")
        if self.peek() == "}":
            self.expect("}")
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise NoJson
            self.expect(":")
            yield key
            if self.expect(",}") == "}":
                return

    def entries(self) -> Iterator[None]:
        """Yield before each entry of the next list; whoever asks reads it before asking for the next. Raises NoJson."""
        self.expect("[")
        if self.peek() == "]":
            self.expect("]")
            return
        while True:
            yield
            if self.expect(",]") == "]":
                return

    def end(self) -> None:
        """Raise NoJson where there is anything left."""
        if self.peek():
            raise NoJson

    def _more(self) -> bool:
        """Read on, as much again as is held, so that a long value is not tried too often. Raises NoJson, UnicodeDecodeError."""
        if self._is_over:
            return False
        held = len(self._text) - self._at
        if held > MOST_ONE_VALUE:
            raise NoJson
        piece = self._file.read(max(MIB, held))
        self._is_over = not piece
        self._text = self._text[self._at :] + self._decoder.decode(piece, final=self._is_over)
        self._at = 0
        return True


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found is not None else at
