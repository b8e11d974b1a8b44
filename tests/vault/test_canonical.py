"""Canonical JSON: one value, one spelling, and no other is read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.vault import canonical
from desktop.vault.canonical import NotCanonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    with contextlib.suppress(NotCanonical):  # deeper than allowed
        assert canonical.decode(canonical.encode(value)) == value


@given(st.binary(max_size=64) | TEXT.map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_known_error(untrusted: bytes) -> None:
    with contextlib.suppress(NotCanonical):
        assert canonical.encode(canonical.decode(untrusted)) == untrusted


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b" 1",
        b"1\n",
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        b"\xff",
        b"[" * 20 + b"]" * 20,
        b"[" * 100_000,
    ],
)
def test_other_spellings_are_refused(untrusted: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(untrusted)


@pytest.mark.parametrize("value", [1.5, b"bytes", {1: 2}, "\ud800", (1,), 2**53])
def test_values_without_a_spelling_are_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)


def test_the_spelling_never_changes() -> None:
    value = {"b": [True, None, -1], "a": '"\\\n\x01\x7f/é한\U0001f600', "": {}}

    assert canonical.encode(value) == '{"":{},"a":"\\"\\\\\\n\\u0001\x7f/é한😀","b":[true,null,-1]}'.encode()
