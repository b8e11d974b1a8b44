"""The list of characters that our fonts draw is the truth about the fonts."""

import json

from desktop.core import places
from desktop.reports.pdf import make_pdf


def listed_characters() -> list[str]:
    ranges = json.loads((places.resources() / "fonts" / "coverage.json").read_bytes())["ranges"]
    return [chr(number) for start, end in ranges for number in range(int(start, 16), int(end, 16) + 1)]


def test_every_listed_character_is_drawn_by_a_font_of_ours():
    letters = " ".join(listed_characters())

    page = make_pdf('#json("/letters.json").first()', {"letters.json": json.dumps([letters]).encode()}, title="letters", language="en")

    assert page.startswith(b"%PDF-1.7")


def test_the_licence_of_every_font_stands_beside_it():
    folder = places.resources() / "fonts"

    families = {font.name.split("-")[0] for font in folder.iterdir() if font.suffix in {".otf", ".ttf"}}

    assert families == {licence.name.split("-")[0] for licence in folder.glob("*-OFL.txt")}
