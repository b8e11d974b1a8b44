"""What becomes of a picture on its way: the same picture at other qualities and scales, as a messenger sends it, as a screenshot."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image

QUALITIES = (95, 75, 50, 30)
SCALES = (1 / 2, 1 / 4)
_MESSENGER_SIDE = 1280


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """Return the picture saved as JPEG."""
    return _saved(image, "JPEG", quality=quality)


def as_png(image: Image.Image) -> bytes:
    """Return the picture saved without loss."""
    return _saved(image, "PNG")


def as_webp(image: Image.Image, quality: int) -> bytes:
    """Return the picture saved as WebP."""
    return _saved(image, "WEBP", quality=quality)


def scaled(image: Image.Image, scale: float) -> Image.Image:
    """Return the picture at another scale."""
    size = tuple(max(8, round(side * scale)) for side in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC)


def screenshot(image: Image.Image, random: Random) -> bytes:
    """Return the picture as a part of a screen: at another scale, between bars, saved without loss."""
    shown = scaled(image, random.uniform(0.7, 1.6))
    edge = random.randint(10, 60)
    screen = Image.new("RGB", (shown.width + 2 * edge, shown.height + 3 * edge), (random.randint(0, 255),) * 3)
    screen.paste(shown, (edge, 2 * edge))
    return _saved(screen, "PNG")


def messenger(image: Image.Image, random: Random) -> bytes:
    """Return the picture as messengers send it: its longest side bounded, saved as JPEG at a middle quality."""
    bounded = scaled(image, min(1.0, _MESSENGER_SIDE / max(image.size)) * random.uniform(0.6, 1.0))
    return _saved(bounded, "JPEG", quality=random.randint(62, 82))


def fixed(untrusted: bytes) -> dict[str, bytes]:
    """Return the variants that an evaluation reports, by name; the scales are saved at quality 90."""
    image = opened(untrusted)
    by_quality = {f"JPEG {quality}": as_jpeg(image, quality) for quality in QUALITIES}
    by_scale = {f"scale 1/{round(1 / scale)}": as_jpeg(scaled(image, scale), 90) for scale in SCALES}
    return {"as it is": untrusted, **by_quality, **by_scale}


def drawn(untrusted: bytes, random: Random, *, may_enlarge: bool = True) -> bytes:
    """Return the picture after one way drawn at random; real and fake go the same ways."""
    image = opened(untrusted)
    scale = random.choices((1.0, random.uniform(0.4, 0.9), random.uniform(1.1, 2.0)), (0.5, 0.25, 0.25))[0]
    scale = scale if may_enlarge else min(1.0, max(0.75, scale))
    image = scaled(image, scale) if scale != 1.0 else image
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: as_jpeg(image, random.randint(85, 96)),
        lambda: as_jpeg(image, random.randint(60, 84)),
        lambda: as_jpeg(image, random.randint(30, 59)),
        lambda: messenger(image, random),
        lambda: screenshot(image, random),
        lambda: as_png(image),
        lambda: as_webp(image, random.randint(50, 90)),
    )
    return random.choices(ways, (3, 2, 3, 1, 2, 1, 1))[0]()


def opened(untrusted: bytes) -> Image.Image:
    """Return the pixels of a picture of the sets, which are trusted."""
    with Image.open(io.BytesIO(untrusted)) as image:
        return image.convert("RGB")


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
