"""Finding faces with YuNet.

Method: YuNet (Wu, Peng, Yu: "YuNet: A Tiny Millisecond-level Face Detector", Machine Intelligence Research 2023), the
2023 March model of the OpenCV model zoo, run at up to three sizes: with a border, so that a picture that is nothing but a face
cut close still shows one; at 640 pixels; and for large pictures at 1600 pixels, for small faces in them.
Limits: it finds faces of about 10 to 300 pixels at the size it looks at; faces seen from behind or far above, heavily covered
or very dark ones are missed; drawings and sculptures can be taken for faces. It says nothing about who it is or whether a
face was manipulated. Figures: models/yunet-2023mar/card.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.checks.inference import Model
from desktop.checks.result import Box, Face

MODEL_NAME = "yunet"
LEAST_CONFIDENCE = 0.7
_STRIDES = (8, 16, 32)
_OVERLAP = 0.3
# A detection that lies almost wholly in a much larger one is a part of that face (an eye, a mouth) seen too closely.
_INSIDE = 0.8
_MUCH_LARGER = 4.0

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class _Look:
    """One size to look at: the picture's longest side, and a border around it."""

    longest_side: int
    border: int
    least_side: int
    """Pictures whose longest side is below this are not looked at so."""


_LOOKS = (_Look(320, 80, 0), _Look(640, 0, 400), _Look(1600, 0, 1000))


def find_faces(pixels: NDArray[np.uint8], model: Model, *, closest: int = 1600) -> tuple[Face, ...]:
    """Return the faces in sRGB pixels of shape (height, width, 3), most confident first.

    They are looked for at a longest side of no more than `closest` pixels, which saves time where small faces do not matter.
    Raises ModelMissing, ModelChanged or ModelFailed.
    """
    height, width = pixels.shape[:2]
    # A large picture is walked through once, and all looks begin with what that leaves.
    shrunk = max(1.0, max(width, height) / closest)
    reduced = _scaled(pixels, closest / max(width, height)) if shrunk > 1 else pixels
    found: list[Numbers] = [
        _look(reduced, look, model) for look in _LOOKS if max(width, height) >= look.least_side and look.longest_side <= closest
    ]
    boxes = np.concatenate(found)
    boxes[:, :4] *= np.float32(shrunk)
    faces = (_face(row, width, height) for row in _distinct(boxes))
    return tuple(face for face in faces if face is not None)


def _scaled(pixels: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    import cv2

    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8)


def _look(pixels: NDArray[np.uint8], look: _Look, model: Model) -> Numbers:
    """Return rows of left, top, right, bottom (pixels of the picture) and confidence."""
    import cv2

    height, width = pixels.shape[:2]
    scale = look.longest_side / max(width, height)
    if look.border == 0:
        scale = min(1.0, scale)
    small = _scaled(pixels, scale)
    right, bottom = (-(side + 2 * look.border) % 32 + look.border for side in (small.shape[1], small.shape[0]))
    canvas = cv2.copyMakeBorder(small, look.border, bottom, look.border, right, cv2.BORDER_CONSTANT, value=(0, 0, 0))
    # Plane by plane: in one step NumPy walks a large picture against its grain.
    image = np.stack(cv2.split(canvas)[::-1])[None].astype(np.float32)
    rows = decoded(model.run(image), canvas.shape[1])
    rows[:, :4] = (rows[:, :4] - look.border) / np.float32(scale)
    return rows


def decoded(outputs: dict[str, Numbers], width: int) -> Numbers:
    """Return rows of left, top, right, bottom and confidence from the model's outputs for an input of this width."""
    rows = []
    for stride in _STRIDES:
        confidence = np.sqrt(np.clip(outputs[f"cls_{stride}"][0, :, 0], 0, 1) * np.clip(outputs[f"obj_{stride}"][0, :, 0], 0, 1))
        sure = np.flatnonzero(confidence >= LEAST_CONFIDENCE)
        box = outputs[f"bbox_{stride}"][0, sure]
        across = width // stride
        centre_x = (sure % across + box[:, 0]) * stride
        centre_y = (sure // across + box[:, 1]) * stride
        half_width, half_height = (np.exp(np.minimum(box[:, side], 10)) * stride / 2 for side in (2, 3))
        edges = (centre_x - half_width, centre_y - half_height, centre_x + half_width, centre_y + half_height)
        rows.append(np.stack((*edges, confidence[sure]), axis=1))
    return np.concatenate(rows).astype(np.float32)


def _distinct(rows: Numbers) -> Iterator[Numbers]:
    kept: list[Numbers] = []
    for row in _without_parts(rows)[np.argsort(-_without_parts(rows)[:, 4], kind="stable")]:
        if all(_shared(row, other) / (_area(row) + _area(other) - _shared(row, other)) < _OVERLAP for other in kept):
            kept.append(row)
            yield row


def _without_parts(rows: Numbers) -> Numbers:
    whole = [not any(_is_part(row, other) for other in rows) for row in rows]
    return rows[np.array(whole, bool)] if len(rows) else rows


def _is_part(row: Numbers, other: Numbers) -> bool:
    return _area(other) > _MUCH_LARGER * _area(row) and _shared(row, other) > _INSIDE * _area(row)


def _shared(one: Sequence[float] | Numbers, other: Sequence[float] | Numbers) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return float(max(across, 0) * max(down, 0))


def _area(row: Numbers) -> float:
    return float((row[2] - row[0]) * (row[3] - row[1]))


def _face(row: Numbers, width: int, height: int) -> Face | None:
    left, right = (int(np.clip(round(float(value)), 0, width)) for value in (row[0], row[2]))
    top, bottom = (int(np.clip(round(float(value)), 0, height)) for value in (row[1], row[3]))
    if right <= left or bottom <= top:
        return None
    return Face(Box(left, top, right - left, bottom - top), float(row[4]))
