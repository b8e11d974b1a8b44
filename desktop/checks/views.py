"""Views of a picture for whoever knows how to read them: error level, ghosts of another saving, noise. Never a verdict.

Error level (N. Krawetz, "A picture's worth", 2007): what saving once more as JPEG changes, made visible. It is high at edges and in
texture in any photograph, pasted or not, which is why it moves no band here and has no finding. Ghosts (H. Farid, "Exposing digital
forgeries from JPEG ghosts", IEEE TIFS 4, 2009): the same for several qualities; a part that was once saved at one of them changes least
there, and stands out dark. Only where that part still lies on the same grid of blocks. Noise: what is left when everything smooth is
taken away; see noise_level.py for the finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.core.texts import Sentence, mark, say
from desktop.media.picture import Picture

# Shown at this longest side at most, pixels.
SIDE = 1024
ERROR_QUALITY = 90
GHOST_QUALITIES = (50, 60, 70, 80, 90)
# Ghosts are compared over windows of two blocks.
_WINDOW = 16
# The brightest hundredth is shown white.
_WHITE_AT = 99.0

_TITLES = {"error_level": mark("Error level"), "noise": mark("Noise")}
_GHOST_TITLE = mark("Ghost of quality {quality}")
_MEANINGS = {
    "error_level": mark(
        "What saving once more as JPEG would change: bright is much. Edges and patterns are bright in every photograph, sky and walls are "
        "dark. A part that is brighter or darker than others of the same kind may have another history. This is a view and no finding."
    ),
    "noise": mark(
        "What is left of the picture without everything smooth, so sky and walls are dark. A part whose grain is unlike that of others of "
        "the same kind may come from another picture. This is a view and no finding."
    ),
}
_GHOST_MEANING = mark(
    "What saving at this quality would change, in comparison with the rest. A part that is dark here and nowhere else may have been "
    "saved at this quality before. Sky and walls are spotted in every photograph, and a view that is dark all over only says how the file "
    "was saved last. This is a view and no finding."
)


@dataclass(frozen=True, eq=False)
class View:
    """One view, in greys."""

    id: str
    """ "error_level", "noise" or "ghost_<quality>"."""
    title: Sentence
    meaning: Sentence
    """How it is read, and that it decides nothing."""
    greys: NDArray[np.uint8]
    """(height, width), the shape of the picture reduced to SIDE."""


def of_picture(picture: Picture) -> Iterator[View]:
    """Yield the views of a picture at full size, one by one, since each takes a moment for a large photograph."""
    pixels = np.ascontiguousarray(picture.pixels)
    yield _view("error_level", np.abs(_saved_again(pixels, ERROR_QUALITY).astype(np.int16) - pixels).max(axis=2).astype(np.float32))
    yield _view("noise", _noise(pixels))
    # Made small one by one: of a photograph of 12 million pixels they would take a quarter of a gigabyte together.
    changes = np.stack([_reduced(_windowed(_changed(pixels, quality))) for quality in GHOST_QUALITIES])
    # Each window between its own least and most, so that texture does not outshine history.
    least, most = changes.min(axis=0), changes.max(axis=0)
    for quality, change in zip(GHOST_QUALITIES, changes, strict=True):
        share = np.clip((change - least) / np.maximum(most - least, 1e-3), 0, 1)
        title, meaning = say(_GHOST_TITLE, quality=quality), say(_GHOST_MEANING)
        yield View(f"ghost_{quality}", title, meaning, (share * 255).astype(np.uint8))


def _view(name: str, values: NDArray[np.float32]) -> View:
    reduced = _reduced(values)
    white = max(1.0, float(np.percentile(reduced, _WHITE_AT)))
    return View(name, Sentence(_TITLES[name]), Sentence(_MEANINGS[name]), np.clip(reduced * (255 / white), 0, 255).astype(np.uint8))


def _changed(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.float32]:
    """Return the mean square over the colours of what saving at this quality changes, (height, width)."""
    import cv2

    away = cv2.absdiff(_saved_again(pixels, quality), pixels)
    total = np.zeros(away.shape[:2], np.float32)
    for channel in range(3):
        total += np.square(away[:, :, channel], dtype=np.float32)
    return np.asarray(total / 3, np.float32)


def _saved_again(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    import cv2

    # Our own pixels and our own JPEG: nothing of a stranger's file is decoded here.
    _, coded = cv2.imencode(".jpg", np.ascontiguousarray(pixels[:, :, ::-1]), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1])


def _windowed(squares: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    return np.asarray(cv2.boxFilter(squares, -1, (_WINDOW, _WINDOW)), np.float32)


def _noise(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    kernel = np.outer((-1, 2, -1), (-1, 2, -1)).astype(np.float32) / 6
    return np.abs(np.asarray(cv2.filter2D(grey, -1, kernel), np.float32))


def _reduced(values: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    factor = SIDE / max(values.shape)
    return values if factor >= 1 else np.asarray(cv2.resize(values, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.float32)
