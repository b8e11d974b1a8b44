"""Measure how often the JPEG grid check speaks of a part on untouched photographs, and how often on composites.

    python3 models/evaluation/jpeg_grid_rates.py FOLDER_OF_PHOTOGRAPHS... [--most N] [--seed S]

Untouched: the file as it is, and the same pixels saved again in the ways a photograph travels. Composites: a part of another photograph of
the same folder, a third to two thirds of the side long, is cut from its JPEG off the grid and pasted; then saved as named.
`fg` is the share of pictures with a foreign part, the false-alarm rate for the untouched and the detection rate for composites.
"""

import argparse
import io
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from desktop.checks import jpeg_grid

# The ways whose last step saves a JPEG, whose blocks are then those of the file.
_ENDS_AS_JPEG = re.compile(r"jpeg \d+$|^as it is$")
Ways = dict[str, Callable[[Image.Image], Image.Image]]


def main() -> None:
    """Measure and print one line a folder and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=400, help="photographs of each folder, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for folder in arguments.folders:
        files = sorted(path for path in folder.iterdir() if path.is_file())
        random.Random(arguments.seed).shuffle(files)
        files = files[: arguments.most]
        for way, change in _untouched().items():
            _report(folder, "untouched", way, (change(_open(file)) for file in files))
        for source, quality in (("q75", 75), ("q90", 90)):
            for way, change in _saved().items():
                composites = (change(image) for image in _composites(files, quality, arguments.seed))
                _report(folder, f"composite of {source}", way, composites)


def _saved() -> Ways:
    return {
        "png": lambda image: image,
        "jpeg 98": lambda image: jpeg(image, 98),
        "jpeg 95": lambda image: jpeg(image, 95),
        "jpeg 90": lambda image: jpeg(image, 90),
        "jpeg 75": lambda image: jpeg(image, 75),
    }


def _untouched() -> Ways:
    return {
        "as it is": lambda image: image,
        "jpeg 95": lambda image: jpeg(image, 95),
        "jpeg 75": lambda image: jpeg(image, 75),
        "jpeg 50": lambda image: jpeg(image, 50),
        "cropped off the grid, png": lambda image: image.crop((3, 5, image.width, image.height)),
        "cropped off the grid, jpeg 95": lambda image: jpeg(image.crop((3, 5, image.width, image.height)), 95),
        "cropped off the grid, jpeg 75": lambda image: jpeg(image.crop((3, 5, image.width, image.height)), 75),
        "0.7 of the size, jpeg 90": lambda image: jpeg(_resized(image, 0.7), 90),
        "0.7 of the size, png": lambda image: _resized(image, 0.7),
        "twice the size, jpeg 90": lambda image: jpeg(_resized(image, 2.0), 90),
        "twice the size, png": lambda image: _resized(image, 2.0),
        "messenger: 0.8, jpeg 75, cropped, jpeg 90": lambda image: jpeg(jpeg(_resized(image, 0.8), 75).crop((2, 3, 900, 900)), 90),
    }


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """Return the image as it is after saving as JPEG and opening again."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def _resized(image: Image.Image, scale: float) -> Image.Image:
    return image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale))), Image.Resampling.BICUBIC)


def _open(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def _composites(files: list[Path], quality: int, seed: int) -> Iterator[Image.Image]:
    chance = random.Random(seed)
    for number, file in enumerate(files):
        base, other = jpeg(_open(file), quality), jpeg(_open(files[number - 1]), quality)
        size = [int(min(a, b) * chance.uniform(1 / 3, 2 / 3)) for a, b in zip(base.size, other.size, strict=True)]
        at = [chance.randrange(full - part) for full, part in zip(base.size, size, strict=True)]
        start = [chance.randrange(full - part) for full, part in zip(other.size, size, strict=True)]
        if all((a - b) % jpeg_grid.BLOCK == 0 for a, b in zip(at, start, strict=True)):
            start[0] += 1 if start[0] == 0 else -1
        base.paste(other.crop((start[0], start[1], start[0] + size[0], start[1] + size[1])), (at[0], at[1]))
        yield base


def _report(folder: Path, sort: str, way: str, images: Iterator[Image.Image]) -> None:
    own = (0, 0) if _ENDS_AS_JPEG.search(way) else None
    looked = (jpeg_grid.find_grids(np.asarray(image.convert("L")), own) for image in images)
    said = [grids for grids in looked if grids is not None]
    if not said:
        return
    foreign = sum(bool(grids.foreign) for grids in said)
    main = sum(grids.main is not None for grids in said)
    name = "/".join(folder.parts[-3:])
    print(
        f"{name:24} {sort:17} {way:44} n={len(said):4} fg={foreign:4} {foreign / len(said):6.3f}  main grid {main / len(said):.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
