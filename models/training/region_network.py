"""The region network: says of small squares at the picture's own resolution how much they look as if a network had drawn them.

What networks that draw pictures leave is in how neighbouring pixels relate, because each ends in layers that enlarge (Zhang, Karaman,
Chang: "Detecting and Simulating Artifacts in GAN Fake Images", WIFS 2019). So the network sees differences of neighbours only, never what
the picture shows.
"""

import torch
from torch import Tensor, nn

SQUARE = 64
# Differences beyond this many grey levels are edges of the picture and not its texture.
_LARGEST = 24.0


class RegionNetwork(nn.Module):
    """From squares (n, 3, 64, 64), RGB 0..255, to logits (n,)."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("filters", _differences())
        self.layers = nn.Sequential(
            _conv(9, 24, 1), _conv(24, 32, 2), _separable(32, 64, 1), _separable(64, 64, 2), _separable(64, 96, 1),
            _separable(96, 128, 2), _separable(128, 160, 2),
        )  # fmt: skip
        self.dropout = nn.Dropout(0.2)
        self.last = nn.Linear(160, 1)

    def forward(self, squares: Tensor) -> Tensor:
        """Return the logit of each square."""
        differences = nn.functional.conv2d(squares, self.filters, padding=1, groups=3)
        features = self.layers(differences.clamp(-_LARGEST, _LARGEST) / 8)
        return self.last(self.dropout(features.mean(dim=(2, 3))))[:, 0]


def _differences() -> Tensor:
    across = torch.tensor([[0, 0, 0], [-1, 2, -1], [0, 0, 0]]) / 2
    round_about = torch.tensor([[-1, 2, -1], [2, -4, 2], [-1, 2, -1]]) / 4
    return torch.stack([across, across.T, round_about] * 3)[:, None].float()


def _conv(inside: int, outside: int, stride: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True))


def _separable(inside: int, outside: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, inside, 3, stride, 1, groups=inside, bias=False), nn.BatchNorm2d(inside),
        nn.Conv2d(inside, outside, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True),
    )  # fmt: skip
