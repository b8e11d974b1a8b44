"""Write the statistics of tiles, for training: `python models/training/region_shards.py models/training/configs/region.toml DATA`.

What the network's fixed first layer makes of a tile never changes; made once, it is learned from many times. DATA/OUT gets one file after
another, 256 tiles each, until there are as many as the config says. Can run while train_region.py learns from what is there already.
"""

import sys
import tomllib
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from region_data import Tiles
from region_network import RegionNetwork

TILES = 256


def main(config_path: Path, data: Path) -> None:
    """Write shards as the config says, going on after those that are there."""
    config = tomllib.loads(config_path.read_text())
    torch.set_num_threads(config["threads"])
    out = data / config["shards"]
    out.mkdir(parents=True, exist_ok=True)
    network = RegionNetwork()
    for number in range(len(list(out.glob("*.npz"))), config["shard_count"]):
        light = config["light_first"] if number < config["light_shards"] else config["light"]
        options = {"batch": config["batch"], "seed": config["seed"] + number, "light": light}
        batches = iter(Tiles(data / config["lists"], data / config["landmarks"], **options))
        parts: list[tuple[np.ndarray, ...]] = []
        for tiles, shares, weights in islice(batches, TILES // config["batch"]):
            with torch.no_grad():
                known = network.statistics(tiles)
            parts.append(tuple(part.numpy().astype(np.float16) for part in (known, shares, weights)))
        known, shares, weights = (np.concatenate(part) for part in zip(*parts, strict=True))
        beside = out / "beside.part"
        with beside.open("wb") as file:
            np.savez(file, known=known, shares=shares, weights=weights)
        beside.replace(out / f"{number:03}.npz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
