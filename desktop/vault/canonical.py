"""Canonical JSON: one value, one spelling (FORMAT.md, section 2)."""

import json
import re
from typing import TypeGuard

from desktop.vault.model import JsonValue

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotCanonical(ValueError):
    """The bytes are not canonical JSON, or the value has no canonical spelling."""


def encode(value: object) -> bytes:
    """Return the one spelling of a value. Raises NotCanonical where it has none (fractions, lone surrogates, other types)."""
    _check(value, MAX_DEPTH)
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("a lone surrogate") from error


def decode(untrusted: bytes) -> JsonValue:
    """Return the value that these bytes spell. Raises NotCanonical where it would be spelled in any other way."""
    try:
        value: JsonValue = json.loads(untrusted.decode())
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if encode(value) != untrusted:
        raise NotCanonical("another spelling")
    return value


def decode_object(untrusted: bytes) -> dict[str, JsonValue]:
    """Return the object that these bytes spell. Raises NotCanonical."""
    value = decode(untrusted)
    if not isinstance(value, dict):
        raise NotCanonical("not an object")
    return value


def writable(text: str) -> str:
    """Return a text that has a spelling: lone surrogates, as in file names that are no Unicode, made visible as <U+DC80>."""
    return _LONE_SURROGATE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def is_hex(value: object, length: int) -> TypeGuard[str]:
    """Whether a value is the lower-case hex of `length` bytes."""
    return isinstance(value, str) and len(value) == 2 * length and set(value) <= set("0123456789abcdef")


def is_integer(value: object, least: int, most: int) -> TypeGuard[int]:
    """Whether a value is an integer, not a truth value, in this range."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _check(value: object, depth: int) -> None:
    if depth == 0:
        raise NotCanonical("too deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotCanonical("a key that is no text")
            _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise NotCanonical("too large a number")
    elif value is not None and not isinstance(value, str):
        raise NotCanonical(type(value).__name__)
