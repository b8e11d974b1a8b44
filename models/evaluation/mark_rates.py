"""Measure how often public watermarks and foreign thumbnails are told of photographs that have none, and found in those that do.

    python3 models/evaluation/mark_rates.py FOLDER... [--most 60]

Watermarks: each photograph of 256 pixels or more as it is (as PNG and as JPEG 100, 98, 97), and with the message of Stable Diffusion XL
put in (then PNG, JPEG 100, 98, 97, 95, nine tenths of the size, four pixels cut away). `bits` is the highest number that agreed with a
message of 48.
Thumbnails: each photograph with a thumbnail of itself, and after what people do with a photograph whose old thumbnail stays: saved again
at several qualities, black and white, brighter, half of it cut away, a ninth or a half of it from another photograph, another photograph.
Told is what the program tells; nothing is read in a child process, for these are our own files.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from made import as_png, drawn, jpeg, picture_of
from measures import wilson
from PIL import Image, ImageEnhance, ImageOps

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.checks import camera, watermark
from tests.media.marked_pictures import watermarked, with_thumbnail

SIDE = 1600
_MESSAGE = next(payload for payload in watermark.PAYLOADS if len(payload.bits) == 48)
_PLAIN: dict[str, Callable[[Image.Image], bytes]] = {
    "png": as_png,
    "jpeg 100": lambda image: jpeg(image, 100),
    "jpeg 98": lambda image: jpeg(image, 98),
    "jpeg 97": lambda image: jpeg(image, 97),
}
_CARRIED: dict[str, Callable[[Image.Image], bytes]] = _PLAIN | {
    "jpeg 95": lambda image: jpeg(image, 95),
    "nine tenths of the size, png": lambda image: as_png(image.resize((image.width * 9 // 10, image.height * 9 // 10))),
    "four pixels cut away, png": lambda image: as_png(image.crop((4, 4, image.width, image.height))),
}
_SHOWN: dict[str, Callable[[Image.Image, Image.Image], Image.Image]] = {
    "untouched": lambda image, _other: image,
    "black and white": lambda image, _other: ImageOps.grayscale(image).convert("RGB"),
    "a third brighter": lambda image, _other: ImageEnhance.Brightness(image).enhance(1.33),
    "turned round": lambda image, _other: image.transpose(Image.Transpose.ROTATE_180),
    "half cut away": lambda image, _other: image.crop((0, 0, image.width // 2, image.height)),
    "middle cut out (a quarter)": lambda image, _other: image.crop(_middle(image, 0.5)),
    "a ninth from another": lambda image, other: _mixed(image, other, 1 / 3),
    "a half from another": lambda image, other: _mixed(image, other, 0.71),
    "another": lambda image, other: other.resize(image.size),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=60, help="photographs of each folder, drawn at random")
    asked = parser.parse_args()
    images = [_opened(file) for folder in asked.folders for file in drawn(folder, asked.most, 11)]
    print(f"{len(images)} photographs, {sum(min(image.size) >= 256 for image in images)} of 256 pixels or more")
    for way, made in _PLAIN.items():
        _tell_watermarks("no watermark", way, [made(image) for image in images if min(image.size) >= 256])
    for way, made in _CARRIED.items():
        marked = (Image.fromarray(watermarked(np.array(image), _MESSAGE.bits)) for image in images if min(image.size) >= 256)
        _tell_watermarks("watermark", way, [made(image) for image in marked])
    for way, shown in _SHOWN.items():
        for quality in (90, 75, 50):
            pairs = zip(images, [images[-1], *images[:-1]], strict=True)
            _tell_thumbnails(way, quality, [with_thumbnail(shown(image, other), image, quality) for image, other in pairs])


def _tell_watermarks(sort: str, way: str, files: list[bytes]) -> None:
    pictures = [picture_of(content) for content in files]
    told = sum(bool(watermark.find(picture)) for picture in pictures)
    bits = max(
        watermark.agreeing(picture.pixels, payload) for picture in pictures for payload in watermark.PAYLOADS if len(payload.bits) == 48
    )
    share, low, high = wilson(told, len(files))
    print(f"{sort:13} {way:30} n={len(files):4} told {told:4} {share:6.1%} ({low:.1%} to {high:.1%})  bits {bits}", flush=True)


def _tell_thumbnails(way: str, quality: int, files: list[bytes]) -> None:
    told = sum(any(one.id == "thumbnail_differs" for one in camera.find(picture_of(content))) for content in files)
    share, low, high = wilson(told, len(files))
    print(f"thumbnail     {way:27} {quality} n={len(files):4} told {told:4} {share:6.1%} ({low:.1%} to {high:.1%})", flush=True)


def _opened(file: Path) -> Image.Image:
    with Image.open(file) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return image


def _middle(image: Image.Image, share: float) -> tuple[int, int, int, int]:
    width, height = int(image.width * share), int(image.height * share)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return left, top, left + width, top + height


def _mixed(image: Image.Image, other: Image.Image, share: float) -> Image.Image:
    box = _middle(image, share)
    out = image.copy()
    out.paste(other.resize(image.size).crop(box), box[:2])
    return out


if __name__ == "__main__":
    main()
