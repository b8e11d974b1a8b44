"""Score photographs, and parts changed in them, with the region model as the program does.

    python3 models/evaluation/region_scoring.py REGION/photographs.csv STATE.jsonl [--minutes 8] [--shard 0 --shards 2] [--part calibration]

Each photograph is looked at as it is and saved in the four ways that the table of kinds tells apart (in two, for the report), at a size
drawn at random; a part of it is then changed in one of the ways of models/training/region_fakes.py, two of which no training saw, and
that is saved in one of the four (two, for the report). Of large photographs fewer versions are made. One line a version: kind, score, and
for changed ones how well the cells tell the changed part from the rest, faces left out as the program does. Goes on where it was left.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from made import as_png, jpeg, picture_of
from measures import Answers, auc
from numpy.typing import NDArray
from PIL import Image

from desktop.checks import faces, picture_kind, region_model
from desktop.checks.inference import Model
from desktop.core import places
from desktop.media.picture import Picture

sys.path.insert(0, str(places.models() / "training"))
import region_fakes

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]
WAYS = {"fine": (85, 96), "middle": (60, 84), "coarse": (35, 59), "other": None}
METHODS = (*region_fakes.TRAINED, region_fakes.POISSON, region_fakes.QUILTED)
_LARGE = 2_000_000
# A cell counts as changed from this share of its pixels, and as untouched up to the other.
IN, OUT = 0.7, 0.02
_LEAST_CHANGE = 1.2


def main() -> None:
    """Score what is not in the state yet, for so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--shard", type=int, default=0)
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--part", default="")
    parser.add_argument("--models", type=Path, default=None, help="another folder of models than the program's")
    given = parser.parse_args()
    until = time.monotonic() + given.minutes * 60
    done = {json.loads(line)["path"] for line in given.state.read_text().splitlines()} if given.state.exists() else set()
    with given.parts.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if given.part in {"", row["part"]}][given.shard :: given.shards]
    finder, model = Model(faces.MODEL_NAME), Model(region_model.MODEL_NAME, given.models)
    others = [row["path"] for row in rows if row["set"] in {"imagenet", "bsds"}]
    for row in rows:
        if time.monotonic() > until:
            return
        if row["path"] not in done:
            lines = [{**row, **line} for line in _looked_at(row, others, finder, model)]
            with given.state.open("a") as file:
                file.writelines(json.dumps(line) + "\n" for line in lines)


def _looked_at(row: dict[str, str], others: list[str], finder: Model, model: Model) -> Iterator[dict[str, object]]:
    random = Random(row["path"])
    as_it_is = Path(row["path"]).read_bytes()
    pixels = picture_of(as_it_is).pixels
    is_large = pixels.shape[0] * pixels.shape[1] > _LARGE
    yield {"way": "as it is", "method": "", **_seen(as_it_is, None, finder, model)}
    is_calibration = row["part"] == "calibration"
    for way in random.sample(list(WAYS), 1 if is_large else 4 if is_calibration else 2):
        yield {"way": way, "method": "", **_seen(*_sent(pixels, None, way, random), finder, model)}
    method = METHODS[random.randrange(len(METHODS))]
    other = picture_of(Path(random.choice(others)).read_bytes()).pixels
    changed, where = region_fakes.changed(method, pixels, other, random)
    shown = _shown(pixels, changed, where)
    for way in random.sample(list(WAYS), 1 if is_large or is_calibration else 2):
        yield {"way": way, "method": method, **_seen(*_sent(changed, shown, way, random), finder, model)}


def _sent(pixels: Pixels, mask: Mask | None, way: str, random: Random) -> tuple[bytes, Mask | None]:
    """Save a picture in a way, at its size or at one drawn, and its mask with it."""
    image = Image.fromarray(pixels)
    scale = random.choice((1.0, 1.0, random.uniform(0.55, 0.95)))
    if scale < 1:
        size = (max(96, round(image.width * scale)), max(96, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS)
        mask = None if mask is None else np.asarray(Image.fromarray(mask).resize(size, Image.Resampling.BOX), np.float32)
    limits = WAYS[way]
    return (as_png(image) if limits is None else jpeg(image, random.randint(*limits))), mask


def _seen(content: bytes, mask: Mask | None, finder: Model, model: Model) -> dict[str, object]:
    picture = picture_of(content)
    boxes = [face.box for face in faces.find_faces(picture.pixels, finder)]
    found = region_model.judge(picture.pixels, model, boxes)
    line: dict[str, object] = {"kind": _kind(picture), "is_fake": mask is not None, "score": None if found is None else found.score}
    if found is not None:
        looked = found.reliability > 0
        line |= {"looked": float(looked.mean()), "relied": float((found.reliability[looked] >= region_model.RELIABLE).mean())}
        if mask is not None:
            line |= _told(found, mask)
    return line


def _kind(picture: Picture) -> str:
    height, width = picture.pixels.shape[:2]
    return picture_kind.whole_kind(width, height, picture.facts)


def _told(found: region_model.Regions, mask: Mask) -> dict[str, object]:
    """Return how well cells tell the changed part: AUC and F1 at one half, of all that was looked at and of what can be relied on."""
    rows, columns = found.changed.shape
    cell = region_model.CELL
    shares = mask[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell).mean(axis=(1, 3))
    counts = (found.reliability > 0) & ((shares >= IN) | (shares <= OUT))
    line: dict[str, object] = {"changed": float(shares.mean())}
    for name, some in (("", counts), (" relied", counts & (found.reliability >= region_model.RELIABLE))):
        truth, scores = shares[some] >= IN, found.changed[some]
        if 5 <= truth.sum() <= len(truth) - 5:
            hits = (scores >= 0.5) & truth
            answers = Answers(truth, scores, np.full(len(truth), "cannot_tell"))
            line |= {f"auc{name}": auc(answers), f"f1{name}": 2 * float(hits.sum()) / float((scores >= 0.5).sum() + truth.sum())}
    return line


def _shown(before: Pixels, after: Pixels, mask: Mask) -> Mask:
    """Return where a change shows: what was laid over and looks the same was not changed."""
    import cv2

    difference = np.abs(before.astype(np.int16) - after).max(axis=2).astype(np.float32)
    return ((mask > 0.15) & (cv2.boxFilter(difference, -1, (9, 9)) > _LEAST_CHANGE)).astype(np.float32)


if __name__ == "__main__":
    main()
