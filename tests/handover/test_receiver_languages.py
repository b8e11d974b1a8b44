"""A package speaks its receiver's language, and still the two of the program, each page leading to the others."""

import io
import zipfile
from html import unescape
from pathlib import Path

import pytest

from desktop.core.texts import LANGUAGES, RECEIVER_LANGUAGES
from desktop.handover import parts, words
from tests.handover.packages import package

FOREIGN = [code for code in RECEIVER_LANGUAGES if code not in LANGUAGES]
# Words that another language happens to share with English.
SHARED = {"Original", "Note", "Documents", "Signature"}


@pytest.mark.parametrize("code", FOREIGN)
def test_every_word_of_a_package_is_said_in_the_receivers_language(code: str) -> None:
    lists = (words.PAGE, words.LETTER, words.KINDS, words.PRESENCE, words.AGES, words.DOCUMENTS, words.DRAWINGS, words.ACTS)
    sentences = [sentence for told in lists for sentence in told.values()]

    assert [one.text for one in sentences if one.text not in SHARED and one.within(code) == one.within("en")] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_the_front_page_is_in_the_receivers_language_and_leads_to_the_others(code: str) -> None:
    with zipfile.ZipFile(io.BytesIO(package(language=code))) as archive:
        front, english, listed = (
            unescape(archive.read(f"evidence/{name}").decode()) for name in ("index.html", "index.en.html", "data/evidence.html")
        )

    assert f'<html lang="{code}">' in front
    assert words.PAGE["verify_windows"].within(code) in front
    assert all(f'href="index.{other}.html"' in front for other in LANGUAGES)
    assert f'href="index.html" lang="{code}"' in english
    assert f'<html lang="{code}">' in listed


def test_parts_say_how_they_are_joined_in_the_receivers_language() -> None:
    told = parts.how_to_join(Path("evidence.zip"), [], "0" * 64, "de").decode("utf-8-sig")

    assert told.startswith("Das Paket evidence.zip besteht aus 0 Teilen")
    assert "The package evidence.zip is in 0 parts" in told
