"""Tiles with a part changed, and the same tiles untouched, sent the same way, ready for training.

A list (made by `region_lists.py`) names "photos" (paths), "drawn" (generated pictures, which are only ever pasted into photographs),
"faces" ([path, row of landmarks]), "pairs" (a recorded swap: [original, fake], aligned pixel by pixel) and "redrawn" (what simulate.py
wrote, the same way). No picture is resized for the network; some are for their way, mask and all, as messengers do.
"""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import degrade
import fakes
import numpy as np
import region_fakes
import torch
from numpy.typing import NDArray
from region_network import CELL
from torch.utils.data import IterableDataset

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]
SIDE = 192
# Where saving begins to count its blocks is not where the tile begins.
_MARGIN = CELL
_TWIN_SHARE = 0.45
_LEAST_CHANGE = 1.2
_KINDS = {"photos": 0.62, "faces": 0.16, "pairs": 0.14, "redrawn": 0.08}


@dataclass(frozen=True)
class Changed:
    """A picture before and after a part of it was changed, and where, 0..1."""

    before: Pixels
    after: Pixels
    mask: Mask


class Tiles(IterableDataset):
    """Endless batches: tiles (batch, 3, SIDE, SIDE) RGB 0..255, shares changed and weights of their cells (batch, SIDE / 8, SIDE / 8).

    `light` is the share of tiles that are only saved, and not coarsely: what is learned first is learned on them.
    """

    def __init__(self, lists: Path, landmarks: Path, *, batch: int, seed: int, light: float) -> None:
        self._lists = json.loads(lists.read_text())
        self._points = np.load(landmarks)["points"]
        self._batch, self._seed, self._light = batch, seed, light

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
        cv2.setNumThreads(1)
        random = Random(self._seed)
        while True:
            tiles: list[tuple[Pixels, Mask, Mask]] = []
            while len(tiles) < self._batch:
                made = self._draw(random)
                if made is not None:
                    tiles += _sent(made, self._light, random)
            pictures, shares, weights = (np.stack(part) for part in zip(*tiles[: self._batch], strict=True))
            yield as_input(pictures), torch.from_numpy(shares), torch.from_numpy(weights)

    def _draw(self, random: Random) -> Changed | None:
        kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
        if kind in {"pairs", "redrawn"}:
            before, after = (_read(path) for path in random.choice(self._lists[kind]))
            if kind == "pairs":
                return _cut(Changed(before, after, fakes.change_mask(before, after)), 1.0, random)
            is_whole = random.random() < 0.4
            mask = np.ones(before.shape[:2], np.float32) if is_whole else region_fakes.shape_mask(before.shape[:2], random)
            return _cut(Changed(before, region_fakes.blended(after, before, mask), mask), 1.0, random)
        scale = random.choice((1.0, 1.0, random.uniform(0.5, 1.0), random.uniform(1.0, 1.4)))
        if kind == "faces":
            return self._face(scale, random)
        before = _window(_read(random.choice(self._lists["photos"])), scale, random)
        name = random.choice(region_fakes.TRAINED)
        others = self._lists["drawn" if name == "splice" and random.random() < 0.25 else "photos"]
        other = _read(random.choice(others)) if name == "splice" else before
        return _cut(Changed(before, *region_fakes.changed(name, before, other, random)), scale, random)

    def _face(self, scale: float, random: Random) -> Changed | None:
        path, row = random.choice(self._lists["faces"])
        before = _read(path)
        points = self._points[row].astype(np.float32) * (before.shape[1], before.shape[0])
        kind = random.random()
        if kind < 0.5:
            after, mask = fakes.self_blend(before, points, random)
        elif kind < 0.75:
            after, mask = fakes.low_resolution(before, points, random)
        else:
            other_path, other_row = random.choice(self._lists["faces"])
            other = _read(other_path)
            other_points = self._points[other_row].astype(np.float32) * (other.shape[1], other.shape[0])
            after, mask = fakes.cross_swap(before, points, other, other_points, random)
        return _cut(Changed(before, after, mask), min(scale, 1.0), random)


def _sent(made: Changed, light: float, random: Random) -> Iterator[tuple[Pixels, Mask, Mask]]:
    """Send the changed picture, and sometimes its untouched twin, along one way; yield tile, shares and weights."""
    shares, weights = _cells(made)
    way = dataclasses.replace(degrade.draw(random), scale=1.0)
    if random.random() < light:
        way = dataclasses.replace(way, blur=0.0, sharpen=0.0, noise=0.0, webp=0, jpeg=way.jpeg and (random.randint(70, 97),))
    y, x = (random.randrange(_MARGIN + 1) for _ in range(2))
    both = [(made.after, shares, weights)]
    if random.random() < _TWIN_SHARE:
        both.append((made.before, np.zeros_like(shares), np.ones_like(shares)))
    for picture, share, weight in both:
        sent = degrade.apply(picture, way)[y : y + SIDE, x : x + SIDE]
        yield sent, *(_pooled(part[y : y + SIDE, x : x + SIDE]) for part in (share, weight))


def _cells(made: Changed) -> tuple[Mask, Mask]:
    """Return where a pixel was changed so that it shows, and which pixels count: what was laid over and looks the same does not."""
    difference = np.abs(made.before.astype(np.int16) - made.after).max(axis=2).astype(np.float32)
    shows = cv2.boxFilter(difference, -1, (9, 9)) > _LEAST_CHANGE
    share = ((made.mask > 0.15) & shows).astype(np.float32)
    return share, 1 - ((made.mask > 0.02) & (share == 0)).astype(np.float32)


def _pooled(values: Mask) -> Mask:
    return values.reshape(SIDE // CELL, CELL, SIDE // CELL, CELL).mean(axis=(1, 3))


def _window(picture: Pixels, scale: float, random: Random) -> Pixels:
    """Cut what a tile needs at a scale out of a large picture, so that the rest is not worked on."""
    need = round((SIDE + _MARGIN) / scale) + 1
    height, width = picture.shape[:2]
    y, x = (random.randrange(max(1, side - need + 1)) for side in (height, width))
    return picture[y : y + need, x : x + need]


def _cut(made: Changed, scale: float, random: Random) -> Changed | None:
    """Cut a tile and its margin out of a changed picture, resized by the scale; None where there is too little of it."""
    need = SIDE + _MARGIN
    height, width = made.before.shape[:2]
    scale = max(scale, need / min(height, width)) if min(height, width) >= need * 0.95 else scale
    parts = [made.before, made.after, made.mask]
    if abs(scale - 1) > 1e-3:
        flags = cv2.INTER_AREA if scale < 1 else random.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC))
        size = (max(need, round(width * scale)), max(need, round(height * scale)))
        parts = [cv2.resize(part, size, interpolation=flags) for part in parts]
    height, width = parts[0].shape[:2]
    if min(height, width) < need:
        return None
    y, x = random.randrange(height - need + 1), random.randrange(width - need + 1)
    return Changed(*(part[y : y + need, x : x + need] for part in parts))


def as_input(tiles: Pixels) -> torch.Tensor:
    """Turn (n, SIDE, SIDE, 3) RGB bytes into what the network takes."""
    return torch.from_numpy(np.ascontiguousarray(tiles.transpose(0, 3, 1, 2))).float()


def _read(path: str) -> Pixels:
    return np.ascontiguousarray(cv2.imread(path, cv2.IMREAD_COLOR)[:, :, ::-1])
