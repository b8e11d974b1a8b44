"""Write what the region model learns from and what it is measured on.

`python models/training/region_lists.py --imagenet DIR --bsds DIR --camera DIR... --urban DIR --manifest DATA/manifest.json
--landmarks DATA/landmarks.npz --shared DATA --drawn FACES --redrawn DIR --out REGION`

lists.json for training, photographs.csv (path, set, part) for the parts "calibration" and "report". No photograph is in two of them.
Classes of ImageNet that show underclothes, swimwear or small children are left out unseen (photos_left_out.txt).
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

_LEFT_OUT = Path(__file__).with_name("photos_left_out.txt")
# How many faces and set photographs are drawn from: they are many, small and alike.
_MOST = {"dfdc": 1500, "utkface": 1200, "scut": 700, "stylegan1": 400}
_MOST_PAIRS = 6000
_LEAST_PIXELS = 90_000
# Shares of 256 that go to training and to calibration.
_SPLITS = {"imagenet": (120, 184), "camera": (96, 168), "urban": (0, 128)}


def main() -> None:
    """Write lists.json and photographs.csv."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("imagenet", "bsds", "urban", "manifest", "landmarks", "shared", "drawn", "redrawn", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--camera", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    photographs = list(_photographs(given))
    faces = json.loads(given.manifest.read_text())
    random = Random(21)
    chosen = {name: random.sample(some, min(most, len(some))) for name, most in _MOST.items() if (some := _of(name, faces))}
    pairs = [[face["path"], fake[0]] for face in _of("dfdc", faces) for fake in face["fakes"] if fake[1]]
    lists = {
        "photos": [path for path, _, part in photographs if part == "training"]
        + [face["path"] for some in chosen.values() for face in some],
        "faces": [[face["path"], face["points"]] for name in ("utkface", "scut", "dfdc") for face in chosen[name]],
        "pairs": random.sample(pairs, min(_MOST_PAIRS, len(pairs))),
        "redrawn": [[str(path).replace("-fake", "-real"), str(path)] for path in sorted(given.redrawn.glob("*-fake.png"))],
        "drawn": [str(path) for folder in (given.drawn, given.shared / "train/stylegan1/fake") for path in sorted(folder.iterdir())],
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "lists.json").write_text(json.dumps(lists))
    with (given.out / "photographs.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "set", "part"))
        writer.writerows(row for row in photographs if row[2] != "training")
    print({name: len(some) for name, some in lists.items()})
    for part in ("training", "calibration", "report"):
        sets = [name for _, name, which in photographs if which == part]
        print(part, {name: sets.count(name) for name in sorted(set(sets))})


def _of(name: str, faces: list[dict]) -> list[dict]:
    return [face for face in faces if face["set"] == name]


def _photographs(given: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    left_out = set(_LEFT_OUT.read_text().split())
    for path in sorted(given.imagenet.glob("n*.JPEG")):
        if path.name.split("_")[0] not in left_out and _is_large(path):
            yield str(path), "imagenet", _part("imagenet", path)
    for folder, part in (("train", "training"), ("val", "calibration"), ("test", "report")):
        for path in sorted((given.bsds / folder).glob("*.jpg")):
            yield str(path), "bsds", part
    for path in sorted(given.urban.glob("*SRF_2_HR.png")):
        yield str(path), "urban", _part("urban", path)
    for folder in given.camera:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in {".jpg", ".jpeg"} and _is_large(path):
                yield str(path), "camera", _part("camera", path)


def _part(name: str, path: Path) -> str:
    training, calibration = _SPLITS[name]
    place = hashlib.sha256(f"linden region {path.name}".encode()).digest()[0]
    return "training" if place < training else "calibration" if place < calibration else "report"


def _is_large(path: Path) -> bool:
    try:
        with Image.open(path) as image:
            image.load()
            return image.width * image.height >= _LEAST_PIXELS and image.mode == "RGB" and bool(np.std(image.resize((32, 32))) > 5)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


if __name__ == "__main__":
    main()
