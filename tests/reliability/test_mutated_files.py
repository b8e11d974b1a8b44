"""The short form of mutated_files.py: some damaged files of every kind in every test run."""

import pytest

from tests.reliability import mutated_files

SOUND = mutated_files.sound_files()


@pytest.mark.parametrize("kind", SOUND)
def test_damaged_files_are_read_or_refused_with_a_known_error(kind):
    few = 15 if kind in mutated_files.clips.KINDS else 40

    found = mutated_files.read_all(kind, range(few), SOUND[kind])

    assert found["untyped"] == []
    assert found["past_their_time"] == []
    assert sum(found["outcomes"].values()) == few


def test_a_long_video_that_cannot_be_rewound_brings_no_child_down():
    found = mutated_files.read_all("AVI", range(4179, 4180), SOUND["AVI"])

    assert found["children_brought_down"] == 0


def test_a_damaged_file_can_be_made_again():
    assert mutated_files.mutated("PNG", 7, SOUND["PNG"]) == mutated_files.mutated("PNG", 7, SOUND["PNG"])
    assert mutated_files.mutated("PNG", 7, SOUND["PNG"]) != mutated_files.mutated("PNG", 8, SOUND["PNG"])
