"""A second road, for comparison: hand-made statistics of a face crop and boosted trees, no network.

    python models/training/statistics_probe.py DATA --pairs 3000 [--without dfdc] --out DATA/statistics.json

Statistics: energy of high-pass residuals inside and around the face at three scales and in three colour channels, their ratios (a face made
at 128 pixels is softer than what surrounds it), mean DCT energies of 8x8 blocks inside and around, and the spectrum of the residual. Draws
the same pairs, sent the same way, as the network's training, and prints the AUC on the validation list.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from data import FacePairs, crop_of, widest
from numpy.typing import NDArray
from validation import WIDEN, auc

SIZE = 160
_SHARES = {"dfdc": 0.5, "utkface": 0.24, "scut": 0.12, "stylegan1": 0.14}


def main() -> None:
    """Fit, judge, print."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument(
        "--made-only", action="store_true", help="train on made fakes only: every recorded fake is then of a method never seen"
    )
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows, labels = drawn(given.data, given.pairs, made_only=given.made_only)
    trees = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.06, max_leaf_nodes=15, l2_regularization=1.0, random_state=8)
    trees.fit(rows, labels)
    faces = json.loads((given.data / "validation.json").read_text())
    scores = trees.decision_function(np.stack([statistics(_crop(face)) for face in faces]))
    kinds = np.array([(face["set"], face["is_fake"]) for face in faces], dtype=object)
    found = {}
    for name in sorted({face["set"] for face in faces}):
        fake, real = (scores[(kinds[:, 0] == name) & (kinds[:, 1] == is_fake)] for is_fake in (True, False))
        if len(fake) and len(real):
            found[name] = round(auc(fake, real), 4)
    given.out.write_text(json.dumps({"pairs": given.pairs, "made_only": given.made_only, "auc": found}))
    print(given.out.read_text())


def drawn(data: Path, pairs: int, *, made_only: bool) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return statistics (2 * pairs, k) and labels of pairs drawn as in training."""
    source = FacePairs(
        data / "manifest.json",
        data / "landmarks.npz",
        size=SIZE,
        length=pairs,
        seed=88,
        weights=_SHARES,
        recorded_from=pairs if made_only else 0,
    )
    rows, labels = [], []
    for number in range(pairs):
        crops, truth, _, _ = source[number]
        for crop, label in zip(crops, truth, strict=True):
            rows.append(statistics(((crop.numpy().transpose(1, 2, 0) + 1) * 127.5).round().astype(np.uint8)))
            labels.append(int(label))
    return np.stack(rows), np.array(labels)


def statistics(crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the statistics of one RGB crop with the face in its middle."""
    planes = cv2.cvtColor(crop, cv2.COLOR_RGB2YCrCb).astype(np.float32)
    return np.array([*_residuals(planes), *_blocks(planes[..., 0]), *_spectrum(planes[..., 0])], np.float32)


def _places(height: int, width: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    distance = (x / 0.9) ** 2 + y**2
    return distance < 0.45**2, distance > 0.8**2


def _residuals(planes: NDArray[np.float32]) -> Iterator[float]:
    for scale in (1, 2, 4):
        small = cv2.resize(planes, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
        inside, around = _places(*small.shape[:2])
        residual = np.abs(small - cv2.GaussianBlur(small, (3, 3), 0))
        for channel in range(3):
            one, two = (np.log1p(residual[..., channel][place].mean()) for place in (inside, around))
            spread = np.log1p(np.median(residual[..., channel][inside])) - np.log1p(np.median(residual[..., channel][around]))
            yield from (float(one), float(two), float(one - two), float(spread))
    inside, around = _places(*planes.shape[:2])
    for channel in range(3):
        yield float(planes[..., channel][inside].mean() - planes[..., channel][around].mean())
        yield float(planes[..., channel][inside].std() - planes[..., channel][around].std())


def _blocks(luma: NDArray[np.float32]) -> Iterator[float]:
    inside, around = _places(SIZE // 8, SIZE // 8)
    energies = np.stack(
        [np.abs(cv2.dct(np.ascontiguousarray(block))) for row in luma.reshape(SIZE // 8, 8, SIZE // 8, 8).swapaxes(1, 2) for block in row]
    )
    energies = np.log1p(energies.reshape(SIZE // 8, SIZE // 8, 64)[..., [1, 2, 3, 8, 9, 10, 16, 17, 18, 27, 36, 45, 54, 63]])
    yield from energies[inside].mean(0)
    yield from energies[inside].mean(0) - energies[around].mean(0)


def _spectrum(luma: NDArray[np.float32]) -> Iterator[float]:
    residual = luma - cv2.medianBlur(luma.astype(np.uint8), 3)
    power = np.log1p(np.abs(np.fft.fftshift(np.fft.fft2(residual * np.hanning(SIZE)[:, None] * np.hanning(SIZE)))))
    y, x = np.mgrid[-SIZE // 2 : SIZE // 2, -SIZE // 2 : SIZE // 2]
    ring = np.minimum((np.hypot(x, y) / 5).astype(int), 16)
    yield from (np.bincount(ring.ravel(), power.ravel()) / np.bincount(ring.ravel()))


def _crop(face: dict) -> NDArray[np.uint8]:
    pixels = np.ascontiguousarray(cv2.imread(face["path"], cv2.IMREAD_COLOR)[:, :, ::-1])
    points = np.array(face["box"], np.float32).reshape(2, 2) * (pixels.shape[1], pixels.shape[0])
    return crop_of(points, SIZE, min(WIDEN, widest(points, pixels.shape))).cut(pixels)


if __name__ == "__main__":
    main()
