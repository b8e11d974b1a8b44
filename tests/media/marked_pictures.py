"""Pictures with what checks of the file look for: invisible watermarks with public messages, and EXIF thumbnails."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.media import pictures


def watermarked(pixels: NDArray[np.uint8], bits: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the pixels with a watermark, by the writing half of the published method, written anew (see watermark.py)."""
    height, width = (side // 4 * 4 for side in pixels.shape[:2])
    yuv = cv2.cvtColor(pixels, cv2.COLOR_RGB2YUV)
    channel = yuv[:height, :width, 1].astype(np.float64)
    a, b, c, d = channel[::2, ::2], channel[::2, 1::2], channel[1::2, ::2], channel[1::2, 1::2]
    low = (a + b + c + d) / 2
    number = 0
    for top in range(0, low.shape[0] - 3, 4):
        for left in range(0, low.shape[1] - 3, 4):
            block = low[top : top + 4, left : left + 4].reshape(-1).copy()
            at = 1 + int(np.argmax(np.abs(block[1:])))
            value = (abs(block[at]) // 36 + 0.25 + 0.5 * bits[number % len(bits)]) * 36
            block[at] = value if block[at] >= 0 else -value
            low[top : top + 4, left : left + 4] = block.reshape(4, 4)
            number += 1
    change = (low - (a + b + c + d) / 2) / 2
    channel += np.kron(change, np.ones((2, 2)))
    yuv[:height, :width, 1] = np.clip(np.round(channel), 0, 255).astype(np.uint8)
    return cv2.cvtColor(yuv, cv2.COLOR_YUV2RGB)


def with_thumbnail(shown: Image.Image, inside: Image.Image, quality: int = 75, **tags: object) -> bytes:
    """Return a JPEG of `shown` whose EXIF thumbnail is made of `inside`, as if a camera had written it."""
    little = inside.copy()
    little.thumbnail((160, 160))
    small = pictures.saved(little, "JPEG")
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model 1"
    for tag, value in tags.items():
        exif.get_ifd(0x8769)[int(tag, 16)] = value
    ifd = exif.get_ifd(0x8769)
    ifd.update({0x829A: 0.01} if not tags.get("bare") else {})
    plain = pictures.saved(shown, "JPEG", exif=exif, quality=quality)
    # Pillow writes no thumbnail: a second directory is put behind the first, by the layout of EXIF 2.32.
    start = plain.index(b"Exif\x00\x00") + 6
    length = int.from_bytes(plain[start - 8 : start - 6], "big")
    block = bytearray(plain[start : start + length - 8])
    order = "little" if block[:2] == b"II" else "big"
    first = int.from_bytes(block[4:8], order)
    count = int.from_bytes(block[first : first + 2], order)
    link = first + 2 + 12 * count
    at = len(block) + len(block) % 2
    block += bytes(len(block) % 2)
    block[link : link + 4] = at.to_bytes(4, order)
    entries = [(0x0103, 3, 6), (0x0201, 4, at + 2 + 12 * 3 + 4), (0x0202, 4, len(small))]
    block += len(entries).to_bytes(2, order)
    for tag, kind, value in entries:
        block += tag.to_bytes(2, order) + kind.to_bytes(2, order) + (1).to_bytes(4, order)
        block += value.to_bytes(2, order) + bytes(2) if kind == 3 else value.to_bytes(4, order)
    block += bytes(4) + small
    return plain[: start - 8] + (len(block) + 8).to_bytes(2, "big") + b"Exif\x00\x00" + bytes(block) + plain[start + length - 8 :]
