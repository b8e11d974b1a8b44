"""Train the region network: `python models/training/train_region.py models/training/configs/region.toml DATA`.

DATA holds the shards that region_shards.py wrote, or is writing. Resumes from its newest checkpoint.
"""

import copy
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import torch
from checkpoints import average, keep, note, rate_at, resume
from region_network import RegionNetwork
from torch import Tensor, nn

# Cells that lie half in a change are neither: they count for the first head only.
_MOST_MIXED = 0.25


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
    network.train()
    for known, shares, weights in _batches(data / config["shards"], config["batch"], Random(config["seed"] + step)):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, config)
        changed, sure = network.judge(known.to(device))
        losses = loss_of(changed, sure, shares.to(device), weights.to(device))
        optimizer.zero_grad(set_to_none=True)
        sum(losses).backward()  # type: ignore[union-attr]  # there are always two
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        average(averaged, network, min(config["average"], (step + 1) / (step + 10)))
        step += 1
        if step % 25 == 0:
            note(out, {"step": step, **_told(changed.detach(), shares, weights, losses), "time": time.time()})
        if step % config["keep_every"] == 0 or step >= config["steps"]:
            keep(out, step, network, averaged, optimizer)
        if step >= config["steps"]:
            return


def _batches(folder: Path, size: int, random: Random) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Yield batches of a few shards at a time, mixed, of those that are there by now, without end."""
    while True:
        chosen = sorted(folder.glob("*.npz"))
        if not chosen:
            time.sleep(5)
            continue
        loaded = [np.load(path) for path in random.sample(chosen, min(3, len(chosen)))]
        known, shares, weights = (np.concatenate([part[name] for part in loaded]) for name in ("known", "shares", "weights"))
        order = random.sample(range(len(known)), len(known))
        for start in range(0, len(order) - size + 1, size):
            some = order[start : start + size]
            yield tuple(torch.from_numpy(part[some].astype(np.float32)) for part in (known, shares, weights))  # type: ignore[misc]


def loss_of(changed: Tensor, sure: Tensor, shares: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Return the loss of both heads; changed and untouched cells count alike, however few the changed ones are."""
    each = nn.functional.binary_cross_entropy_with_logits(changed, shares * 0.98 + 0.01, reduction="none")
    inside, outside = weights * shares, weights * (1 - shares)
    first = (each * inside).sum() / inside.sum().clamp(min=1) + (each * outside).sum() / outside.sum().clamp(min=1)
    # Untouched twins and surroundings are many: the truth that sureness is learned on is weighed the same way.
    chance = torch.sigmoid(changed.detach())
    truth = torch.where(shares > 0.5, chance, 1 - chance)
    plain = weights * ((shares - (shares > 0.5).float()).abs() < _MOST_MIXED).float()
    off = nn.functional.binary_cross_entropy_with_logits(sure, truth, reduction="none") * plain
    is_in = (shares > 0.5).float()
    second = (off * is_in).sum() / (plain * is_in).sum().clamp(min=1) + (off * (1 - is_in)).sum() / (plain * (1 - is_in)).sum().clamp(min=1)
    return first / 2, second / 4


def _told(changed: Tensor, shares: Tensor, weights: Tensor, losses: tuple[Tensor, Tensor]) -> dict[str, float]:
    changed, counts = changed.cpu(), weights > 0.5
    inside, outside = counts & (shares > 0.7), counts & (shares < 0.3)
    return {
        "loss": float(losses[0].detach()),
        "sure": float(losses[1].detach()),
        "found": float((changed[inside] > 0).float().mean()),
        "kept": float((changed[outside] <= 0).float().mean()),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
