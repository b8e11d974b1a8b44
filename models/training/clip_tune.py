"""Let the layer norms of CLIP's image tower learn, together with the head on its features.

    python models/training/clip_tune.py models/training/configs/clip-tune.toml DATA

Begins with the tower and the features in DATA that the config names, and with the head that fits these features best (clip_head.py).
Writes OUT/clip.onnx and OUT/head.npz, which clip_features.py and clip_join.py take in place of those of steps C1 and C3; resumes from
OUT/newest.pt. OUT/log.jsonl tells loss and validation. One processor learns from some three crops of 160 pixels a second.
"""

import argparse
import copy
import json
import time
import tomllib
from pathlib import Path

import clip_head
import cv2
import numpy as np
import onnx
import torch
from checkpoints import average, keep, note, rate_at, resume
from clip_tower import Tower, with_norms
from data import FacePairs, as_input
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader
from validation import cut

_AT_ONCE = 32


class Learned(nn.Module):
    """What learns: the norms of the tower, which are the tower's own, and the head on its features."""

    def __init__(self, norms: list[nn.Parameter], head: clip_head.Head, spread: NDArray[np.float32]) -> None:
        super().__init__()
        self.norms = nn.ParameterList(norms)
        self.register_buffer("spread", torch.tensor(spread))
        # On features of the same spread, so that one rate suits all of them.
        self.weights = nn.Parameter(torch.tensor(head.weights * spread))
        self.bias = nn.Parameter(torch.tensor(head.bias, dtype=torch.float32))

    def forward(self, features: Tensor) -> Tensor:
        """Return (n,) logits of (n, 4608) features."""
        return (features / self.spread) @ self.weights + self.bias

    def head(self) -> clip_head.Head:
        """Return the head for features as they come."""
        return clip_head.Head((self.weights / self.spread).detach().numpy(), float(self.bias.detach()))


def main() -> None:
    """Learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    config, data = tomllib.loads(given.config.read_text()), given.data
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    cv2.setNumThreads(1)
    out = data / config["out"]
    out.mkdir(parents=True, exist_ok=True)
    tower = Tower(data / config["tower"])
    norms = tower.let_learn(config["first_block"])
    learned = Learned(norms, *_first_head(sorted((data / config["features"]).glob("*.npz")), config))
    averaged = copy.deepcopy(learned)
    optimizer = torch.optim.Adam([{"params": norms}, {"params": [learned.weights, learned.bias]}])
    step = resume(out, learned, averaged, optimizer)
    for crops, labels in _batches(config, data, step):
        rate = rate_at(step, config)
        for group, share in zip(optimizer.param_groups, (1.0, config["head_share"]), strict=True):
            group["lr"] = rate * share
        loss = nn.functional.binary_cross_entropy_with_logits(learned(tower(crops)), labels * 0.98 + 0.01)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(norms, config["longest_step"])
        optimizer.step()
        average(averaged, learned, min(config["average"], (step + 1) / (step + 10)))
        step += 1
        note(out, {"step": step, "loss": float(loss.detach()), "time": time.time()})
        if step % config["keep_every"] == 0 or step == config["steps"]:
            keep(out, step, learned, averaged, optimizer)
    with torch.no_grad():
        for norm, mean in zip(norms, averaged.norms, strict=True):
            norm.copy_(mean)
    onnx.save(with_norms(onnx.load(data / config["tower"]), tower), out / "clip.onnx")
    head = averaged.head()
    np.savez(out / "head.npz", weights=head.weights, bias=head.bias)
    note(out, {"step": step, "auc": clip_head.by_set(head, _described(tower, data / config["validation"]))})


def _first_head(files: list[Path], config: dict) -> tuple[clip_head.Head, NDArray[np.float32]]:
    """Return the head to begin with, from the described crops of the sets to learn from, and the spread of their features."""
    every = clip_head.read(files)
    shown = every.only(np.isin(every.set, list(config["sets"])))
    return clip_head.fit(shown, config["ridge"]), shown.x.astype(np.float32).std(0)


def _batches(config: dict, data: Path, start: int):
    length = (config["steps"] - start) * config["batch"] // 2
    pairs = FacePairs(
        data / config["manifest"], data / config["landmarks"],
        size=config["size"], length=length, seed=config["seed"] + start, weights=config["sets"],
    )  # fmt: skip
    for crops, labels, _, _ in DataLoader(pairs, batch_size=config["batch"] // 2, drop_last=True):
        yield crops.flatten(0, 1), labels.flatten()


def _described(tower: Tower, validation: Path) -> clip_head.Described:
    faces = json.loads(validation.read_text())
    side = round((len(tower.places) - 1) ** 0.5) * tower.patches.kernel_size[0]
    x = []
    for start in range(0, len(faces), _AT_ONCE):
        with torch.no_grad():
            x.append(tower(as_input(np.stack([cut(face, side) for face in faces[start : start + _AT_ONCE]]))).numpy())
    labels, names = (np.array([face[name] for face in faces]) for name in ("is_fake", "set"))
    return clip_head.Described(np.concatenate(x).astype(np.float16), labels.astype(bool), names, np.full(len(faces), ""))


if __name__ == "__main__":
    main()
