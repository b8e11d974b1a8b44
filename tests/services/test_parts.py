"""Every part of the program is named with its version and its licence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import places
from desktop.services import parts


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    parts.parts.cache_clear()
    yield
    parts.parts.cache_clear()


def test_every_part_has_a_licence_and_its_text() -> None:
    listed = parts.parts()

    assert listed[0].name == "Linden"
    assert [part.name for part in listed if not part.licence] == []
    assert [part.name for part in listed if not part.text] == []


def test_a_model_comes_with_the_licences_of_the_networks_it_was_made_from() -> None:
    (face,) = (part for part in parts.parts() if part.kind == "model" and part.name == "face")

    for words in ("non-commercial purposes only", "Copyright (c) 2020, ML Illustrated", "Copyright (c) 2021 OpenAI"):
        assert words in face.text


def test_every_library_inside_another_part_is_found_in_one_that_is_installed() -> None:
    import tomllib

    stated = tomllib.loads((places.resources() / "parts" / "inside.toml").read_text(encoding="utf-8"))["library"]

    assert {library["name"] for library in stated} <= {part.name for part in parts.parts()}


def test_the_built_program_shows_the_list_that_was_made_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [parts.Part(name, "9", "program", "GPL", text=text) for name, text in (("Linden", "words"), ("other", "words"), ("third", ""))]
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "parts.json").write_text(parts.encoded(made), encoding="utf-8")
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)

    assert parts.parts() == tuple(made)
    assert parts.encoded(made).count("words") == 1
