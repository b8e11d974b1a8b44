"""Make fakes of large faces, for measuring: `python models/training/large_fakes.py PICTURES.csv LANDMARKS.npz OUT PARTS.csv`.

PICTURES.csv: path, set, person, group, as large_faces.py writes it. For each photograph one fake is made at its own resolution: the face of
another person of its set fitted in, a face of few pixels put back as 128-pixel swappers do, or a self-blended one (fakes.py). PARTS.csv
gets photographs and fakes, each person whole in the part "calibration" or "report". They tell what is found of fakes that we can make;
recorded swaps of this size we have none.
"""

import csv
import hashlib
import sys
from pathlib import Path
from random import Random

import cv2
import fakes
import numpy as np
from numpy.typing import NDArray

COLUMNS = ("path", "is_fake", "set", "method", "group", "part")
# Of 256; the larger part goes to calibration: a promise needs many photographs.
_FOR_CALIBRATION = 158
_METHODS = ("made swap", "made swap", "made swap", "few pixels", "few pixels", "self-blended")


def main(pictures: Path, landmarks: Path, out: Path, parts: Path) -> None:
    """Make the fakes and write the parts."""
    stored = np.load(landmarks)
    points = dict(zip(stored["paths"].tolist(), stored["points"], strict=True))
    with pictures.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["path"] in points]
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for row in rows:
        random = Random(row["path"])
        part = part_of(f"{row['set']} {row['person']}")
        same = {"set": row["set"], "group": row["group"], "part": part}
        real = _saved(_read(row["path"], points)[0], out / f"real-{Path(row['path']).stem}.jpg", random)
        written.append({**same, "path": real, "is_fake": 0, "method": ""})
        method = random.choice(_METHODS)
        others = [one for one in rows if one["set"] == row["set"] and one["person"] != row["person"]]
        other = random.choice([one for one in others if part_of(f"{one['set']} {one['person']}") == part])
        made = _made(method, row["path"], other["path"], points, random)
        fake = _saved(made, out / f"fake-{Path(row['path']).stem}.jpg", random)
        written.append({**same, "path": fake, "is_fake": 1, "method": method})
    with parts.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(written)


def part_of(person: str) -> str:
    """Return the part that a person belongs to, the same every time."""
    return "calibration" if hashlib.sha256(f"linden large {person}".encode()).digest()[0] < _FOR_CALIBRATION else "report"


def _saved(pixels: NDArray[np.uint8], path: Path, random: Random) -> str:
    """Save real and fake the same way; return the path."""
    cv2.imwrite(str(path), pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, random.randint(86, 97)])
    return str(path.resolve())


def _made(method: str, path: str, other: str, points: dict[str, NDArray[np.float16]], random: Random) -> NDArray[np.uint8]:
    pixels, where = _read(path, points)
    if method == "made swap":
        return fakes.cross_swap(pixels, where, *_read(other, points), random)[0]
    return (fakes.low_resolution if method == "few pixels" else fakes.self_blend)(pixels, where, random)[0]


def _read(path: str, points: dict[str, NDArray[np.float16]]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    pixels = np.ascontiguousarray(cv2.imread(path, cv2.IMREAD_COLOR)[:, :, ::-1])
    return pixels, points[path].astype(np.float32) * (pixels.shape[1], pixels.shape[0])


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:5]))
