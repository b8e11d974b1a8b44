"""How like the picture its embedded EXIF thumbnail is. Runs in the child process.

Cameras put a small copy of the picture into the file (EXIF 2.32, 4.5.7). Some programs change the picture and leave the old copy.
"""

import io

from PIL import ExifTags, Image

from desktop.media.metadata import MALFORMED

_LONGEST = 640
_SIDE = 32
_MOST_BYTES = 256 * 1024
# So much of a thumbnail's height or width may be bars that make up for another shape.
_MOST_BARS = 0.34
# Saved as JPEG, black is not 0 everywhere.
_BLACK_TO = 24


def likeness(image: Image.Image) -> float | None:
    """Return how the tones of the thumbnail go along with those of the picture as stored (correlation, -1 to 1), or None without one."""
    try:
        small = _thumbnail(image)
        if small is None:
            return None
        shape = image.width / image.height
        fitted = [one for one in (_without_bars(small, shape), _without_bars(_within_frame(small), shape)) if one is not None]
        alike = [_correlation(_tones(one), _tones(image)) for one in fitted]
        return max((one for one in alike if one is not None), default=None)
    except MALFORMED:
        return None


def _thumbnail(image: Image.Image) -> Image.Image | None:
    directory = image.getexif().get_ifd(ExifTags.IFD.IFD1)
    start, size = directory.get(ExifTags.Base.JpegIFOffset), directory.get(ExifTags.Base.JpegIFByteCount)
    stored = image.info.get("exif")
    if not isinstance(start, int) or not isinstance(size, int) or not isinstance(stored, bytes) or not 0 < size <= _MOST_BYTES:
        return None
    content = stored.removeprefix(b"Exif\x00\x00")[start : start + size]
    small = Image.open(io.BytesIO(content), formats=("JPEG",))
    if max(small.size) > _LONGEST or min(small.size) < 16:
        return None
    small.load()
    return small


def _within_frame(small: Image.Image) -> Image.Image:
    """Return the thumbnail without what is black at its edges: some cameras draw a frame, or a bar at one side only."""
    box = small.convert("L").point([0] * _BLACK_TO + [255] * (256 - _BLACK_TO)).getbbox()
    if box is None or box[2] - box[0] < (1 - _MOST_BARS) * small.width or box[3] - box[1] < (1 - _MOST_BARS) * small.height:
        return small
    return small.crop(box)


def _tones(image: Image.Image) -> list[int]:
    return list(image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes())


def _without_bars(small: Image.Image, shape: float) -> Image.Image | None:
    """Return the middle of the thumbnail in the picture's shape; None where the shapes differ by more than bars explain."""
    width, height = small.size
    wide, high = min(width, height * shape), min(height, width / shape)
    if wide < (1 - _MOST_BARS) * width or high < (1 - _MOST_BARS) * height:
        return None
    left, top = (width - wide) / 2, (height - high) / 2
    return small.crop((round(left), round(top), round(left + wide), round(top + high)))


def _correlation(one: list[int], other: list[int]) -> float | None:
    count = len(one)
    mean, other_mean = sum(one) / count, sum(other) / count
    spread = sum((value - mean) ** 2 for value in one)
    other_spread = sum((value - other_mean) ** 2 for value in other)
    if min(spread, other_spread) < count:  # nearly one tone: nothing to go by
        return None
    together = sum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True))
    return float(together / (spread * other_spread) ** 0.5)
