"""The settings tell what the program is made of."""

import pytest

from desktop.gui.context import Place
from desktop.gui.pages.settings import PartsList
from desktop.gui.window import MainWindow


@pytest.fixture
def listed(window: MainWindow) -> PartsList:
    window.show_page(Place.SETTINGS)
    window.page.pieces.finish()
    found = window.findChildren(PartsList)
    assert len(found) == 1
    return found[0]


def test_the_parts_are_shown_when_asked_for(listed: PartsList) -> None:
    assert not listed.parts.isVisibleTo(listed)

    listed.button.click()

    assert listed.parts.isVisibleTo(listed)
    assert listed.parts.itemText(0).startswith("Linden")
    assert listed.parts.count() > 50
    assert "GNU GENERAL PUBLIC LICENSE" in listed.text.toPlainText()


def test_the_licence_of_the_chosen_part_is_shown(listed: PartsList) -> None:
    listed.button.click()

    listed.parts.choose("FFmpeg")

    assert "av" in listed.text.toPlainText().splitlines()[0]
    assert "https://ffmpeg.org" in listed.text.toPlainText()
