"""Fakes made from real faces, each with the mask of what was changed.

`self_blend` follows Shiohara and Yamasaki, "Detecting Deepfakes with Self-Blended Images" (CVPR 2022); `low_resolution` is what
128-pixel swappers leave: a face of few pixels, enlarged or "enhanced", in a sharp photo; `cross_swap` puts the face of another
person there; `decoded` is what a network leaves that draws the whole picture, or the face, from something smaller.
Points are the 468 of the MediaPipe face mesh, in pixels, shape (468, 2).
"""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Points = NDArray[np.float32]
Mask = NDArray[np.float32]

# Indices of the face mesh (MediaPipe's canonical face): outlines that masks are drawn from.
_OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58,
         132, 93, 234, 127, 162, 21, 54, 103, 67, 109)  # fmt: skip
_LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
_EYES = (70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 359, 255, 339, 254, 253, 252, 256, 341, 463, 243, 112, 26, 22, 23, 24, 110, 25, 130)
_NOSE = (168, 122, 174, 198, 49, 48, 219, 64, 98, 97, 2, 326, 327, 294, 439, 278, 279, 420, 399, 351)
_LOWER = (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 280, 330, 4, 101, 50)
# Of what a decoder enlarges with: the pixel again, half linear, linear.
_KERNELS = ((0, 1, 1, 0), (1, 2, 2, 1), (1, 3, 3, 1))
_RATIOS = (0.25, 0.5, 0.75, 1.0, 1.0, 1.0)


def self_blend(pixels: Pixels, points: Points, random: Random) -> tuple[Pixels, Mask]:
    """Blend a picture with a slightly different copy of itself inside a face mask."""
    mask = _soft_mask(pixels.shape[:2], points, random)
    source, target = (_tinted(pixels, random), pixels) if random.random() < 0.5 else (pixels, _tinted(pixels, random))
    source = _shifted(source, random)
    return _blended(source, target, mask * random.choice(_RATIOS)), mask


def low_resolution(pixels: Pixels, points: Points, random: Random) -> tuple[Pixels, Mask]:
    """Put back a face that was made at few pixels and enlarged, as common swappers do."""
    mask = _soft_mask(pixels.shape[:2], points, random, whole=True)
    across = float(np.ptp(points[:, 0]))
    scale = min(0.9, random.uniform(36, 110) / max(across, 1.0))
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(8, int(width * scale)), max(8, int(height * scale))), interpolation=cv2.INTER_AREA)
    source = cv2.resize(small, (width, height), interpolation=random.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)))
    if random.random() < 0.5:  # what an "enhancer" leaves: smooth skin, hard edges
        source = cv2.bilateralFilter(source, 5, random.uniform(15, 50), 3)
        source = cv2.addWeighted(source, 1.8, cv2.GaussianBlur(source, (0, 0), 1.2), -0.8, 0)
    source = _shifted(_tinted(source, random) if random.random() < 0.5 else source, random)
    return _blended(source, pixels, mask), mask


def cross_swap(pixels: Pixels, points: Points, other: Pixels, other_points: Points, random: Random) -> tuple[Pixels, Mask]:
    """Put the face of another person there, warped to the same points and with the colours fitted."""
    matrix, _ = cv2.estimateAffine2D(other_points, points, method=cv2.LMEDS)
    if matrix is None:
        return self_blend(pixels, points, random)
    size = (pixels.shape[1], pixels.shape[0])
    source = cv2.warpAffine(other, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    mask = _soft_mask(pixels.shape[:2], points, random, whole=True)
    source = _same_colours(source, pixels, mask > 0.3)
    if random.random() < 0.25:
        return _poisson(source, pixels, mask), mask
    return _blended(source, pixels, mask), mask


def decoded(pixels: Pixels, points: Points, random: Random) -> tuple[Pixels, Mask]:
    """Draw a picture from a smaller one as a decoder does, by holes filled with kernels (Zhang, Karaman and Chang, AutoGAN, WIFS 2019)."""
    height, width = pixels.shape[:2]
    generator = np.random.default_rng(random.getrandbits(32))
    turns = random.choice((1, 1, 2, 2, 3))
    small = cv2.resize(pixels, (max(16, width >> turns), max(16, height >> turns)), interpolation=cv2.INTER_AREA).astype(np.float32)
    smooth, unlike = random.choice(_KERNELS), random.uniform(0.01, 0.12)
    for turn in range(turns):
        small = _up(small, smooth, unlike / 2**turn, generator)
    drawn = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    # What a decoder does not lose of the picture: some of its finest details; and what it adds: noise of its own, in places.
    fine = pixels - cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.8, 1.6)).astype(np.float32)
    drawn += fine * random.uniform(0, 0.9)
    if random.random() < 0.3:
        drawn += generator.normal(0, random.uniform(1, 5), (height, width, 1)).astype(np.float32)
    drawn = np.clip(drawn + 0.5, 0, 255).astype(np.uint8)
    if random.random() < 0.6:
        return drawn, np.ones((height, width), np.float32)
    mask = _soft_mask((height, width), points, random, whole=True)
    return _blended(drawn, pixels, mask), mask


def _up(small: NDArray[np.float32], smooth: tuple[int, ...], unlike: float, generator: np.random.Generator) -> NDArray[np.float32]:
    # A transposed convolution of stride 2: each of the four places of a new pixel has weights of its own, near those of a smooth kernel.
    line = np.array(smooth, np.float32) * 2 / sum(smooth)
    kernel = np.outer(line, line) * (1 + generator.normal(0, unlike, (4, 4)).astype(np.float32))
    wide = np.zeros((small.shape[0] * 2, small.shape[1] * 2, small.shape[2]), np.float32)
    wide[::2, ::2] = small
    return cv2.filter2D(wide, -1, kernel, borderType=cv2.BORDER_REFLECT_101)


def change_mask(real: Pixels, fake: Pixels) -> NDArray[np.float32]:
    """Return where an aligned pair differs, 0..1; below about 4 grey levels it is the noise of JPEG."""
    difference = np.abs(real.astype(np.float32) - fake.astype(np.float32)).mean(2)
    return np.clip((cv2.GaussianBlur(difference, (0, 0), 5) - 4) / 8, 0, 1)


def _soft_mask(shape: tuple[int, int], points: Points, random: Random, *, whole: bool = False) -> Mask:
    mask = np.zeros(shape, np.float32)
    region = (
        (None, _OVAL)
        if whole
        else random.choice(((None,), (_OVAL,), (_OVAL,), (_LOWER,), (_EYES,), (_NOSE,), (_LIPS,), (_EYES, _LIPS), (_EYES, _NOSE)))
    )
    for indices in region:
        chosen = points if indices is None else points[list(indices)]
        cv2.fillConvexPoly(mask, cv2.convexHull(chosen.astype(np.int32)), 1.0)
    across = max(8.0, float(np.ptp(points[:, 0])))
    mask = _elastic(mask, across, random)
    if random.random() < 0.5:
        kernel = np.ones((3, 3), np.uint8)
        turns = max(1, int(across * random.uniform(0.01, 0.06)))
        mask = cv2.erode(mask, kernel, iterations=turns) if random.random() < 0.6 else cv2.dilate(mask, kernel, iterations=turns)
    mask = cv2.GaussianBlur(mask, (0, 0), across * random.uniform(0.01, 0.07))
    highest = float(mask.max())
    return mask / highest if highest > 0 else mask


def _elastic(mask: Mask, across: float, random: Random) -> Mask:
    height, width = mask.shape
    generator = np.random.default_rng(random.getrandbits(32))
    coarse = generator.normal(0, across * random.uniform(0.01, 0.06), (2, 5, 5)).astype(np.float32)
    shift = [cv2.resize(part, (width, height), interpolation=cv2.INTER_CUBIC) for part in coarse]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(mask, columns + shift[0], rows + shift[1], cv2.INTER_LINEAR)


def _tinted(pixels: Pixels, random: Random) -> Pixels:
    out = pixels.astype(np.float32)
    if random.random() < 0.7:
        out += np.array([random.uniform(-18, 18) for _ in range(3)], np.float32)
    if random.random() < 0.6:
        mean = out.mean(axis=(0, 1), keepdims=True)
        out = (out - mean) * random.uniform(0.85, 1.15) + mean + random.uniform(-15, 15)
    out8 = np.clip(out, 0, 255).astype(np.uint8)
    if random.random() < 0.5:
        hue = cv2.cvtColor(out8, cv2.COLOR_RGB2HSV).astype(np.float32)
        hue[..., 0] = (hue[..., 0] + random.uniform(-6, 6)) % 180
        hue[..., 1] = np.clip(hue[..., 1] * random.uniform(0.75, 1.3), 0, 255)
        out8 = cv2.cvtColor(hue.astype(np.uint8), cv2.COLOR_HSV2RGB)
    chance = random.random()
    if chance < 0.35:
        height, width = out8.shape[:2]
        factor = random.uniform(0.25, 0.75)
        small = cv2.resize(out8, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=cv2.INTER_AREA)
        out8 = cv2.resize(small, (width, height), interpolation=random.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
    elif chance < 0.6:
        out8 = cv2.addWeighted(out8, 1.6, cv2.GaussianBlur(out8, (0, 0), random.uniform(0.8, 2)), -0.6, 0)
    return out8


def _shifted(pixels: Pixels, random: Random) -> Pixels:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-2, 2), random.uniform(0.95, 1.05))
    matrix[:, 2] += (random.uniform(-0.03, 0.03) * width, random.uniform(-0.015, 0.015) * height)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def _blended(source: Pixels, target: Pixels, alpha: Mask) -> Pixels:
    weight = alpha[..., None]
    return np.clip(source * weight + target * (1 - weight) + 0.5, 0, 255).astype(np.uint8)


def _same_colours(source: Pixels, target: Pixels, where: NDArray[np.bool_]) -> Pixels:
    if where.sum() < 30:
        return source
    from_lab, to_lab = (cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).astype(np.float32) for picture in (source, target))
    one, two = from_lab[where], to_lab[where]
    fitted = (from_lab - one.mean(0)) * np.clip(two.std(0) / (one.std(0) + 1e-3), 0.5, 2) + two.mean(0)
    return cv2.cvtColor(np.clip(fitted, 0, 255).astype(np.uint8), cv2.COLOR_LAB2RGB)


def _poisson(source: Pixels, target: Pixels, mask: Mask) -> Pixels:
    hard = ((mask > 0.5) * 255).astype(np.uint8)
    hard[:2], hard[-2:], hard[:, :2], hard[:, -2:] = 0, 0, 0, 0
    left, top, width, height = cv2.boundingRect(hard)
    if width < 8 or height < 8:
        return _blended(source, target, mask)
    return cv2.seamlessClone(source, target, hard, (left + width // 2, top + height // 2), cv2.NORMAL_CLONE)
