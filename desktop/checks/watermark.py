"""Invisible watermarks whose content is public: those that open image generators put into what they make.

Method: the reading half of DWT-DCT of the invisible-watermark library (ShieldMnt, imwatermark/maxDct.py): in the U channel (of Y, U, V),
the low band of a one-step Haar wavelet, blocks of 4 by 4; the largest value of a block (the first left out) lies in the upper half of a
step of 36 for a 1, in the lower for a 0; blocks vote in turn for the bits of the message. Messages: facts of Stable Diffusion 1 and XL and
of FLUX, as their published code embeds them.
Limits: any saving as JPEG below quality 98, any change of size and any crop removes it; most front ends do not embed it. Found only where
so many bits agree that chance does it less than once in a million pictures of fair coins (limit of `LEAST_AGREEING`); measured on
untouched photographs: tests/benchmarks/file_says_rates.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Finding, Strength
from desktop.core.texts import Sentence, mark, say
from desktop.media.picture import Picture

_SCALE = 36.0
_BLOCK = 4
_LEAST_SIDE = 256
_LEAST_QUALITY = 97
# Share of the message's bits that must agree: 43 of 48 by chance once in 3 million, 110 of 136 once in 2 * 10^13.
LEAST_AGREEING = {48: 43, 46: 42, 136: 110}
_LIMITS = mark(
    "Such a watermark can be put into any picture by someone who knows how. That other pictures have none says nothing about them: "
    "it is lost as soon as a picture is saved as JPEG or changed in size."
)


@dataclass(frozen=True)
class Payload:
    """A message that a generator embeds."""

    name: str
    bits: NDArray[np.bool_]


def _bits(digits: str) -> NDArray[np.bool_]:
    return np.array([digit == "1" for digit in digits])


PAYLOADS = (
    Payload("Stable Diffusion 1", np.unpackbits(np.frombuffer(b"StableDiffusionV1", np.uint8)).astype(np.bool_)),
    Payload("Stable Diffusion XL", _bits("101100111110110010010000011110111011000110011110")),
    Payload("FLUX", _bits("1010101111111010000111100111001111010100101110")),
)


def find(picture: Picture) -> tuple[Finding, ...]:
    """Return which public watermark the picture carries, if it carries one that can still be read."""
    jpeg = picture.facts.jpeg
    too_coarse = jpeg is not None and (jpeg.estimated_quality or 0) < _LEAST_QUALITY
    if too_coarse or not picture.is_full_size or min(picture.width, picture.height) < _LEAST_SIDE or picture.facts.format == "PDF":
        return ()
    found = next((payload for payload in PAYLOADS if agreeing(picture.pixels, payload) >= LEAST_AGREEING[len(payload.bits)]), None)
    if found is None:
        return ()
    text = say(mark("The picture carries the invisible watermark that {program} puts into the pictures it generates."), program=found.name)
    return (Finding("generator_watermark", "file", text, Sentence(_LIMITS), Strength.STRONG),)


def agreeing(pixels: NDArray[np.uint8], payload: Payload) -> int:
    """Return how many bits of the message agree with what the picture's blocks vote for."""
    votes = _votes(pixels)
    length = len(payload.bits)
    whole = len(votes) // length * length
    if whole == 0:
        return 0
    return int(((votes[:whole].reshape(-1, length).mean(axis=0) > 0.5) == payload.bits).sum())


def _votes(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    height, width = (side // 4 * 4 for side in pixels.shape[:2])
    # Blocks are small: a few megapixels say as much as twelve.
    height = min(height, max(_LEAST_SIDE, 4_000_000 // width // 4 * 4))
    yuv = cv2.cvtColor(np.ascontiguousarray(pixels[:height, :width]), cv2.COLOR_RGB2YUV)
    channel = yuv[:, :, 1].astype(np.float32)
    low = (channel[::2, ::2] + channel[1::2, ::2] + channel[::2, 1::2] + channel[1::2, 1::2]) / 2
    rows, columns = low.shape[0] // _BLOCK, low.shape[1] // _BLOCK
    blocks = low[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK).transpose(0, 2, 1, 3).reshape(-1, _BLOCK**2)
    largest = np.abs(blocks[:, 1:]).max(axis=1)
    return np.asarray(np.mod(largest, _SCALE) > 0.5 * _SCALE, np.float32)
