"""The face network: an EfficientNet-Lite0 that says how much, and where, a face was changed.

Backbone: EfficientNet-Lite0 (Tan and Le, ICML 2019; "lite" variant of 2020 without squeeze-and-excitation, ReLU6),
written out here so that no other vision package is needed. Two heads share it: one logit for the whole crop, and a
map of logits at 1/16 of the input, which is trained on the change masks and keeps the first one honest.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

# (kernel, stride, expansion, output channels, repeats), EfficientNet-B0's table without scaling of stem and head.
_STAGES = ((3, 1, 1, 16, 1), (3, 2, 6, 24, 2), (5, 2, 6, 40, 2), (3, 2, 6, 80, 3), (5, 1, 6, 112, 3), (5, 2, 6, 192, 4), (3, 1, 6, 320, 1))
# TensorFlow's defaults, with which the weights were trained.
_NORM = {"eps": 1e-3, "momentum": 0.01}
# Features with stride 16 and stride 32 that feed the map.
_MIDDLE_BLOCK, _LAST_BLOCK = 10, 15


class _Block(nn.Module):
    """One inverted residual (MBConv) without squeeze-and-excitation."""

    def __init__(self, kernel: int, stride: int, expansion: int, inside: int, outside: int) -> None:
        super().__init__()
        wide = inside * expansion
        self.expands = expansion != 1
        if self.expands:
            self._expand_conv = nn.Conv2d(inside, wide, 1, bias=False)
            self._bn0 = nn.BatchNorm2d(wide, **_NORM)
        self._depthwise_conv = nn.Conv2d(wide, wide, kernel, stride, kernel // 2, groups=wide, bias=False)
        self._bn1 = nn.BatchNorm2d(wide, **_NORM)
        self._project_conv = nn.Conv2d(wide, outside, 1, bias=False)
        self._bn2 = nn.BatchNorm2d(outside, **_NORM)
        self.keeps = stride == 1 and inside == outside
        self.act = nn.ReLU6(inplace=True)

    def forward(self, features: Tensor) -> Tensor:
        out = self.act(self._bn0(self._expand_conv(features))) if self.expands else features
        out = self.act(self._bn1(self._depthwise_conv(out)))
        out = self._bn2(self._project_conv(out))
        return out + features if self.keeps else out

    def fold_norms(self) -> None:
        """As FaceNetwork.fold_norms."""
        if self.expands:
            self._expand_conv, self._bn0 = _folded(self._expand_conv, self._bn0)
        self._depthwise_conv, self._bn1 = _folded(self._depthwise_conv, self._bn1)
        self._project_conv, self._bn2 = _folded(self._project_conv, self._bn2)


class FaceNetwork(nn.Module):
    """From crops (n, 3, size, size), RGB in -1..1, to logits (n,) and map logits (n, size/16, size/16)."""

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.still = 0
        """So many of the first blocks, and the stem, do not learn: they are half of the cost of a step."""
        self._conv_stem = nn.Conv2d(3, 32, 3, 2, 1, bias=False)
        self._bn0 = nn.BatchNorm2d(32, **_NORM)
        blocks, inside = [], 32
        for kernel, stride, expansion, outside, repeats in _STAGES:
            for number in range(repeats):
                blocks.append(_Block(kernel, stride if number == 0 else 1, expansion, inside, outside))
                inside = outside
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = nn.Conv2d(320, 1280, 1, bias=False)
        self._bn1 = nn.BatchNorm2d(1280, **_NORM)
        self.act = nn.ReLU6(inplace=True)
        self.dropout = nn.Dropout(dropout)
        self.whole = nn.Linear(1280 + 2, 1)
        self.map = nn.Sequential(
            nn.Conv2d(112 + 320, 96, 1, bias=False), nn.BatchNorm2d(96), nn.ReLU6(inplace=True), nn.Conv2d(96, 1, 3, padding=1)
        )

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logit of each crop and its map of logits."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.still):
            features = self.act(self._bn0(self._conv_stem(crops)))
        for number, block in enumerate(self._blocks):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.still):
                features = block(features)
            if number == _MIDDLE_BLOCK:
                middle = features
        up = nn.functional.interpolate(features, size=middle.shape[-2:], mode="bilinear", align_corners=False)
        heat = self.map(torch.cat([middle, up], dim=1))[:, 0]
        pooled = self.act(self._bn1(self._conv_head(features))).mean(dim=(2, 3))
        places = heat.flatten(1)
        seen = torch.cat([self.dropout(pooled), places.mean(dim=1, keepdim=True), places.amax(dim=1, keepdim=True)], dim=1)
        return self.whole(seen)[:, 0], heat

    def fold_norms(self) -> None:
        """Put every batch norm into the convolution before it, with the means it has seen; what follows trains without batch norms.

        On a CPU a third of a training step goes to them. Answers stay the same; the names of the weights change.
        """
        self.eval()
        self._conv_stem, self._bn0 = _folded(self._conv_stem, self._bn0)
        for block in self._blocks:
            block.fold_norms()
        self._conv_head, self._bn1 = _folded(self._conv_head, self._bn1)
        self.map[0], self.map[1] = _folded(self.map[0], self.map[1])


def load_backbone(network: FaceNetwork, weights: Path) -> None:
    """Put the ImageNet weights of the registry package (models/training/README.md) into the backbone."""
    state = torch.load(weights, weights_only=True)
    state = {name: value for name, value in state.items() if not name.startswith("_fc")}
    missing, unexpected = network.load_state_dict(state, strict=False)
    left = [name for name in missing if not name.startswith(("whole", "map"))]
    if left or unexpected:
        message = f"these weights are of another network: {left[:3]} {unexpected[:3]}"
        raise ValueError(message)


def _folded(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[nn.Conv2d, nn.Identity]:
    folded = fuse_conv_bn_eval(convolution, norm)
    for weights in folded.parameters():
        weights.requires_grad_(requires_grad=True)
    return folded, nn.Identity()


def of_state(state: dict[str, Tensor]) -> FaceNetwork:
    """Return a network with these weights, whether its batch norms were folded or not."""
    network = FaceNetwork()
    if "_conv_stem.bias" in state:
        network.fold_norms()
    network.load_state_dict(state)
    return network
