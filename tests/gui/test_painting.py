"""What goes wrong while something is painted ends the painting: a painter that outlives what it paints on ends the program."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui import style


def test_an_icon_that_is_missing_is_an_error_and_its_painting_has_ended(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        style.picture("no-such-icon", "#000000", 20)

    painting = next(entry.frame.f_locals for entry in raised.traceback if "painter" in entry.frame.f_locals)
    assert not painting["painter"].isActive()
