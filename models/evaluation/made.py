"""Photographs and forgeries for measuring the findings about saving: ordinary scenes, parts of them moved, exchanged or made coarser."""

import io
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from desktop.checks.result import Box
from desktop.media import stills
from desktop.media.picture import Picture

GRAIN = 3.0
stills.prepare()


@dataclass(frozen=True, eq=False)
class Made:
    """An untouched photograph, and what forgeries are made with."""

    image: Image.Image
    other: Image.Image
    """Another photograph."""
    face: Box | None
    """The largest face, if there is one."""

    def after(self, quality: int) -> Image.Image:
        """Return the photograph after it was saved as JPEG once."""
        return opened(jpeg(self.image, quality))

    def sent(self) -> Image.Image:
        """Return it after a messenger made it smaller and saved it, and somebody else's did again."""
        return opened(jpeg(self.image.resize((int(self.image.width * 0.8), int(self.image.height * 0.8)), Image.Resampling.BICUBIC), 85))


def drawn(folder: Path, most: int, seed: int) -> list[Path]:
    """Return so many pictures of a folder, drawn at random."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".bmp"})
    random.Random(seed).shuffle(files)
    return files[:most]


def small(image: Image.Image, _number: int) -> Image.Image:
    """Return the photograph at 0.75 of its size, so that earlier blocks of 8 pixels are gone."""
    return image.resize((int(image.width * 0.75), int(image.height * 0.75)), Image.Resampling.LANCZOS)


def large(image: Image.Image, number: int) -> Image.Image:
    """Return the photograph three times enlarged, with grain."""
    pixels = np.asarray(image.resize((image.width * 3, image.height * 3), Image.Resampling.BICUBIC), np.float32)
    grain = np.random.default_rng(number).normal(0, GRAIN, (*pixels.shape[:2], 1))
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def own_size(image: Image.Image, _number: int) -> Image.Image:
    """Return the photograph as it is."""
    return image


def smoothed_part(image: Image.Image) -> Image.Image:
    """Return the picture with its middle ninth smoothed by one pixel, as a retouching brush or an enlarged patch is."""
    width, height = image.width // 3, image.height // 3
    out = image.copy()
    out.paste(image.crop((width, height, 2 * width, 2 * height)).filter(ImageFilter.GaussianBlur(1)), (width, height))
    return out


def part_of_other(made: Made, onto: Image.Image) -> Image.Image:
    """Return the picture with its middle ninth taken from the other photograph."""
    width, height = onto.width // 3, onto.height // 3
    part = made.other.resize(onto.size, Image.Resampling.BICUBIC).crop((5, 7, 5 + width, 7 + height))
    out = onto.copy()
    out.paste(part, (width, height))
    return out


def copied(image: Image.Image) -> Image.Image:
    """Return the picture with three tenths of its sides copied from the upper left to the lower right."""
    width, height = int(image.width * 0.3), int(image.height * 0.3)
    out = image.copy()
    out.paste(image.crop((10, 12, 10 + width, 12 + height)), (image.width - width - 9, image.height - height - 14))
    return out


def enlarged_face(made: Made, times: float) -> Image.Image:
    """Return the picture with its face made so many times smaller, enlarged again and put back with a soft edge."""
    assert made.face is not None
    box = made.face
    cut = (max(0, box.x), max(0, box.y), min(made.image.width, box.x + box.width), min(made.image.height, box.y + box.height))
    part = made.image.crop(cut)
    reduced = part.resize((max(2, int(part.width / times)), max(2, int(part.height / times))), Image.Resampling.LANCZOS)
    mask = Image.new("L", part.size, 0)
    ImageDraw.Draw(mask).ellipse((part.width * 0.03, part.height * 0.03, part.width * 0.97, part.height * 0.97), fill=255)
    out = made.image.copy()
    out.paste(reduced.resize(part.size, Image.Resampling.BICUBIC), cut[:2], mask.filter(ImageFilter.GaussianBlur(2)))
    return out


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Return the picture saved as JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_png(image: Image.Image) -> bytes:
    """Return the picture saved without loss."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return what a file shows."""
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB")


def picture_of(content: bytes) -> Picture:
    """Return one of our own files as the check reads it, without a child process."""
    still = stills.decode(content, None, 10**9)
    width, height = still.size
    pixels = np.frombuffer(still.rgb, np.uint8).reshape(height, width, 3)
    return Picture(pixels, *still.full_size, still.facts, np.frombuffer(still.luma, np.uint8).reshape(height, width))
