"""Score pictures as the program does, before calibration.

    python3 models/evaluation/scoring.py prepare parts.csv FOLDER
    python3 models/evaluation/scoring.py score FOLDER face [--thinned] [--most 3000] [--shard 0 --shards 3]
    python3 models/evaluation/scoring.py score FOLDER region

`prepare` sends each picture along ways drawn at random (variants.py), decodes the file and finds faces as the program does, and keeps the
files and a table of boxes and kinds; it needs no trained model and can be done while one is being trained. `score` adds one model's scores,
as FOLDER/face-0.csv; it goes on where it ended, and several shards can run beside each other. `--thinned` leaves of each kind and part as
many versions as a table needs, for a model that takes long; whatever is scored of them so far is a fair part.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from variants import drawn

from desktop.checks import crops, face_model, faces, picture_kind, region_model
from desktop.checks.inference import Model
from desktop.checks.result import Box, Face
from desktop.media.decoder import Decoder

WAYS = 3
# Sets of large faces: they are sent along more ways, none of which enlarges them or makes the faces small.
LARGE_SETS, _LARGE_WAYS = ("london", "canada", "3dsk"), 4
BOX = ("x", "y", "width", "height")
# So many versions of a kind are kept where they are thinned, by part and whether a fake. All are kept of very large faces, which are few,
# and of the photographs that thresholds for small and middling faces are made from: those lie too high where a group has too few.
_KEPT = {("calibration", "0"): 420, ("calibration", "1"): 150, ("report", "0"): 260, ("report", "1"): 130}
_ALL_KEPT = ("calibration/0/small", "calibration/0/medium")


def main() -> None:
    """Prepare, or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    prepare_parser = commands.add_parser("prepare")
    prepare_parser.add_argument("parts", type=Path)
    prepare_parser.add_argument("folder", type=Path)
    score_parser = commands.add_parser("score")
    score_parser.add_argument("folder", type=Path)
    score_parser.add_argument("model", choices=(face_model.MODEL_NAME, region_model.MODEL_NAME))
    score_parser.add_argument("--models", type=Path, default=None, help="another folder of models than the program's")
    score_parser.add_argument("--thinned", action="store_true", help="fewer of each kind")
    score_parser.add_argument("--most", type=int, default=0, help="only the first so many pictures: they are mixed")
    score_parser.add_argument("--shard", type=int, default=0)
    score_parser.add_argument("--shards", type=int, default=1)
    given = parser.parse_args()
    if given.command == "prepare":
        prepare(given.parts, given.folder)
        return
    rows = [row for row in prepared(given.folder) if row["kind"] not in {"no face", "tiny"}]
    if given.thinned:
        rows = thinned(rows)
    score(rows[: given.most or None][given.shard :: given.shards], given.folder, Model(given.model, given.models), given.shard)


def prepare(parts: Path, folder: Path) -> None:
    """Make the files and prepared.csv; a folder that holds some goes on where it ended."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "prepared.csv"
    with parts.open(newline="") as file:
        rows = list(csv.DictReader(file))
    # Mixed, so that whatever is done so far is a fair part of the whole.
    Random(8).shuffle(rows)
    done = {row["path"] for row in rows_of(table)} if table.exists() else set()
    finder = Model(faces.MODEL_NAME)
    with Decoder() as decoder:
        for row in rows:
            if row["path"] not in done:
                append(table, list(_prepared(row, folder, decoder, finder)))


def _prepared(row: dict[str, str], folder: Path, decoder: Decoder, finder: Model) -> Iterator[dict[str, str]]:
    random, untrusted = Random(row["path"]), Path(row["path"]).read_bytes()
    kinds: set[str] = set()
    is_large = row["set"] in LARGE_SETS
    for way in range(_LARGE_WAYS if is_large else WAYS):
        content = untrusted if way == 0 else drawn(untrusted, random, may_enlarge=not is_large)
        picture = decoder.read(content)
        found = largest_face(picture.pixels, finder)
        if found is None or picture_kind.size_of(found.box) is picture_kind.FaceSize.TINY:
            kind, box = ("no face" if found is None else "tiny"), Box(0, 0, 0, 0)
        else:
            kind, box = picture_kind.kind_of(found.box, picture.pixels, picture.facts).name, found.box
        if kind in kinds:
            continue  # one picture counts once in each kind
        kinds.add(kind)
        file = folder / f"{row['set']}-{row['is_fake']}-{Path(row['path']).stem}-{way}"
        file.write_bytes(content)
        yield {**row, "way": str(way), "file": file.name, "kind": kind, **{name: str(getattr(box, name)) for name in BOX}}


def largest_face(pixels: NDArray[np.uint8], finder: Model) -> Face | None:
    """Return the face that takes up most of the picture."""
    return max(faces.find_faces(pixels, finder), key=lambda face: face.box.width * face.box.height, default=None)


def thinned(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the versions that are kept, drawn at random, in an order of which every beginning holds each kind in its share."""
    alike: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        alike.setdefault((row["part"], row["is_fake"], row["kind"]), []).append(row)
    placed: list[tuple[float, dict[str, str]]] = []
    for (part, is_fake, kind), some in sorted(alike.items()):
        name = f"{part}/{is_fake}/{kind}"
        Random(name).shuffle(some)
        kept = some if kind.startswith("huge") or name.startswith(_ALL_KEPT) else some[: _KEPT[part, is_fake]]
        placed += [((number + 0.5) / len(kept), row) for number, row in enumerate(kept)]
    return [row for _, row in sorted(placed, key=lambda one: one[0])]


def score(rows: list[dict[str, str]], folder: Path, model: Model, shard: int) -> None:
    """Add a line with file and score for each row that has none yet."""
    table = folder / f"{model.entry.name}-{shard}.csv"
    done = {row["file"] for some in folder.glob(f"{model.entry.name}-*.csv") for row in rows_of(some)}
    judge = _face if model.entry.name == face_model.MODEL_NAME else _region
    with Decoder() as decoder:
        for row in rows:
            if row["file"] not in done:
                pixels = decoder.read((folder / row["file"]).read_bytes()).pixels
                append(table, [{"file": row["file"], "score": judge(pixels, row, model)}])


def joined(folder: Path, part: str) -> list[dict[str, str]]:
    """Return the rows of a part that have a face's score, with `face` and `region`; the latter is empty where there is none."""
    scores = {
        name: {row["file"]: row["score"] for table in folder.glob(f"{name}-*.csv") for row in rows_of(table)}
        for name in (face_model.MODEL_NAME, region_model.MODEL_NAME)
    }
    return [
        {**row, "face": scores["face"][row["file"]], "region": scores["region"].get(row["file"], "")}
        for row in prepared(folder)
        if row["part"] == part and row["file"] in scores["face"]
    ]


def _face(pixels: NDArray[np.uint8], row: dict[str, str], model: Model) -> str:
    box = Box(*(int(row[name]) for name in BOX))
    crop = crops.cut(pixels, crops.square_around(box, pixels.shape[1], pixels.shape[0]), face_model.SIZE)
    return f"{float(face_model.judge(crop[None], model).scores[0]):.4f}"


def _region(pixels: NDArray[np.uint8], _row: dict[str, str], model: Model) -> str:
    found = region_model.judge(pixels, model)
    return "" if found is None or found.score is None else f"{found.score:.4f}"


def prepared(folder: Path) -> list[dict[str, str]]:
    """Return all rows of a folder: those of this module and those of more_kinds.py."""
    return [row for table in sorted(folder.glob("prepared*.csv")) for row in rows_of(table)]


def rows_of(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with table.open(newline="") as file:
        return list(csv.DictReader(file))


def append(table: Path, rows: list[dict[str, str]]) -> None:
    """Add rows to a table, which is made where it is missing."""
    if not rows:
        return
    is_new = not table.exists()
    with table.open("a", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
