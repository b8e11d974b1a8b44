"""Cut generated faces out of figure sheets: `.venv/bin/python models/training/sheets.py SHEETS OUT [--left-out FILE]`.

The sheets are those of SelfishGene/SFHQ-dataset and SelfishGene/SFHQ-T2I-dataset (MIT): many pictures beside each other on a dark ground,
with captions. Every face of at least 90 pixels is cut out with what surrounds it, up to the edge of its own picture; one that was cut out
before is left out. `--left-out` lists the numbers of those not to be taken: whoever looked under age when all were looked at one by one,
and what was no face (`sheets_left_out.txt`). Sheets about ages are not to be given at all.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.checks import faces
from desktop.checks.inference import Model
from desktop.checks.result import Box

Pixels = NDArray[np.uint8]
LEAST = 90
_TILE, _OVERLAP = 700, 250
# Half of the side of what is looked at around a face, in longer sides of its box.
_AROUND = 0.95
_SAME = 0.96
_DARK, _EVEN = 24, 1.5
_GAP = 3
_LEAST_PICTURE = 1.05


def main() -> None:
    """Cut out, number, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--left-out", type=Path, default=Path(__file__).with_name("sheets_left_out.txt"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    left_out = {int(number) for number in given.left_out.read_text().split()}
    finder = Model(faces.MODEL_NAME)
    number, seen = 0, []
    for path in _in_order(given.sheets):
        sheet = np.ascontiguousarray(cv2.imread(str(path), cv2.IMREAD_COLOR)[:, :, ::-1])
        for square in _squares(sheet, finder):
            small = _small(square)
            if seen and max(float((small * one).mean()) for one in seen) > _SAME:
                continue
            seen.append(small)
            picture = None if number in left_out else own_picture(square)
            if picture is not None:
                cv2.imwrite(str(given.out / f"{number:05d}.png"), picture[:, :, ::-1])
            number += 1
    print(number, "faces looked at,", len(list(given.out.glob("*.png"))), "written")


def _in_order(folder: Path) -> list[Path]:
    # The order gives the numbers.
    return sorted(folder.glob("*textual_search_2*")) + sorted(folder.glob("SFHQ-dataset*"))


def _squares(sheet: Pixels, finder: Model) -> Iterator[Pixels]:
    """Yield the square around each face; a sheet is looked at in tiles, because many faces are small in it."""
    for top in range(0, sheet.shape[0], _TILE):
        for left in range(0, sheet.shape[1], _TILE):
            y, x = max(0, top - _OVERLAP), max(0, left - _OVERLAP)
            tile = np.ascontiguousarray(sheet[y : top + _TILE + _OVERLAP, x : left + _TILE + _OVERLAP])
            for face in faces.find_faces(tile, finder):
                across, down = x + face.box.x + face.box.width / 2, y + face.box.y + face.box.height / 2
                if left <= across < left + _TILE and top <= down < top + _TILE and face.box.height >= LEAST:
                    square = _around(sheet, face.box, across, down)
                    if square is not None:
                        yield square


def _around(sheet: Pixels, box: Box, across: float, down: float) -> Pixels | None:
    half = int(max(box.width, box.height) * _AROUND)
    top, left = int(down - half), int(across - half)
    if top < 0 or left < 0 or top + 2 * half > sheet.shape[0] or left + 2 * half > sheet.shape[1]:
        return None
    return sheet[top : top + 2 * half, left : left + 2 * half]


def own_picture(square: Pixels) -> Pixels | None:
    """Return what belongs to the picture of the face in the middle: out to the first dark or even line; None where the face is cut."""
    half, face = square.shape[0] / 2, square.shape[0] / (2 * _AROUND)
    light = square.max(axis=2)
    middle = slice(int(half - face / 2), int(half + face / 2))
    left, right = (_edge(light[middle].T, int(half + side * face * 0.45), side) for side in (-1, 1))
    top, bottom = (_edge(light[:, middle], int(half + side * face * 0.45), side) for side in (-1, 1))
    picture = square[top + _GAP : bottom - _GAP, left + _GAP : right - _GAP]
    return picture if min(picture.shape[:2]) >= face * _LEAST_PICTURE else None


def _edge(lines: NDArray[np.uint8], start: int, step: int) -> int:
    place = start
    while 0 <= place < len(lines):
        line = lines[place].astype(np.float64)
        if (line < _DARK).mean() > 0.97 or line.std() < _EVEN:
            break
        place += step
    return place


def _small(picture: Pixels) -> NDArray[np.float64]:
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (12, 12), interpolation=cv2.INTER_AREA).astype(np.float64)
    return (grey - grey.mean()) / (grey.std() + 1)


if __name__ == "__main__":
    main()
