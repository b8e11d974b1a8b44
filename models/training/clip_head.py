"""Fit a head on CLIP's features, and tell how well it does on methods it was not shown.

    python models/training/clip_head.py FEATURES VALIDATION.npz OUT.npz [--cells 128] [--seed 0]

FEATURES holds what `clip_features.py draw` wrote. The head is one hidden layer, learned with most of what could be learned by heart taken
away: features are brought to the same spread, then noise is added to them and a part of them, and half of the cells, are left out at
random (Srivastava and others, JMLR 2014; Bishop, Neural Computation 1995). A plane (Ojha, Li, Lee, CVPR 2023) knows less both of what it
was shown and of what it was not. Prints the AUC on the validation list, and for each set whose fakes were recorded that of a head that
learned from all others: how it carries over to a method it was not shown. OUT.npz: what Head holds.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from checkpoints import rate_at
from numpy.typing import NDArray
from torch import nn
from validation import auc

_EPOCHS, _BATCH, _RATE, _DECAY = 12, 128, 5e-4, 1e-2
# What is left out of the features and of the cells, and the spread of the noise beside the features' of 1.
_FEATURES_OUT, _CELLS_OUT, _NOISE = 0.2, 0.5, 0.3


@dataclass(frozen=True)
class Described:
    """Features (n, 4608) with what each picture is."""

    x: NDArray[np.float16]
    y: NDArray[np.bool_]
    set: NDArray[np.str_]
    how: NDArray[np.str_]

    def only(self, chosen: NDArray[np.bool_]) -> "Described":
        """Return some of them."""
        return Described(self.x[chosen], self.y[chosen], self.set[chosen], self.how[chosen])


@dataclass(frozen=True)
class Head:
    """One hidden layer of cells that answer from 0 on (rectified linear units), and their weighted sum."""

    scale: NDArray[np.float32]
    """(4608,): what features are multiplied with, so that all have the same spread."""
    first: NDArray[np.int8]
    """(4608, cells): weights in 8 bit."""
    step: NDArray[np.float32]
    """(cells,): what a weight of 1 stands for."""
    first_bias: NDArray[np.float32]
    """(cells,)"""
    second: NDArray[np.float32]
    """(cells,)"""
    bias: float

    def scores(self, x: NDArray[np.float16]) -> NDArray[np.float32]:
        """Return (n,) logits."""
        sums = (x.astype(np.float32) * self.scale) @ self.first.astype(np.float32)
        return np.maximum(sums * self.step + self.first_bias, 0) @ self.second + np.float32(self.bias)


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cells", type=int, default=128)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    torch.set_num_threads(1)
    shown, held = read(sorted(given.features.glob("*.npz"))), read([given.validation])
    head = fit(shown, given.cells, given.seed)
    report = {
        "crops": len(shown.y), "cells": given.cells,
        "validation": by_set(head, held), "not shown this set": not_shown(shown, given.cells, given.seed),
    }  # fmt: skip
    print(json.dumps(report, indent=1))
    np.savez(given.out, **asdict(head))


def read(files: list[Path]) -> Described:
    """Read what clip_features.py wrote."""
    parts = [np.load(file) for file in files]
    return Described(*(np.concatenate([part[name] for part in parts]) for name in ("x", "y", "set", "how")))


def fit(shown: Described, cells: int, seed: int) -> Head:
    """Return the head that was learned from described pictures; the same for the same seed."""
    torch.manual_seed(seed)
    x = shown.x.astype(np.float32)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    values, labels = torch.from_numpy((x - mean) / spread), torch.from_numpy(shown.y.astype(np.float32))
    network = nn.Sequential(nn.Dropout(_FEATURES_OUT), nn.Linear(x.shape[1], cells), nn.ReLU(), nn.Dropout(_CELLS_OUT), nn.Linear(cells, 1))
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    schedule = {"rate": _RATE, "warm_up": 1, "steps": _EPOCHS * (len(labels) // _BATCH)}
    for step, chosen in enumerate(_batches(len(labels))):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, schedule)
        noisy = values[chosen] + _NOISE * torch.randn(len(chosen), x.shape[1])
        loss = nn.functional.binary_cross_entropy_with_logits(network(noisy)[:, 0], labels[chosen] * 0.96 + 0.02)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    hidden, last = (tuple(part.detach().numpy() for part in network[place].parameters()) for place in (1, 4))
    (first, first_bias), (second, bias) = hidden, last
    step = np.abs(first).max(1) / np.iinfo(np.int8).max
    whole = np.rint(first / step[:, None]).astype(np.int8).T
    shifted = first_bias - (mean / spread) @ (whole * step)
    return Head(1 / spread, whole, step, shifted.astype(np.float32), second[0], float(bias[0]))


def _batches(count: int):
    for _ in range(_EPOCHS):
        order = torch.randperm(count)
        yield from (order[start : start + _BATCH] for start in range(0, count - _BATCH + 1, _BATCH))


def stored(file: Path) -> Head:
    """Return the head of a file that this script wrote."""
    with np.load(file) as parts:
        return Head(*(parts[name] for name in ("scale", "first", "step", "first_bias", "second")), float(parts["bias"]))


def by_set(head: Head, held: Described) -> dict[str, float]:
    """Return the AUC for each set that has both classes."""
    scores, found = head.scores(held.x), {}
    for name in sorted(set(held.set)):
        of_set = held.set == name
        if held.y[of_set].any() and not held.y[of_set].all():
            found[str(name)] = round(auc(scores[of_set & held.y], scores[of_set & ~held.y]), 4)
    return found


def not_shown(shown: Described, cells: int, seed: int) -> dict[str, float]:
    """Return, for each set with recorded fakes, the AUC of a head that learned from all other sets."""
    found = {}
    for name in sorted(set(shown.set[shown.y & (shown.how == "recorded")])):
        of_set = shown.set == name
        scores = fit(shown.only(~of_set), cells, seed).scores(shown.x[of_set])
        fake, recorded = shown.y[of_set], shown.how[of_set] == "recorded"
        found[str(name)] = round(auc(scores[fake & recorded], scores[~fake]), 4)
    return found


if __name__ == "__main__":
    main()
