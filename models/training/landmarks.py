"""Find the 468 mesh points of faces for training: `python models/training/landmarks.py FACE_LANDMARK.tflite OUT.npz FOLDER...`.

The mesh (MediaPipe face_landmark, Apache-2.0, taken from mediapipe==0.10.14) is run on the whole picture and once more on the square
around the points of the first run. Pictures are face crops already, so no detector is needed. Resumes: what OUT.npz holds is not done
again. The file holds `paths` (n,), `points` (n, 468, 2) in shares of width and height, float16. A picture without a sure face is left out.
"""

import argparse
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 192
_FIRST_BORDER = 0.15
_SECOND_WIDEN = 1.5
_LEAST_PRESENCE = 0.8
_SAVE_EVERY = 2000

Mesh = Callable[[NDArray[np.float32]], tuple[NDArray[np.float32], float]]


def main() -> None:
    """Find the points of every picture in the folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mesh", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+", help="folders of pictures, or text files with one path a line")
    given = parser.parse_args()
    paths, points = _stored(given.out)
    done = set(paths)
    run = mesh(given.mesh)
    for path in _pictures(given.lists):
        if path in done:
            continue
        pixels = cv2.imread(path, cv2.IMREAD_COLOR)
        found = None if pixels is None else find(np.ascontiguousarray(pixels[:, :, ::-1]), run)
        if found is not None:
            paths.append(path)
            points.append(found.astype(np.float16))
        if len(paths) % _SAVE_EVERY == 0 and found is not None:
            _store(given.out, paths, points)
    _store(given.out, paths, points)


def mesh(file: Path) -> Mesh:
    """Return the mesh network as a function of one (192, 192, 3) picture in 0..1: 468 points in its pixels, and the chance of a face."""
    from ai_edge_litert.interpreter import Interpreter

    network = Interpreter(str(file), num_threads=1)
    network.allocate_tensors()
    given, (places, presence) = network.get_input_details()[0]["index"], (one["index"] for one in network.get_output_details())

    def run(picture: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
        network.set_tensor(given, picture[None])
        network.invoke()
        logit = float(np.clip(network.get_tensor(presence).ravel()[0], -30, 30))
        return network.get_tensor(places).reshape(468, 3)[:, :2].copy(), 1 / (1 + math.exp(-logit))

    return run


def find(pixels: NDArray[np.uint8], run: Mesh) -> NDArray[np.float32] | None:
    """Return the points of the one face of an RGB crop in shares of width and height, (468, 2), or None where no face is sure."""
    height, width = pixels.shape[:2]
    middle, side = np.array([width / 2, height / 2], np.float32), max(width, height) * (1 + _FIRST_BORDER)
    for _ in range(2):
        matrix = np.array([[SIDE / side, 0, SIDE / 2 - middle[0] * SIDE / side], [0, SIDE / side, SIDE / 2 - middle[1] * SIDE / side]])
        square = cv2.warpAffine(pixels, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        places, presence = run(square.astype(np.float32) / 255)
        if presence < _LEAST_PRESENCE:
            return None
        points = (places - SIDE / 2) * side / SIDE + middle
        middle, side = (points.min(0) + points.max(0)) / 2, float(np.ptp(points, axis=0).max()) * _SECOND_WIDEN
    return points / (width, height)


def _pictures(lists: list[Path]) -> Iterator[str]:
    for one in lists:
        if one.is_dir():
            yield from (str(path) for path in sorted(one.iterdir()) if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
        else:
            yield from one.read_text().split("\n")[:-1]


def _stored(out: Path) -> tuple[list[str], list[NDArray[np.float16]]]:
    if not out.exists():
        return [], []
    kept = np.load(out)
    return kept["paths"].tolist(), list(kept["points"])


def _store(out: Path, paths: list[str], points: list[NDArray[np.float16]]) -> None:
    beside = out.with_suffix(".part.npz")
    np.savez(beside, paths=np.array(paths), points=np.array(points, np.float16).reshape(-1, 468, 2))
    beside.replace(out)


if __name__ == "__main__":
    main()
