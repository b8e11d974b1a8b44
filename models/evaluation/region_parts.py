"""List what the region model is calibrated with and reported on.

    python3 models/evaluation/region_parts.py --photographs REGION/photographs.csv --parts parts.csv --split dfdc-split.csv.xz
        --pairs dfdc-pairs.csv.xz --crops FACES_224 --out region-parts.csv

Photographs of region_lists.py, faces of parts.py that are real, generated pictures, and swaps of DFDC that lie on their original pixel by
pixel (split=val; a person is whole in one part). Columns: path, set, part, method, original (of a swap).
"""

import argparse
import csv
import lzma
from pathlib import Path
from random import Random

from parts import part_of

COLUMNS = ("path", "set", "part", "method", "original")
# So many of each set in each part, pairs in both parts together.
_FACES, _PAIRS = {"utkface": 160, "scut": 160, "dfdc": 160, "stylegan1": 60}, 320
_GENERATED = {"stylegan1": "StyleGAN", "t2i": "text-to-image"}


def main() -> None:
    """Write the list, mixed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("photographs", "parts", "split", "pairs", "crops", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    random, faces = Random(21), _rows(given.parts)
    rows = [{**row, "method": "", "original": ""} for row in _rows(given.photographs)]
    for name, most in _FACES.items():
        for part in ("calibration", "report"):
            some = [row for row in faces if (row["set"], row["part"], row["is_fake"]) == (name, part, "0")]
            rows += [_row(row, "") for row in random.sample(some, min(most, len(some)))]
    rows += [_row(row, _GENERATED[row["set"]]) for row in faces if row["is_fake"] == "1" and row["set"] in _GENERATED]
    rows += _pairs(given, random)
    random.shuffle(rows)
    with given.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    print(len(rows))


def _pairs(given: argparse.Namespace, random: Random) -> list[dict[str, str]]:
    videos = {row["video"]: row for row in _rows(given.split) if row["split"] == "val" and row["suspect_unmodified"] != "1"}
    found = []
    for pair in _rows(given.pairs):
        video = videos.get(pair["fake"])
        if pair["aligned"] == "1" and video is not None and (given.crops / f"{video['original']}.jpg").exists():
            path, original = (str(given.crops / f"{name}.jpg") for name in (pair["fake"], video["original"]))
            found.append(
                {"path": path, "set": "dfdc", "part": part_of(video["identity_group"]), "method": "DFDC swap", "original": original}
            )
    return random.sample(found, min(_PAIRS, len(found)))


def _row(row: dict[str, str], method: str) -> dict[str, str]:
    return {"path": row["path"], "set": row["set"], "part": row["part"], "method": method, "original": ""}


def _rows(table: Path) -> list[dict[str, str]]:
    with lzma.open(table, "rt", newline="") if table.suffix == ".xz" else table.open(newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
