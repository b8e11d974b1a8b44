"""The rates of the search for the source photo: one picture that cannot be opened does not end the measuring."""

import sys

from tests.benchmarks import match_rates
from tests.media import pictures


def test_a_search_whose_picture_cannot_be_opened_is_left_out_and_told(tmp_path, monkeypatch, capsys):
    photos, unrelated, state = tmp_path / "photos", tmp_path / "unrelated", tmp_path / "state"
    _write(photos / "one kind" / "mine.jpg", pictures.saved(pictures.scene(seed=1)))
    _write(unrelated / "other" / "whole.jpg", pictures.saved(pictures.scene(seed=9)))
    _write(unrelated / "other" / "broken.jpg", pictures.photograph()[:20])
    asked = ["match_rates", str(photos), str(unrelated), "--state", str(state), "--ways", "--forms", "as_it_is"]

    monkeypatch.setattr(sys, "argv", asked)
    match_rates.main()
    monkeypatch.setattr(sys, "argv", [*asked, "--show"])
    match_rates.main()

    told = capsys.readouterr().out
    assert "all 1 searches done, 1 left out" in told
    assert "left out, because a picture could not be opened: 1" in told
    assert f"unrelated as_it_is of {unrelated / 'other' / 'broken.jpg'}" in told


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
