"""Names in a package: safe everywhere, never the same twice, readable where they can be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handover import naming

_FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


@pytest.mark.parametrize(
    ("untrusted", "safe"),
    [
        ("사진.jpg", "사진.jpg"),
        (unicodedata.normalize("NFD", "사진.JPG"), "사진.jpg"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\Users\\x.png", "C__Users_x.png"),
        ("photo\u202egpj.exe", "photo_gpj.exe.bin"),
        ("page.html", "page.html.bin"),
        ("CON.jpg", "_CON.jpg"),
        ("nul", "_nul"),
        ("name. ", "name"),
        ("", "file"),
        ("...", "file"),
        ("100% sure.png", "100__sure.png"),
        ("a\nb.txt", "a_b.txt"),
    ],
)
def test_a_name_becomes_safe_and_stays_readable(untrusted: str, safe: str) -> None:
    assert naming.safe(untrusted) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_every_file_system_takes(untrusted: str) -> None:
    name = naming.safe(untrusted)

    assert name == unicodedata.normalize("NFC", name)
    assert not _FORBIDDEN & set(name)
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert 0 < len(name.encode()) <= 240
    assert name.split(".")[0].lower() not in naming._RESERVED


@given(st.lists(st.sampled_from(["a.jpg", "A.JPG", "ａ.jpg", "a-2.jpg", "é.png", "É.png", "b"]), max_size=12))
def test_no_two_names_are_one_on_a_file_system_that_ignores_case(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(naming.distinct(name, taken))

    assert len({unicodedata.normalize("NFKC", name).casefold() for name in taken}) == len(taken)
