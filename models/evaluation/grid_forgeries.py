"""Measure the JPEG grid check on forgeries made as its publications make them, beside their own program if it is given.

    python3 models/evaluation/grid_forgeries.py FOLDER... --state FILE.jsonl [--most 40] [--minutes 8] [--reference ZERO_PROGRAM]
    python3 models/evaluation/grid_forgeries.py --state FILE.jsonl --show

Photographs are first reduced to 800 pixels, at least by half, so that they were never saved as JPEG at their present size. Ways, each at
several qualities, kept as PNG: *two grids* (the same photograph saved twice at that quality, the second time with its blocks elsewhere,
and a rectangle of it put into the first: nothing that one sees is changed; Bammey et al., "Non-Semantic Evaluation of Image Forensics
Tools", WACV 2022); *copied within* (a rectangle of the saved photograph copied off the grid; Nikoukhah et al., CVPR Workshops 2019);
*from another* (a rectangle from another photograph saved at that quality); *into unsaved* (such a rectangle in a photograph that never
was a JPEG); and untouched: *unsaved*, *saved*, *saved and cut*. Told: a part is named; screen: parts were seen and not named, because
the rest is so even that they are told as shown on a screen (desktop/checks/saving.py); found: the named part touches the forged one;
IoU: of the smallest rectangle around what is named and the forged one, mean over those told. For the untouched, `whole` counts a grid
of the whole picture: right for *saved* and *saved and cut*, a false alarm for *unsaved*. What came of a picture is kept line by line.
"""

import argparse
import json
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from jpeg_grid_rates import jpeg
from made import drawn
from measures import wilson
from PIL import Image, ImageOps

from desktop.checks import jpeg_grid, saving

QUALITIES = (60, 75, 85, 90, 95, 98)
SIDE = 800
_BOX = re.compile(r"bounding box: (\d+) (\d+) to (\d+) (\d+)")
_WHOLE = re.compile(r"main grid found")
Box = tuple[int, int, int, int]
"""Left, top, right and below."""


@dataclass(frozen=True)
class Case:
    """A photograph that never was a JPEG, another one, a rectangle and where it comes from."""

    image: Image.Image
    other: Image.Image
    box: Box
    shift: tuple[int, int]
    """By how much the blocks of the rectangle lie elsewhere; not both 0."""

    def moved(self, of: Image.Image, quality: int) -> Image.Image:
        """Return the rectangle of this photograph, saved with its blocks elsewhere."""
        dx, dy = self.shift
        wider = jpeg(of.crop((-dx, -dy, of.width, of.height)), quality)
        left, top, right, below = self.box
        return wider.crop((left + dx, top + dy, right + dx, below + dy))


def two_grids(case: Case, quality: int) -> Image.Image:
    """Return the saved photograph with a rectangle of itself, saved on another grid."""
    return _pasted(jpeg(case.image, quality), case.moved(case.image, quality), case.box)


def copied_within(case: Case, quality: int) -> Image.Image:
    """Return the saved photograph with a rectangle of it copied off the grid."""
    saved = jpeg(case.image, quality)
    left, top, right, below = case.box
    dx, dy = case.shift
    # From the opposite side of the picture, a multiple of a block away but for the shift.
    x = (left + saved.width // 2) % (saved.width - (right - left) - 8) // 8 * 8 + (left + dx) % 8
    y = (top + saved.height // 2) % (saved.height - (below - top) - 8) // 8 * 8 + (top + dy) % 8
    return _pasted(saved, saved.crop((x, y, x + right - left, y + below - top)), case.box)


def from_another(case: Case, quality: int) -> Image.Image:
    """Return the saved photograph with a rectangle of another one, saved at the same quality."""
    return _pasted(jpeg(case.image, quality), case.moved(case.other, quality), case.box)


def into_unsaved(case: Case, quality: int) -> Image.Image:
    """Return the unsaved photograph with a rectangle of another one that was saved."""
    return _pasted(case.image.copy(), case.moved(case.other, quality), case.box)


FORGED: dict[str, Callable[[Case, int], Image.Image]] = {
    "two grids": two_grids,
    "copied within": copied_within,
    "from another": from_another,
    "into unsaved": into_unsaved,
}
UNTOUCHED: dict[str, Callable[[Case, int], Image.Image]] = {
    "unsaved": lambda case, _quality: case.image,
    "saved": lambda case, quality: jpeg(case.image, quality),
    "saved and cut": lambda case, quality: jpeg(case.image, quality).crop((3, 5, case.image.width, case.image.height)),
}


def main() -> None:
    """Measure for so many minutes, or show what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--most", type=int, default=40, help="photographs of each folder")
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--reference", type=Path, help="the program of the publication, compiled")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    lines = [json.loads(line) for line in asked.state.read_text("utf-8").splitlines()] if asked.state.exists() else []
    if asked.show:
        _show(lines)
        return
    done = {tuple(line["key"]) for line in lines}
    until = time.monotonic() + 60 * asked.minutes
    with asked.state.open("a", encoding="utf-8") as out:
        for key, case, make in _jobs(asked.folders, asked.most):
            if time.monotonic() > until:
                return
            if key not in done:
                measured = _measured(make(case, key[3]), case.box if key[2] in FORGED else None, asked.reference)
                out.write(json.dumps({"key": key} | measured) + "\n")
                out.flush()
    print("all are done")


Key = tuple[str, str, str, int]


def _jobs(folders: list[Path], most: int) -> Iterator[tuple[Key, Case, Callable[[Case, int], Image.Image]]]:
    files = [(folder.name, file) for folder in folders for file in drawn(folder, most, 5)]
    random.Random(7).shuffle(files)
    for number, (folder, file) in enumerate(files):
        case = _case(_unsaved(file), _unsaved(files[number - 1][1]), f"{folder} {file.name}")
        for way, make in (FORGED | UNTOUCHED).items():
            for quality in QUALITIES[: 1 if way == "unsaved" else None]:
                yield (folder, file.name, way, quality), case, make


def _unsaved(file: Path) -> Image.Image:
    with Image.open(file) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    scale = min(0.5, SIDE / max(image.size))
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def _case(image: Image.Image, other: Image.Image, seed: str) -> Case:
    chance = random.Random(seed)
    smallest = [min(pair) for pair in zip(image.size, other.size, strict=True)]
    width, height = (int(side * chance.uniform(0.2, 0.45)) for side in smallest)
    left, top = (chance.randrange(side - part - 8) for side, part in zip(smallest, (width, height), strict=True))
    shift = divmod(chance.randrange(1, 64), 8)
    return Case(image, other, (left, top, left + width, top + height), shift)


def _pasted(onto: Image.Image, part: Image.Image, box: Box) -> Image.Image:
    onto.paste(part, box[:2])
    return onto


def _measured(image: Image.Image, forged: Box | None, reference: Path | None) -> dict[str, object]:
    grids = jpeg_grid.find_grids(np.asarray(image.convert("L")))
    if grids is None:
        return {"ours": None}
    is_screen = saving.is_shown_on_a_screen(grids)
    boxes = [(one.box.x, one.box.y, one.box.x + one.box.width, one.box.y + one.box.height) for one in grids.foreign]
    measured: dict[str, object] = {
        "ours": told([] if is_screen else boxes, forged) | {"screen": is_screen, "whole": grids.main is not None, "even": grids.even}
    }
    if reference is not None:
        said = _asked(reference, image)
        named = [(int(a), int(b), int(c) + 1, int(d) + 1) for a, b, c, d in _BOX.findall(said)]
        measured["reference"] = told(named, forged) | {"whole": bool(_WHOLE.search(said))}
    return measured


def _asked(program: Path, image: Image.Image) -> str:
    with tempfile.TemporaryDirectory() as folder:
        image.save(Path(folder) / "a.png", compress_level=1)
        return subprocess.run([program.resolve(), "a.png"], cwd=folder, capture_output=True, text=True, check=True, timeout=300).stdout


def told(boxes: list[Box], forged: Box | None) -> dict[str, object]:
    """Return whether a part is named, and the overlap (intersection over union) of the rectangle around all of it with the forged one."""
    if not boxes or forged is None:
        return {"told": bool(boxes), "iou": 0.0}
    around = tuple(pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max)))
    both = _area((max(around[0], forged[0]), max(around[1], forged[1]), min(around[2], forged[2]), min(around[3], forged[3])))
    return {"told": True, "iou": both / (_area(around) + _area(forged) - both)}


def _area(box: tuple[int, ...]) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _show(lines: list[dict[str, Any]]) -> None:
    for way in (*FORGED, *UNTOUCHED):
        for quality in QUALITIES:
            those = [line for line in lines if line["key"][2:] == [way, quality] and line["ours"]]
            for who in ("ours", "reference"):
                said = [line[who] for line in those if who in line]
                if said:
                    told = [one for one in said if one["told"]]
                    share, low, high = wilson(len(told), len(said))
                    found = sum(one["iou"] > 0 for one in told)
                    mean = sum(one["iou"] for one in told) / max(1, len(told))
                    whole = sum(one["whole"] for one in said)
                    print(
                        f"{way:14} {quality:3} {who:10} n={len(said):4} told {len(told):4} {share:6.1%} ({low:.1%} to {high:.1%})"
                        f"  found {found:4}  IoU {mean:.2f}  whole {whole}  screen {sum(one.get('screen', False) for one in said)}"
                    )


if __name__ == "__main__":
    main()
