"""List the photographs and fakes that no model was trained on, in a part to calibrate with and a part to report.

    python3 models/evaluation/parts.py --split dfdc-split.csv.xz --crops FACES_224 --utkface DIR --scut DIR --shared DATA
        --trained manifest.json --out parts.csv [--seen earlier-parts.csv]

No person of DFDC is in both parts: they are divided by the groups of people of dfdc-split.csv (split=val only), each whole. UTKFace and
SCUT name no people; their pictures are divided one by one, what training used (manifest.json) is left out, and so is everyone under 18.
The text-to-image portraits are in the reported part only. Photographs and swaps that stand in the *reported* part of `--seen`, on which an
earlier model was measured, are left out: what a report was made from once says less a second time. Of generated faces there are too few.
Columns: path, is_fake, set, method, group (sex and ethnicity or age as the set labels them), part.
"""

import argparse
import csv
import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from random import Random

COLUMNS = ("path", "is_fake", "set", "method", "group", "part")
_SEXES = ("male", "female")
_GROUPS = ("White", "Black", "Asian", "Indian", "other")
_SCUT = {"AF": "Asian female", "AM": "Asian male", "CF": "Caucasian female", "CM": "Caucasian male"}
_OLD, _YOUNG = 55, 30
# At most so many of each in each part: more would take longer and tell little more.
_MOST = {"dfdc real": 450, "dfdc fake": 450, "utkface": 900, "scut": 450}

Row = dict[str, str | int]


def main() -> None:
    """Write parts.csv."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("split", "crops", "utkface", "scut", "shared", "trained", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seen", type=Path)
    given = parser.parse_args()
    seen = _reported(given.seen) if given.seen else set()
    trained = {face["path"] for face in json.loads(given.trained.read_text())}
    rows = [*_dfdc(given, seen), *_utkface(given.utkface, trained | seen), *_scut(given.scut, trained | seen), *_generated(given.shared)]
    with given.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    for part in ("calibration", "report"):
        chosen = [row for row in rows if row["part"] == part]
        print(part, sum(not row["is_fake"] for row in chosen), "real,", sum(bool(row["is_fake"]) for row in chosen), "fake")


def part_of(name: str) -> str:
    """Return the part that a person, or a picture whose person is not known, belongs to, the same every time."""
    return "calibration" if hashlib.sha256(f"linden 8 {name}".encode()).digest()[0] % 2 else "report"


def _reported(parts: Path) -> set[str]:
    with parts.open(newline="") as file:
        return {row["path"] for row in csv.DictReader(file) if row["part"] == "report"}


def _dfdc(given: argparse.Namespace, seen: set[str]) -> Iterator[Row]:
    with lzma.open(given.split, "rt", newline="") as file:
        videos = [row for row in csv.DictReader(file) if row["split"] == "val" and row["suspect_unmodified"] != "1"]
    for label in ("real", "fake"):
        rows = [
            _row(path, "dfdc", part_of(video["identity_group"]), method="DFDC swaps" if label == "fake" else "")
            for video in videos
            if video["label"] == label and (path := given.crops / f"{video['video']}.jpg").exists() and str(path) not in seen
        ]
        yield from _some(rows, f"dfdc {label}")


def _utkface(folder: Path, trained: set[str]) -> Iterator[Row]:
    rows = []
    for path in sorted(folder.glob("*.jpg")):
        parts = path.name.split("_")
        if len(parts) == 4 and all(part.isdigit() for part in parts[:3]) and int(parts[0]) >= 18 and str(path) not in trained:
            age, sex, group = (int(part) for part in parts[:3])
            band = "18-29" if age < _YOUNG else "30-54" if age < _OLD else "55+"
            rows.append(_row(path, "utkface", part_of(path.name), group=f"{_GROUPS[group]} {_SEXES[sex]} {band}"))
    return _some(rows, "utkface")


def _scut(folder: Path, trained: set[str]) -> Iterator[Row]:
    rows = [
        _row(path, "scut", part_of(path.name), group=_SCUT[path.name[:2]])
        for path in sorted(folder.glob("*.jpg"))
        if str(path) not in trained
    ]
    return _some(rows, "scut")


def _generated(shared: Path) -> Iterator[Row]:
    for label in ("real", "fake"):
        for path in sorted((shared / "val" / "stylegan1" / label).iterdir()):
            yield _row(path, "stylegan1", part_of(path.name), method="StyleGAN" if label == "fake" else "")
    for part in ("train", "val"):
        for path in sorted((shared / part / "t2i" / "fake").iterdir()):
            yield _row(path, "t2i", "report", method=path.name.rsplit("_", 1)[0].split("_FLUX")[0].split("_SDXL")[0])


def _row(path: Path, name: str, part: str, *, method: str = "", group: str = "") -> Row:
    return {"path": str(path), "is_fake": int(method != ""), "set": name, "method": method, "group": group, "part": part}


def _some(rows: list[Row], name: str) -> Iterator[Row]:
    for part in ("calibration", "report"):
        chosen = [row for row in rows if row["part"] == part]
        yield from Random(8).sample(chosen, min(len(chosen), _MOST[name]))


if __name__ == "__main__":
    main()
