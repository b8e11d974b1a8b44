"""The region network: says of each part of a picture, at the picture's own resolution, whether it was changed, and how sure that is.

Forgery is seen where a part does not go with the rest: its grain, its sharpness, its history of saving. So the first layer is fixed:
what high-pass filters leave (Fridrich and Kodovsky, "Rich Models for Steganalysis", IEEE TIFS 2012), summed up in cells of 8 pixels, with
how the differences of neighbours lie on the grid of JPEG blocks, and colour. What follows is learned on the cells alone, a 64th of the
pixels, and so in minutes of one processor; it compares each cell with its tile. A second head says how likely the first is right there,
learned as in TruFor (Guillaro and others, CVPR 2023): the chance that it gives to the truth.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d, conv2d, pad

CELL = 8
"""Pixels of a cell's side: the network is fully convolutional and answers once for each cell."""
STATISTICS = 54
_STILL, _STILL_UNDER = 3, 0.75
_WIDE = 40


class RegionNetwork(nn.Module):
    """From tiles (n, 3, h, w), RGB 0..255, sides multiples of 16, to logits and sureness logits, (n, h / 8, w / 8) each."""

    def __init__(self) -> None:
        super().__init__()
        for name, weights in (("luma", _luma()), ("residues", _residues()), ("steps", _steps())):
            self.register_buffer(name, weights, persistent=False)
        self.usual = nn.BatchNorm2d(STATISTICS, affine=False)
        self.enter = nn.Sequential(nn.Conv2d(3 * STATISTICS, 48, 1, bias=False), nn.BatchNorm2d(48), nn.ReLU(), nn.Conv2d(48, _WIDE, 1))
        self.around = nn.Sequential(*(_Around(_WIDE, dilation) for dilation in (1, 2, 4, 1, 2)))
        self.compare = nn.Sequential(nn.Conv2d(3 * _WIDE, _WIDE, 1, bias=False), nn.BatchNorm2d(_WIDE), nn.ReLU(), _Around(_WIDE, 1))
        self.changed = nn.Conv2d(_WIDE, 1, 1)
        self.sure = nn.Sequential(nn.Conv2d(_WIDE, 24, 1), nn.ReLU(), nn.Conv2d(24, 1, 1))

    def forward(self, tiles: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits that each cell was changed, and that this is right."""
        return self.judge(self.statistics(tiles))

    def statistics(self, tiles: Tensor) -> Tensor:
        """Return what is known of each cell before anything is learned: (n, STATISTICS, h / 8, w / 8)."""
        planes = conv2d(tiles, self.luma)
        fine = self._of_residues(planes, CELL)
        coarse = self._of_residues(avg_pool2d(planes, 2), CELL // 2)
        steps = conv2d(planes[:, :1], self.steps, padding=1).abs().clamp(max=64)
        # How large the steps are at each of the eight columns, and rows, of a cell.
        across = _phases(avg_pool2d(steps[:, :1], (CELL, 1)))
        down = _phases(avg_pool2d(steps[:, 1:], (1, CELL)).transpose(2, 3)).transpose(2, 3)
        level = avg_pool2d(planes, CELL) / 64
        return torch.cat([fine, coarse, torch.log1p(torch.cat([across, down], dim=1)), level], dim=1)

    def judge(self, known: Tensor) -> tuple[Tensor, Tensor]:
        """Return both logits of each cell from its statistics."""
        known = self.usual(known)
        features = self.around(self.enter(_against_tile(known)))
        seen = self.compare(_against_tile(features))
        return self.changed(seen)[:, 0], self.sure(seen.detach())[:, 0]

    def settle(self) -> None:
        """Put the means and spreads that the statistics had in training in place of the layer that learned them; answers stay the same."""
        self.eval()
        self.usual = _Settled(self.usual)

    def _of_residues(self, planes: Tensor, cell: int) -> Tensor:
        framed = pad(planes, (2, 2, 2, 2), mode="replicate")
        # All filters for brightness, the one that sees every direction for both colours.
        bright = conv2d(framed[:, :1], self.residues)
        colours = conv2d(framed[:, 1:], self.residues[-1:].expand(2, 1, 5, 5), groups=2)
        left = torch.cat([bright, colours], dim=1).abs().clamp(max=64)
        known = [torch.log1p(avg_pool2d(left, cell)), torch.log1p(avg_pool2d(left * left, cell)) / 2]
        if cell == CELL:
            known.append(avg_pool2d((left[:, :_STILL] < _STILL_UNDER).float(), cell))
        return torch.cat(known, dim=1)


class _Settled(nn.Module):
    def __init__(self, norm: nn.BatchNorm2d) -> None:
        super().__init__()
        self.register_buffer("mean", norm.running_mean[None, :, None, None].clone())
        self.register_buffer("scale", (norm.running_var + norm.eps).rsqrt()[None, :, None, None])

    def forward(self, known: Tensor) -> Tensor:
        return (known - self.mean) * self.scale


class _Around(nn.Module):
    """What the neighbours of a cell say is added to what it was."""

    def __init__(self, wide: int, dilation: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(wide, wide, 3, 1, dilation, dilation, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU(),
            nn.Conv2d(wide, wide, 1, bias=False), nn.BatchNorm2d(wide),
        )  # fmt: skip

    def forward(self, features: Tensor) -> Tensor:
        return nn.functional.relu(features + self.layers(features))


def _against_tile(features: Tensor) -> Tensor:
    """Return each cell's features, how far they are from the tile's mean in its own spread, and that mean."""
    mean = features.mean(dim=(2, 3), keepdim=True)
    spread = ((features - mean) ** 2).mean(dim=(2, 3), keepdim=True).add(1e-3).sqrt()
    return torch.cat([features, (features - mean) / spread, mean.expand_as(features)], dim=1)


def _phases(values: Tensor) -> Tensor:
    """Turn (n, 1, h, w) into (n, CELL, h, w / CELL): the columns of a cell become channels."""
    count, _, height, width = values.shape
    return values.reshape(count, height, width // CELL, CELL).permute(0, 3, 1, 2)


def _luma() -> Tensor:
    """Y, Cb and Cr of JPEG."""
    return torch.tensor([[0.299, 0.587, 0.114], [-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]])[:, :, None, None]


def _residues() -> Tensor:
    kinds = torch.zeros(6, 1, 5, 5)
    kinds[0, 0, 2, 1:4] = torch.tensor([-0.5, 1, -0.5])
    kinds[1, 0, 1:4, 2] = torch.tensor([-0.5, 1, -0.5])
    kinds[2, 0, 1:4, 1:4] = torch.tensor([[-1.0, 1, 0], [1, -1, 0], [0, 0, 0]]) / 2
    kinds[3, 0, 2, 1:5] = torch.tensor([1.0, -3, 3, -1]) / 3
    kinds[4, 0, 1:5, 2] = torch.tensor([1.0, -3, 3, -1]) / 3
    kv = [[-1.0, 2, -2, 2, -1], [2, -6, 8, -6, 2], [-2, 8, -12, 8, -2], [2, -6, 8, -6, 2], [-1, 2, -2, 2, -1]]
    kinds[5, 0] = torch.tensor(kv) / 12
    return kinds


def _steps() -> Tensor:
    kinds = torch.zeros(2, 1, 3, 3)
    kinds[0, 0, 1, 1:] = torch.tensor([-1.0, 1])
    kinds[1, 0, 1:, 1] = torch.tensor([-1.0, 1])
    return kinds
