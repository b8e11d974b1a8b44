"""Local features of a picture: where something distinctive is, and what it looks like there.

SIFT (Lowe 2004) with the Hellinger kernel (RootSIFT, Arandjelović and Zisserman 2012). Features survive saving,
shrinking, turning and filters, and a cut-out keeps those that lie inside it: that is why they find what hashes miss.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Pictures are looked at in this size (longest side, pixels): an own photo once, coarsely; the suspect more closely, because only
# a small part of it may come from the photo. As many suspects are found as with 640 or 720 (models/evaluation/source_photo.md).
OWN_SIDE = 560
SUSPECT_SIDE = 1024
# Smaller pictures are enlarged to this, else thumbnails and face crops have too few features.
SMALLEST_SIDE = 480
OWN_FEATURES = 700
SUSPECT_FEATURES = 3000
# Features are picked evenly from a grid of so many cells a side, so that a busy background does not use up all of them.
CELLS = 8
# RootSIFT has unit length; its largest value in practice stays below one half.
DESCRIPTOR_SCALE = 510.0
DESCRIPTOR_LENGTH = 128


@dataclass(frozen=True, eq=False)
class Features:
    """The features of one picture; n of them, positions in pixels of the upright full-size picture."""

    points: NDArray[np.float32]
    """(n, 2): x, y."""
    scales: NDArray[np.float32]
    """(n,): diameter in full-size pixels."""
    angles: NDArray[np.float32]
    """(n,): direction in radians, y pointing down."""
    descriptors: NDArray[np.uint8]
    """(n, 128): RootSIFT times 510."""
    width: int
    height: int
    """Size of the full picture."""

    def __len__(self) -> int:
        return len(self.points)


def extract(pixels: NDArray[np.uint8], width: int, height: int, *, side: int, most: int) -> Features:
    """Return at most `most` features of sRGB or grey pixels, looked at in `side` at most; width and height are the full picture's."""
    import cv2

    grey = _prepared(pixels, side)
    # More than are kept, so that there is something to pick from in every cell.
    detector = cv2.SIFT.create(nfeatures=most * 2, contrastThreshold=0.015, edgeThreshold=12)
    keypoints, raw = detector.detectAndCompute(grey, None)
    if not keypoints:
        return _none(width, height)
    seen = np.array([(*point.pt, point.size, point.angle, point.response) for point in keypoints], dtype=np.float32)
    kept = _spread(seen, grey.shape, most)
    seen, raw = seen[kept], raw[kept]
    across, down = width / grey.shape[1], height / grey.shape[0]
    # A pixel's centre is at a whole number, in both sizes.
    points = (seen[:, :2] + 0.5) * np.array([across, down], dtype=np.float32) - 0.5
    return Features(
        points=points.astype(np.float32),
        scales=seen[:, 2] * np.float32((across + down) / 2),
        angles=np.deg2rad(seen[:, 3]).astype(np.float32),
        descriptors=_root_sift(np.asarray(raw, dtype=np.float32)),
        width=width,
        height=height,
    )


@contextmanager
def shared_out(at_once: int) -> Iterator[None]:
    """Leave each of so many threads that extract features its share of the processors.

    OpenCV would split every picture's work among all processors. Threads of two pictures then wait for each other, and waiting costs
    processor time as well: 8 % of it on two processors. What is found stays the same.
    """
    import cv2

    cv2.setNumThreads(max(1, (os.cpu_count() or 1) // at_once))
    try:
        yield
    finally:
        cv2.setNumThreads(-1)  # as many as there are, as before


def mirrored(features: Features) -> Features:
    """Return the features the mirror image would have, without looking at it: points stay those of the picture as it is.

    Mirroring across a feature's own direction reverses the rows of its 4 x 4 x 8 histogram and the sense of its angles.
    """
    histograms = features.descriptors.reshape(-1, 4, 4, 8)
    turned = histograms[:, ::-1, :, :][:, :, :, (8 - np.arange(8)) % 8]
    return Features(
        features.points,
        features.scales,
        features.angles,
        np.ascontiguousarray(turned).reshape(-1, DESCRIPTOR_LENGTH),
        features.width,
        features.height,
    )


def as_unit(descriptors: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return descriptors as vectors of unit length."""
    vectors = descriptors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.maximum(lengths, 1e-6)[:, None], dtype=np.float32)


def _none(width: int, height: int) -> Features:
    empty = np.zeros(0, dtype=np.float32)
    return Features(empty.reshape(0, 2), empty, empty, np.zeros((0, DESCRIPTOR_LENGTH), dtype=np.uint8), width, height)


def _prepared(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return the luminance at working size, its tones stretched so that dark pictures have features as well."""
    import cv2

    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
    longest = max(grey.shape)
    wanted = min(max(longest, SMALLEST_SIDE), side)
    if wanted != longest:
        size = tuple(max(1, round(length * wanted / longest)) for length in (grey.shape[1], grey.shape[0]))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA if wanted < longest else cv2.INTER_CUBIC)
    dark, bright = np.percentile(grey[::4, ::4], (1, 99))
    if bright - dark < 8:
        return np.asarray(grey, dtype=np.uint8)
    tones = np.clip((np.arange(256) - dark) * (255.0 / (bright - dark)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, tones), dtype=np.uint8)


def _root_sift(raw: NDArray[np.float32]) -> NDArray[np.uint8]:
    shares = raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.minimum(np.rint(np.sqrt(shares) * DESCRIPTOR_SCALE), 255), dtype=np.uint8)


def _spread(seen: NDArray[np.float32], shape: tuple[int, ...], most: int) -> NDArray[np.intp]:
    """Return which features to keep: the strongest of every cell first, then the second of every cell, and so on."""
    if len(seen) <= most:
        return np.arange(len(seen))
    columns = np.minimum((seen[:, 0] * CELLS / shape[1]).astype(int), CELLS - 1)
    rows = np.minimum((seen[:, 1] * CELLS / shape[0]).astype(int), CELLS - 1)
    cells = rows * CELLS + columns
    order = np.lexsort((-seen[:, 4], cells))
    firsts = np.searchsorted(cells[order], np.arange(CELLS * CELLS))
    ranks = np.arange(len(order)) - firsts[cells[order]]
    return order[np.lexsort((-seen[order, 4], ranks))[:most]]
