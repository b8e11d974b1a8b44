"""Measure how often each finding about the saving of a picture is made on untouched photographs, and how often on forged ones.

    python3 models/evaluation/saving_rates.py FOLDER_OF_PHOTOGRAPHS... [--most N] [--half 0 or 1] [--ways NAME...]

Photographs are parted in two halves by their names: thresholds were chosen on half 0, the cards give half 1. Small photographs are first
reduced to 0.75 of their size, because most of these sets were saved as JPEG before; with `--large` they are enlarged three times instead
and get grain like a camera's (standard deviation 3 levels), which stands for a photograph of a phone; with `--own-size` they stay as they
are, which is for files straight from cameras. Untouched ways repeat what a
photograph goes through; forged ways are made from the untouched one. A part from another photograph covers a ninth. Printed for each way:
photographs, and in how many of them each finding was made. A moderate or weak one is a false alarm on the untouched.
"""

import argparse
import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from made import Made, as_png, copied, enlarged_face, jpeg, large, own_size, part_of_other, picture_of, small, smoothed_part
from PIL import Image, ImageOps

from desktop.checks import faces, odd_parts, save_history, saving
from desktop.checks.inference import Model
from desktop.checks.result import Finding, Strength

Way = Callable[[Made], bytes]
UNTOUCHED: dict[str, Way] = {
    "png": lambda made: as_png(made.image),
    "jpeg 95": lambda made: jpeg(made.image, 95),
    "jpeg 90": lambda made: jpeg(made.image, 90),
    "jpeg 75": lambda made: jpeg(made.image, 75),
    "jpeg 50": lambda made: jpeg(made.image, 50),
    "jpeg 60, then 90": lambda made: jpeg(made.after(60), 90),
    "jpeg 75, then 90": lambda made: jpeg(made.after(75), 90),
    "jpeg 75, then 95": lambda made: jpeg(made.after(75), 95),
    "jpeg 50, then 75": lambda made: jpeg(made.after(50), 75),
    "messenger: 0.8 of the size, 85, then 87": lambda made: jpeg(made.sent(), 87),
}
FORGED: dict[str, Way] = {
    "part of another, png": lambda made: as_png(part_of_other(made, made.image)),
    "part of another, jpeg 95": lambda made: jpeg(part_of_other(made, made.image), 95),
    "part of another, jpeg 90": lambda made: jpeg(part_of_other(made, made.image), 90),
    "jpeg 60, part of another, 90": lambda made: jpeg(part_of_other(made, made.after(60)), 90),
    "jpeg 75, part of another, 90": lambda made: jpeg(part_of_other(made, made.after(75)), 90),
    "jpeg 75, part of another, 95": lambda made: jpeg(part_of_other(made, made.after(75)), 95),
    "jpeg 50, part of another, 75": lambda made: jpeg(part_of_other(made, made.after(50)), 75),
    "jpeg 90, part of another, 75": lambda made: jpeg(part_of_other(made, made.after(90)), 75),
    "smoothed part, png": lambda made: as_png(smoothed_part(made.image)),
    "smoothed part, jpeg 95": lambda made: jpeg(smoothed_part(made.image), 95),
    "smoothed part, jpeg 90": lambda made: jpeg(smoothed_part(made.image), 90),
    "own part copied, jpeg 95": lambda made: jpeg(copied(made.image), 95),
    "own part copied, jpeg 75": lambda made: jpeg(copied(made.image), 75),
    "own part copied, jpeg 50": lambda made: jpeg(copied(made.image), 50),
    "face from half its size, jpeg 90": lambda made: jpeg(enlarged_face(made, 2), 90),
    "face from a third of its size, jpeg 90": lambda made: jpeg(enlarged_face(made, 3), 90),
    "face from a quarter of its size, jpeg 75": lambda made: jpeg(enlarged_face(made, 4), 75),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=60, help="photographs of each folder")
    parser.add_argument("--half", type=int, default=1)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--large", dest="prepared", action="store_const", const=large, default=small)
    size.add_argument("--own-size", dest="prepared", action="store_const", const=own_size)
    parser.add_argument("--ways", nargs="*", default=[*UNTOUCHED, *FORGED])
    asked = parser.parse_args()
    model = Model(faces.MODEL_NAME)
    photographs = list(_photographs(asked, model))
    print(f"{len(photographs)} photographs, {sum(made.face is not None for made in photographs)} with a face", flush=True)
    for name in asked.ways:
        seen: Counter[str] = Counter()
        for made in photographs:
            if "face" in name and made.face is None:
                continue
            seen["all"] += 1
            seen.update(_said((UNTOUCHED | FORGED)[name](made), name, model))
        told = ", ".join(f"{finding} {count}" for finding, count in sorted(seen.items()) if finding != "all")
        print(f"{'untouched' if name in UNTOUCHED else 'forged':9}  {name:42} n={seen['all']:4}  {told}", flush=True)


def _said(content: bytes, way: str, model: Model) -> set[str]:
    """Return the ids of the findings that mean something, and of a second saving; for a forged way, of those that look for such."""
    picture = picture_of(content)
    found: list[Finding] = []
    if way in UNTOUCHED or ("part" in way and "copied" not in way):
        found += [*saving.find(picture), *save_history.find(picture), *odd_parts.noisy(picture)]
    if way in UNTOUCHED or "copied" in way:
        found += odd_parts.copied(picture)
    if way in UNTOUCHED or "face" in way:
        found += odd_parts.blurred(picture, faces.find_faces(picture.pixels, model))
    return {finding.id for finding in found if finding.strength is not Strength.NONE or finding.id == "saved_twice"}


def _photographs(asked: argparse.Namespace, model: Model) -> Iterator[Made]:
    chosen: list[Path] = []
    for folder in asked.folders:
        files = sorted(path for path in folder.iterdir() if path.is_file() and zlib.crc32(path.name.encode()) % 2 == asked.half)
        random.Random(3).shuffle(files)
        chosen += files[: asked.most]
    other: Image.Image | None = None
    for number, file in enumerate(chosen):
        with Image.open(file) as opened:
            image = asked.prepared(ImageOps.exif_transpose(opened).convert("RGB"), number)
        found = faces.find_faces(np.asarray(image), model)
        face = max(found, key=lambda one: one.box.width).box if found else None
        # The first only lends a part to the second: a part of its own would be a true copy.
        if other is not None:
            yield Made(image, other, face)
        other = image


if __name__ == "__main__":
    main()
