"""The way of an image through phones and messengers, the same for real and fake, so that quality is never the cue."""

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
_INTERPOLATIONS = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)


@dataclass(frozen=True)
class Way:
    """One draw of what happens to a picture; applied to both pictures of a pair."""

    scale: float
    down: int
    up: int
    jpeg: tuple[int, ...]
    webp: int
    blur: float
    sharpen: float
    noise: float
    seed: int
    gain: tuple[float, float, float]
    gamma: float
    is_grey: bool


def draw(random: Random) -> Way:
    """Draw a way at random."""

    def sometimes(chance: float, low: float, high: float) -> float:
        return random.uniform(low, high) if random.random() < chance else 0.0

    jpeg = tuple(random.randint(30, 95) for _ in range(random.choices((0, 1, 2), (0.3, 0.5, 0.2))[0]))
    return Way(
        scale=sometimes(0.5, 0.35, 1.0) or 1.0,
        down=random.choice(_INTERPOLATIONS),
        up=random.choice(_INTERPOLATIONS[1:]),
        jpeg=jpeg,
        webp=int(sometimes(0.1, 40, 95)),
        blur=sometimes(0.15, 0.3, 1.6),
        sharpen=sometimes(0.15, 0.2, 1.2),
        noise=sometimes(0.15, 1, 8),
        seed=random.getrandbits(32),
        gain=tuple(random.uniform(0.9, 1.1) for _ in range(3)) if random.random() < 0.3 else (1.0, 1.0, 1.0),  # type: ignore[arg-type]
        gamma=random.uniform(0.75, 1.3) if random.random() < 0.3 else 1.0,
        is_grey=random.random() < 0.03,
    )


def apply(pixels: Pixels, way: Way) -> Pixels:
    """Send one picture (height, width, 3) along a way; its size stays."""
    out = _light(pixels, way)
    height, width = out.shape[:2]
    if way.blur:
        out = cv2.GaussianBlur(out, (0, 0), way.blur)
    if way.scale < 1:
        small = cv2.resize(out, (max(16, int(width * way.scale)), max(16, int(height * way.scale))), interpolation=way.down)
        out = cv2.resize(_save(small, way), (width, height), interpolation=way.up)
    else:
        out = _save(out, way)
    if way.sharpen:
        soft = cv2.GaussianBlur(out, (0, 0), 1.5)
        out = cv2.addWeighted(out, 1 + way.sharpen, soft, -way.sharpen, 0)
    return out


def _light(pixels: Pixels, way: Way) -> Pixels:
    out = pixels
    if way.gain != (1.0, 1.0, 1.0) or way.gamma != 1.0:
        table = np.stack([np.clip(255 * (np.arange(256) / 255 * gain) ** way.gamma, 0, 255) for gain in way.gain], axis=-1)
        out = cv2.LUT(out, table.astype(np.uint8)[None])
    if way.is_grey:
        out = cv2.cvtColor(cv2.cvtColor(out, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if way.noise:
        noise = np.random.default_rng(way.seed).normal(0, way.noise, (*out.shape[:2], 3))
        out = np.clip(out + noise, 0, 255).astype(np.uint8)
    return out


def _save(pixels: Pixels, way: Way) -> Pixels:
    out = pixels
    if way.webp:
        out = saved_again(out, ".webp", [cv2.IMWRITE_WEBP_QUALITY, way.webp])
    for quality in way.jpeg:
        out = saved_again(out, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])
    return out


def saved_again(pixels: Pixels, suffix: str, options: list[int]) -> Pixels:
    """Save RGB pixels in the format of a suffix and read them again."""
    _, encoded = cv2.imencode(suffix, pixels[:, :, ::-1], options)
    return cv2.imdecode(encoded, cv2.IMREAD_COLOR)[:, :, ::-1]
