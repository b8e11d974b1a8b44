"""Our own pixels, written as picture files."""

import io

import numpy as np
from numpy.typing import NDArray


def to_jpeg(pixels: NDArray[np.uint8], quality: int = 85) -> bytes:
    """Return sRGB pixels of shape (height, width, 3) as a JPEG file without any metadata."""
    return _saved(pixels, "JPEG", quality=quality)


def to_png(pixels: NDArray[np.uint8]) -> bytes:
    """Return sRGB pixels of shape (height, width, 3) as a PNG file without any metadata."""
    return _saved(pixels, "PNG")


def _saved(pixels: NDArray[np.uint8], kind: str, **options: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, kind, **options)
    return out.getvalue()
