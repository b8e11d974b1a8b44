"""A picture made unrecognisable: colours and rough shapes only, on which findings can be drawn."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from desktop.checks.result import Box, CheckResult, Strength

Colour = tuple[int, int, int]

LONGEST_SIDE = 480
# All that is kept of the picture: so few pixels that no blurring can be undone.
_KEPT_SIDE = 14
_FACE_COLOUR = (255, 255, 255)
_REGION_COLOUR = (230, 60, 40)


def unrecognisable(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture of at most 480 pixels a side that holds no more than 14 by 14 pixels of the given one."""
    import cv2

    few = cv2.resize(pixels, _size(pixels, _KEPT_SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(few, _size(pixels, LONGEST_SIDE), interpolation=cv2.INTER_CUBIC), np.uint8)


def with_findings(preview: NDArray[np.uint8], result: CheckResult) -> NDArray[np.uint8]:
    """Return a copy of the preview with a frame around each face (white) and each region of a finding that is a sign (red)."""
    framed = [(face.box, _FACE_COLOUR) for face in result.faces]
    framed += [(region, _REGION_COLOUR) for region in marked_parts(result)]
    return _framed(preview, framed, result.width, result.height)


def marked_parts(result: CheckResult) -> list[Box]:
    """Return the regions that signs speak of."""
    return [one.region for one in result.findings if one.region is not None and one.strength is not Strength.NONE]


def with_kept_findings(preview: NDArray[np.uint8], kept: Mapping[str, object]) -> NDArray[np.uint8]:
    """Return the same from a result that was kept as JSON; frames that cannot be read are left out."""
    framed = [(box, _FACE_COLOUR) for box in _boxes(kept.get("faces"), "box")]
    framed += [(box, _REGION_COLOUR) for box in _boxes(_signs(kept.get("findings")), "region")]
    width, height = kept.get("width"), kept.get("height")
    if not (isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0):
        return preview.copy()
    return _framed(preview, framed, width, height)


def _signs(listed: object) -> list[object]:
    return [one for one in listed if isinstance(one, dict) and one.get("strength") != Strength.NONE] if isinstance(listed, list) else []


def _boxes(listed: object, name: str) -> Iterator[Box]:
    for one in listed if isinstance(listed, list) else ():
        stated = one.get(name) if isinstance(one, dict) else None
        if isinstance(stated, dict):
            sides = [side for side in map(stated.get, ("x", "y", "width", "height")) if isinstance(side, int)]
            if len(sides) == 4:
                yield Box(*sides)


def _framed(preview: NDArray[np.uint8], framed: list[tuple[Box, Colour]], width: int, height: int) -> NDArray[np.uint8]:
    import cv2

    drawn = preview.copy()
    scale_x, scale_y = preview.shape[1] / width, preview.shape[0] / height
    for box, colour in framed:
        start = (round(box.x * scale_x), round(box.y * scale_y))
        end = (round((box.x + box.width) * scale_x), round((box.y + box.height) * scale_y))
        cv2.rectangle(drawn, start, end, (0, 0, 0), 4)
        cv2.rectangle(drawn, start, end, colour, 2)
    return drawn


def _size(pixels: NDArray[np.uint8], longest: int) -> tuple[int, int]:
    height, width = pixels.shape[:2]
    scale = longest / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))
