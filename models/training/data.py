"""Pairs of a real face and a fake one, cut out and sent the same way, ready for training.

A *manifest* (made by `manifest.py`) is a JSON list of faces: {"path", "set", "points": row in the landmark file,
"fakes": [[path, is_aligned, row], ...]}. Every item drawn holds one real and one fake of the same set, so that no set is a cue; where
the fakes came another way than the real ones ("levelled": true), both are first made as small and saved as coarsely as each other.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import degrade
import fakes
import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Dataset

Pixels = NDArray[np.uint8]
RECORDED_SHARE = 0.6


@dataclass(frozen=True)
class Crop:
    """Where a face is cut out: the square around the mesh, widened and shifted, as an affine matrix to size x size."""

    matrix: NDArray[np.float32]
    size: int

    def cut(self, pixels: NDArray, *, smooth: bool = True) -> NDArray:
        """Cut the face out of a picture or a mask."""
        shrinks = abs(np.linalg.det(self.matrix[:, :2])) < 1
        flags = cv2.INTER_AREA if smooth and shrinks else cv2.INTER_LINEAR
        return cv2.warpAffine(pixels, self.matrix, (self.size, self.size), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def widest(points: NDArray[np.float32], shape: tuple[int, ...]) -> float:
    """Return how far a crop can be widened before a tenth of it lies outside the picture."""
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2
    room = min(*middle, shape[1] - middle[0], shape[0] - middle[1])
    return max(1.15, float(2.2 * room / (high - low).max()))


def crop_of(points: NDArray[np.float32], size: int, widen: float, shift: tuple[float, float] = (0, 0), turn: float = 0) -> Crop:
    """Return the crop whose side is `widen` times the longer side of the points' box."""
    low, high = points.min(0), points.max(0)
    side = float((high - low).max()) * widen
    middle = (low + high) / 2 + np.array(shift) * side
    matrix = cv2.getRotationMatrix2D((float(middle[0]), float(middle[1])), turn, size / side)
    matrix[:, 2] += size / 2 - middle
    return Crop(matrix.astype(np.float32), size)


class FacePairs(Dataset):
    """Endless draws of (2, 3, size, size) crops, (2,) labels, (2, size/16, size/16) masks and (2,) mask weights.

    Before draw number `recorded_from` every fake is made here; from then on most of them are the set's own, where it has some. What was
    trained until then has seen no fake of any set: its AUC on them is that of methods never seen.
    """

    def __init__(
        self, manifest: Path, landmarks: Path, *, size: int, length: int, seed: int, weights: dict[str, float], recorded_from: int = 0
    ) -> None:
        faces = json.loads(manifest.read_text())
        self._points = np.load(landmarks)["points"]
        self._sets = {name: [face for face in faces if face["set"] == name] for name in weights}
        self._names = [name for name in weights if self._sets[name]]
        self._shares = [weights[name] for name in self._names]
        self._size, self._length, self._seed = size, length, seed
        self._recorded_from = recorded_from

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.drawn(number)[0]

    def drawn(self, number: int) -> tuple[tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor], str, str]:
        """Return a draw, the set it is from, and how its fake was made: "recorded", or the name of a function of fakes.py."""
        random = Random(self._seed * 1_000_003 + number)
        while True:
            name = random.choices(self._names, self._shares)[0]
            face = random.choice(self._sets[name])
            real = _read(face["path"])
            if real is not None:
                break
        points = self._points_of(face, real)
        fake, mask, has_mask, fake_points, how = self._fake(face, real, points, random, may_be_recorded=number >= self._recorded_from)
        if face.get("levelled"):
            (real, points), (fake, fake_points), mask = _levelled((real, points), (fake, fake_points), mask, random)
        widen, shift = random.uniform(1.15, 1.8), (random.uniform(-0.08, 0.08), random.uniform(-0.08, 0.08))
        turn = random.uniform(-10, 10) if random.random() < 0.3 else 0.0
        way, mirrored = degrade.draw(random), random.random() < 0.5
        pictures, maps = [], []
        for picture, where, marked in ((real, points, None), (fake, fake_points, mask)):
            crop = crop_of(where, self._size, min(widen, widest(where, picture.shape)), shift, turn)
            cut = degrade.apply(crop.cut(picture), way)
            heat = np.zeros((self._size, self._size), np.float32) if marked is None else crop.cut(marked)
            pictures.append(cut[:, ::-1] if mirrored else cut)
            maps.append(cv2.resize(heat[:, ::-1] if mirrored else heat, (self._size // 16,) * 2, interpolation=cv2.INTER_AREA))
        tensors = (
            as_input(np.stack(pictures)),
            torch.tensor([0.0, 1.0]),
            torch.from_numpy(np.stack(maps)),
            torch.tensor([1.0, float(has_mask)]),
        )
        return tensors, name, how

    def _points_of(self, face: dict, pixels: Pixels) -> NDArray[np.float32]:
        return self._points[face["points"]].astype(np.float32) * (pixels.shape[1], pixels.shape[0])

    def _fake(
        self, face: dict, real: Pixels, points: NDArray, random: Random, *, may_be_recorded: bool
    ) -> tuple[Pixels, NDArray, bool, NDArray, str]:
        if may_be_recorded and face["fakes"] and random.random() < RECORDED_SHARE:
            path, is_aligned, row = random.choice(face["fakes"])
            fake = _read(path)
            if fake is not None:
                if is_aligned and fake.shape == real.shape:
                    return fake, fakes.change_mask(real, fake), True, points, "recorded"
                where = points if row is None else self._points[row].astype(np.float32) * (fake.shape[1], fake.shape[0])
                whole = np.ones(fake.shape[:2], np.float32)
                return fake, whole, row is not None, where, "recorded"
        kind = random.random()
        if kind < 0.42:
            how, made = "self_blend", fakes.self_blend(real, points, random)
        elif kind < 0.6:
            how, made = "decoded", fakes.decoded(real, points, random)
        elif kind < 0.82:
            how, made = "low_resolution", fakes.low_resolution(real, points, random)
        else:
            other = random.choice(self._sets[face["set"]])
            other_pixels = _read(other["path"])
            how, made = (
                ("self_blend", fakes.self_blend(real, points, random))
                if other_pixels is None
                else ("cross_swap", fakes.cross_swap(real, points, other_pixels, self._points_of(other, other_pixels), random))
            )
        return made[0], made[1], True, points, how


_Marked = tuple[Pixels, NDArray[np.float32]]


def _levelled(real: _Marked, fake: _Marked, mask: NDArray[np.float32], random: Random) -> tuple[_Marked, _Marked, NDArray[np.float32]]:
    """Make both pictures alike in face size, margins and earlier saving, so that none of these tells them apart."""
    across = random.uniform(0.6, 0.95) * min(float(np.ptp(where, axis=0).max()) for _, where in (real, fake))
    scaled = []
    for picture, where in (real, fake):
        scale = across / float(np.ptp(where, axis=0).max())
        scaled.append((cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (where * scale).astype(np.float32)))
    margins = np.stack([np.concatenate([where.min(0), picture.shape[1::-1] - where.max(0)]) for picture, where in scaled]).min(0)
    quality = [cv2.IMWRITE_JPEG_QUALITY, random.randint(60, 92)]
    levelled: list[_Marked] = []
    for picture, where in scaled:
        (left, top), (right, bottom) = (where.min(0) - margins[:2]).round().astype(int), (where.max(0) + margins[2:]).round().astype(int)
        _, saved = cv2.imencode(".jpg", picture[max(0, top) : bottom, max(0, left) : right, ::-1], quality)
        levelled.append((cv2.imdecode(saved, cv2.IMREAD_COLOR)[:, :, ::-1].copy(), where - (max(0, left), max(0, top))))
    # The corners are still those of the fake, to which the mask belongs.
    mask = cv2.resize(mask, scaled[1][0].shape[1::-1], interpolation=cv2.INTER_AREA)
    return levelled[0], levelled[1], mask[max(0, top) : bottom, max(0, left) : right]


def as_input(pixels: NDArray[np.uint8]) -> torch.Tensor:
    """Turn (n, height, width, 3) RGB bytes into what the network takes: (n, 3, height, width) in -1..1."""
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))).float().div_(127.5).sub_(1)


def _read(path: str) -> Pixels | None:
    pixels = cv2.imread(path, cv2.IMREAD_COLOR)
    return None if pixels is None else pixels[:, :, ::-1].copy()
