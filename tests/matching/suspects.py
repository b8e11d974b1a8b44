"""Suspects made from photos in the ways they are made in the wild; ordinary scenes throughout. All take and give sRGB arrays."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """Return the pixels after JPEG of this quality."""
    _, coded = cv2.imencode(".jpg", np.ascontiguousarray(pixels[:, :, ::-1]), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return as_rgb(cv2.imdecode(coded, cv2.IMREAD_COLOR))


def as_rgb(bgr: object) -> Pixels:
    """Return OpenCV's order of colours as ours."""
    return np.ascontiguousarray(np.asarray(bgr, dtype=np.uint8)[:, :, ::-1])


def mirror(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(photo[:, ::-1], 85)


def quarter_turn(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(np.rot90(photo), 85)


def small_turn(photo: Pixels, _other: Pixels) -> Pixels:
    height, width = photo.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 7.0, 1.12)
    return jpeg(np.asarray(cv2.warpAffine(photo, turn, (width, height), borderMode=cv2.BORDER_REFLECT), dtype=np.uint8), 85)


def jpeg_30(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(photo, 30)


def half_size(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(resized(photo, 0.5), 75)


def crop_50(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(crop(photo, 0.50, 0.7, 0.3), 80)


def crop_25(photo: Pixels, _other: Pixels) -> Pixels:
    return jpeg(crop(photo, 0.25, 0.4, 0.5), 80)


def screenshot(photo: Pixels, _other: Pixels) -> Pixels:
    """On a phone's screen: bars above and below, a caption, shown at another size."""
    width = 720
    shown = resized(photo, width / photo.shape[1])
    screen = np.full((max(1400, shown.shape[0] + 500), width, 3), 18, dtype=np.uint8)
    top = (screen.shape[0] - shown.shape[0]) // 2
    screen[top : top + shown.shape[0]] = shown
    white = (235, 235, 235)
    cv2.putText(screen, "9:41      LTE 82%", (30, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.0, white, 2)
    cv2.putText(screen, "look who this is", (30, top + shown.shape[0] + 60), cv2.FONT_HERSHEY_SIMPLEX, 1.2, white, 2)
    cv2.putText(screen, "Reply   Share   Save", (60, screen.shape[0] - 60), cv2.FONT_HERSHEY_SIMPLEX, 1.0, white, 2)
    return jpeg(screen, 70)


def colour_filter(photo: Pixels, _other: Pixels) -> Pixels:
    """Warm, faded, darker at the edges."""
    height, width = photo.shape[:2]
    warm = photo.astype(np.float32) * (1.05, 0.95, 0.72) + (18, 10, 22)
    faded = 255 * np.clip(warm / 255, 0, 1) ** 0.85
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    dimmed = faded * (1 - 0.22 * (x**2 + y**2))[:, :, None]
    return jpeg(np.clip(dimmed, 0, 255).astype(np.uint8), 80)


def black_and_white(photo: Pixels, _other: Pixels) -> Pixels:
    grey = np.asarray(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    strong = np.clip((grey - 128) * 1.25 + 118, 0, 255).astype(np.uint8)
    return jpeg(np.repeat(strong[:, :, None], 3, axis=2), 75)


def rephotographed(photo: Pixels, _other: Pixels) -> Pixels:
    """From a screen at an angle: perspective, blur, noise, and the dark room around it."""
    height, width = photo.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    seen = corners * 0.8 + np.array([[0.06, 0.12], [0.16, 0.04], [0.12, 0.14], [0.10, 0.08]], dtype=np.float32) * (width, height)
    warp = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    room = cv2.warpPerspective(photo, warp, (width, height), borderValue=(22, 20, 25))
    noise = np.random.default_rng(7).normal(0, 5, room.shape)
    return jpeg(np.clip(cv2.GaussianBlur(room, (0, 0), 0.9) * 0.85 + 20 + noise, 0, 255).astype(np.uint8), 75)


def repainted(photo: Pixels, other: Pixels) -> Pixels:
    """The lower half is another picture, with a soft edge."""
    height, width = photo.shape[:2]
    new = np.asarray(cv2.resize(other, (width, height)), dtype=np.uint8)
    share = np.clip((np.linspace(0, 1, height) - 0.5) * 12 + 0.5, 0, 1)[:, None, None]
    return jpeg((photo * (1 - share) + new * share).astype(np.uint8), 80)


def replaced_part(photo: Pixels, other: Pixels) -> Pixels:
    """An oval of 8 % of the photo is from another: as where a face is put into one's photo."""
    height, width = photo.shape[:2]
    share = oval((height, width), (0.45, 0.4), (0.16, 0.16))
    return jpeg((photo * (1 - share) + np.asarray(cv2.resize(other, (width, height))) * share).astype(np.uint8), 80)


def cut_out(photo: Pixels, other: Pixels) -> Pixels:
    """An oval from the middle of the photo is pasted on another picture and covers 6 % of it."""
    height, width = photo.shape[:2]
    scene = np.asarray(cv2.resize(other, (1000, 750)), dtype=np.uint8)
    part = photo[int(height * 0.15) : int(height * 0.85), int(width * 0.22) : int(width * 0.78)]
    factor = np.sqrt(0.06 * scene.shape[0] * scene.shape[1] / (part.shape[0] * part.shape[1] * np.pi / 4))
    part = resized(part, factor)
    share = oval(part.shape[:2], (0.5, 0.5), (0.5, 0.5))
    top, left = 180, 420
    here = scene[top : top + part.shape[0], left : left + part.shape[1]]
    share, part = share[: here.shape[0], : here.shape[1]], part[: here.shape[0], : here.shape[1]]
    scene[top : top + here.shape[0], left : left + here.shape[1]] = (here * (1 - share) + part * share).astype(np.uint8)
    return jpeg(scene, 80)


def repainted_body(photo: Pixels, other: Pixels) -> Pixels:
    """What is worn below the head is painted over: a drawn body shape filled with smooth skin-like tones and shading, soft-edged."""
    height, width = photo.shape[:2]
    shape = np.array([(0.38, 0.52), (0.62, 0.52), (0.86, 0.64), (0.90, 1.0), (0.10, 1.0), (0.14, 0.64)]) * (width, height)
    mask = np.zeros((height, width), dtype=np.float32)
    cv2.fillPoly(mask, [np.rint(shape).astype(np.int32)], 1.0)
    share = cv2.GaussianBlur(mask, (0, 0), 0.008 * max(height, width))[:, :, None]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    light = 0.85 + 0.2 * np.sin(5 * x + 2) * np.cos(4 * y) - 0.15 * np.abs(x - 0.5)
    skin = np.array((205, 160, 135), dtype=np.float32) * light[:, :, None] + cv2.GaussianBlur(other, (1, 1), 0).mean() * 0.05
    grain = np.random.default_rng(3).normal(0, 2.5, (height, width, 1))
    return jpeg(np.clip(photo * (1 - share) + (skin + grain) * share, 0, 255).astype(np.uint8), 80)


def face_put_in(photo: Pixels, other: Pixels) -> Pixels:
    """Another face, an oval of about a tenth of the area, lies where a face in a portrait would be."""
    height, width = photo.shape[:2]
    share = oval((height, width), (0.42, 0.5), (0.20, 0.16))
    new = np.asarray(cv2.resize(other, (width, height)), dtype=np.uint8)
    return jpeg((photo * (1 - share) + new * share).astype(np.uint8), 80)


def sent_on(photo: Pixels, other: Pixels) -> Pixels:
    """A screenshot with borders and a caption, cropped by hand to a part of it, made smaller and saved twice more."""
    screen = screenshot(photo, other)
    cut = screen[int(screen.shape[0] * 0.22) : int(screen.shape[0] * 0.74), int(screen.shape[1] * 0.06) :]
    return jpeg(jpeg(resized(cut, 0.75), 60), 50)


def filtered_crop(photo: Pixels, other: Pixels) -> Pixels:
    """Mirrored, half of it cropped away, filtered, saved strongly."""
    return jpeg(colour_filter(crop(photo[:, ::-1], 0.5, 0.6, 0.4), other), 40)


def crop(photo: Pixels, area: float, across: float, down: float) -> Pixels:
    """Return a crop of this share of the area, at a place given by shares of what is left over."""
    height, width = photo.shape[:2]
    high, wide = int(height * area**0.5), int(width * area**0.5)
    top, left = int((height - high) * down), int((width - wide) * across)
    return photo[top : top + high, left : left + wide]


def resized(photo: Pixels, factor: float) -> Pixels:
    """Return the photo at another size."""
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(photo, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)


def oval(shape: tuple[int, ...], middle: tuple[float, float], radii: tuple[float, float]) -> NDArray[np.float32]:
    """Return a soft-edged oval as (height, width, 1) from 0 to 1; middle and radii (down, across) are shares of the shape."""
    mask = np.zeros(shape[:2], dtype=np.float32)
    centre = (int(shape[1] * middle[1]), int(shape[0] * middle[0]))
    cv2.ellipse(mask, centre, (int(shape[1] * radii[1]), int(shape[0] * radii[0])), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 2.0), dtype=np.float32)[:, :, None]


WAYS: dict[str, Callable[[Pixels, Pixels], Pixels]] = {
    way.__name__: way
    for way in (
        mirror,
        quarter_turn,
        small_turn,
        jpeg_30,
        half_size,
        crop_50,
        crop_25,
        screenshot,
        colour_filter,
        black_and_white,
        rephotographed,
        repainted,
        replaced_part,
        cut_out,
        repainted_body,
        face_put_in,
        sent_on,
        filtered_crop,
    )
}
"""Each takes a photo and another picture, and gives the suspect."""

ALTERED = ("repainted", "replaced_part", "cut_out", "repainted_body", "face_put_in")
SAME_IMAGE = tuple(name for name in WAYS if name not in ALTERED)
"""Ways after which what both show is still the same, as MatchKind.SAME_IMAGE says."""
