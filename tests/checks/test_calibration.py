"""The table that says what a score is worth."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.checks import calibration
from desktop.checks.calibration import Row
from desktop.checks.errors import ModelChanged, ModelMissing

MODELS = {"face": "ab"}


def row(reals: tuple[float, ...] = (0.0, 1.0, 2.0, 3.0), **other: float | None) -> Row:
    """A row of four real and four manipulated pictures."""
    values = {"fakes": (1.0, 2.0, 3.0, 4.0), "slope": 1.0, "offset": -2.0, "clear_from": None, "some_from": None, "calm_to": None}
    return Row.model_validate({"reals": reals, **values, **other})


def _folder(folder: Path, *, models: dict[str, str] | None = None, **manifest: object) -> Path:
    table = {"version": "1", "models": models or MODELS, "region_weight": 0.0, "any_kind": row().model_dump(), "kinds": {}}
    content = json.dumps(table).encode()
    (folder / "calibration.json").write_bytes(content)
    entry = {"file": "calibration.json", "sha256": hashlib.sha256(content).hexdigest(), **manifest}
    (folder / "manifest.json").write_text(json.dumps({"models": [], "calibration": entry}), "utf-8")
    return folder


def test_false_alarms_are_never_said_to_be_rarer_than_the_number_measured_allows() -> None:
    assert row().false_alarms(100) == pytest.approx(1 / 5)
    assert row().false_alarms(2.5) == pytest.approx(2 / 5)
    assert row().false_alarms(-1) == 1


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40), st.floats(-10, 10), st.floats(0, 5))
def test_a_higher_score_never_has_more_false_alarms_or_a_lower_probability(reals: list[float], score: float, more: float) -> None:
    one = row(tuple(sorted(reals)))

    assert one.false_alarms(score + more) <= one.false_alarms(score)
    assert one.probability(score + more) >= one.probability(score)
    assert one.hits(score + more) <= one.hits(score)


def test_a_table_is_read_and_belongs_to_its_models(tmp_path: Path) -> None:
    table = calibration.load(MODELS, _folder(tmp_path))

    assert table is not None
    assert table.any_kind.probability(2.0) == pytest.approx(0.5)


def test_without_an_entry_in_the_manifest_there_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"models": []}', "utf-8")

    assert calibration.load(MODELS, tmp_path) is None


def test_a_table_of_other_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelChanged):
        calibration.load(MODELS, _folder(tmp_path, models={"face": "cd"}))


@pytest.mark.parametrize("manifest", [{"sha256": "00"}, {"sha256": None}])
def test_a_table_that_is_not_the_one_of_the_manifest_is_refused(tmp_path: Path, manifest: dict[str, object]) -> None:
    with pytest.raises(ModelChanged):
        calibration.load(MODELS, _folder(tmp_path, **manifest))


def test_a_table_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        calibration.load(MODELS, _folder(tmp_path, file="gone.json"))


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_as_a_table(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = _folder(tmp_path_factory.mktemp("models"))
    (folder / "calibration.json").write_bytes(content)
    entry = {"file": "calibration.json", "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps({"calibration": entry}), "utf-8")

    with pytest.raises(ModelChanged):
        calibration.load(MODELS, folder)
