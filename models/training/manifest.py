"""Write the lists that training and validation draw from.

`python models/training/manifest.py --crops FACES_224 --split dfdc-split.csv.xz --pairs dfdc-pairs.csv.xz --utkface DIR --scut DIR
--shared DATA --landmarks LANDMARKS.npz --out FOLDER [--drawn FACES] [--found FOLDER...]`

Keeps to the split by people of dfdc-split.csv, leaves out people under 18, everything that stands in the validation folders, and fakes that
dfdc-pairs.csv suspects to be unmodified. `--drawn` is the folder that sheets.py wrote: faces of text-to-image models and StyleGAN 2, each
drawn beside real faces of the other sets; what also stands among the text-to-image portraits of DATA is left out of it. `--found` are sets
from elsewhere, a folder each with real/ and fake/ in it, where a fake has no real face of its own: any is drawn beside any. Where there are
few real faces, those of other sets stand beside them.
"""

import argparse
import csv
import json
import lzma
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

VALIDATION_SETS = ("dfdc", "stylegan1", "utkface", "scut")
# So many real faces of each set are drawn beside drawn ones: most from studios, where such portraits pass most easily.
_BESIDE_DRAWN = {"stylegan1": 400, "utkface": 800, "scut": 1500}
# So many fakes of a set found elsewhere may be drawn beside each of its real faces.
_BESIDE_FOUND = 40
_FEW_OF_THEIR_OWN = 500
_BESIDE_FOUND_REAL = {"stylegan1": 400, "utkface": 400, "scut": 150}
_SAME_FACE = 0.9


def main() -> None:
    """Write manifest.json and validation.json."""
    given = _arguments()
    stored = np.load(given.landmarks)
    rows = {path: row for row, path in enumerate(stored["paths"].tolist())}
    faces = _dfdc(given, rows) + _singles(given, rows) + _generated(given, rows)
    faces += _drawn(given, rows, stored["points"], faces) if given.drawn else []
    faces += [face for folder in given.found for face in _unpaired(folder, rows, faces)]
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "manifest.json").write_text(json.dumps(faces))
    (given.out / "validation.json").write_text(json.dumps(_validation(given, rows, stored["points"])))
    for name in sorted({face["set"] for face in faces}):
        chosen = [face for face in faces if face["set"] == name]
        print(name, len(chosen), "faces,", sum(len(face["fakes"]) for face in chosen), "fakes")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("crops", "split", "pairs", "utkface", "scut", "shared", "landmarks", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--drawn", type=Path)
    parser.add_argument("--found", type=Path, nargs="*", default=[])
    return parser.parse_args()


def _rows_of(table: Path) -> list[dict[str, str]]:
    with lzma.open(table, "rt", newline="") if table.suffix == ".xz" else table.open(newline="") as file:
        return list(csv.DictReader(file))


def _dfdc(given: argparse.Namespace, rows: dict[str, int]) -> list[dict]:
    aligned = {row["fake"]: row["aligned"] == "1" for row in _rows_of(given.pairs)}
    fakes: dict[str, list] = {}
    reals = []
    for row in _rows_of(given.split):
        if row["split"] != "train" or row["suspect_unmodified"] == "1":
            continue
        path = str(given.crops / f"{row['video']}.jpg")
        if row["label"] == "real":
            reals.append((row["video"], path))
        else:
            # Without a row of its own an unaligned fake is cut out at the place of its original.
            fakes.setdefault(row["original"], []).append([path, aligned.get(row["video"], False), None])
    return [{"path": path, "set": "dfdc", "points": rows[path], "fakes": fakes.get(video, [])} for video, path in reals if path in rows]


def _singles(given: argparse.Namespace, rows: dict[str, int]) -> list[dict]:
    found = []
    for name, folder in (("utkface", given.utkface), ("scut", given.scut)):
        kept_back = {path.name.split(".")[0] for path in (given.shared / "val" / name / "real").iterdir()}
        found += [
            {"path": str(path), "set": name, "points": rows[str(path)], "fakes": []}
            for path in sorted(folder.glob("*.jpg"))
            if str(path) in rows and path.name.split(".")[0] not in kept_back and _is_adult(name, path)
        ]
    return found


def _is_adult(name: str, path: Path) -> bool:
    return name != "utkface" or int(path.name.split("_")[0]) >= 18


def _generated(given: argparse.Namespace, rows: dict[str, int]) -> list[dict]:
    # The text-to-image portraits of DATA are left out: they are measured on.
    found = []
    for name, reals in (("stylegan1", "stylegan1"),):
        fakes = [
            [str(path), False, rows[str(path)]] for path in sorted((given.shared / "train" / name / "fake").iterdir()) if str(path) in rows
        ]
        found += [
            {"path": str(path), "set": name, "points": rows[str(path)], "fakes": fakes}
            for path in sorted((given.shared / "train" / reals / "real").iterdir())
            if str(path) in rows
        ]
    return found


def _unpaired(folder: Path, rows: dict[str, int], faces: list[dict]) -> list[dict]:
    fakes, reals = ([str(path) for path in sorted((folder / kind).iterdir()) if str(path) in rows] for kind in ("fake", "real"))
    own = [{"path": path, "set": folder.name, "points": rows[path]} for path in reals]
    # Where it has few real faces of its own, those of other sets stand beside them, so that its own are no cue.
    random = Random(7)
    others = _beside(faces, _BESIDE_FOUND_REAL, random) if len(own) < _FEW_OF_THEIR_OWN else []
    return [
        {**face, "set": folder.name, "fakes": [[fake, False, rows[fake]] for fake in _some(fakes, _BESIDE_FOUND, random)], "levelled": True}
        for face in (*own, *others)
    ]


def _beside(faces: list[dict], most_of: dict[str, int], random: Random) -> list[dict]:
    return [face for name, most in most_of.items() for face in _some([one for one in faces if one["set"] == name], most, random)]


def _drawn(given: argparse.Namespace, rows: dict[str, int], points: np.ndarray, faces: list[dict]) -> list[dict]:
    measured = [_small(path, points[row]) for path, row in rows.items() if "/t2i/" in path and path.startswith(str(given.shared))]
    fakes = [
        [path, False, row]
        for path, row in sorted(rows.items())
        if path.startswith(str(given.drawn)) and all(float((_small(path, points[row]) * one).mean()) <= _SAME_FACE for one in measured)
    ]
    return [{**face, "set": "t2i", "fakes": fakes, "levelled": True} for face in _beside(faces, _BESIDE_DRAWN, Random(5))]


def _some(faces: list, most: int, random: Random) -> list:
    return faces if len(faces) <= most else random.sample(faces, most)


def _small(path: str, points: np.ndarray) -> NDArray[np.float64]:
    grey = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    places = points.astype(np.float64) * (grey.shape[1], grey.shape[0])
    (left, top), (right, bottom) = np.maximum(places.min(0), 0).astype(int), places.max(0).astype(int)
    small = cv2.resize(grey[top:bottom, left:right], (24, 24), interpolation=cv2.INTER_AREA).astype(np.float64)
    return (small - small.mean()) / (small.std() + 1)


def _validation(given: argparse.Namespace, rows: dict[str, int], points: np.ndarray) -> list[dict]:
    found = []
    for name in VALIDATION_SETS:
        for kind in ("real", "fake"):
            folder = given.shared / "val" / name / kind
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if str(path) in rows:
                    place = points[rows[str(path)]].astype(float)
                    box = [*place.min(0).tolist(), *place.max(0).tolist()]
                    found.append({"path": str(path), "set": name, "is_fake": kind == "fake", "box": box})
    return found


if __name__ == "__main__":
    main()
