"""Text of exports: in which encoding it is, in lines, without marks that nobody sees."""

import codecs
import re
from collections.abc import Iterator

from desktop.core.names import shown
from desktop.ingest.errors import NotAnExport

# What programs put around names and times so that they are drawn in the right direction.
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_SPACES = {ord(letter): " " for letter in "\u00a0\u2009\u202f"}
# Only these end a line of an export; Python's splitlines() knows more, and some of them occur in messages.
_LINE = re.compile(r"\r\n|\n|\r")


def decoded(untrusted: bytes, name: str) -> str:
    """Return bytes as text: Unicode, or the Korean code page of Windows. Raises NotAnExport where they are none of these."""
    if untrusted.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = untrusted.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotAnExport(name=shown(name))


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, one after another: all at once take more memory than the text."""
    begin = 0
    for end in _LINE.finditer(text):
        yield text[begin : end.start()]
        begin = end.end()
    yield text[begin:]


def seen(line: str) -> str:
    """Return a line as it is seen: without marks of direction, and with every space the ordinary one."""
    return line.translate(_UNSEEN).translate(_SPACES)
