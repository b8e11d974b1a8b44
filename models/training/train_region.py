"""Train the region network: `python models/training/train_region.py models/training/configs/region.toml DATA`.

DATA holds the folders that the config names. Resumes from its newest checkpoint.
"""

import copy
import sys
import time
import tomllib
from pathlib import Path

import torch
from checkpoints import average, keep, note, rate_at, resume
from region_data import Squares
from region_network import RegionNetwork
from torch import nn
from torch.utils.data import DataLoader


def main(config_path: Path, data: Path) -> None:
    """Train as the config says."""
    config = tomllib.loads(config_path.read_text())
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = RegionNetwork().to(device)
    averaged = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=config["rate"], weight_decay=config["decay"])
    out = data / config["out"]
    out.mkdir(parents=True, exist_ok=True)
    step = resume(out, network, averaged, optimizer)
    squares = Squares(data, config["sources"], batch=config["batch"], seed=config["seed"] + step)
    network.train()
    for batch, labels in DataLoader(squares, batch_size=None, num_workers=1, prefetch_factor=4):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, config)
        logits = network(batch.to(device))
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels.to(device) * 0.98 + 0.01)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        average(averaged, network, min(config["average"], (step + 1) / (step + 10)))
        step += 1
        if step % 50 == 0:
            right = float(((logits.detach().cpu() > 0) == (labels > 0.5)).float().mean())
            note(out, {"step": step, "loss": float(loss.detach()), "right": right, "time": time.time()})
        if step % config["keep_every"] == 0 or step == config["steps"]:
            keep(out, step, network, averaged, optimizer)
        if step == config["steps"]:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
