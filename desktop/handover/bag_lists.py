"""The tag files of anyone's bag, read as BagIt has them from 0.93 to 1.0 (RFC 8493): declaration, manifests, fetch list, size."""

import codecs
import re
from dataclasses import dataclass, field

from desktop.handover.bag_files import is_unsafe

VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
DIGITS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
"""Algorithms that Python's hashlib always has, and how long their hashes are in hex."""
FORGEABLE = frozenset({"md5", "sha1"})

_BREAK = re.compile(r"\r\n|\r|\n")
_DECLARATION = re.compile(r"BagIt-Version: (\d+\.\d+)(?:\r\n|\r|\n)Tag-File-Character-Encoding: ([A-Za-z0-9._:-]{1,40})(?:\r\n|\r|\n)?")
# Encodings of text only: Python knows others that are none, and the name comes from outside.
_ENCODINGS = re.compile(r"(utf|iso8859|cp|windows|euc|shift|big5|gb|koi8|ascii|johab|mac|hz|latin).*")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_FETCH = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(.+)")
_OXUM = re.compile(r"(?i)payload-oxum[ \t]*:[ \t]*(\d+)\.(\d+)[ \t]*")
_ESCAPES = re.compile(r"%0A|%0D", re.IGNORECASE)
_ESCAPES_OF_1_0 = re.compile(r"%0A|%0D|%25", re.IGNORECASE)
_ESCAPED = {"%0A": "\n", "%0D": "\r", "%25": "%"}


@dataclass(frozen=True)
class Declaration:
    """The version of BagIt that a bag follows, and the encoding of its tag files."""

    version: str
    encoding: str

    @property
    def is_1_0(self) -> bool:
        """Whether the stricter rules of RFC 8493 hold."""
        return self.version == "1.0"


@dataclass
class Manifest:
    """One manifest: its hashes by path, and what is odd in it, as paths."""

    algorithm: str
    hashes: dict[str, str] = field(default_factory=dict)
    unsafe: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    """Listed twice with the same hash."""
    torn: list[str] = field(default_factory=list)
    """Listed twice with different hashes."""
    odd: list[str] = field(default_factory=list)
    """Written with `./` or the `*` of md5sum before the name."""
    is_readable: bool = True


def read_declaration(untrusted: bytes) -> Declaration | None:
    """Return what bagit.txt says, or None where it is not exactly two lines of UTF-8 as the standard has them."""
    try:
        found = _DECLARATION.fullmatch(untrusted.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if found is None or found[1] not in VERSIONS or _text_encoding(found[2]) is None:
        return None
    return Declaration(found[1], found[2])


def decoded(untrusted: bytes, encoding: str) -> str | None:
    """Return the text of a tag file, without a byte order mark, or None where it is not in this encoding."""
    name = _text_encoding(encoding)
    if name is None:
        return None
    try:
        return untrusted.decode(name).removeprefix("\ufeff")
    except UnicodeError:
        return None


def read_manifest(text: str | None, algorithm: str, declaration: Declaration) -> Manifest:
    """Return a manifest; one that cannot be read is marked so."""
    made = Manifest(algorithm)
    if text is None:
        made.is_readable = False
        return made
    for line in filter(None, _BREAK.split(text)):
        found = _LINE.fullmatch(line)
        if found is None or len(found[1]) != DIGITS.get(algorithm, len(found[1])):
            made.is_readable = False
            continue
        _take(made, found[1].lower(), found[3], declaration, is_odd=bool(found[2]))
    return made


def _take(made: Manifest, value: str, raw: str, declaration: Declaration, *, is_odd: bool) -> None:
    path = unescaped(raw, declaration)
    while path.startswith("./"):
        path, is_odd = path.removeprefix("./"), True
    if is_unsafe(path):
        made.unsafe.append(path)
    elif path in made.hashes:
        (made.twice if made.hashes[path] == value else made.torn).append(path)
    else:
        made.hashes[path] = value
        made.odd += [path] if is_odd else []


def read_fetch(text: str | None, declaration: Declaration) -> tuple[list[str], list[str], bool]:
    """Return the paths that fetch.txt names, those that lead out of the bag, and whether all of it can be read."""
    if text is None:
        return [], [], False
    paths: list[str] = []
    unsafe: list[str] = []
    is_readable = True
    for line in filter(None, _BREAK.split(text)):
        found = _FETCH.fullmatch(line)
        if found is None:
            is_readable = False
            continue
        path = unescaped(found[3], declaration).removeprefix("./")
        (unsafe if is_unsafe(path) or not path.startswith("data/") else paths).append(path)
    return paths, unsafe, is_readable


def read_oxum(text: str | None) -> tuple[int, int] | None:
    """Return how many bytes and files of payload bag-info.txt states, or None where it states none."""
    found = next((match for line in _BREAK.split(text or "") if (match := _OXUM.fullmatch(line))), None)
    return (int(found[1][:20]), int(found[2][:20])) if found else None


def unescaped(path: str, declaration: Declaration) -> str:
    """Return a path with its line breaks, and in BagIt 1.0 its percent signs, as they are."""
    escapes = _ESCAPES_OF_1_0 if declaration.is_1_0 else _ESCAPES
    return escapes.sub(lambda found: _ESCAPED[found[0].upper()], path)


def _text_encoding(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _ENCODINGS.fullmatch(found.replace("-", "").replace("_", "")) else None
