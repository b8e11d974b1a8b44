"""Make pictures as a generator would draw them: `python models/training/simulate.py PICTURES.txt OUT [--each 60]`.

After Zhang, Karaman, Chang (WIFS 2019): small auto-encoders, each with its own way of enlarging, learn to redraw real photographs; what
they redraw shows the same things and differs by the traces of enlarging layers alone. Writes for each picture one pair of squares as PNG:
NAME-real.png, NAME-fake.png.
"""

import argparse
import random
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

SIDE = 192
_WAYS = ("nearest", "bilinear", "transposed", "shuffle")
_STEPS = 260


class Redrawer(nn.Module):
    """An auto-encoder that makes a picture small `depth` times by 2 and enlarges it again in one of four ways."""

    def __init__(self, way: str, depth: int, width: int) -> None:
        super().__init__()
        sizes = [3] + [width * (number + 1) for number in range(depth)]
        down = [
            layer
            for one, two in pairwise(sizes)
            for layer in (nn.Conv2d(one, two, 4, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(two, two, 3, 1, 1), nn.LeakyReLU(0.1))
        ]
        up = [
            layer
            for one, two in zip(sizes[:0:-1], [*sizes[-2:0:-1], width], strict=True)
            for layer in (*_enlarge(way, one, two), nn.LeakyReLU(0.1))
        ]
        self.layers = nn.Sequential(*down, *up, nn.Conv2d(width, 3, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        """Return the pictures redrawn, (n, 3, h, w) in 0..1."""
        return self.layers(pictures - 0.5) + 0.5


def _enlarge(way: str, inside: int, outside: int) -> tuple[nn.Module, ...]:
    if way == "transposed":
        return (nn.ConvTranspose2d(inside, outside, 4, 2, 1),)
    if way == "shuffle":
        return (nn.Conv2d(inside, outside * 4, 3, 1, 1), nn.PixelShuffle(2))
    return (nn.Upsample(scale_factor=2, mode=way), nn.Conv2d(inside, outside, 3, 1, 1))


def main() -> None:
    """Train one redrawer after another and write what each makes of its share of the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--redrawers", type=int, default=8)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(8)
    draw = random.Random(8)
    squares = [one for path in given.pictures.read_text().split() if (one := _square(path, draw)) is not None]
    for number in range(given.redrawers):
        way, depth = _WAYS[number % len(_WAYS)], 1 + number // len(_WAYS) % 2
        redrawer = _trained(Redrawer(way, depth, 24), squares, draw)
        for turn in range(given.each):
            square = draw.choice(squares)
            with torch.no_grad():
                drawn = redrawer(torch.from_numpy(square.transpose(2, 0, 1)[None].copy()).float() / 255)
            made = (drawn[0].clamp(0, 1) * 255).round().byte().numpy().transpose(1, 2, 0)
            for kind, picture in (("real", square), ("fake", made)):
                cv2.imwrite(str(given.out / f"{way}{depth}-{turn:03}-{kind}.png"), picture)


def _trained(redrawer: Redrawer, squares: list[NDArray[np.uint8]], draw: random.Random) -> Redrawer:
    optimizer = torch.optim.Adam(redrawer.parameters(), lr=2e-3)
    for step in range(_STEPS):
        parts = []
        for _ in range(8):
            square, x, y = draw.choice(squares), draw.randrange(SIDE - 64), draw.randrange(SIDE - 64)
            parts.append(square[y : y + 64, x : x + 64])
        batch = torch.from_numpy(np.stack(parts).transpose(0, 3, 1, 2).copy()).float() / 255
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / _STEPS) + 1e-4
        loss = (redrawer(batch) - batch).abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return redrawer.eval()


def _square(path: str, draw: random.Random) -> NDArray[np.uint8] | None:
    pixels = cv2.imread(path, cv2.IMREAD_COLOR)
    if pixels is None or min(pixels.shape[:2]) < SIDE:
        return None
    y, x = draw.randrange(pixels.shape[0] - SIDE + 1), draw.randrange(pixels.shape[1] - SIDE + 1)
    return pixels[y : y + SIDE, x : x + SIDE]


if __name__ == "__main__":
    main()
