"""Cut large faces out of photographs at their own resolution: `python models/training/large_faces.py PICTURES.csv OUT`.

PICTURES.csv: path, set, person, group, template: a file of points (as webmorph writes them: a count, then x and y a line, the pupils first)
of the photograph, or of another one of the person in the same place. The square around the face is kept without loss: a close portrait,
as profile pictures are. Nothing is enlarged; sets that were resampled so that all pupils lie at one place are halved, so that a pixel is
a measured one again. OUT/cut.csv lists them.
"""

import csv
import sys
from pathlib import Path

import cv2
import numpy as np

# In distances between the pupils: half of the side of the square, and how far its middle lies below the eyes.
_HALF, _BELOW = 2.1, 0.45
# Pupils farther apart than this are those of the sets that were resampled.
_RESAMPLED = 300
_COLUMNS = ("path", "set", "person", "group", "template")


def main(pictures: Path, out: Path) -> None:
    """Cut and list."""
    out.mkdir(parents=True, exist_ok=True)
    with pictures.open(newline="") as file, (out / "cut.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, _COLUMNS)
        writer.writeheader()
        for row in csv.DictReader(file):
            lines = Path(row["template"]).read_text().split("\n")
            one, other = (np.array([float(part) for part in line.split()[:2]]) for line in lines[1:3])
            apart = float(np.linalg.norm(other - one))
            (x, y), half = (one + other) / 2 + (0, _BELOW * apart), _HALF * apart
            pixels = cv2.imread(row["path"], cv2.IMREAD_COLOR)
            cut = pixels[max(0, int(y - half)) : int(y + half), max(0, int(x - half)) : int(x + half)]
            if apart > _RESAMPLED:
                cut = cv2.resize(cut, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            path = out / f"{Path(row['path']).parent.name}-{Path(row['path']).stem}.png"
            cv2.imwrite(str(path), cut, [cv2.IMWRITE_PNG_COMPRESSION, 1])
            writer.writerow({**row, "path": str(path)})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
