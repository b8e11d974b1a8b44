"""Write inputs for the export to compare and to take 8-bit ranges from: `python models/training/samples.py face CONFIG DATA OUT.npy`.

They are drawn as in training, from pictures of the training lists.
"""

import argparse
import tomllib
from pathlib import Path

import numpy as np
from data import FacePairs
from region_data import Tiles

_PAIRS, _BATCHES = 64, 6


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("face", "region"))
    parser.add_argument("config", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    config = tomllib.loads(given.config.read_text())
    np.save(given.out, _faces(config, given.data) if given.kind == "face" else _tiles(config, given.data))


def _faces(config: dict, data: Path) -> np.ndarray:
    lists = (data / config["manifest"], data / config["landmarks"])
    pairs = FacePairs(*lists, size=config["size"], length=_PAIRS, seed=config["seed"] + 99, weights=config["sets"])
    return np.concatenate([pairs[number][0].numpy() for number in range(_PAIRS)])


def _tiles(config: dict, data: Path) -> np.ndarray:
    lists = (data / config["lists"], data / config["landmarks"])
    batches = iter(Tiles(*lists, batch=config["batch"], seed=config["seed"] + 99, light=config["light"]))
    return np.concatenate([next(batches)[0].numpy() for _ in range(_BATCHES)])


if __name__ == "__main__":
    main()
