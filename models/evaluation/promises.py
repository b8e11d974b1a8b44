"""What the shipped table keeps on people it was not made from.

    python3 models/evaluation/promises.py FOLDER [--part report]

False alarms by kind of picture, by set and by group of people, with the Wilson interval (95 %), and AUC, hits, calibration error, coverage
and error by method of making fakes. Uses scores that scoring.py made; the whole program is measured by linden_evaluate.py.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import measures
import numpy as np
from scoring import joined

from desktop.checks import learned
from desktop.checks.judged import judge_score

Row = dict[str, str]
_FEWEST = 20


def main() -> None:
    """Print the tables as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the one of scoring.py")
    parser.add_argument("--part", default="report")
    parser.add_argument("--models", type=Path, default=None, help="another folder of models than the program's")
    given = parser.parse_args()
    rows = joined(given.folder, given.part)
    models = learned.load(given.models)
    if models is None:
        raise SystemExit("no calibrated model is listed")
    rows = [judged(row, models) for row in rows]
    real = [row for row in rows if row["is_fake"] == "0"]
    print(json.dumps({
        "false alarms by kind": _false_alarms(real, lambda row: [row["kind"]]),
        "false alarms by set": _false_alarms(real, lambda row: [row["set"]]),
        "false alarms by group": _false_alarms(real, lambda row: row["group"].split()),
        "all": measures.all_of(_answers(rows)),
        "as they are": measures.all_of(_answers([row for row in rows if row["way"] == "0"])),
        "by method": {name: measures.all_of(_answers(_against(name, rows))) for name in sorted({row["method"] for row in rows} - {""})},
    }, indent=1))  # fmt: skip


def judged(row: Row, models: learned.LearnedModels) -> Row:
    """Return the row with the band and the probability that the learned part alone gives a picture with this one face."""
    score = float(row["face"]) + models.table.region_weight * float(row["region"] or 0)
    found = judge_score(score, row["kind"], models.table)
    return {**row, "band": found.band, "probability": str(found.probability)}


def _answers(rows: list[Row]) -> measures.Answers:
    return measures.Answers(
        np.array([row["is_fake"] == "1" for row in rows], bool),
        np.array([float(row["probability"]) for row in rows], float),
        np.array([row["band"] for row in rows], str),
    )


def _against(method: str, rows: list[Row]) -> list[Row]:
    fakes = [row for row in rows if row["method"] == method]
    sets = {row["set"] for row in fakes}
    reals = [row for row in rows if row["is_fake"] == "0"]
    return [*([row for row in reals if row["set"] in sets] or reals), *fakes]


def _false_alarms(real: list[Row], keys: Callable[[Row], list[str]]) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for row in real:
        for key in keys(row):
            found.setdefault(key, []).append(row["band"])
    return {key: _row(bands) for key, bands in sorted(found.items()) if len(bands) >= _FEWEST}


def _row(bands: list[str]) -> dict[str, object]:
    clear, some = bands.count("clear_signs"), bands.count("clear_signs") + bands.count("some_signs")
    return {"photographs": len(bands), "clear": measures.wilson(clear, len(bands)), "some or more": measures.wilson(some, len(bands))}


if __name__ == "__main__":
    main()
