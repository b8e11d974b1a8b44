"""Video files made by the tests, from drawn pictures."""

import io
from collections.abc import Iterable
from fractions import Fraction

import av
import numpy as np
from PIL import Image

from tests.media import pictures

# Container, codec and pixel format of each kind, as phones and services write them.
KINDS = {
    "MP4": ("mp4", "libx264", "yuv420p"),
    "MOV": ("mov", "libx264", "yuv420p"),
    "3GP": ("3gp", "mpeg4", "yuv420p"),
    "WebM": ("webm", "libvpx", "yuv420p"),
    "Matroska": ("matroska", "libx264", "yuv420p"),
    "AVI": ("avi", "mpeg4", "yuv420p"),
}


def scenes(seconds: float, rate: int, size: tuple[int, int] = (160, 120), each: float = 2.0) -> Iterable[tuple[float, Image.Image]]:
    """Yield times and pictures: a drawn scene every `each` seconds, over which a light square wanders."""
    for number in range(round(seconds * rate)):
        time = number / rate
        picture = pictures.scene(*size, seed=int(time // each) + 1)
        left = int(time * 20) % (size[0] - 20)
        picture.paste((250, 250, 250), (left, 10, left + 16, 26))
        yield time, picture


def clip(
    kind: str = "MP4",
    frames: Iterable[tuple[float, Image.Image]] | None = None,
    *,
    rate: int = 10,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> bytes:
    """Return a video file of this kind whose frames are shown at these times."""
    container_name, codec, pixel_format = KINDS[kind]
    out = io.BytesIO()
    with av.open(out, "w", format=container_name, options=container_options or {}) as container:
        container.metadata.update(metadata or {})
        stream = None
        for time, picture in frames or scenes(4, rate):
            if stream is None:
                stream = container.add_stream(codec, rate=rate, options=options or {})
                stream.width, stream.height, stream.pix_fmt = *picture.size, pixel_format
                stream.codec_context.time_base = Fraction(1, 1000) if codec != "mpeg4" else Fraction(1, rate)
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.time_base = stream.codec_context.time_base
            frame.pts = round(time / frame.time_base)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()
