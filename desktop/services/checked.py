"""What becomes of a file that was to be checked."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.checks.moments import Still
from desktop.checks.result import CheckResult
from desktop.core.errors import LindenError
from desktop.media.picture import Picture


@dataclass(frozen=True, eq=False)
class Checked:
    """A picture or a video that was checked."""

    name: str
    """The file's name as it was given, untrusted: show it with core.names.shown."""
    result: CheckResult
    picture: Picture
    """Its pixels, for showing regions and faces; of a video the frame that stands for it. The check never writes them to disk."""
    preview: NDArray[np.uint8]
    """The picture made unrecognisable, at most 480 pixels a side: what a report shows."""
    path: Path | None = None
    stills: tuple[Still, ...] = ()
    """The frames of a video that matter, in the order of time; none of a picture."""
    page: int | None = None
    """The page of a document, counted from 0; None where it is no document."""

    def without_picture(self) -> "Checked":
        """Return the same result with nothing in it that was made from the picture: its preview is plain grey."""
        return replace(without_pixels(self), preview=np.full_like(self.preview, 128))


@dataclass(frozen=True, eq=False)
class NotChecked:
    """A file that could not be checked, and why."""

    name: str
    path: Path | None
    error: LindenError


def without_pixels(checked: Checked) -> Checked:
    """Return the same result with its pixels let go, for keeping many; its preview stays."""
    bare = replace(checked.picture, pixels=np.zeros((1, 1, 3), np.uint8), luma=None)
    return replace(checked, picture=bare, stills=())
