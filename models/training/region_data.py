"""Squares at a picture's own resolution, half from real pictures and half from drawn ones, sent the same way, ready for training."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import cv2
import degrade
import numpy as np
import torch
from numpy.typing import NDArray
from region_network import SQUARE
from torch.utils.data import IterableDataset

Pixels = NDArray[np.uint8]
# Cut from one picture each time it is read and sent on its way: reading costs more than cutting.
SQUARES_A_PICTURE = 4
_CUT_SIDE = 192


class Squares(IterableDataset):
    """Endless batches: squares (batch, 3, 64, 64) RGB 0..255 and labels (batch,)."""

    def __init__(self, data: Path, sources: list[dict], *, batch: int, seed: int) -> None:
        self._sources = [_Source(data, source) for source in sources]
        self._shares = [source["share"] for source in sources]
        self._batch, self._seed = batch, seed

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        random = Random(self._seed)
        while True:
            squares, labels = [], []
            while len(squares) < self._batch:
                source = random.choices(self._sources, self._shares)[0]
                way = degrade.draw(random)
                for label, picture in enumerate(source.draw(random)):
                    squares += list(cut(degrade.apply(picture, way), random))
                    labels += [float(label)] * SQUARES_A_PICTURE
            yield as_input(np.stack(squares)), torch.tensor(labels)


class _Source:
    def __init__(self, data: Path, source: dict) -> None:
        if "pairs" in source:
            self._fakes = sorted((data / source["pairs"]).glob("*-fake.png"))
            self._reals = [path.with_name(path.name.replace("-fake", "-real")) for path in self._fakes]
        else:
            self._reals, self._fakes = (sorted((data / source[kind]).iterdir()) for kind in ("real", "fake"))
        self._are_pairs = "pairs" in source

    def draw(self, random: Random) -> tuple[Pixels, Pixels]:
        """Return one real and one drawn picture, cut to the same size."""
        number = random.randrange(len(self._fakes))
        real = self._reals[number] if self._are_pairs else random.choice(self._reals)
        pictures = [_read(path) for path in (real, self._fakes[number])]
        if not self._are_pairs:
            # One set was made smaller than the other: both are made smaller by one draw, so that how much is no cue.
            longest = random.randint(200, 256)
            pictures = [_shrunk(picture, longest, random) for picture in pictures]
        return pictures[0], pictures[1]


def cut(picture: Pixels, random: Random) -> Iterator[Pixels]:
    """Cut squares out at random places, turned or mirrored at random."""
    for _ in range(SQUARES_A_PICTURE):
        y, x = (random.randrange(side - SQUARE + 1) for side in picture.shape[:2])
        square = picture[y : y + SQUARE, x : x + SQUARE]
        yield square[:, ::-1] if random.random() < 0.5 else square


def as_input(squares: Pixels) -> torch.Tensor:
    """Turn (n, 64, 64, 3) RGB bytes into what the network takes."""
    return torch.from_numpy(np.ascontiguousarray(squares.transpose(0, 3, 1, 2))).float()


def _read(path: Path) -> Pixels:
    return np.ascontiguousarray(cv2.imread(str(path), cv2.IMREAD_COLOR)[:, :, ::-1])


def _shrunk(picture: Pixels, longest: int, random: Random) -> Pixels:
    scale = longest / max(picture.shape[:2])
    size = (max(SQUARE, round(picture.shape[1] * scale)), max(SQUARE, round(picture.shape[0] * scale)))
    resized = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    y, x = (random.randrange(max(1, side - _CUT_SIDE + 1)) for side in resized.shape[:2])
    return resized[y : y + _CUT_SIDE, x : x + _CUT_SIDE]
