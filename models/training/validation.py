"""How well a network tells real from fake on the validation list, while it is being trained."""

import json
from pathlib import Path

import cv2
import numpy as np
import torch
from data import as_input, crop_of, widest
from numpy.typing import NDArray
from torch import nn

WIDEN = 1.4


def scores(network: nn.Module, faces: list[dict], size: int, device: torch.device) -> np.ndarray:
    """Return one logit a face, averaged over the crop and its mirror image."""
    network.eval()
    found = []
    for start in range(0, len(faces), 32):
        batch = as_input(np.stack([cut(face, size) for face in faces[start : start + 32]])).to(device)
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = (network(batch)[0] + network(batch.flip(3))[0]) / 2
        found.append(logits.float().cpu().numpy())
    return np.concatenate(found)


def cut(face: dict, size: int) -> NDArray[np.uint8]:
    """Return the crop (size, size, 3), RGB, of a face of the list."""
    pixels = cv2.imread(face["path"], cv2.IMREAD_COLOR)[:, :, ::-1]
    points = np.array(face["box"], np.float32).reshape(2, 2) * (pixels.shape[1], pixels.shape[0])
    return crop_of(points, size, min(WIDEN, widest(points, pixels.shape))).cut(np.ascontiguousarray(pixels))


def aucs(network: nn.Module, validation: Path, size: int, device: torch.device) -> dict[str, float]:
    """Return the AUC for each set of the list that has both classes, and the mean real score of every set."""
    faces = json.loads(validation.read_text())
    logits = scores(network, faces, size, device)
    is_fake = np.array([face["is_fake"] for face in faces])
    sets = np.array([face["set"] for face in faces])
    found = {}
    for name in sorted(set(sets)):
        one, two = logits[(sets == name) & is_fake], logits[(sets == name) & ~is_fake]
        if len(one) and len(two):
            found[name] = auc(one, two)
        if len(two):
            found[f"{name} real, share over 0"] = float((two > 0).mean())
    return found


def auc(fake: np.ndarray, real: np.ndarray) -> float:
    """Return the chance that a fake scores above a real one (Mann-Whitney)."""
    order = np.concatenate([fake, real]).argsort(kind="stable").argsort() + 1
    return float((order[: len(fake)].sum() - len(fake) * (len(fake) + 1) / 2) / (len(fake) * len(real)))
