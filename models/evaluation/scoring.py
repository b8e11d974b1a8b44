"""Score pictures as the program does, before calibration.

    python3 models/evaluation/scoring.py prepare parts.csv FOLDER
    python3 models/evaluation/scoring.py score FOLDER

`prepare` sends each picture along ways drawn at random (variants.py), decodes the file and finds faces as the program does, and keeps the
files and a table of boxes and kinds; it needs no trained model and can be done while one is being trained. `score` adds the models'
scores: scores.csv.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from variants import drawn

from desktop.checks import crops, face_model, faces, picture_kind, region_model
from desktop.checks.inference import Model
from desktop.checks.result import Box
from desktop.media.decoder import Decoder

WAYS = 3
_BOX = ("x", "y", "width", "height")


def main() -> None:
    """Prepare, or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    prepare_parser = commands.add_parser("prepare")
    prepare_parser.add_argument("parts", type=Path)
    prepare_parser.add_argument("folder", type=Path)
    score_parser = commands.add_parser("score")
    score_parser.add_argument("folder", type=Path)
    score_parser.add_argument("--models", type=Path, default=None, help="another folder of models than the program's")
    score_parser.add_argument("--out", default="scores.csv")
    given = parser.parse_args()
    if given.command == "prepare":
        prepare(given.parts, given.folder)
    else:
        _write(given.folder / given.out, score(given.folder, given.models))


def prepare(parts: Path, folder: Path) -> None:
    """Make the files and prepared.csv; a folder that holds some goes on where it ended."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "prepared.csv"
    with parts.open(newline="") as file:
        rows = list(csv.DictReader(file))
    # Mixed, so that whatever is done so far is a fair part of the whole.
    Random(8).shuffle(rows)
    done = {row["path"] for row in _rows(table)} if table.exists() else set()
    finder = Model(faces.MODEL_NAME)
    with Decoder() as decoder:
        for row in rows:
            if row["path"] not in done:
                _append(table, list(_prepared(row, folder, decoder, finder)))


def _prepared(row: dict[str, str], folder: Path, decoder: Decoder, finder: Model) -> Iterator[dict[str, str]]:
    random, untrusted = Random(row["path"]), Path(row["path"]).read_bytes()
    kinds: set[str] = set()
    for way in range(WAYS):
        content = untrusted if way == 0 else drawn(untrusted, random)
        picture = decoder.read(content)
        found = max(faces.find_faces(picture.pixels, finder), key=lambda face: face.box.width * face.box.height, default=None)
        if found is None or picture_kind.size_of(found.box) is picture_kind.FaceSize.TINY:
            kind, box = ("no face" if found is None else "tiny"), Box(0, 0, 0, 0)
        else:
            kind, box = picture_kind.kind_of(found.box, picture.pixels, picture.facts).name, found.box
        if kind in kinds:
            continue  # one picture counts once in each kind
        kinds.add(kind)
        file = folder / f"{row['set']}-{row['is_fake']}-{Path(row['path']).stem}-{way}"
        file.write_bytes(content)
        yield {**row, "way": str(way), "file": file.name, "kind": kind, **{name: str(getattr(box, name)) for name in _BOX}}


def score(folder: Path, models: Path | None) -> Iterator[dict[str, str]]:
    """Return the rows of prepared.csv that have a face to judge, with `face` and `region` scores."""
    face, region = Model(face_model.MODEL_NAME, models), Model(region_model.MODEL_NAME, models)
    with Decoder() as decoder:
        for row in _rows(folder / "prepared.csv"):
            if row["kind"] in {"no face", "tiny"}:
                continue
            pixels = decoder.read((folder / row["file"]).read_bytes()).pixels
            box = Box(*(int(row[name]) for name in _BOX))
            crop = crops.cut(pixels, crops.square_around(box, pixels.shape[1], pixels.shape[0]), face_model.SIZE)
            regions = region_model.judge(pixels, region)
            vote = "" if regions is None or regions.score is None else f"{regions.score:.4f}"
            yield {**row, "face": f"{float(face_model.judge(crop[None], face).scores[0]):.4f}", "region": vote}


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="") as file:
        return list(csv.DictReader(file))


def _append(table: Path, rows: list[dict[str, str]]) -> None:
    is_new = not table.exists()
    with table.open("a", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


def _write(out: Path, rows: Iterator[dict[str, str]]) -> None:
    if out.exists():
        out.unlink()
    for row in rows:
        _append(out, [row])


if __name__ == "__main__":
    main()
