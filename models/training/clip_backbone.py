"""Turn the image tower of CLIP, as a registry package brings it, into a network that describes a face crop.

`python models/training/clip_backbone.py clip_encoder.int8.onnx DATA/clip.onnx --side 160 --bits 4`

CLIP (Radford and others, ICML 2021), ViT-B/16, learned from pictures and their captions. A head on its frozen features tells methods
apart that it was not shown (UniversalFakeDetect; Ojha, Li, Lee, CVPR 2023), better with those of several blocks (RINE; Koutlis,
Papadopoulos, ECCV 2024). The package's file rounds to 8 bit whatever flows through it; here that stays 32 bit, and the weights are
32 bit again, or 4 bit in groups of 64 where the file must be small.

Input: pictures (n, 3, side, side) in -1..1, as the face model takes them. Output: features (n, 4608), the class token and the mean over
the picture's squares after blocks 8, 10 and 12.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper

PATCH, WIDTH = 16, 768
BLOCKS = (8, 10, 12)
# Means and deviations of CLIP's training pictures, as published with it, for values in 0..1.
MEAN, DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
_GROUP = 64
_GIVEN, _TAKEN = "pixel_values", "pictures"


def main() -> None:
    """Read, change, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--side", type=int, default=160, help="pixels a side, a multiple of 16")
    parser.add_argument("--bits", type=int, choices=(4, 32), default=4, help="of the weights")
    given = parser.parse_args()
    model = onnx.load(given.encoder)
    unround(model.graph)
    resize(model.graph, given.side)
    describe(model.graph, given.side)
    model.opset_import[0].version = max(model.opset_import[0].version, 14)
    if given.bits == 4:
        model = rounded(model)
    del model.metadata_props[:]
    onnx.save(model, given.out)
    print(f"{given.out}: {given.out.stat().st_size / 1e6:.1f} MB")


def unround(graph: GraphProto) -> None:
    """Replace products of whole numbers, and the rounding before them, by products of floats with the same weights."""
    stored = {one.name: one for one in graph.initializer}
    made_by = {output: node for node in graph.node for output in node.output}
    used_by: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            used_by.setdefault(name, []).append(node)
    instead: dict[str, NodeProto] = {}
    gone: set[str] = set()
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        values, weights, _, zero = node.input
        (cast,) = used_by[node.output[0]]
        (scaled,) = used_by[cast.output[0]]
        scales = made_by[next(name for name in scaled.input if name != cast.output[0])]
        scale = numpy_helper.to_array(stored[next(name for name in scales.input if name in stored)])
        whole = numpy_helper.to_array(stored[weights]).astype(np.int32) - numpy_helper.to_array(stored[zero]).astype(np.int32)
        graph.initializer.append(numpy_helper.from_array((whole * scale).astype(np.float32), f"{weights}_float"))
        instead[scaled.name] = helper.make_node(
            "MatMul", [made_by[values].input[0], f"{weights}_float"], list(scaled.output), name=f"{node.name}_float"
        )
        gone |= {node.name, cast.name, scales.name, made_by[values].name}
    _keep(graph, [instead.get(node.name, node) for node in graph.node if node.name not in gone])


def resize(graph: GraphProto, side: int) -> None:
    """Let the network take pictures of another size: the table of places is drawn anew (Dosovitskiy and others, ICLR 2021)."""
    across = side // PATCH
    (table,) = (one for one in graph.initializer if one.name.endswith("position_embedding.weight"))
    table.CopyFrom(numpy_helper.from_array(_places(numpy_helper.to_array(table), across), table.name))
    (look_up,) = (node for node in graph.node if node.name.endswith("position_embedding/Gather"))
    (numbers,) = (node for node in graph.node if look_up.input[1] in node.output)
    numbers.attribute[0].t.CopyFrom(numpy_helper.from_array(np.arange(across**2 + 1, dtype=np.int64)[None]))
    del graph.value_info[:]


def _places(table: NDArray[np.float32], across: int) -> NDArray[np.float32]:
    before = round((len(table) - 1) ** 0.5)
    squares = table[1:].reshape(before, before, WIDTH)
    layers = [cv2.resize(squares[:, :, number], (across, across), interpolation=cv2.INTER_CUBIC) for number in range(WIDTH)]
    return np.concatenate([table[:1], np.stack(layers, 2).reshape(-1, WIDTH)]).astype(np.float32)


def describe(graph: GraphProto, side: int) -> None:
    """Take pictures in -1..1, and answer with the features of the blocks."""
    last = _last_block(graph)
    blocks = [last if number == max(BLOCKS) else f"/vision_model/encoder/layers.{number - 1}/Add_1_output_0" for number in BLOCKS]
    deviation = np.array(DEVIATION, np.float32).reshape(1, 3, 1, 1)
    mean = np.array(MEAN, np.float32).reshape(1, 3, 1, 1)
    constants = {
        "colour_scale": 0.5 / deviation, "colour_shift": (0.5 - mean) / deviation, "class_place": np.array(0, np.int64),
        "from_second": np.array([1], np.int64), "to_end": np.array([side**2], np.int64), "second_axis": np.array([1], np.int64),
    }  # fmt: skip
    graph.initializer.extend(numpy_helper.from_array(value.astype(value.dtype), name) for name, value in constants.items())
    before = [
        helper.make_node("Mul", [_TAKEN, "colour_scale"], ["colour_scaled"], name="colour_scaled"),
        helper.make_node("Add", ["colour_scaled", "colour_shift"], [_GIVEN], name="colour_shifted"),
    ]
    after = []
    for number, block in zip(BLOCKS, blocks, strict=True):
        after += [
            helper.make_node("Gather", [block, "class_place"], [f"class_{number}"], axis=1, name=f"class_{number}"),
            helper.make_node("Slice", [block, "from_second", "to_end", "second_axis"], [f"squares_{number}"], name=f"squares_{number}"),
            helper.make_node("ReduceMean", [f"squares_{number}"], [f"mean_{number}"], axes=[1], keepdims=0, name=f"mean_{number}"),
        ]
    parts = [name for number in BLOCKS for name in (f"class_{number}", f"mean_{number}")]
    after.append(helper.make_node("Concat", parts, ["features"], axis=1, name="features"))
    del graph.input[:], graph.output[:]
    graph.input.append(helper.make_tensor_value_info(_TAKEN, TensorProto.FLOAT, ["n", 3, side, side]))
    graph.output.append(helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", len(parts) * WIDTH]))
    _keep(graph, [*before, *graph.node, *after], asked={"features"})


def _last_block(graph: GraphProto) -> str:
    """Return what the last block gives: the only sum of its kind that has another name, because the file answers with it."""
    (node,) = (node for node in graph.node if node.name == f"/vision_model/encoder/layers.{max(BLOCKS) - 1}/Add_1")
    return node.output[0]


def rounded(model: ModelProto) -> ModelProto:
    """Return the network with the weights of its products in 4 bit, each group of 64 with a scale and an offset of its own."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantizer = MatMulNBitsQuantizer(model, block_size=_GROUP, is_symmetric=False, accuracy_level=1)
    quantizer.process()
    return quantizer.model.model


def _keep(graph: GraphProto, nodes: list[NodeProto], asked: set[str] | None = None) -> None:
    """Leave the graph these nodes, or of them those that lead to what is asked, and the weights they use."""
    if asked is not None:
        needed, kept = set(asked), []
        for node in reversed(nodes):
            if needed & set(node.output):
                kept.append(node)
                needed |= set(node.input)
        nodes = kept[::-1]
    used = {name for node in nodes for name in node.input}
    stored = [one for one in graph.initializer if one.name in used]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(stored)


if __name__ == "__main__":
    main()
