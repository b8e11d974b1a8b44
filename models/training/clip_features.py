"""Describe face crops by CLIP's features, for clip_head.py to learn from.

    python models/training/clip_features.py draw DATA/clip.onnx models/training/configs/clip.toml DATA OUT [--seed 101] [--pairs 10000]
    python models/training/clip_features.py list DATA/clip.onnx DATA/validation.json OUT.npz

`draw` takes pairs as in training (data.py), degraded alike, and writes OUT/SEED-NUMBER.npz, two hundred pairs each; it goes on where it
ended, and runs with other seeds can go beside it, one processor each (0.2 s a crop at 160 pixels). `list` describes the faces of a list.
Each file holds x (n, 4608) as 16-bit floats, y (n,) whether a fake, set (n,) and how (n,) as FacePairs.drawn tells.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
from data import FacePairs, as_input
from numpy.typing import NDArray
from validation import cut

_A_FILE, _AT_ONCE = 200, 8


def main() -> None:
    """Describe and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    draw_parser, list_parser = commands.add_parser("draw"), commands.add_parser("list")
    draw_parser.add_argument("backbone", type=Path)
    draw_parser.add_argument("config", type=Path)
    draw_parser.add_argument("data", type=Path)
    draw_parser.add_argument("out", type=Path)
    draw_parser.add_argument("--seed", type=int, default=101)
    draw_parser.add_argument("--pairs", type=int, default=10000)
    list_parser.add_argument("backbone", type=Path)
    list_parser.add_argument("list", type=Path)
    list_parser.add_argument("out", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    if given.command == "draw":
        config = tomllib.loads(given.config.read_text())
        backbone = Backbone(given.backbone)
        lists = (given.data / config["manifest"], given.data / config["landmarks"])
        source = FacePairs(*lists, size=backbone.side, length=given.pairs, seed=given.seed, weights=config["sets"])
        draw(backbone, source, given.out, given.seed)
    else:
        listed(Backbone(given.backbone), json.loads(given.list.read_text()), given.out)


class Backbone:
    """What clip_backbone.py wrote, on one processor."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self.side = int(self._session.get_inputs()[0].shape[2])

    def features(self, crops: NDArray[np.float32]) -> NDArray[np.float16]:
        """Return (n, 4608) features of (n, 3, side, side) crops in -1..1."""
        parts = [crops[start : start + _AT_ONCE] for start in range(0, len(crops), _AT_ONCE)]
        return np.concatenate([self._session.run(["features"], {"pictures": part})[0] for part in parts]).astype(np.float16)


def draw(backbone: Backbone, source: FacePairs, out: Path, seed: int) -> None:
    """Describe drawn pairs, file by file."""
    out.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(source), _A_FILE):
        file = out / f"{seed}-{first // _A_FILE:04}.npz"
        if file.exists():
            continue
        drawn = [source.drawn(number) for number in range(first, min(first + _A_FILE, len(source)))]
        x = backbone.features(np.concatenate([tensors[0].numpy() for tensors, _, _ in drawn]))
        sets, how = ([one[place] for one in drawn for _ in range(2)] for place in (1, 2))
        _write(file, x, [0, 1] * len(drawn), sets, how)
        print(f"{file.name}", flush=True)


def listed(backbone: Backbone, faces: list[dict], out: Path) -> None:
    """Describe the faces of a list, cut as while training is watched (validation.py)."""
    x = backbone.features(as_input(np.stack([cut(face, backbone.side) for face in faces])).numpy())
    _write(out, x, [face["is_fake"] for face in faces], [face["set"] for face in faces], [""] * len(faces))


def _write(file: Path, x: NDArray[np.float16], y: Iterable[int], names: Iterable[str], how: Iterable[str]) -> None:
    # Written beside and moved: a file that is there is whole.
    beside = file.with_suffix(".part.npz")
    np.savez(beside, x=x, y=np.array(y, bool), set=np.array(names), how=np.array(how))
    beside.replace(file)


if __name__ == "__main__":
    main()
