"""The region model: which parts of a picture look as if a network had drawn them.

Method: small squares at the picture's own resolution, never resized, through a small network that sees differences of neighbouring pixels
only (Zhang, Karaman, Chang: "Detecting and Simulating Artifacts in GAN Fake Images", WIFS 2019). The answer for the picture is a vote of
the squares, so its size does not matter. Flat and clipped squares cannot be judged: they count less, and the map says so. How it was
trained and what came of it: the model's card.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.crops import FLAT, TEXTURED
from desktop.checks.inference import Model

MODEL_NAME = "region"
SQUARE = 64
# So many columns and rows at most are looked at: enough for a map, and a bound on the time for large pictures.
_MOST_ACROSS = 16
_AT_ONCE = 32


@dataclass(frozen=True, eq=False)
class Regions:
    """What the model says about the squares of a picture, row by row from top to bottom."""

    scores: NDArray[np.float32]
    """Shape (rows, columns): any number; higher is more like a drawn part."""
    reliability: NDArray[np.float32]
    """Shape (rows, columns), 0 to 1."""

    @property
    def score(self) -> float | None:
        """The vote of the squares; None where fewer than two of them could be judged."""
        total = float(self.reliability.sum())
        return float((self.scores * self.reliability).sum() / total) if total >= 2 else None


def judge(pixels: NDArray[np.uint8], model: Model) -> Regions | None:
    """Return what the model says about an RGB picture (height, width, 3); None where it is smaller than two squares a side.

    Raises ModelMissing, ModelChanged or ModelFailed.
    """
    tops, lefts = (_starts(side) for side in pixels.shape[:2])
    if len(tops) < 2 or len(lefts) < 2:
        return None
    squares = np.stack([pixels[top : top + SQUARE, left : left + SQUARE] for top in tops for left in lefts])
    scores = [
        model.run(np.ascontiguousarray(squares[start : start + _AT_ONCE].transpose(0, 3, 1, 2), np.float32))["score"]
        for start in range(0, len(squares), _AT_ONCE)
    ]
    shape = (len(tops), len(lefts))
    return Regions(np.concatenate(scores).reshape(shape), _texture(squares).reshape(shape))


def _starts(side: int) -> list[int]:
    count = min(_MOST_ACROSS, side // SQUARE)
    return [round(place) for place in np.linspace(0, side - SQUARE, count)] if count > 1 else [0] * min(1, count)


def _texture(squares: NDArray[np.uint8]) -> NDArray[np.float32]:
    grey = squares.astype(np.float32).mean(axis=3)
    change = np.abs(np.diff(grey, axis=1)).mean(axis=(1, 2)) + np.abs(np.diff(grey, axis=2)).mean(axis=(1, 2))
    clipped = ((grey <= 2) | (grey >= 253)).mean(axis=(1, 2))
    return np.asarray(np.clip((change / 2 - FLAT) / (TEXTURED - FLAT), 0, 1) * (1 - clipped), np.float32)
