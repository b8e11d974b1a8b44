"""What every training run shares: the rate over time, averaged weights, checkpoints to go on from, and the log."""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn


def rate_at(step: int, config: dict) -> float:
    """Return the learning rate: a warm-up, then half a cosine down to 2 %."""
    warm = min(1.0, (step + 1) / config["warm_up"])
    return config["rate"] * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / config["steps"])))


@torch.no_grad()
def average(averaged: nn.Module, network: nn.Module, share: float) -> None:
    """Move the averaged weights towards the network's; `share` of the old ones stays."""
    for mean, value in zip(averaged.state_dict().values(), network.state_dict().values(), strict=True):
        if mean.dtype.is_floating_point:
            mean.lerp_(value, 1 - share)
        else:
            mean.copy_(value)


def keep(out: Path, step: int, network: nn.Module, averaged: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Write a checkpoint beside the last one, then put it in its place."""
    beside = out / "newest.part"
    torch.save(
        {"step": step, "network": network.state_dict(), "averaged": averaged.state_dict(), "optimizer": optimizer.state_dict()}, beside
    )
    beside.replace(out / "newest.pt")


def resume(out: Path, network: nn.Module, averaged: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Load the newest checkpoint, where there is one; return how many steps were done."""
    newest = out / "newest.pt"
    if not newest.exists():
        return 0
    state = torch.load(newest, weights_only=True)
    network.load_state_dict(state["network"])
    averaged.load_state_dict(state["averaged"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def note(out: Path, entry: dict) -> None:
    """Add a line to the run's log."""
    with (out / "log.jsonl").open("a") as log:
        log.write(json.dumps(entry, default=lambda value: np.asarray(value).tolist()) + "\n")
