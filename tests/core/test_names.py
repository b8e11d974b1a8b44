"""Names from strangers are shown as what they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.names import LONGEST_SHOWN, shown


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("photo.jpg", "photo.jpg"),
        ("사진 1.jpg", "사진 1.jpg"),
        ("photo\u202egpj.exe", "photo<U+202E>gpj.exe"),
        ("a\nb", "a<U+000A>b"),
        ("a\x1b[31m", "a<U+001B>[31m"),
        ("bad\udcff", "bad<U+DCFF>"),
        ("a\u2028b\u200b", "a<U+2028>b<U+200B>"),
    ],
)
def test_hidden_characters_are_made_visible(name: str, seen: str) -> None:
    assert shown(name) == seen


@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_name_is_shown_short_in_one_line_and_writable_as_utf8(name: str) -> None:
    seen = shown(name)

    seen.encode("utf-8")
    assert len(seen) <= LONGEST_SHOWN
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in seen)


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    seen = shown("a" * 300 + ".jpg")

    assert seen.startswith("aaa")
    assert seen.endswith(".jpg")
    assert "…" in seen
