"""Make the calibration table from scores.

    python3 models/evaluation/calibrate.py FOLDER --out models/calibration-6/calibration.json

Only rows of the part "calibration" are looked at. For each kind of picture (desktop/checks/picture_kind.py):

- *clear* begins where a conformal threshold at 0.5 % lies, *some* at 3 %: below the promised 1 % and 5 %, because the promise is for
  every group of people as well. The threshold is the highest of those of the kind and of its groups of at least 60 photographs. It is
  raised until it can be said with 95 % confidence, from the kind's own photographs alone, that at most 1 % (*clear*) or 5 % (*some*) of
  further ones reach it (Wilks 1941, tolerance limits): a kind with fewer than 299 photographs of its own has no *clear*, and one with
  fewer than 150 has no *some*.
- Every set and every group of people is held to the promise by itself, where it has too few photographs in one kind: *clear* begins
  nowhere lower than at 0.5 % of all faces of its size, however saved, and at 1 % of each set and group among them; *some* nowhere lower
  than at 5 % of each set and group among faces of its size that were saved so. A kind's own highest scores are a handful of photographs.
- Either begins higher still where manipulated pictures reach it less than 4 times as often as real ones: what both have alike is no sign.
- A kind with fewer than 200 real photographs is joined with its other half (soft and sharp), and with all of its size where there are still
  fewer, for its probability. Faces of 300 pixels and more are those of the sets that have them so: an enlarged one is none.
- *calm* ends where at most 5 in 100 of the answers "no signs" would be wrong at even odds, for the method of making fakes that passes most
  often. That is judged on methods that no model was trained on: where the part holds none, nobody is told "no signs" at all. A kind with
  fewer than 100 fakes has none, and none is given where fewer than 1 in 10 reals would be told so.
- The probability is Platt scaling at even odds (Platt 1999), of the kind where it has 60 of each, drawn towards that of all kinds.

The weight of the region model is the one of a few with the best log-loss of all kinds together; where none beats 0, it is 0, and the
region model is not to be listed in the manifest.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scoring import LARGE_SETS, joined

from desktop.checks import face_model, region_model
from desktop.checks.calibration import FACES
from desktop.checks.inference import Model
from desktop.checks.picture_kind import FaceSize, Kind, Saved
from desktop.core import places

CLEAR, SOME, CALM = 0.005, 0.03, 0.05
_REALS_TO_STAND_ALONE, _FOR_GROUP, _FAKES_FOR_CALM, _FOR_PLATT = 200, 60, 100, 60
_MOST_CLEAR, _MOST_SOME, _SURE, _OWN_FOR_SOME = 0.01, 0.05, 0.95, 150
_FAKES_TO_TELL, _TIMES = 30, 4
_WEIGHTS = (0.0, 0.1, 0.2, 0.35, 0.5)
_LEAST_CALM = 0.1
_FEWEST_OF_ANYONE = 20
# What the shipped model was trained on (models/training): how often these pass says nothing about the next method.
_TRAINED_ON = {"DFDC swaps", "StyleGAN", "made swap", "few pixels", "self-blended"}
# A kind's own Platt scaling counts as much as this many pictures of all kinds.
_PULL = 200

Numbers = NDArray[np.float64]
Rows = list[dict[str, str]]


def main() -> None:
    """Write the table and put it into the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the one of scoring.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1")
    parser.add_argument("--models", type=Path, default=places.models())
    given = parser.parse_args()
    rows = joined(given.folder, "calibration")
    large = [row for row in rows if row["set"] in LARGE_SETS]
    rows = [row for row in rows if row["set"] not in LARGE_SETS]
    weight = region_weight(rows)
    every = platt(*scores_of(rows, weight))
    # Very large faces are those of sets that have them so, and of nothing enlarged.
    of_size = {name: large if name.startswith(FaceSize.HUGE) else rows for name in _names()}
    kinds = {name: row_of(like, weight, every, name) for name, some in of_size.items() if (like := _like(name, some))}
    for name, row in kinds.items():
        _raise_for_everyone(row, name, rows, weight)
        if row["clear_from"] is not None:
            row["some_from"] = row["clear_from"] if row["some_from"] is None else min(row["some_from"], row["clear_from"])
    names = [face_model.MODEL_NAME, *([region_model.MODEL_NAME] if weight else [])]
    used = {name: Model(name, given.models).entry.sha256 for name in names}
    any_kind = row_of(rows, weight, every) | {"clear_from": None, "some_from": None, "calm_to": None}
    table = {"version": given.version, "models": used, "region_weight": weight, "any_kind": any_kind, "kinds": kinds}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(table) + "\n", "utf-8")
    list_table(given.out, given.models, FACES)
    for name, row in kinds.items():
        thresholds = f"clear {row['clear_from']} some {row['some_from']} calm {row['calm_to']}"
        print(f"{name:24} {len(row['reals']):5} real {len(row['fakes']):5} fake  {thresholds}")


def row_of(rows: Rows, weight: float, every: tuple[float, float], kind: str = "") -> dict[str, object]:
    """Return the row of one kind; `rows` may hold wider ones too."""
    scores, truth = scores_of(rows, weight)
    reals, fakes = np.sort(scores[~truth]), np.sort(scores[truth])
    photographs = sum(row["kind"] == kind and row["is_fake"] == "0" for row in rows)
    slope, offset = every
    if min(len(reals), len(fakes)) >= _FOR_PLATT:
        own, share = platt(scores, truth), len(scores) / (len(scores) + _PULL)
        slope, offset = (share * mine + (1 - share) * common for mine, common in zip(own, every, strict=True))
    return {
        "reals": [round(float(one), 4) for one in reals],
        "fakes": [round(float(one), 4) for one in fakes],
        "slope": round(slope, 5),
        "offset": round(offset, 5),
        "clear_from": _telling(_threshold(rows, scores, kind, CLEAR, _MOST_CLEAR), reals, fakes),
        "some_from": _telling(_threshold(rows, scores, kind, SOME, _MOST_SOME), reals, fakes) if photographs >= _OWN_FOR_SOME else None,
        "calm_to": _calm(rows, scores, truth) if min(len(reals), len(fakes)) >= _FAKES_FOR_CALM else None,
    }


def _names() -> list[str]:
    sizes = [size for size in FaceSize if size is not FaceSize.TINY]
    return [Kind(size, saved, is_soft).name for size in sizes for saved in Saved for is_soft in (False, True)]


def _like(kind: str, rows: Rows) -> Rows:
    """Return the rows of a kind, or of the smallest wider kind that holds enough photographs."""
    size, saved, _ = kind.split("/")
    chosen: Rows = []
    for beginning in (kind, f"{size}/{saved}/", f"{size}/"):
        chosen = [row for row in rows if row["kind"].startswith(beginning)]
        if sum(row["is_fake"] == "0" for row in chosen) >= _REALS_TO_STAND_ALONE:
            break
    return chosen


def conformal(reals: Numbers, share: float) -> float:
    """Return the score that at most this share of further real pictures reaches (split conformal), or infinity where there are too few."""
    place = int(np.ceil((len(reals) + 1) * (1 - share)))
    return float(np.sort(reals)[place - 1]) + 1e-4 if place <= len(reals) else float("inf")


def platt(scores: Numbers, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Return slope (never below 0) and offset of the logistic curve that fits best at even odds, by Newton's method."""
    weight = np.where(truth, 0.5 / max(1, truth.sum()), 0.5 / max(1, (~truth).sum()))
    columns, found = np.stack([scores, np.ones_like(scores)], axis=1), np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (weight * (chance - truth)) + 1e-4 * found * (1, 0)
        bend = (columns * (weight * chance * (1 - chance))[:, None]).T @ columns + np.diag([1e-4, 1e-9])
        found -= np.linalg.solve(bend, slope)
    return max(0.0, float(found[0])), float(found[1])


def region_weight(rows: Rows) -> float:
    """Return what one unit of the region model's vote adds to a face's score."""
    losses = []
    for weight in _WEIGHTS:
        scores, truth = scores_of(rows, weight)
        slope, offset = platt(scores, truth)
        chance = np.clip(1 / (1 + np.exp(-(slope * scores + offset))), 1e-6, 1 - 1e-6)
        losses.append(float(-(np.log(chance[truth]).mean() + np.log(1 - chance[~truth]).mean()) / 2))
        print(f"region weight {weight}: log-loss {losses[-1]:.4f}")
    return _WEIGHTS[int(np.argmin(np.array(losses) + 1e-3 * (np.arange(len(losses)) > 0)))]


def scores_of(rows: Rows, weight: float) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the scores of rows with the region model's counted by a weight, and which of them are manipulated."""
    scores = np.array([float(row["face"]) + weight * float(row["region"] or 0) for row in rows])
    return scores, np.array([row["is_fake"] == "1" for row in rows], bool)


def _threshold(rows: Rows, scores: Numbers, kind: str, share: float, most: float) -> float | None:
    real = np.array([row["is_fake"] == "0" for row in rows], bool)
    groups = np.array([row["group"].rsplit(" ", 1)[0] or row["set"] for row in rows])
    own = np.array([row["kind"] == kind for row in rows], bool)
    limits = [conformal(scores[real], share), tolerance(scores[real & own], most)]
    for group in sorted(set(groups)):
        reals = scores[real & (groups == group)]
        if len(reals) >= max(_FOR_GROUP, 1 / SOME):
            # A group too small for the share itself is held to what its number can show.
            limits.append(conformal(reals, max(share, 1.01 / (len(reals) + 1))))
    return None if np.isinf(max(limits)) else round(max(limits), 4)


def _raise_for_everyone(row: dict[str, object], kind: str, rows: Rows, weight: float) -> None:
    """Raise a kind's thresholds to where every set and group keeps the promise among faces of its size."""
    size, saved, _ = kind.split("/")
    for threshold, beginning, share, most in (
        ("clear_from", f"{size}/", CLEAR, _MOST_CLEAR),
        ("some_from", f"{size}/{saved}/", None, _MOST_SOME),
    ):
        alike = [one for one in rows if one["kind"].startswith(beginning) and one["is_fake"] == "0"]
        if row[threshold] is not None and alike:
            scores, _ = scores_of(alike, weight)
            limits = [row[threshold], *_limits_of_everyone(alike, scores, most), *([] if share is None else [conformal(scores, share)])]
            row[threshold] = round(max(limits), 4)


def _limits_of_everyone(reals: Rows, scores: Numbers, most: float) -> list[float]:
    """Return the score that at most a share of each set, and of each group of people, reaches; of a small one what its number can show."""
    sets, groups = np.array([row["set"] for row in reals]), np.array([row["group"].rsplit(" ", 1)[0] for row in reals])
    each = [scores[names == name] for names in (sets, groups) for name in sorted(set(names)) if name]
    return [conformal(some, max(most, 1.01 / (len(some) + 1))) for some in each if len(some) >= _FEWEST_OF_ANYONE]


def tolerance(reals: Numbers, most: float) -> float:
    """Return the lowest score that, with 95 % confidence, at most this share of further real pictures reaches; infinity from too few."""
    chance = np.float64(1 - most) ** len(reals)
    above, sure = 0, 1 - chance
    if sure < _SURE:
        return float("inf")
    while above + 1 < len(reals):
        chance *= (len(reals) - above) / (above + 1) * most / (1 - most)
        if sure - chance < _SURE:
            break
        above, sure = above + 1, sure - chance
    return float(np.sort(reals)[-1 - above]) + 1e-4


def _telling(threshold: float | None, reals: Numbers, fakes: Numbers) -> float | None:
    """Return the lowest score from the threshold on that manipulated pictures reach at least 4 times as often as real ones."""
    if threshold is None or len(fakes) < _FAKES_TO_TELL:
        return None
    for limit in [threshold, *fakes[fakes > threshold]]:
        alarms, hits = (float((reals >= limit).sum()) + 1) / (len(reals) + 1), float((fakes >= limit).mean())
        if hits >= _TIMES * alarms:
            return round(float(limit), 4)
    return None


def _calm(rows: Rows, scores: Numbers, truth: NDArray[np.bool_]) -> float | None:
    methods = np.array([row["method"] for row in rows])
    unseen = set(methods[truth]) - _TRAINED_ON
    if not unseen:
        return None
    best = None
    for limit in np.quantile(scores[~truth], np.linspace(0.02, 0.9, 45)):
        kept = float((scores[~truth] <= limit).mean())
        passed = max(float((scores[truth & (methods == name)] <= limit).mean()) for name in unseen)
        if kept >= _LEAST_CALM and passed / (passed + kept) <= CALM:
            best = round(float(limit), 4)
    return best


def list_table(table: Path, folder: Path, name: str) -> None:
    """Put a table into the manifest of the models, under this name."""
    manifest = folder / "manifest.json"
    listed = json.loads(manifest.read_text("utf-8"))
    listed[name] = {
        "file": table.resolve().relative_to(folder.resolve()).as_posix(),
        "sha256": hashlib.sha256(table.read_bytes()).hexdigest(),
    }
    manifest.write_text(json.dumps(listed, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
