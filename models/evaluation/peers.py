"""Other detectors on the same pictures as ours, side by side.

    python models/evaluation/peers.py mesonet FOLDER --weights Meso4_DF.h5
    python models/evaluation/peers.py clip FOLDER --encoder clip_encoder.int8.onnx --data DATA --pairs 300 --most 150
    python models/evaluation/peers.py ours FOLDER --model face/model.onnx

Needs the training environment (models/training/README.md), h5py and scikit-learn. FOLDER is the one of scoring.py prepare; only rows of the
part "report" are judged, cut out as the program cuts. Prints the AUC by set for pictures as they are, and for pictures sent along a way.

Meso4 (Afchar and others, "MesoNet", WIFS 2018) with its published weights. `clip` is the method of UniversalFakeDetect (Ojha, Li, Lee,
CVPR 2023): a linear probe on frozen CLIP features, here of ViT-B/16, trained on pairs drawn as for our network.
"""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "training"), str(Path(__file__).resolve().parents[2])]

from validation import auc  # noqa: E402 (found through the line above)

from desktop.checks import crops  # noqa: E402
from desktop.checks.result import Box  # noqa: E402

Pixels = NDArray[np.uint8]
Judge = Callable[[Pixels], float]


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=("mesonet", "clip", "ours"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--most", type=int, default=0, help="at most so many pictures of each set and truth")
    given = parser.parse_args()
    if given.peer == "mesonet":
        judge, side = mesonet(given.weights), 256
    elif given.peer == "clip":
        judge, side = clip(given.encoder, given.data, given.pairs), 224
    else:
        judge, side = ours(given.model), 160
    scores: dict[tuple[str, str, str], list[float]] = {}
    for row, crop in _crops(given.folder, side, given.most):
        way = "as it is" if row["way"] == "0" else "sent"
        scores.setdefault((row["set"], way, row["is_fake"]), []).append(judge(crop))
    print(json.dumps({"peer": given.peer, "auc": dict(_aucs(scores))}, indent=1))


def mesonet(weights: Path) -> Judge:
    """Return Meso4 as a function of a (256, 256, 3) crop; higher is more like a fake."""
    import h5py
    import torch
    from torch.nn import functional

    torch.set_num_threads(1)

    with h5py.File(weights) as file:
        parts = {name.split("/")[0] + "/" + name.split("/")[-1][:-2]: torch.from_numpy(value[()]) for name, value in _leaves(file)}
    layers = sorted({name.split("/")[0] for name in parts}, key=lambda name: (name.split("_")[0], int(name.rsplit("_", 1)[1])))
    norms, convs, dense = ([name for name in layers if name.startswith(kind)] for kind in ("batch", "conv", "dense"))

    def judge(crop: Pixels) -> float:
        values = torch.from_numpy(crop.transpose(2, 0, 1)[None].astype(np.float32) / 255)
        for number, (conv, norm) in enumerate(zip(convs, norms, strict=True)):
            kernel = parts[f"{conv}/kernel"].permute(3, 2, 0, 1)
            values = functional.relu(functional.conv2d(values, kernel, parts[f"{conv}/bias"], padding=kernel.shape[-1] // 2))
            means = (parts[f"{norm}/{name}"] for name in ("moving_mean", "moving_variance", "gamma", "beta"))
            values = functional.max_pool2d(functional.batch_norm(values, *means, eps=1e-3), 2 if number < 3 else 4)
        flat = values.permute(0, 2, 3, 1).reshape(1, -1)
        hidden = functional.leaky_relu(flat @ parts[f"{dense[0]}/kernel"] + parts[f"{dense[0]}/bias"], 0.1)
        # Its classes in the order of their names: fakes 0, reals 1.
        return -float(hidden @ parts[f"{dense[1]}/kernel"] + parts[f"{dense[1]}/bias"])

    return judge


def clip(encoder: Path, data: Path, pairs: int) -> Judge:
    """Return a linear probe on CLIP features, trained on pairs drawn as in training, as a function of a (224, 224, 3) crop."""
    from clip_backbone import DEVIATION, MEAN
    from data import FacePairs
    from sklearn.linear_model import LogisticRegression

    session = _session(encoder)

    def features(crop: Pixels) -> NDArray[np.float32]:
        values = (crop.astype(np.float32) / 255 - np.array(MEAN, np.float32)) / np.array(DEVIATION, np.float32)
        (found,) = session.run(["image_embeds"], {"pixel_values": values.transpose(2, 0, 1)[None]})
        return found[0] / np.linalg.norm(found[0])

    shares = {"dfdc": 0.5, "utkface": 0.24, "scut": 0.12, "stylegan1": 0.14}
    source = FacePairs(data / "manifest.json", data / "landmarks.npz", size=224, length=pairs, seed=77, weights=shares)
    drawn = [source[number][0].numpy() for number in range(pairs)]
    rows = [features(((crop.transpose(1, 2, 0) + 1) * 127.5).round().astype(np.uint8)) for pair in drawn for crop in pair]
    probe = LogisticRegression(C=10, max_iter=2000).fit(np.stack(rows), [0, 1] * pairs)
    return lambda crop: float(probe.decision_function(features(crop)[None])[0])


def ours(model: Path) -> Judge:
    """Return our face model, which looks at the mirror image by itself, as a function of a (160, 160, 3) crop."""
    session = _session(model)

    def judge(crop: Pixels) -> float:
        plain = crop.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        return float(session.run(["score"], {"pictures": plain})[0][0])

    return judge


def _session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _crops(folder: Path, side: int, most: int) -> Iterator[tuple[dict[str, str], Pixels]]:
    with (folder / "prepared.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "report" and row["kind"] not in {"no face", "tiny"}]
    Random(8).shuffle(rows)
    seen: dict[tuple[str, str, bool], int] = {}
    for row in rows:
        key = (row["set"], row["is_fake"], row["way"] == "0")
        seen[key] = seen.get(key, 0) + 1
        if most and seen[key] > most:
            continue
        # No part of the program decodes in this process; these files are ours.
        pixels = cv2.imdecode(np.fromfile(folder / row["file"], np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
        box = Box(*(int(row[name]) for name in ("x", "y", "width", "height")))
        yield row, crops.cut(np.ascontiguousarray(pixels), crops.square_around(box, pixels.shape[1], pixels.shape[0]), side)


def _leaves(file: object) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    file.visititems(lambda name, value: found.append((name, value)) if hasattr(value, "shape") else None)  # type: ignore[attr-defined]
    return found


def _aucs(scores: dict[tuple[str, str, str], list[float]]) -> Iterator[tuple[str, object]]:
    for way in ("as it is", "sent"):
        for name in sorted({key[0] for key in scores}):
            fake = scores.get((name, way, "1"), [])
            # A set without reals of its own is measured against the studio portraits, which are the nearest.
            real = scores.get((name, way, "0")) or scores.get(("scut", way, "0"), [])
            if fake and real:
                yield f"{name}, {way}", {"auc": round(auc(np.array(fake), np.array(real)), 3), "fake": len(fake), "real": len(real)}


if __name__ == "__main__":
    main()
