"""The table of the region model, and what it keeps on photographs it was not made from.

    python3 models/evaluation/region_tables.py calibrate STATE.jsonl --out models/region-calibration-1/calibration.json --view --version 1
    python3 models/evaluation/region_tables.py report STATE.jsonl

STATE.jsonl is that of region_scoring.py. `calibrate` looks at its part "calibration" alone and makes the rows as calibrate.py does for
faces, by the same rules; `report` prints, for the part "report", how well cells and pictures are told, by method, and false alarms by
kind and set.
"""

import argparse
import json
from pathlib import Path

import calibrate
import measures
import numpy as np

from desktop.checks import calibration, region_model
from desktop.checks.inference import Model
from desktop.checks.judged import judge_score
from desktop.checks.picture_kind import PictureSize, Saved
from desktop.checks.result import Band
from desktop.core import places

Line = dict[str, object]
_FEWEST = 20


def main() -> None:
    """Calibrate or report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("calibrate", "report"))
    parser.add_argument("state", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--version", default="1")
    parser.add_argument("--view", action="store_true", help="no score is a sign: the model is shown as a view, because it tells too little")
    parser.add_argument("--models", type=Path, default=places.models())
    given = parser.parse_args()
    lines = [json.loads(line) for state in given.state for line in state.read_text("utf-8").splitlines()]
    part = "calibration" if given.what == "calibrate" else "report"
    lines = [line for line in lines if line["part"] == part]
    if given.what == "report":
        model = Model(region_model.MODEL_NAME, given.models).entry
        table = calibration.load({model.name: model.sha256}, given.models, name=calibration.PARTS)
        assert table is not None
        print(json.dumps(report(lines, table), indent=1))
        return
    made = table_of(lines)
    if given.view:
        made["kinds"] = {name: row | {"clear_from": None, "some_from": None} for name, row in made["kinds"].items()}
    made |= {"version": given.version, "models": {region_model.MODEL_NAME: Model(region_model.MODEL_NAME, given.models).entry.sha256}}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(made) + "\n", "utf-8")
    calibrate.list_table(given.out, given.models, calibration.PARTS)
    for name, row in made["kinds"].items():
        print(f"{name:18} {len(row['reals']):5} real {len(row['fakes']):5} fake  clear {row['clear_from']} some {row['some_from']}")


def table_of(lines: list[Line]) -> dict[str, object]:
    """Return the rows of all kinds."""
    rows = [
        {
            "face": str(line["score"]), "region": "", "is_fake": str(int(bool(line["is_fake"]))), "kind": str(line["kind"]), "group": "",
            "set": str(line["set"]), "method": str(line["method"]),
        }
        for line in _once(lines)
        if line["score"] is not None
    ]  # fmt: skip
    every = calibrate.platt(*calibrate.scores_of(rows, 0.0))
    kinds = {}
    for name in (f"{size}/{saved}" for size in PictureSize for saved in Saved):
        own = [row for row in rows if row["kind"] == name]
        if own:
            kinds[name] = calibrate.row_of(own, 0.0, every, name)
    for row in kinds.values():
        if row["clear_from"] is not None:
            row["some_from"] = row["clear_from"] if row["some_from"] is None else min(row["some_from"], row["clear_from"])
    return {"any_kind": calibrate.row_of(rows, 0.0, every) | {"clear_from": None, "some_from": None, "calm_to": None}, "kinds": kinds}


def _once(lines: list[Line]) -> list[Line]:
    """Return the lines without those of a picture that stands in its kind already: it counts once there."""
    return list({(line["path"], line["kind"], line["is_fake"]): line for line in lines}.values())


def report(lines: list[Line], table: calibration.Calibration) -> dict[str, object]:
    """Return everything that the card says of the part."""
    for line in lines:
        score = line["score"]
        judged = None if score is None else judge_score(float(score), str(line["kind"]), table)
        line["band"] = Band.CANNOT_TELL if judged is None else judged.band
        line["measured"] = judged is not None and judged.is_measured
        line["probability"] = judged.probability if judged is not None else float("nan")
    real = [line for line in lines if not line["is_fake"]]
    fakes = [line for line in lines if line["is_fake"]]
    methods = sorted({str(line["method"]) for line in fakes})
    return {
        "pictures": {"real": len(real), "with a changed part": len(fakes), "photographs": len({line["path"] for line in real})},
        "all": measures.all_of(_answers([*real, *fakes])),
        "by method": {name: _of_method([line for line in fakes if line["method"] == name], real) for name in methods},
        "by saved": {name: _of_method(_saved(fakes, name), _saved(real, name)) for name in Saved},
        "false alarms by kind": _alarms(real, "kind"),
        "false alarms by set": _alarms(real, "set"),
        "relied on, by set": {name: _mean([line["relied"] for line in some]) for name, some in _by_set(real).items()},
    }


def _saved(lines: list[Line], name: str) -> list[Line]:
    return [line for line in lines if str(line["kind"]).endswith(name)]


def _by_set(lines: list[Line]) -> dict[str, list[Line]]:
    return {
        name: [line for line in lines if line["set"] == name and "relied" in line] for name in sorted({str(line["set"]) for line in lines})
    }


def _of_method(some: list[Line], real: list[Line]) -> dict[str, object]:
    bands = [line["band"] for line in some]
    scored = [line for line in [*real, *some] if line["score"] is not None]
    truth = np.array([bool(line["is_fake"]) for line in scored], bool)
    answers = measures.Answers(truth, np.array([float(line["score"]) for line in scored]), np.full(len(scored), "cannot_tell"))
    cells = {name: _mean([line[name] for line in some if name in line]) for name in ("auc", "f1", "auc relied", "f1 relied")}
    clear, some_or_more = bands.count(Band.CLEAR_SIGNS), bands.count(Band.CLEAR_SIGNS) + bands.count(Band.SOME_SIGNS)
    told = {"clear": measures.wilson(clear, len(some)), "some or more": measures.wilson(some_or_more, len(some))} if some else {}
    return {"pictures": len(some), "auc of pictures": round(float(measures.auc(answers)), 3), "cells": cells, **told}


def _mean(values: list[object]) -> list[float] | None:
    """Return mean and the 95 % interval of the mean by bootstrap over pictures."""
    if len(values) < 5:
        return None
    numbers = np.array(values, float)
    draws = np.random.default_rng(8).choice(numbers, (500, len(numbers))).mean(axis=1)
    return [round(float(one), 3) for one in (numbers.mean(), *np.percentile(draws, (2.5, 97.5)))]


def _answers(lines: list[Line]) -> measures.Answers:
    return measures.Answers(
        np.array([bool(line["is_fake"]) for line in lines], bool),
        np.array([float(line["probability"]) for line in lines], float),
        np.array([line["band"] for line in lines], str),
    )


def _alarms(real: list[Line], key: str) -> dict[str, object]:
    found = {}
    for name in sorted({str(line[key]) for line in real}):
        some = [line for line in real if line[key] == name]
        bands = [line["band"] for line in some]
        if len(some) >= _FEWEST:
            clear = bands.count(Band.CLEAR_SIGNS)
            found[name] = {
                "pictures": len(some),
                "answered": sum(bool(line["measured"]) for line in some),
                "clear": measures.wilson(clear, len(some)),
                "some or more": measures.wilson(clear + bands.count(Band.SOME_SIGNS), len(some)),
            }
    return found


if __name__ == "__main__":
    main()
