"""Changes of a part of a photograph, each with the mask of what was changed: what the region model learns from.

Whatever is made here stands in a picture whose other pixels are untouched, and the untouched picture is learned beside it: no cue of where
a photograph came from can tell the two apart. `POISSON` and `QUILTED` are kept out of training and are measured on.
"""

from random import Random

import cv2
import degrade
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Mask = NDArray[np.float32]

TRAINED = ("splice", "copy", "filled", "filtered", "redrawn", "recoded")
POISSON, QUILTED = "poisson", "quilted"
_ENLARGING = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)


def changed(name: str, pixels: Pixels, other: Pixels, random: Random) -> tuple[Pixels, Mask]:
    """Return the picture with a part changed in the way of this name, and where, 0..1; `other` is another photograph."""
    mask = shape_mask(pixels.shape[:2], random, largest=0.12 if name == "filled" else 0.45)
    made = _WAYS[name](pixels, other, mask, random)
    if name in {POISSON, "filled"}:
        return made, mask
    soft = cv2.GaussianBlur(mask, (0, 0), random.uniform(0.5, 3.0)) if random.random() < 0.7 else mask
    return blended(made, pixels, soft), soft


def blended(source: Pixels, target: Pixels, alpha: Mask) -> Pixels:
    """Return the source where alpha is 1, the target where it is 0."""
    weight = alpha[..., None]
    return np.clip(source * weight + target * (1 - weight) + 0.5, 0, 255).astype(np.uint8)


def shape_mask(shape: tuple[int, int], random: Random, *, largest: float = 0.45) -> Mask:
    """Return the mask of a random shape: an ellipse, a rectangle, a blob, or a few broad strokes."""
    height, width = shape
    mask = np.zeros(shape, np.float32)
    share = random.uniform(0.02, largest)
    across = (share * height * width) ** 0.5
    stretch = random.uniform(0.6, 1.7)
    wide, high = min(width * 0.9, across * stretch), min(height * 0.9, across / stretch)
    x, y = random.uniform(wide / 2, width - wide / 2), random.uniform(high / 2, height - high / 2)
    kind = random.choice(("ellipse", "box", "blob", "blob", "strokes"))
    if kind == "ellipse":
        cv2.ellipse(mask, (int(x), int(y)), (int(wide / 1.8) + 1, int(high / 1.8) + 1), random.uniform(0, 180), 0, 360, 1.0, -1)
    elif kind == "box":
        cv2.rectangle(mask, (int(x - wide / 2), int(y - high / 2)), (int(x + wide / 2), int(y + high / 2)), 1.0, -1)
    elif kind == "blob":
        angles = np.sort([random.uniform(0, 2 * np.pi) for _ in range(random.randint(5, 12))])
        radius = np.array([random.uniform(0.5, 1.15) for _ in angles])
        corners = np.stack([x + np.cos(angles) * radius * wide / 1.7, y + np.sin(angles) * radius * high / 1.7], axis=1)
        cv2.fillPoly(mask, [corners.astype(np.int32)], 1.0)
    else:
        points = [(int(x + random.uniform(-wide, wide) / 2), int(y + random.uniform(-high, high) / 2)) for _ in range(random.randint(2, 5))]
        cv2.polylines(
            mask, [np.array(points, np.int32)], isClosed=False, color=1.0, thickness=max(8, int(across * random.uniform(0.2, 0.5)))
        )
    return mask


def _splice(pixels: Pixels, other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """A part of another photograph, which was saved, resized, blurred or lit in its own way."""
    return _another_way(_fitted(other, pixels.shape[:2], random), random)


def _copy(pixels: Pixels, _other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """A part of the same picture, from elsewhere, perhaps turned or resized."""
    height, width = pixels.shape[:2]
    is_plain = random.random() < 0.3
    angle, scale = (0.0, 1.0) if is_plain else (random.uniform(-25, 25), random.uniform(0.6, 1.5))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
    matrix[:, 2] += [random.choice((-1, 1)) * random.uniform(0.2, 0.5) * side for side in (width, height)]
    flags = cv2.INTER_NEAREST if is_plain else random.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC))
    return cv2.warpAffine(pixels, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT)


def _filled(pixels: Pixels, _other: Pixels, mask: Mask, random: Random) -> Pixels:
    """Something taken out: the hole filled from its edge (Telea 2004), with or without new grain."""
    hole = (mask > 0.5).astype(np.uint8)
    out = cv2.inpaint(pixels, hole, random.choice((3, 5)), random.choice((cv2.INPAINT_TELEA, cv2.INPAINT_NS)))
    return blended(_noisy(out, random), pixels, mask) if random.random() < 0.4 else out


def _filtered(pixels: Pixels, _other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """Retouched: smoothed, sharpened, made grainy, as beauty filters and healing brushes do."""
    kind = random.choice(("blur", "bilateral", "median", "sharpen", "grain"))
    if kind == "blur":
        return cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.6, 4))
    if kind == "bilateral":
        return cv2.bilateralFilter(pixels, 7, random.uniform(15, 60), random.uniform(2, 6))
    if kind == "median":
        return cv2.medianBlur(pixels, random.choice((3, 5)))
    if kind == "sharpen":
        return cv2.addWeighted(pixels, 1.9, cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.8, 2)), -0.9, 0)
    return _noisy(pixels, random)


def _redrawn(pixels: Pixels, _other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """Drawn anew out of few numbers, as networks do: made small, enlarged by layers, each followed by a small filter."""
    height, width = pixels.shape[:2]
    turns = random.randint(1, 3)
    factor = 2**turns
    out = cv2.resize(pixels, (max(4, width // factor), max(4, height // factor)), interpolation=cv2.INTER_AREA)
    for turn in range(turns):
        size = (width, height) if turn == turns - 1 else (out.shape[1] * 2, out.shape[0] * 2)
        out = cv2.resize(out, size, interpolation=random.choice(_ENLARGING))
        kernel = np.random.default_rng(random.getrandbits(32)).normal(0, 0.05, (3, 3)) + np.outer((1, 2, 1), (1, 2, 1)) / 16
        if random.random() < 0.5:
            kernel = kernel * -random.uniform(0.2, 0.7)
            kernel[1, 1] += 1
        out = cv2.filter2D(out, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    # Part of the finest detail is kept, so that the change is not only a blur.
    detail = random.choice((0.0, 0.0, 0.3, 0.6))
    return np.clip(out + detail * (pixels.astype(np.float32) - out), 0, 255).astype(np.uint8) if detail else out


def _recoded(pixels: Pixels, _other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """The same pixels with another history: saved at another quality, or resized there and back."""
    return _another_way(pixels, random)


def _poisson(pixels: Pixels, other: Pixels, mask: Mask, random: Random) -> Pixels:
    """A part of another photograph fitted in by its gradients (Perez and others 2003). Not trained on."""
    hard = ((mask > 0.5) * 255).astype(np.uint8)
    hard[:2], hard[-2:], hard[:, :2], hard[:, -2:] = 0, 0, 0, 0
    left, top, width, height = cv2.boundingRect(hard)
    source = _another_way(_fitted(other, pixels.shape[:2], random), random)
    cloned = cv2.seamlessClone(source, pixels, hard, (left + width // 2, top + height // 2), cv2.NORMAL_CLONE)
    # It solves for all of the box around the part, and leaves small traces beside it.
    return blended(cloned, pixels, mask)


def _quilted(pixels: Pixels, _other: Pixels, _mask: Mask, random: Random) -> Pixels:
    """A part filled with small pieces of the picture laid beside each other, as exemplar-based inpainting does. Not trained on."""
    height, width = pixels.shape[:2]
    side, out = random.choice((12, 16, 24)), pixels.copy()
    strip = random.randrange(max(1, height - 2 * side))
    for top in range(0, height - side + 1, side):
        for left in range(0, width - side + 1, side):
            y, x = min(height - side, strip + random.randrange(side)), random.randrange(width - side + 1)
            out[top : top + side, left : left + side] = pixels[y : y + side, x : x + side]
    return out


def _fitted(other: Pixels, shape: tuple[int, int], random: Random) -> Pixels:
    """Return a cut of another photograph in this shape, at its own resolution where it is large enough."""
    height, width = shape
    scale = max(height / other.shape[0], width / other.shape[1], random.choice((0.0, 0.0, 0.0, 0.6, 1.4)) or 1.0)
    if abs(scale - 1) > 1e-3:
        size = (max(width, round(other.shape[1] * scale)), max(height, round(other.shape[0] * scale)))
        other = cv2.resize(other, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    y, x = random.randrange(other.shape[0] - height + 1), random.randrange(other.shape[1] - width + 1)
    return other[y : y + height, x : x + width]


def _another_way(pixels: Pixels, random: Random) -> Pixels:
    out = pixels
    height, width = out.shape[:2]
    if random.random() < 0.45:
        factor = random.uniform(0.4, 0.9)
        small = cv2.resize(out, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=cv2.INTER_AREA)
        out = cv2.resize(small, (width, height), interpolation=random.choice(_ENLARGING[1:]))
    if random.random() < 0.3:
        out = _noisy(out, random)
    if random.random() < 0.65 or out is pixels:
        out = degrade.saved_again(out, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, random.randint(35, 92)])
    return out


def _noisy(pixels: Pixels, random: Random) -> Pixels:
    noise = np.random.default_rng(random.getrandbits(32)).normal(0, random.uniform(1.5, 7), pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


_WAYS = {
    "splice": _splice, "copy": _copy, "filled": _filled, "filtered": _filtered, "redrawn": _redrawn, "recoded": _recoded,
    POISSON: _poisson, QUILTED: _quilted,
}  # fmt: skip
