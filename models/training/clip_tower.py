"""CLIP's image tower in a form that can learn, from the file that clip_backbone.py wrote, and back into it.

Its large tables stay as they are, 4 bit as they ship; what learns are the scales and shifts of its layer norms, some 40,000 numbers
(Yermakov, Čech, Matas and Fritz, 2025: tuned alone, they carry over to other methods of forgery better than the whole tower).
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from clip_backbone import BLOCKS, PATCH, WIDTH
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, numpy_helper
from torch import Tensor, nn

_HEADS, _INNER = 12, 3072
_PREFIX = "vision_model.encoder.layers."
_GROUP_BITS = 4


class Block(nn.Module):
    """One block of the transformer: attention, then two layers, each on what the norm before it makes of the sum so far."""

    def __init__(self) -> None:
        super().__init__()
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.fc1, self.fc2 = nn.Linear(WIDTH, _INNER), nn.Linear(_INNER, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """Return (n, tokens, 768) of the same."""
        n, tokens, _ = x.shape
        y = self.layer_norm1(x)
        parts = [part(y).view(n, tokens, _HEADS, -1).transpose(1, 2) for part in (self.q_proj, self.k_proj, self.v_proj)]
        x = x + self.out_proj(nn.functional.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(n, tokens, WIDTH))
        y = self.fc1(self.layer_norm2(x))
        return x + self.fc2(y * torch.sigmoid(1.702 * y))


class Tower(nn.Module):
    """The tower: (n, 3, side, side) in -1..1 to (n, 4608)."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        model = onnx.load(file)
        tables = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        for name in ("colour_scale", "colour_shift"):
            self.register_buffer(name, torch.tensor(tables[name]))
        self.first = nn.Parameter(torch.tensor(tables["vision_model.embeddings.class_embedding"]))
        self.places = nn.Parameter(torch.tensor(tables["vision_model.embeddings.position_embedding.weight"]))
        self.patches = nn.Conv2d(3, WIDTH, PATCH, PATCH, bias=False)
        self.patches.weight.data = torch.tensor(tables["vision_model.embeddings.patch_embedding.weight"])
        self.pre_norm = nn.LayerNorm(WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(max(BLOCKS)))
        for name, norm in self.norms().items():
            norm.weight.data, norm.bias.data = (torch.tensor(tables[f"{name}.{part}"]) for part in ("weight", "bias"))
        products = {node.name: node for node in model.graph.node if node.op_type == "MatMulNBits"}
        for number, block in enumerate(self.blocks):
            for group, names in (("self_attn", ("q_proj", "k_proj", "v_proj", "out_proj")), ("mlp", ("fc1", "fc2"))):
                for name in names:
                    (node,) = (products[one] for one in products if f"/layers.{number}/{group}/{name}/" in one)
                    layer = getattr(block, name)
                    layer.weight.data = torch.tensor(_widened(node, tables))
                    layer.bias.data = torch.tensor(tables[f"{_PREFIX}{number}.{group}.{name}.bias"])
        self.requires_grad_(requires_grad=False)

    def norms(self) -> dict[str, nn.LayerNorm]:
        """Return the layer norms by the name that the file gives them."""
        found = {"vision_model.pre_layrnorm": self.pre_norm}
        for number, block in enumerate(self.blocks):
            for name in ("layer_norm1", "layer_norm2"):
                found[f"{_PREFIX}{number}.{name}"] = getattr(block, name)
        return found

    def let_learn(self, first_block: int) -> list[nn.Parameter]:
        """Let the norms from this block on learn, counted from 0, and return their parameters."""
        learn = [norm for block in self.blocks[first_block:] for norm in (block.layer_norm1, block.layer_norm2)]
        if first_block == 0:
            learn.append(self.pre_norm)
        for norm in learn:
            norm.requires_grad_(requires_grad=True)
        return [parameter for norm in learn for parameter in norm.parameters()]

    def forward(self, pictures: Tensor) -> Tensor:
        """Return what clip_backbone.describe lets the file answer with."""
        x = self.patches(pictures * self.colour_scale + self.colour_shift).flatten(2).transpose(1, 2)
        x = self.pre_norm(torch.cat([self.first.expand(len(x), 1, WIDTH), x], 1) + self.places)
        found = []
        for number, block in enumerate(self.blocks, 1):
            x = block(x)
            if number in BLOCKS:
                found += [x[:, 0], x[:, 1:].mean(1)]
        return torch.cat(found, 1)


def _widened(node: NodeProto, tables: dict[str, NDArray]) -> NDArray[np.float32]:
    """Return the (outputs, inputs) table of a product whose weights are in 4 bit."""
    given = {one.name: one.i for one in node.attribute}
    if given["bits"] != _GROUP_BITS:
        message = f"{node.name}: {given['bits']} bits"
        raise ValueError(message)
    packed, scales, zeros = (tables[name] for name in node.input[1:4])
    rows, groups = packed.shape[:2]
    halves = np.stack([packed & 15, packed >> 4], -1).reshape(rows, groups, given["block_size"])
    zero = np.stack([zeros & 15, zeros >> 4], -1).reshape(rows, -1)[:, :groups]
    whole = halves.astype(np.float32) - zero[..., None]
    return np.asarray(whole * scales.reshape(rows, groups, 1), np.float32).reshape(rows, -1)[:, : given["K"]]


def with_norms(model: ModelProto, tower: Tower) -> ModelProto:
    """Return the file's network with the tower's layer norms in place of its own."""
    made = ModelProto()
    made.CopyFrom(model)
    learned = {f"{name}.{part}": getattr(norm, part) for name, norm in tower.norms().items() for part in ("weight", "bias")}
    for table in made.graph.initializer:
        if table.name in learned:
            table.CopyFrom(numpy_helper.from_array(learned.pop(table.name).detach().numpy(), table.name))
    if learned:
        message = f"the file has no {', '.join(learned)}"
        raise ValueError(message)
    return made
