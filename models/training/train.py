"""Train the face network: `python models/training/train.py models/training/configs/face.toml DATA`.

DATA is the folder of manifest.json, landmarks.npz, validation.json and the backbone's weights; the run's folder is made in it.
Resumes from the newest checkpoint in the config's `out` folder; runs on a GPU where there is one, else on the CPU.
Every `check_every` steps it writes a checkpoint and the AUC on the validation list to `out`/log.jsonl.
"""

import copy
import sys
import time
import tomllib
from pathlib import Path

import torch
import validation
from checkpoints import average, keep, note, rate_at, resume
from data import FacePairs
from network import FaceNetwork, load_backbone, of_state
from torch import Tensor, nn
from torch.utils.data import DataLoader


def main(config_path: Path, data: Path) -> None:
    """Train as the config says, on what lies in the data folder."""
    config = tomllib.loads(config_path.read_text())
    for name in ("manifest", "landmarks", "validation", "backbone", "out"):
        config[name] = str(data / config[name])
    torch.manual_seed(config["seed"])
    torch.set_num_threads(config["threads"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = _start(config, data)
    network.to(device, memory_format=torch.channels_last)
    averaged = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=config["rate"], weight_decay=config["decay"])
    out = Path(config["out"])
    out.mkdir(parents=True, exist_ok=True)
    step = resume(out, network, averaged, optimizer)
    for crops, labels, masks, has_mask in _batches(config, step):
        rate = rate_at(step, config)
        for group in optimizer.param_groups:
            group["lr"] = rate
        network.train()
        network.still = config["still_blocks"] if step >= config["made_steps"] else 0
        loss = _step(network, optimizer, tuple(part.to(device) for part in (crops, labels, masks, has_mask)), config)
        average(averaged, network, min(config["average"], (step + 1) / (step + 10)))
        step += 1
        if step % 50 == 0:
            note(out, {"step": step, "loss": loss, "rate": rate, "time": time.time()})
        if step % config["keep_every"] == 0 or step in (config["made_steps"], config["steps"]):
            keep(out, step, network, averaged, optimizer)
        if step == config["made_steps"]:
            torch.save(averaged.state_dict(), out / "made.pt")
        if step % config["check_every"] == 0 or step == config["steps"]:
            note(out, {"step": step, "auc": validation.aucs(averaged, Path(config["validation"]), config["size"], device)})


def _start(config: dict, data: Path) -> FaceNetwork:
    """Return the network to begin with: the averaged weights of an earlier run, their norms folded, or the backbone of the package."""
    if "from" not in config:
        network = FaceNetwork()
        load_backbone(network, Path(config["backbone"]))
        return network
    network = of_state(torch.load(data / config["from"], weights_only=True)["averaged"])
    if "_conv_stem.bias" not in network.state_dict():
        network.fold_norms()
    return network


def _batches(config: dict, start: int):
    left = config["steps"] - start
    pairs = FacePairs(
        Path(config["manifest"]), Path(config["landmarks"]), size=config["size"], length=left * config["batch"] // 2,
        seed=config["seed"] + start, weights=config["sets"], recorded_from=(config["made_steps"] - start) * config["batch"] // 2,
    )  # fmt: skip
    for parts in DataLoader(pairs, batch_size=config["batch"] // 2, num_workers=config["workers"], drop_last=True):
        yield tuple(part.flatten(0, 1) for part in parts)


def _step(network: nn.Module, optimizer: torch.optim.Optimizer, batch: tuple[Tensor, ...], config: dict) -> float:
    crops, labels, masks, has_mask = batch
    with torch.autocast(crops.device.type, torch.bfloat16, enabled=crops.device.type == "cuda"):
        logits, heat = network(crops.to(memory_format=torch.channels_last))
    whole = nn.functional.binary_cross_entropy_with_logits(logits.float(), labels * 0.98 + 0.01)
    places = nn.functional.binary_cross_entropy_with_logits(heat.float(), masks, reduction="none").mean(dim=(1, 2))
    loss = whole + config["map_weight"] * (places * has_mask).sum() / has_mask.sum()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    return float(whole.detach())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
