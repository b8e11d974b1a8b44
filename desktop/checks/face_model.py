"""The face model: how much, and where, faces look changed or generated.

Method: the sum of two. An EfficientNet-Lite0 with a second head for the place, trained on pairs of real and fake faces and on self-blended
images (Shiohara and Yamasaki, "Detecting Deepfakes with Self-Blended Images", CVPR 2022), real and fake sent the same way through JPEG,
resizing and the like; it looks at the crop and at its mirror image, within the file. And a small network on the features of CLIP's image
tower, which stay as they were (after Ojha, Li, Lee, "Towards Universal Fake Image Detectors that Generalize Across Generative Models",
CVPR 2023), and which know more of methods that neither was shown. How, on whom and with what result: the model's card beside it. A score
is no probability and is not to be read without the calibration that belongs to it (calibration.py).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.inference import Model

MODEL_NAME = "face"
SIZE = 160
# More crops at once need more memory and save next to nothing.
_AT_ONCE = 2


@dataclass(frozen=True, eq=False)
class FaceScores:
    """What the model says about crops."""

    scores: NDArray[np.float32]
    """Shape (n,): any number; higher is more like a fake."""
    heat: NDArray[np.float32]
    """Shape (n, SIZE / 16, SIZE / 16), 0 to 1: where in the crop."""


def judge(crops: NDArray[np.uint8], model: Model) -> FaceScores:
    """Return the scores and maps of RGB crops (n, SIZE, SIZE, 3).

    Raises ValueError where the shape is another, and ModelMissing, ModelChanged or ModelFailed.
    """
    if crops.ndim != 4 or crops.shape[1:] != (SIZE, SIZE, 3):
        message = f"crops of shape (n, {SIZE}, {SIZE}, 3) are needed, not {crops.shape}"
        raise ValueError(message)
    scores: list[NDArray[np.float32]] = [np.zeros(0, np.float32)]
    heat: list[NDArray[np.float32]] = [np.zeros((0, SIZE // 16, SIZE // 16), np.float32)]
    for start in range(0, len(crops), _AT_ONCE):
        batch = crops[start : start + _AT_ONCE].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
        found = model.run(np.ascontiguousarray(batch))
        scores.append(found["score"])
        heat.append(found["heat"])
    return FaceScores(np.concatenate(scores), np.concatenate(heat))
