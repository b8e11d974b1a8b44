"""Turn an exported face network back into weights to train on from.

`python models/training/from_onnx.py DATA/face.onnx DATA/soup.pt`

Checkpoints are not kept in the repository; the 32-bit file holds the same weights, batch norms folded. Fails where the network made of
them does not answer as the file does.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from network import FaceNetwork, of_state
from onnx import numpy_helper
from torch import Tensor

TOLERANCE = 1e-3
_PREFIX = "network."


def state_of(file: Path) -> dict[str, Tensor]:
    """Return the weights in a file that export.py wrote, under the names that the network gives them."""
    stored = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in onnx.load(file).graph.initializer}
    network = FaceNetwork()
    network.fold_norms()
    return {name: stored[_PREFIX + name] for name in network.state_dict()}


def main(file: Path, out: Path) -> None:
    """Write the weights as a checkpoint to begin with."""
    state = state_of(file)
    network = of_state(state).eval()
    crops = torch.rand(8, 3, 160, 160) * 2 - 1
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        difference = float(np.abs(session.run(["score"], {"pictures": crops.numpy()})[0] - network(crops)[0].numpy()).max())
    if difference > TOLERANCE:
        message = f"the weights answer otherwise than the file, by {difference:.4f}"
        raise SystemExit(message)
    torch.save({"averaged": state}, out)
    print(f"{out}: {len(state)} weights, largest difference {difference:.1e}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
