"""Join the face network, CLIP's image tower and the head on its features into one face model.

`python models/training/clip_join.py DATA/face.onnx DATA/clip.onnx DATA/head.npz FOLDER --face 0.208 --head 0.656`

FOLDER/model.onnx takes pictures (n, 3, 160, 160) in -1..1 and answers with score (n,), the weighted sum of both logits, and heat
(n, 10, 10), the face network's. The face network looks at each picture and its mirror image, and the mean counts; CLIP at
the picture only, which is what costs time. The weights of the face network are kept in 16 bit, those of the head in 8, and become 32 bit
again on loading. Fails where the file answers otherwise than its parts by more than TOLERANCE.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from clip_head import Head, stored
from onnx import ModelProto, compose, helper, numpy_helper

TOLERANCE = 1e-3
_OPSET = 17
# Smaller ones gain nothing in 16 bit.
_FEW = 1024


def main() -> None:
    """Join, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("face", type=Path)
    parser.add_argument("backbone", type=Path)
    parser.add_argument("head_file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--face", dest="face_weight", type=float, required=True)
    parser.add_argument("--head", dest="head_weight", type=float, required=True)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    learned = stored(given.head_file)
    head = replace(learned, second=learned.second * np.float32(given.head_weight), bias=learned.bias * given.head_weight)
    out = given.folder / "model.onnx"
    onnx.save(joined(onnx.load(given.face), onnx.load(given.backbone), head, given.face_weight), out)
    difference = _difference(out, (given.face, given.backbone), head, given.face_weight)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, largest difference {difference:.1e}")
    if difference > TOLERANCE:
        message = "the joined file does not answer as its parts do"
        raise SystemExit(message)


def joined(face: ModelProto, backbone: ModelProto, head: Head, face_weight: float) -> ModelProto:
    """Return one network that answers as the face model does."""
    sides = [dimension.dim_value for dimension in face.graph.input[0].type.tensor_type.shape.dim[2:]]
    parts = compose.add_prefix(halved(face), "face/"), compose.add_prefix(backbone, "clip/")
    constants = {
        "last": np.array([-1], np.int64), "before_first": np.array([np.iinfo(np.int64).min], np.int64),
        "across": np.array([3], np.int64), "across_heat": np.array([2], np.int64), "backwards": np.array([-1], np.int64),
        "half": np.array(0.5, np.float32), "face_weight": np.array(0.5 * face_weight, np.float32),
        "head_scale": head.scale, "head_first_whole": head.first, "head_step": head.step, "head_first_bias": head.first_bias,
        "head_second": head.second.astype(np.float32)[:, None], "head_bias": np.array(head.bias, np.float32),
        "alone": np.array([1], np.int64),
    }  # fmt: skip
    before = [
        helper.make_node("Slice", ["pictures", "last", "before_first", "across", "backwards"], ["mirrored"]),
        helper.make_node("Concat", ["pictures", "mirrored"], ["face/pictures"], axis=0),
        helper.make_node("Identity", ["pictures"], ["clip/pictures"]),
    ]
    after = [
        helper.make_node("Split", ["face/score"], ["plain_score", "mirrored_score"], axis=0),
        helper.make_node("Add", ["plain_score", "mirrored_score"], ["both_scores"]),
        helper.make_node("Mul", ["both_scores", "face_weight"], ["face_score"]),
        helper.make_node("Mul", ["clip/features", "head_scale"], ["head_even"]),
        helper.make_node("Cast", ["head_first_whole"], ["head_first"], to=onnx.TensorProto.FLOAT),
        helper.make_node("MatMul", ["head_even", "head_first"], ["head_sums"]),
        helper.make_node("Mul", ["head_sums", "head_step"], ["head_stepped"]),
        helper.make_node("Add", ["head_stepped", "head_first_bias"], ["head_shifted"]),
        helper.make_node("Relu", ["head_shifted"], ["head_cells"]),
        helper.make_node("MatMul", ["head_cells", "head_second"], ["head_column"]),
        helper.make_node("Squeeze", ["head_column", "alone"], ["head_plain"]),
        helper.make_node("Add", ["head_plain", "head_bias"], ["head_score"]),
        helper.make_node("Add", ["face_score", "head_score"], ["score"]),
        helper.make_node("Split", ["face/heat"], ["plain_heat", "mirrored_heat"], axis=0),
        helper.make_node("Slice", ["mirrored_heat", "last", "before_first", "across_heat", "backwards"], ["turned_heat"]),
        helper.make_node("Add", ["plain_heat", "turned_heat"], ["both_heats"]),
        helper.make_node("Mul", ["both_heats", "half"], ["heat"]),
    ]
    graph = helper.make_graph(
        [*before, *parts[0].graph.node, *parts[1].graph.node, *after],
        "face",
        [helper.make_tensor_value_info("pictures", onnx.TensorProto.FLOAT, ["n", 3, *sides])],
        [
            helper.make_tensor_value_info("score", onnx.TensorProto.FLOAT, ["n"]),
            helper.make_tensor_value_info("heat", onnx.TensorProto.FLOAT, ["n", *(side // 16 for side in sides)]),
        ],
        [
            *parts[0].graph.initializer,
            *parts[1].graph.initializer,
            *(numpy_helper.from_array(value, name) for name, value in constants.items()),
        ],
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def halved(model: ModelProto) -> ModelProto:
    """Return the network with its larger tables in 16 bit, each followed by what makes it 32 bit again."""
    made = ModelProto()
    made.CopyFrom(model)
    widened = []
    for table in made.graph.initializer:
        values = numpy_helper.to_array(table)
        if values.dtype == np.float32 and values.size >= _FEW:
            widened.append(helper.make_node("Cast", [f"{table.name}_half"], [table.name], to=onnx.TensorProto.FLOAT))
            table.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{table.name}_half"))
    nodes = [*widened, *made.graph.node]
    del made.graph.node[:]
    made.graph.node.extend(nodes)
    return made


def _difference(out: Path, parts: tuple[Path, Path], head: Head, face_weight: float) -> float:
    whole, network, tower = (onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"]) for file in (out, *parts))
    crops = np.random.default_rng(8).uniform(-1, 1, (4, 3, *whole.get_inputs()[0].shape[2:])).astype(np.float32)
    plain, mirrored = (network.run(["score", "heat"], {"pictures": np.ascontiguousarray(one)}) for one in (crops, crops[..., ::-1]))
    score = face_weight * (plain[0] + mirrored[0]) / 2 + head.scores(tower.run(["features"], {"pictures": crops})[0])
    heat = (plain[1] + mirrored[1][..., ::-1]) / 2
    answered = whole.run(["score", "heat"], {"pictures": crops})
    return max(float(np.abs(answered[0] - score).max()), float(np.abs(answered[1] - heat).max()))


if __name__ == "__main__":
    main()
