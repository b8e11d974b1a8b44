"""Write a trained network as ONNX, 32-bit and 8-bit, and compare all three.

`python models/training/export.py face RUN/newest.pt FOLDER --samples SAMPLES.npy`

FOLDER gets model.onnx (32 bit) and model.int8.onnx (weights and activations in 8 bit, ranges from half of SAMPLES.npy; what differs
most when rounded stays in 32 bit). Fails where the 32-bit file differs from the network by more than 1e-3, and tells by how much the
8-bit file does on the other half, and whether that is within its tolerance: a correlation of 0.999, a mean difference of 3 % of the spread.
Outputs: face: score (n,) and heat (n, size/16, size/16) in 0..1; region: changed and sure (n, height/8, width/8) in 0..1.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from network import of_state
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from region_network import RegionNetwork
from torch import Tensor, nn

TOLERANCE = 1e-3
_OPSET = 17
# Of the region network: colours, residues twice at two sizes, steps.
_FIXED_CONVOLUTIONS = 6
# Of the face network these stay in 32 bit: all before this convolution (the finest traces), and all from this one of the end on (the last
# projection and the heads). With everything rounded the scores correlate at 0.995, with these left alone at 0.9998, for 2.7 MB more.
_FINE_CONVOLUTIONS, _LAST_CONVOLUTIONS = 20, 4
TOLERANCE_8_CORRELATION, TOLERANCE_8_MEAN = 0.999, 0.03


class _Face(nn.Module):
    """The face network with its map as chances."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        score, heat = self.network(crops)
        return score, torch.sigmoid(heat)


class _Region(nn.Module):
    """The region network with both of its answers as chances."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, tiles: Tensor) -> tuple[Tensor, Tensor]:
        changed, sure = self.network(tiles)
        return torch.sigmoid(changed), torch.sigmoid(sure)


class _Samples(CalibrationDataReader):
    def __init__(self, samples: NDArray[np.float32], name: str) -> None:
        self._parts = iter([{name: samples[start : start + 8]} for start in range(0, len(samples), 8)])

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self._parts, None)


def main() -> None:
    """Export, compare, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("face", "region"))
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--samples", type=Path, required=True, help="float32 inputs (n, 3, side, side) as .npy, of training pictures")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    samples = np.load(given.samples)
    network, names = _network(given.kind, given.checkpoint)
    full, small = given.folder / "model.onnx", given.folder / "model.int8.onnx"
    _write(network, samples, full, names)
    reader = _Samples(samples[: len(samples) // 2], "pictures")
    prepared = given.folder / "prepared.onnx"
    # Shapes that are free are more than the symbolic way of inferring them can follow.
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=given.kind == "region")
    quantize_static(
        str(prepared),
        str(small),
        reader,
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        weight_type=QuantType.QInt8,
        activation_type=QuantType.QUInt8,
        nodes_to_exclude=_left_alone(given.kind, prepared),
    )
    prepared.unlink()
    report = _compared(network, samples[len(samples) // 2 :], full, small, names)
    print(json.dumps(report, indent=1))
    if report["largest difference, 32 bit"] > TOLERANCE:
        message = "the exported file does not answer as the network does"
        raise SystemExit(message)


def _left_alone(kind: str, prepared: Path) -> list[str]:
    """Return the nodes that stay in 32 bit; of the region network those whose differences of neighbours rounding would lose."""
    nodes = list(onnx.load(prepared).graph.node)
    convolutions = [number for number, node in enumerate(nodes) if node.op_type == "Conv"]
    if kind == "region":
        return [node.name for node in nodes[: convolutions[_FIXED_CONVOLUTIONS]]]
    first, last = convolutions[_FINE_CONVOLUTIONS], convolutions[-_LAST_CONVOLUTIONS]
    return [node.name for node in (*nodes[:first], *nodes[last:])]


def _compared(
    network: nn.Module, held: NDArray[np.float32], full: Path, small: Path, names: list[str]
) -> dict[str, float | list[float] | bool]:
    with torch.no_grad():
        told = network(torch.from_numpy(held))
    scores = told[0].numpy()
    exact, rounded = (_scores(path, held, names[0]) for path in (full, small))
    mean, correlation = float(np.abs(rounded - exact).mean()), float(np.corrcoef(rounded.ravel(), exact.ravel())[0, 1])
    return {
        "megabytes": [round(path.stat().st_size / 1e6, 2) for path in (full, small)],
        "largest difference, 32 bit": float(np.abs(exact - scores).max()),
        "mean difference, 8 bit": mean,
        "largest difference, 8 bit": float(np.abs(rounded - exact).max()),
        "correlation, 8 bit": correlation,
        "spread of scores": float(exact.std()),
        "8 bit within tolerance": correlation >= TOLERANCE_8_CORRELATION and mean <= TOLERANCE_8_MEAN * float(exact.std()),
    }


def _network(kind: str, checkpoint: Path) -> tuple[nn.Module, list[str]]:
    state = torch.load(checkpoint, weights_only=True)
    weights = state.get("averaged", state)
    if kind == "face":
        return _Face(of_state(weights)).eval(), ["score", "heat"]
    network = RegionNetwork()
    network.load_state_dict(weights)
    network.settle()
    return _Region(network).eval(), ["changed", "sure"]


def _write(network: nn.Module, samples: NDArray[np.float32], out: Path, names: list[str]) -> None:
    # Of the region network any size of tile may be asked.
    sides = {
        name: {2 - (name != "pictures"): "height", 3 - (name != "pictures"): "width"} for name in ("pictures", *names) if "sure" in names
    }
    torch.onnx.export(
        network, (torch.from_numpy(samples[:2]),), str(out), input_names=["pictures"], output_names=names, opset_version=_OPSET,
        dynamic_axes={name: {0: "n", **sides.get(name, {})} for name in ["pictures", *names]}, dynamo=False,
    )  # fmt: skip
    model = onnx.load(out)
    onnx.checker.check_model(model)
    del model.metadata_props[:]
    onnx.save(model, out)


def _scores(path: Path, held: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.concatenate([session.run([name], {"pictures": held[start : start + 16]})[0] for start in range(0, len(held), 16)])


if __name__ == "__main__":
    main()
