"""Sample photographs, and files read as the check reads them."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from desktop.core import places
from desktop.media.decoder import Decoder
from desktop.media.picture import Picture


@pytest.fixture(scope="session")
def photograph() -> Callable[[str], Image.Image]:
    """Return a sample photograph by name, a little smaller than its file, so that the blocks of its JPEG are gone."""

    def opened(name: str) -> Image.Image:
        with Image.open(places.resources() / "samples" / "own-photos" / f"{name}.jpg") as image:
            return image.convert("RGB").resize((image.width * 9 // 10, image.height * 9 // 10), Image.Resampling.LANCZOS)

    return opened


@pytest.fixture(scope="module")
def read() -> Iterator[Callable[[bytes], Picture]]:
    """Return what reads a file's bytes as the check does."""
    with Decoder() as decoder:
        yield decoder.read


def jpeg(image: Image.Image, quality: int, **options: object) -> bytes:
    """Return the picture saved as JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def resaved(image: Image.Image, quality: int) -> Image.Image:
    """Return the picture after it was saved as JPEG and opened again."""
    return Image.open(io.BytesIO(jpeg(image, quality))).convert("RGB")
