"""Whether the region model knows changed faces, or only faces: `python3 models/evaluation/region_faces.py PAIRS.csv --models MODELS`.

PAIRS.csv: path, original of face swaps that lie on their original pixel by pixel. The cells of the swap are compared with the mask of what
differs, and those of the untouched original with the same mask: a map that fits both as well says where faces are, and nothing else.
"""

import argparse
import csv
import sys
from pathlib import Path

import numpy as np
from made import picture_of
from measures import Answers, auc
from region_scoring import IN, OUT

from desktop.checks import region_model
from desktop.checks.inference import Model
from desktop.core import places

sys.path.insert(0, str(places.models() / "training"))
import fakes


def main() -> None:
    """Print the mean AUC of cells and the mean chance inside the mask, of swaps and of their originals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--models", type=Path, default=None)
    given = parser.parse_args()
    model, told = Model(region_model.MODEL_NAME, given.models), {"swap": [], "original": []}
    with given.pairs.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["original"]]
    for row in rows:
        fake, real = (picture_of(Path(row[name]).read_bytes()).pixels for name in ("path", "original"))
        cell = region_model.CELL
        height, width = (side // (2 * cell) * 2 * cell for side in fake.shape[:2])
        mask = (fakes.change_mask(real, fake) > 0.15)[:height, :width].astype(np.float32)
        shares = mask.reshape(height // cell, cell, width // cell, cell).mean(axis=(1, 3))
        counts, truth = (shares >= IN) | (shares <= OUT), shares >= IN
        for name, pixels in (("swap", fake), ("original", real)):
            found = region_model.judge(pixels, model)
            if found is not None and 5 <= truth.sum() <= counts.sum() - 5:
                answers = Answers(truth[counts], found.changed[counts], np.full(int(counts.sum()), "cannot_tell"))
                told[name].append((auc(answers), float(found.changed[truth].mean())))
    for name, values in told.items():
        print(name, len(values), "AUC of cells and chance inside:", *np.mean(values, axis=0).round(3))


if __name__ == "__main__":
    main()
