"""Settings lie in the person's folder, or beside the program where it is carried on a stick."""

import sys
from pathlib import Path

import pytest

from desktop.core import places


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this process look like the built program in a folder, and return the folder."""
    monkeypatch.delenv(places.SETTINGS_VARIABLE)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "linden-window"))
    return tmp_path


def test_without_the_folder_beside_it_the_settings_are_the_persons(built: Path) -> None:
    assert not places.settings_folder().is_relative_to(built)
    assert places.portable_folder() is None


def test_with_the_folder_beside_it_the_settings_are_there(built: Path) -> None:
    (built / places.PORTABLE_FOLDER).mkdir()

    assert places.settings_folder() == built / places.PORTABLE_FOLDER


def test_on_macos_the_folder_is_beside_the_application(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(built / "Linden.app" / "Contents" / "MacOS" / "linden-window"))
    (built / places.PORTABLE_FOLDER).mkdir()

    assert places.settings_folder() == built / places.PORTABLE_FOLDER


def test_from_the_source_a_folder_of_that_name_means_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(places.SETTINGS_VARIABLE)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / places.PORTABLE_FOLDER).mkdir()

    assert not places.settings_folder().is_relative_to(tmp_path)
